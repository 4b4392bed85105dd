/**
 * What k6-operator v1.6.0 runs for a TestRun with a script in a ConfigMap, as its source has it (Apache-2.0):
 * pkg/resources/jobs/runner.go, initializer.go, pkg/segmentation/segmentation.go, pkg/types/k6cli.go and
 * pkg/resources/containers/curl_start.go of https://github.com/grafana/k6-operator.
 */
export interface TestRun {
  metadata: { name: string };
  spec: {
    parallelism: number;
    arguments: string;
    script: { configMap: { file: string } };
    runner: { env: { name: string; value?: string; valueFrom?: { fieldRef: { fieldPath: string } } }[] };
  };
}

/** Where things are on this machine: `/test/…`, `/evidence/…` and `:6565` of a pod are its own, and one machine has them once. */
export interface Here {
  /** In place of `/test/<file>`. */
  script: string;
  /** In place of `/evidence`. */
  evidence: string;
}

export interface Runner {
  /** What Kubernetes calls the pod: the job's name and five characters. */
  pod: string;
  command: string[];
  env: Record<string, string>;
}

/** The runners, from the first. `portOf` is in place of 6565. */
export function runnersOf(testRun: TestRun, here: Here, portOf: (index: number) => number): Runner[] {
  const { metadata, spec } = testRun;
  return Array.from({ length: spec.parallelism }, (_, at) => {
    const index = at + 1;
    const pod = `${metadata.name}-${index}-x7k2p`;
    const env = environmentOf(testRun, pod);
    const command = [
      ...['run', '--quiet'],
      ...(spec.parallelism > 1 ? segmentOf(index, spec.parallelism) : []),
      ...spec.arguments.split(/\s+/).filter((word) => word !== ''),
      here.script,
      `--address=127.0.0.1:${portOf(index)}`,
      '--paused',
      ...['--tag', `instance_id=${index}`],
      ...['--tag', `testrun_name=${metadata.name}`],
    ];
    return {
      pod,
      env,
      command: command.map((word) => filledIn(word, env).replace('=/evidence/', `=${here.evidence}/`)),
    };
  });
}

/** The initializer's words for `k6 archive`; what it archives, `k6 inspect --execution-requirements` reads. */
export function archiveCommand(testRun: TestRun, here: Here, archive: string): string[] {
  const env = environmentOf(testRun, `${testRun.metadata.name}-initializer-x7k2p`);
  const words = testRun.spec.arguments.split(/\s+/).filter((word) => word !== '');
  // Only what `k6 archive` knows is handed to it: not --out with its value.
  const out = words.indexOf('--out');
  const own = words.filter((_, at) => at !== out && at !== out + 1).map((word) => filledIn(word, env));
  const parameters = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return ['archive', here.script, ...parameters, '-O', archive, ...own];
}

/** What the starter sends to every runner. */
export const unpause = JSON.stringify({ data: { attributes: { paused: false }, id: 'default', type: 'status' } });

function segmentOf(index: number, total: number): string[] {
  const ends = Array.from({ length: total + 1 }, (_, at) => (at === 0 ? '0' : at === total ? '1' : `${at}/${total}`));
  return [`--execution-segment=${ends[index - 1]}:${ends[index]}`, `--execution-segment-sequence=${ends.join(',')}`];
}

function environmentOf({ spec }: TestRun, pod: string): Record<string, string> {
  return Object.fromEntries(
    spec.runner.env.map(({ name, value, valueFrom }) => {
      if (value !== undefined) return [name, value];
      if (valueFrom?.fieldRef.fieldPath === 'metadata.name') return [name, pod];
      throw new Error(`${name}: what it is filled with is not known here`);
    }),
  );
}

/** As the kubelet does with a container's command: a name that is not in its environment stays as it is. */
function filledIn(word: string, env: Record<string, string>): string {
  return word.replace(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g, (as, name: string) => env[name] ?? as);
}
