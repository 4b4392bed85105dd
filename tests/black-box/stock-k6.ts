import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { withToolbox } from '../../src/tools/toolbox.js';
import { repository } from '../repository.js';

/**
 * k6 as it comes, of the version that gonogo builds its own of: built once into the cache. After the build of the k6 with
 * the extension nearly all of it is in Go's cache, so that it takes seconds.
 */
export async function stockK6(): Promise<string> {
  const goMod = readFileSync(path.join(repository, 'load', 'xk6', 'go.mod'), 'utf8');
  const version = /\bgo\.k6\.io\/k6\/v2 (v\S+)/.exec(goMod)?.[1];
  if (version === undefined) throw new Error('load/xk6/go.mod names no k6');
  const cache = path.join(repository, '.gonogo', 'cache');
  const binary = path.join(cache, `stock-k6-${version}`, 'k6');
  if (existsSync(binary)) return binary;
  const options = { config: {}, projectDir: repository, packageDir: repository, headed: false, install: false };
  const go = await withToolbox({ ...options, log: (line) => console.log(line) }, async (toolbox) => {
    await toolbox.k6();
    return toolbox.go();
  });
  const draft = `${binary}.${process.pid}.tmp`;
  const { status, stderr } = spawnSync(go.path, ['tool', 'xk6', 'build', version, '--output', draft], {
    cwd: path.join(repository, 'load', 'xk6'),
    // xk6 calls Go by its name.
    env: {
      ...process.env,
      ...go.env,
      PATH: [...(path.isAbsolute(go.path) ? [path.dirname(go.path)] : []), process.env['PATH']].join(path.delimiter),
    },
    encoding: 'utf8',
    timeout: 15 * 60_000,
  });
  if (status !== 0) throw new Error(`k6 cannot be built: ${stderr.slice(-2000)}`);
  renameSync(draft, binary);
  return binary;
}
