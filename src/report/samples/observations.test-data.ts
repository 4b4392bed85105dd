import type { HealthObservation, IdentityObservation } from '../../records/release.js';

export const startedAt = '2026-11-20T14:02:11.000Z';

/** So many seconds into the run. */
export const at = (seconds: number): string => new Date(Date.parse(startedAt) + seconds * 1000).toISOString();

export function identityLooks(): IdentityObservation[] {
  return Array.from({ length: 122 }, (_, look) => ({
    at: at(3 + look * 2.3),
    phase: look < 4 ? 'before' : look < 118 ? 'during' : 'after',
    result: {
      kind: 'answered',
      identity: {
        version: '2.4.0',
        commit: '9f3c1e7ab04d5c2288e6',
        digest: `sha256:${'7b'.repeat(32)}`,
        replica: `shop-${(look % 2) + 1}`,
      },
    },
  }));
}

export function healthLooks(down: readonly [number, number] = [-1, -1]): HealthObservation[] {
  return ['payments', 'mail', 'identity', 'tax', 'shipping'].flatMap((thirdParty) =>
    Array.from({ length: 118 }, (_, look) => {
      const up = thirdParty !== 'payments' || look * 2.3 < down[0] || look * 2.3 > down[1];
      return { at: at(3 + look * 2.3), thirdParty, up, detail: up ? '200' : '503 Service Unavailable' };
    }),
  );
}
