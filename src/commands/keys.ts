import { newKey } from '../release/keys.js';

/** `gonogo keys new`: an Ed25519 key, and the lines of trust.json that make production believe it. */
export async function keysNew({ out }: { out: string }): Promise<number> {
  const entry = newKey(out);
  process.stderr.write(`${out}: the private key. Keep it where only the signing step can read it.\n`);
  process.stdout.write(`${JSON.stringify(entry, null, 2)}\n`);
  return 0;
}
