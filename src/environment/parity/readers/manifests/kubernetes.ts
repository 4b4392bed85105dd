import { z } from 'zod';
import type { Fact } from '../../../../records/snapshot.js';
import { unreadable } from '../../text-source.js';

const quantity = z.union([z.string(), z.number()]);
const container = z.object({
  name: z.string().min(1),
  image: z.string().optional(),
  env: z.array(z.object({ name: z.string().min(1) })).optional(),
  resources: z
    .object({ limits: z.record(z.string(), quantity).optional(), requests: z.record(z.string(), quantity).optional() })
    .optional(),
});
const podSpec = z.object({ containers: z.array(container).min(1), initContainers: z.array(container).optional() });
const template = z.object({ spec: podSpec });

/** Any object of Kubernetes. */
export const kubernetesObject = z.object({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.object({ name: z.string().min(1), namespace: z.string().optional() }),
  spec: z.unknown().optional(),
});

const workload = z.object({ replicas: z.int().nonnegative().optional(), template });
const cronJob = z.object({
  schedule: z.string().min(1),
  suspend: z.boolean().optional(),
  jobTemplate: z.object({ spec: z.object({ template }) }),
});
type Container = z.infer<typeof container>;

/** Facts of what runs containers; other objects (services, secrets, config maps) are passed over unread. */
export function factsOfKubernetes(object: z.infer<typeof kubernetesObject>, where: string): Fact[] {
  const { kind, metadata } = object;
  const name = `${kind.toLowerCase()}/${metadata.name}`;
  if (kind === 'Pod') return podFacts(name, parsed(podSpec, object.spec, name, where));
  if (kind === 'CronJob') {
    const { schedule, suspend, jobTemplate } = parsed(cronJob, object.spec, name, where);
    const value = suspend === true ? `${schedule} (suspended)` : schedule;
    return [{ kind: 'cron-job', subject: metadata.name, value }, ...podFacts(name, jobTemplate.spec.template.spec)];
  }
  if (!['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].includes(kind)) return [];
  const spec = parsed(workload, object.spec, name, where);
  const replicas: Fact[] =
    spec.replicas === undefined ? [] : [{ kind: 'replicas', subject: name, value: spec.replicas }];
  return [...replicas, ...podFacts(name, spec.template.spec)];
}

function parsed<T>(schema: z.ZodType<T>, spec: unknown, name: string, where: string): T {
  const read = schema.safeParse(spec);
  if (read.success) return read.data;
  throw unreadable(
    'unparsable',
    `${where}: ${name} is no such object of Kubernetes, or only a part of it. Export it with kubectl get -o yaml.`,
  );
}

function podFacts(name: string, { containers, initContainers }: z.infer<typeof podSpec>): Fact[] {
  const all = initContainers === undefined ? containers : [...initContainers, ...containers];
  return all.flatMap((one) => containerFacts(`${name}/${one.name}`, one));
}

function containerFacts(subject: string, { image, env, resources }: Container): Fact[] {
  const quantities = [
    ...Object.entries(resources?.limits ?? {}).map(([key, value]) => [`limits.${key}`, value] as const),
    ...Object.entries(resources?.requests ?? {}).map(([key, value]) => [`requests.${key}`, value] as const),
  ];
  const names = env === undefined ? [] : env.map((variable) => variable.name);
  return [
    { kind: 'image', subject, value: image === undefined ? '(none)' : image },
    ...quantities.map(([key, value]): Fact => ({
      kind: 'resource',
      subject: `${subject}/${key}`,
      value: String(value),
    })),
    ...names.map((each): Fact => ({ kind: 'container-variable', subject: `${subject}/${each}`, value: 'there' })),
  ];
}
