import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { verdictPredicate } from '../records/attestation.js';
import { policy } from '../records/policy.js';
import { trustFile } from '../records/trust.js';

const schemas: [string, z.ZodType, 'input' | 'output'][] = [
  ['verdict-predicate', verdictPredicate, 'output'],
  ['trust', trustFile, 'input'],
  ['policy', policy, 'input'],
];

test.each(schemas)('docs/schema/%s.schema.json says what the engine takes (UPDATE=1 writes it)', (name, schema, io) => {
  const folder = new URL('../../docs/schema/', import.meta.url);
  const file = new URL(`${name}.schema.json`, folder);
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io }), null, 2)}\n`;
  if (process.env.UPDATE === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
  expect(() =>
    new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object),
  ).not.toThrow();
});
