import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../repository.js';
import { flawsOfTestRun } from './k6-operator/structural-schema.js';

/** What load/k6-operator says, held to the operator's own definition and to the versions that gonogo itself uses. */
const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');

interface TestRun {
  spec: {
    parallelism: number;
    arguments: string;
    script: { configMap: { file: string } };
    runner: {
      image: string;
      env: { name: string; value?: string }[];
      volumes: { name: string }[];
      volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
    };
  };
}

const text = read('load/k6-operator/test-run.yaml');
const testRun = parse(text) as TestRun;
const { spec } = testRun;

describe('the TestRun of load/k6-operator', () => {
  test('is one by the definition of k6-operator', () => {
    expect(flawsOfTestRun(testRun)).toEqual([]);
  });

  test.each([
    ['parallelism:', 'paralelism:', 'must NOT have additional properties {"additionalProperty":"paralelism"}'],
    ['claimName:', 'claimname:', '"additionalProperty":"claimname"'],
    ['fieldPath:', 'fieldpath:', '"additionalProperty":"fieldpath"'],
    ['  arguments:', '  argument:', '"additionalProperty":"argument"'],
    ['    volumeMounts:', '    volumeMount:', '"additionalProperty":"volumeMount"'],
    ['parallelism: 4', "parallelism: '4'", '/spec/parallelism must be integer'],
    ['runAsNonRoot: true', "runAsNonRoot: 'yes'", '/spec/runner/securityContext/runAsNonRoot must be boolean'],
    ['kind: TestRun', 'kind: K6', '/kind must be equal to constant'],
    ['memory: 1Gi', 'memory: [1Gi]', '/spec/runner/resources/limits/memory must be'],
    ['  name: checkout-rush\nspec', '  named: checkout-rush\nspec', '/metadata must have required property'],
  ])('would not be with %j misspelt as %j', (right, wrong, words) => {
    expect(text).toContain(right);
    expect(flawsOfTestRun(parse(text.replace(right, wrong))).join('\n')).toContain(words);
  });

  test('runs a script that is there, and mounts what it writes and reads', () => {
    const { runner, script } = spec;
    expect(existsSync(path.join(repository, 'load', script.configMap.file))).toBe(true);
    const [out = ''] = /(?<=--out evidence=)\S+/.exec(spec.arguments) ?? [];
    const written = runner.volumeMounts.filter(
      ({ mountPath, readOnly }) => out.startsWith(`${mountPath}/`) && !readOnly,
    );
    expect(written).toHaveLength(1);
    expect(runner.volumes.map(({ name }) => name)).toEqual(runner.volumeMounts.map(({ name }) => name));
    // Kubernetes leaves $(NAME) as it is where no such variable is: all runners would write one file.
    const filledIn = [...spec.arguments.matchAll(/\$\(([A-Z_]+)\)/g)].map(([, name]) => name);
    expect(filledIn).toEqual(['GONOGO_RUN_ID', 'POD_NAME']);
    expect(runner.env.map(({ name }) => name)).toEqual(expect.arrayContaining(filledIn));
  });
});

test('the image is built of the versions that gonogo itself builds its k6 of', () => {
  const goMod = read('load/xk6/go.mod');
  const [, go] = /^go (\d+\.\d+)/m.exec(goMod) ?? [];
  const [, k6] = /\bgo\.k6\.io\/k6\/v2 v(\S+)/.exec(goMod) ?? [];
  const dockerfile = read('load/k6-operator/Dockerfile');
  expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual([
    ...[`golang:${go}-alpine`, `grafana/k6:${k6}`],
  ]);
  // xk6 and k6 come from go.mod itself.
  expect(goMod).toMatch(/^tool go\.k6\.io\/xk6\/cmd\/xk6$/m);
  expect(dockerfile).toContain(`go tool xk6 build "$(go list -m -f '{{.Version}}' go.k6.io/k6/v2)"`);
  const image = `gonogo-k6:${k6}`;
  expect(spec.runner.image.endsWith(`/${image}`)).toBe(true);
  expect(dockerfile).toContain(`/${image} load/xk6`);
});
