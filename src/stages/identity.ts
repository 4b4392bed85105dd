import type { Config } from '../records/config.js';
import { releaseIdentity, type IdentityObservation } from '../records/release.js';
import type { Staging } from '../records/staging.js';
import { ask } from './ask.js';

const limitMs = 5000;
// Enough looks through the load balancer to meet every replica of a small staging.
const looksPerPhase = 6;

/** How to ask this staging who it is; undefined where the config declares it. */
export interface IdentityProbe {
  look(phase: IdentityObservation['phase']): Promise<IdentityObservation>;
  /** Several looks, one after the other. */
  lookAround(phase: IdentityObservation['phase']): Promise<IdentityObservation[]>;
}

/** Looks at the release-identity endpoint. Redirects are not followed; nothing is retried. */
export function identityProbe(config: Config, staging: Staging, userAgent: string): IdentityProbe {
  const url = 'path' in config.release ? new URL(config.release.path, staging.target) : undefined;
  const declared = 'declared' in config.release ? config.release.declared : undefined;

  async function look(phase: IdentityObservation['phase']): Promise<IdentityObservation> {
    const at = new Date().toISOString();
    if (declared !== undefined) return { at, phase, result: { kind: 'answered', identity: declared } };
    try {
      const answer = await ask(
        url ?? staging.target,
        { ...authorization(staging), 'user-agent': userAgent, accept: 'application/json' },
        limitMs,
      );
      const refused = (message: string): IdentityObservation => ({
        at,
        phase,
        result: { kind: 'refused', status: answer.status, message },
      });
      if (answer.status !== 200) return refused(`${url?.href} answered ${answer.status}`);
      const identity = releaseIdentity.safeParse(parsed(answer.text));
      if (!identity.success) return refused(`${url?.href} answered without version and commit`);
      return { at, phase, result: { kind: 'answered', identity: identity.data } };
    } catch (error) {
      return {
        at,
        phase,
        result: { kind: 'unreachable', message: error instanceof Error ? error.message : String(error) },
      };
    }
  }

  return {
    look,
    async lookAround(phase) {
      const observations: IdentityObservation[] = [];
      for (let n = 0; n < looksPerPhase; n += 1) observations.push(await look(phase));
      return observations;
    },
  };
}

/** The login wall's header, if there is a wall. */
export function authorization(staging: Staging): { authorization?: string } {
  if (staging.access === undefined) return {};
  const { username, password } = staging.access;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
