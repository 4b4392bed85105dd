import { parityFile as schema, type Parity } from '../records/parity.js';
import { UsageError } from '../records/usage-error.js';
import { readYaml } from './strict-yaml.js';

const parityFile = 'parity.yaml';

/**
 * Reads `parity.yaml` of a project.
 * @throws UsageError with the file, the line, the key and what to do; also when there is no such file.
 */
export function readParity(projectDir: string): Parity {
  const parity = readYaml(projectDir, parityFile, schema);
  if (parity !== undefined) return parity;
  throw new UsageError(
    `No ${parityFile} in ${projectDir}. It says what of staging is compared with production: docs/guides/parity.md.`,
  );
}
