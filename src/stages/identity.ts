import type { Config } from '../records/config.js';
import { releaseIdentity, type IdentityObservation } from '../records/release.js';
import type { Staging } from '../records/staging.js';

const timeoutMs = 5000;
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
      const answer = await fetch(url ?? staging.target, {
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        // A kept-alive connection would stay with one replica.
        headers: { ...authorization(staging), 'user-agent': userAgent, connection: 'close', accept: 'application/json' },
      });
      const text = await answer.text();
      if (answer.status !== 200) {
        return { at, phase, result: { kind: 'refused', status: answer.status, message: `${url?.href} answered ${answer.status}` } };
      }
      const identity = releaseIdentity.safeParse(parsed(text));
      if (identity.success) return { at, phase, result: { kind: 'answered', identity: identity.data } };
      const message = `${url?.href} answered without version and commit`;
      return { at, phase, result: { kind: 'refused', status: answer.status, message } };
    } catch (error) {
      return { at, phase, result: { kind: 'unreachable', message: reasonOf(error) } };
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

/** `fetch failed` says nothing: its cause does. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  if (cause instanceof Error) return cause.message;
  return error.name === 'TimeoutError' ? `no answer within ${timeoutMs / 1000} s` : error.message;
}
