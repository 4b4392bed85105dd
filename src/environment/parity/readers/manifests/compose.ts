import { z } from 'zod';
import type { Fact } from '../../../../records/snapshot.js';

const limits = z.object({ cpus: z.union([z.string(), z.number()]).optional(), memory: z.string().optional() });

/** What is read of a Compose file; whatever else it says is left alone. */
export const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      environment: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
      deploy: z
        .object({ replicas: z.int().optional(), resources: z.object({ limits: limits.optional() }).optional() })
        .optional(),
    }),
  ),
});

export function factsOfCompose({ services }: z.infer<typeof composeFile>): Fact[] {
  return Object.entries(services).flatMap(([service, { image, environment, deploy }]): Fact[] => {
    const variables = Array.isArray(environment)
      ? environment.map((line) => line.replace(/=.*$/s, ''))
      : Object.keys(environment ?? {});
    const resources = deploy?.resources?.limits ?? {};
    return [
      { kind: 'image', subject: service, value: image === undefined ? '(built in place)' : image },
      { kind: 'replicas', subject: service, value: deploy?.replicas ?? '(not set)' },
      ...Object.entries(resources).map(([name, value]): Fact => {
        return { kind: 'resource', subject: `${service}/limits.${name}`, value: String(value) };
      }),
      ...variables.map((name): Fact => {
        return { kind: 'container-variable', subject: `${service}/${name}`, value: 'there' };
      }),
    ];
  });
}
