import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../repository.js';
import { latestVerdict, sober } from './command.js';
import { set } from './stage.js';

interface Block {
  language: string;
  text: string;
  /** Of what is executed: the code that the guide says, in its last line. */
  exits: number | undefined;
}

const guide = readFileSync(path.join(repository, 'docs', 'guides', 'gate-a-release.md'), 'utf8');
const blocks: Block[] = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => {
  const said = /^# exit (\d+)$/m.exec(text)?.[1];
  return { language, text, exits: said === undefined ? undefined : Number(said) };
});

/** Commands of the guide that nothing executes, by their first words, and why not. */
const notExecuted: [first: string, why: string][] = [
  ['cosign attest-blob', 'cosign would sign with a public Sigstore, and attest an image in a registry'],
];

test('every command of the guide is executed, or named here with the reason why not', () => {
  const left = blocks.filter(({ language, exits }) => language === 'sh' && exits === undefined);
  expect(left.map(({ text }) => notExecuted.find(([first]) => text.startsWith(first))?.[0])).toEqual(
    notExecuted.map(([first]) => first),
  );
  // A fence of another name would be nobody's command.
  expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toEqual(['json', 'sh', 'yaml']);
  expect(guide.split('\n').filter((line) => line.startsWith('```'))).toHaveLength(2 * blocks.length);
});

test('the workflows run the very commands that are executed', () => {
  const executed = blocks.filter(({ exits }) => exits !== undefined).flatMap(({ text }) => commandsIn(text));
  const workflows = blocks.filter(({ language, text }) => language === 'yaml' && text.includes('jobs:'));
  const run = workflows.flatMap(({ text }) => scriptsIn(parse(text))).flatMap(commandsIn);
  expect(run.filter((line) => line.includes('gonogo'))).toHaveLength(3);
  expect(run.filter((line) => line.includes('gonogo') && !executed.includes(line))).toEqual([]);
});

test('the guide leads from new keys to a release, and one changed byte of the evidence away from it', async () => {
  const [commit, digest] = ['c'.repeat(40), 'a'.repeat(64)];
  const trust = JSON.parse(textOf('json', '"signers"')) as Trust;
  const { project } = await set(
    ({ url }) => ({
      config: `export default { name: '${trust.environment.name}', staging: { target: '${url}' } };\n`,
      policy: textOf('yaml', 'approvals:'),
    }),
    { commit, digest: `sha256:${digest}` },
  );
  mkdirSync(path.join(project.dir, 'node_modules', '.bin'));
  symlinkSync('../gonogo/bin/gonogo.mjs', path.join(project.dir, 'node_modules', '.bin', 'gonogo'));
  mkdirSync(path.join(project.dir, 'ledger'));
  const env = { ...ofNoNpm(sober(process.env)), COMMIT: commit, DIGEST: digest, AUTHOR: 'Dora' };
  const execute = ({ text }: Block) => shell(text, project.dir, env);
  const keyIn = (file: string): unknown => JSON.parse(readFileSync(path.join(project.dir, file), 'utf8'));

  let last = { code: -1, said: '' };
  for (const block of blocks) {
    if (block.text.includes('"signers"')) {
      // What the guide leaves open: the printed keys, and the policy's digest that was printed just before.
      trust.signers = [keyIn('signer.json')];
      trust.people = trust.people.map((person) => ({ ...person, keys: [keyIn('anna.json')] }));
      trust.policies = [last.said.trim()];
      project.write('trust.json', JSON.stringify(trust));
    }
    if (block.exits === undefined) continue;
    last = await execute(block);
    expect(last.code, `${block.text}\n${last.said}`).toBe(block.exits);
    if (block.text.includes('gonogo verify'))
      expect(latestVerdict(project)).toMatchObject({ verdict: 'AWAITING-APPROVAL', exitCode: 5 });
  }
  expect(last.said).toMatch(/RELEASE: GO \(standard\) of run .*, approved by Anna, attempt 1/);

  const evidence = path.join(project.dir, 'run', 'evidence', 'checks.jsonl');
  const bytes = readFileSync(evidence);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(evidence, bytes);
  const released = blocks.findLast(({ text, exits }) => exits !== undefined && text.includes('gonogo release'));
  const refused = await execute(released as Block);
  expect(refused.code, refused.said).toBe(4);
  expect(refused.said).toContain('REFUSED (edited-file)');
}, 240_000);

/** As far as the guide leaves it open. */
interface Trust {
  signers: unknown[];
  people: { keys: unknown[] }[];
  policies: string[];
  environment: { name: string };
}

/** The first block that holds these words. */
function textOf(language: string, words: string): string {
  const block = blocks.find((one) => one.language === language && one.text.includes(words));
  if (block === undefined) throw new Error(`the guide has no ${language} with ${words}`);
  return block.text;
}

/** Lines of a script, each command on one, without comments. */
function commandsIn(script: string): string[] {
  const lines = script.replace(/\s*\\\n\s*/g, ' ').split('\n');
  return lines.map((line) => line.replace(/(^|\s)# .*$/, '').trim()).filter((line) => line !== '');
}

/** Every `run` of a workflow. */
function scriptsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'run' && typeof inner === 'string' ? [inner] : scriptsIn(inner),
  );
}

/** An `npm test` around this would lead npx to its own project; what is not here may not be fetched either. */
function ofNoNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(others), npm_config_offline: 'true' };
}

/** As a pipeline runs it: the first command that fails ends it. */
function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile('sh', ['-e', '-c', script], { cwd, env, timeout: 60_000 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: child.exitCode === 0 ? stdout : stdout + stderr }),
    );
  });
}
