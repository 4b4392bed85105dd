import { z } from 'zod';
import type { Fact, FactKind } from '../../../records/snapshot.js';
import type { Read } from '../reader.js';
import { jsonOf, placeName, unreadable } from '../text-source.js';

interface Component {
  name: string;
  version?: string | undefined;
  purl?: string | undefined;
  components?: Component[] | undefined;
}

const component: z.ZodType<Component> = z.object({
  name: z.string().min(1),
  version: z.string().optional(),
  purl: z.string().optional(),
  get components() {
    return z.array(component).optional();
  },
});
const cycloneDx = z.object({ bomFormat: z.literal('CycloneDX'), components: z.array(component) });
const spdx = z.object({
  spdxVersion: z.string().startsWith('SPDX-2'),
  packages: z.array(
    z.object({
      name: z.string().min(1),
      versionInfo: z.string().optional(),
      externalRefs: z.array(z.object({ referenceType: z.string(), referenceLocator: z.string() })).optional(),
    }),
  ),
});

/** What an SBOM lists, one fact a package: CycloneDX or SPDX 2 in JSON. Its package URLs say what kind each is of. */
export const readSbom: Read = async (source, place) => {
  const where = placeName(source);
  const components = componentsIn(await jsonOf(source, place));
  if (components === undefined)
    throw unreadable(
      'unparsable',
      `${where} is neither a CycloneDX nor an SPDX 2 document in JSON, or only a part of one.`,
    );
  const facts = new Map<string, { kind: FactKind; subject: string; versions: Set<string> }>();
  for (const { name, version, purl } of components) {
    // Operating systems and files are components as well; what has no version cannot be compared by it.
    if (version === undefined || version === '') continue;
    const named = namedBy(purl, name);
    const key = `${named.kind} ${named.subject}`;
    const known = facts.get(key);
    if (known === undefined) facts.set(key, { ...named, versions: new Set([version]) });
    else known.versions.add(version);
  }
  return [...facts.values()].map(({ kind, subject, versions }): Fact => {
    return { kind, subject, value: [...versions].toSorted().join(', ') };
  });
};

function componentsIn(document: unknown): Component[] | undefined {
  const bom = cycloneDx.safeParse(document);
  if (bom.success) return withParts(bom.data.components);
  const read = spdx.safeParse(document);
  if (!read.success) return undefined;
  return read.data.packages.map(({ name, versionInfo, externalRefs = [] }) => {
    const purl = externalRefs.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator;
    return { name, version: versionInfo, purl };
  });
}

function withParts(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [one, ...(one.components === undefined ? [] : withParts(one.components))]);
}

const kinds: Readonly<Record<string, FactKind>> = { npm: 'npm-package', deb: 'debian-package' };

/** `pkg:deb/debian/openssl@3.0.15-1?arch=amd64` is the Debian package `debian/openssl`. */
function namedBy(purl: string | undefined, name: string): { kind: FactKind; subject: string } {
  const [, type, subject] = /^pkg:([a-z0-9.+-]+)\/([^?#]+?)(?:@[^@/?#]*)?(?:[?#].*)?$/i.exec(purl ?? '') ?? [];
  if (type === undefined || subject === undefined) return { kind: 'package', subject: name };
  const kind = kinds[type.toLowerCase()];
  const plain = decoded(subject);
  return kind === undefined ? { kind: 'package', subject: `${type.toLowerCase()}/${plain}` } : { kind, subject: plain };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
