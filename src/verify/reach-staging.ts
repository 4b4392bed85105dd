import { discover } from '../plan/discovery.js';
import type { Intent } from '../plan/intent.js';
import { refuseUnsafe } from '../plan/target.js';
import type { Staging } from '../records/staging.js';
import { secretsOf } from '../plan/staging-secrets.js';
import { startStaging } from '../stages/staging.js';
import type { Child, Supervisor } from '../tools/supervisor/index.js';
import type { Run } from './run.js';

/** Where staging is: as the caller says, or where the one is that its command starts. Its secrets are known from here on. */
export async function reachStaging(
  { config, source }: Pick<Intent, 'config' | 'source'>,
  run: Run,
  supervisor: Supervisor,
  go: () => Promise<{ path: string }>,
  place: { name?: string; cwd: string; env: Record<string, string>; pin: number[] | undefined },
): Promise<{ staging: Staging; child: Child | undefined }> {
  const start = async (command: Extract<Intent['source'], { kind: 'start' }>) =>
    startStaging(supervisor, command, { ...place, env: { ...place.env, ...(await goFor(place.cwd, go)) } });
  const at = source.kind === 'start' ? await start(source) : { staging: source.staging, child: undefined };
  // What a started staging says of itself is held to the same rules as what the caller says.
  if (source.kind === 'start') await refuseUnsafe(config, at.staging, `"${source.command}"`);
  secretsOf(at.staging).forEach((value) => run.keepSecret(value));
  supervisor.addSecrets(run.secrets());
  return at;
}

/** Where k6 is built there is a Go, found or fetched: a staging that builds something of its own may use it too. */
async function goFor(projectDir: string, go: () => Promise<{ path: string }>): Promise<{ GONOGO_GO?: string }> {
  return discover(projectDir).k6.length === 0 ? {} : { GONOGO_GO: (await go()).path };
}
