/** A way in which the shop can be broken on purpose: one file in `reference/faults` each, chosen by `--break <name>`. */
export interface Fault {
  title: string;
  /** What a file of the pages' scripts or styles becomes. */
  asset?: (name: string, content: string) => string;
  /** A statement that breaks the database once it is migrated. */
  database?: string;
}

export async function activeFault(name: string | undefined): Promise<Fault | undefined> {
  if (!name) return undefined;
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`"${name}" can't be the name of a fault`);
  const file = (await import(`../faults/${name}.fault.js`).catch((cause: unknown) => {
    throw new Error(`there is no fault reference/faults/${name}.fault.ts`, { cause });
  })) as { default: Fault };
  return file.default;
}
