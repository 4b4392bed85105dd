import { z } from 'zod';
import { documentsIn } from '../documents.js';
import type { Read } from '../reader.js';
import { placeName, textOf, unreadable } from '../text-source.js';
import { composeFile, factsOfCompose } from './manifests/compose.js';
import { factsOfKubernetes, kubernetesObject } from './manifests/kubernetes.js';

const list = z.object({ kind: z.string().endsWith('List'), items: z.array(z.unknown()) });

/**
 * Exported manifests of Kubernetes (`kubectl get deploy,sts,ds,cronjobs -o yaml`) or Compose (`docker compose config`):
 * images, replicas, resources, the names of variables, schedules. Values of variables are not read.
 */
export const readManifests: Read = async (source, place) => {
  const where = placeName(source);
  const documents = documentsIn(await textOf(source, place), where);
  const objects = documents.flatMap((document) => {
    const asList = list.safeParse(document);
    return asList.success ? asList.data.items : [document];
  });
  return objects.flatMap((object) => {
    const kubernetes = kubernetesObject.safeParse(object);
    if (kubernetes.success) return factsOfKubernetes(kubernetes.data, where);
    const compose = composeFile.safeParse(object);
    if (compose.success) return factsOfCompose(compose.data);
    throw unreadable('unparsable', `${where} holds something that is neither a Kubernetes object nor a Compose file.`);
  });
};
