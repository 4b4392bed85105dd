/** `node main.js <script> <profile> <answer file>`: reads a saturation script, which is code of the project, and sends nothing. */
import { writeFileSync } from 'node:fs';
import { profile as profileSchema } from '../../../records/check.js';
import { UsageError } from '../../../records/usage-error.js';
import { readSaturation } from '../definition.js';
import type { InspectionAnswer } from './answer.js';

const [script = '', profileName, answerFile = ''] = process.argv.slice(2);
const profile = profileSchema.parse(profileName);

async function read(): Promise<InspectionAnswer> {
  const { saturation, limits } = await readSaturation(process.cwd(), script);
  return {
    script: {
      file: script,
      tool: 'autocannon',
      limits: limits.map(({ limit }) => limit),
      estimatedSeconds: saturation.seconds[profile],
      iterations: {},
      closedLoops: ['saturation'],
    },
  };
}

const answer = await read().catch((error: unknown): InspectionAnswer => {
  if (error instanceof UsageError) return { refused: error.message };
  throw error;
});
// A file, because what the script prints lands on stdout.
writeFileSync(answerFile, JSON.stringify(answer));
// Whatever the script has left open does not keep it.
process.exit(0);
