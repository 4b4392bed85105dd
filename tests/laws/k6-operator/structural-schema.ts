import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';

type Schema = { [key: string]: unknown };

const crd = parse(readFileSync(path.join(import.meta.dirname, 'testruns.crd.yaml'), 'utf8')) as {
  spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
};

/** Of ObjectMeta, which no CRD describes, what a file of ours may say. */
const metadata: Schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
    namespace: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

/**
 * What a TestRun's own definition finds wrong with one. Kubernetes drops a field that the definition does not have and says
 * nothing; here it is an error.
 * @returns sentences; none: it is right.
 */
export function flawsOfTestRun(testRun: unknown): string[] {
  return isTestRun(testRun) ? [] : (isTestRun.errors ?? []).map(inWords);
}

const isTestRun = compiled();

function compiled() {
  const [version] = crd.spec.versions;
  if (version === undefined || crd.spec.versions.length !== 1) throw new Error('one version of a TestRun was expected');
  const { properties, ...root } = version.schema.openAPIV3Schema;
  const closed = withoutUnknown({
    ...root,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      ...(properties as Schema),
      apiVersion: { const: `k6.io/${version.name}` },
      kind: { const: 'TestRun' },
    },
  });
  (closed['properties'] as Schema)['metadata'] = metadata;
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  // Kubernetes' own words for what a list or a map is merged by, and the sizes of Go's integers: nothing to be checked.
  ajv.addVocabulary(['x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type']);
  ajv.addVocabulary(['x-kubernetes-int-or-string']);
  for (const format of ['int32', 'int64', 'date-time']) ajv.addFormat(format, true);
  return ajv.compile(closed);
}

/** Closes every object of which the fields are known. */
function withoutUnknown(schema: unknown): Schema {
  const closed = Object.fromEntries(Object.entries(schema as Schema).map(([key, value]) => [key, within(key, value)]));
  const isOpen = 'additionalProperties' in closed || closed['x-kubernetes-preserve-unknown-fields'] === true;
  return 'properties' in closed && !isOpen ? { ...closed, additionalProperties: false } : closed;
}

function within(key: string, value: unknown): unknown {
  if (key === 'properties')
    return Object.fromEntries(Object.entries(value as Schema).map(([name, field]) => [name, withoutUnknown(field)]));
  if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) return withoutUnknown(value);
  return value;
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  return [instancePath, message, JSON.stringify(params)].join(' ').trim();
}
