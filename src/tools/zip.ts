import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Unpacks a zip archive (PKWARE's APPNOTE, 4.3; no encryption, no ZIP64): Node reads gzip but not zip, and not every
 * machine has `unzip`.
 *
 * @param place where an entry goes inside `folder`
 * @throws {Error} for an archive that is damaged, or an entry that would leave the folder
 */
export function unpackZip(
  archive: Buffer,
  folder: string,
  place: (name: string) => { path: string; isExecutable: boolean },
): void {
  for (const { name, method, compressed, size } of entries(archive)) {
    if (name.endsWith('/')) continue;
    const { path, isExecutable } = place(name);
    const inside = normalize(path);
    if (isAbsolute(inside) || inside.split(sep).includes('..'))
      throw new Error(`the archive's ${name} would leave its folder`);
    const content = method === 0 ? compressed : inflateRawSync(compressed);
    if (content.length !== size)
      throw new Error(`the archive's ${name} has ${content.length} bytes instead of ${size}`);
    const file = join(folder, inside);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

function* entries(archive: Buffer): Generator<{ name: string; method: number; compressed: Buffer; size: number }> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || archive.readUInt32LE(end) !== endSignature) throw new Error('this is no zip archive');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error('the archive is damaged');
    const method = archive.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8)
      throw new Error(`the archive is compressed in a way (${method}) that is not known here`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    // The entry's own header repeats name and extra field, and its extra field may be of another length.
    const header = archive.readUInt32LE(at + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const compressed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    yield { name, method, compressed, size: archive.readUInt32LE(at + 24) };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}
