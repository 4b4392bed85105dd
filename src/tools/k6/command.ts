import { fileURLToPath } from 'node:url';
import type { Profile } from '../../records/check.js';
import type { Limit } from '../../records/limit.js';
import { metricKey } from '../../records/limit-tightening.js';
import type { Segment } from '../../records/segments.js';
import { egressArguments } from './egress.js';
import type { K6 } from './find.js';
import { segmentArguments } from './segment.js';
import type { StockOrder } from './stock/order.js';

export interface K6Run {
  k6: K6;
  script: string;
  evidenceFile: string;
  profile: Profile;
  /** The script's own limits, as it was inspected to have them. */
  limits: readonly Limit[];
  /** Parameters of the script, `__ENV.NAME`. */
  env: Record<string, string>;
  /** Hosts that requests may go to, loopback aside. */
  egress: readonly string[];
  /** The run's own temporary folder. */
  temp: string;
  /** All scenarios together; at so many it is stopped. */
  mostRequests: number;
  /** The part of the run that this process is; undefined: all of it. */
  segment?: Segment | undefined;
}

// Nothing of a run leaves the machine, and k6 never replaces itself by a binary from elsewhere.
export const k6Environment: Record<string, string> = {
  K6_NO_USAGE_REPORT: 'true',
  K6_AUTO_EXTENSION_RESOLUTION: 'false',
};

/**
 * The k6 run that leaves `evidenceFile`. gonogo judges the limits: k6's own thresholds are off, which also keeps its
 * memory flat. Never with --vus, --duration or --iterations: they would replace the script's scenarios. A k6 without
 * gonogo's extension prints its samples, and stock/runner.ts reads them beside it.
 */
export async function k6Command(run: K6Run): Promise<{ command: [string, ...string[]]; env: Record<string, string> }> {
  const { k6, script, evidenceFile, mostRequests } = run;
  const output = k6.hasExtension
    ? ['--out', `evidence=${evidenceFile}`]
    : // Standard output is the one place that k6 writes to in blocks, and not line by line.
      ['--out', 'json=-', '--log-output', 'stderr', '--log-format', 'json'];
  const command: [string, ...string[]] = [
    k6.path,
    'run',
    '--quiet',
    '--no-color',
    '--no-thresholds',
    '--summary-mode=disabled',
    ...output,
    ...(await egressArguments(run.egress, run.temp)),
    ...(run.segment === undefined ? [] : segmentArguments(run.segment)),
    ...parameterArguments({ ...run.env, GONOGO_PROFILE: run.profile }),
    script,
  ];
  // Read by our output (load/xk6/cap.go): no parameter of the script.
  const env = { ...k6Environment, GONOGO_MOST_REQUESTS: `${mostRequests}` };
  if (k6.hasExtension) return { command, env };
  const limits = run.limits.map((limit) => ({ metric: metricKey(limit), expression: limit.expression }));
  const order: StockOrder = { evidenceFile, script, version: k6.version, limits, mostRequests, command };
  return { command: [process.execPath, stockRunner, JSON.stringify(order)], env };
}

/** Under vitest this file runs as TypeScript; the process it starts is plain Node and needs the compiled one. */
const stockRunner = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/tools/k6/stock/runner.js' : './stock/runner.js',
    import.meta.url,
  ),
);

/** `-e NAME=value` for each. */
export function parameterArguments(parameters: Record<string, string>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
}
