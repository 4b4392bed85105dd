/** A way in which the shop can be broken on purpose: one file in `reference/faults` each, chosen by `--break <name>`. */
export interface Fault {
  title: string;
  /** The check that is for it. */
  breaks: string;
  /** What a file of the pages' scripts or styles becomes. */
  asset?: (name: string, content: string) => string;
  /** A statement that breaks the database once it is migrated. */
  database?: string;
  /** How the candidate's migration goes on when it is deployed while the shop is open. */
  migration?: string;
  /** What rolling back does to the database. */
  rollback?: string;
  /** Replicas that rolling back passes over, by their numbers. */
  passedOver?: string[];
  /** What an answer becomes on its way out, and what the log is told meanwhile; `asked` has the request's headers. */
  answer?: (
    path: string,
    answer: Response,
    log: { error: (message: string) => void },
    asked: Headers,
  ) => Response | Promise<Response>;
  /** By how much longer the answer at a path takes, as a share of what it takes. */
  slower?: { path: string; share: number };
  /** What the wall shows to everybody. */
  open?: (path: string) => boolean;
  /** The wall wants a password, and takes any. */
  anyPassword?: true;
  /** What the wall says to strangers may be indexed. */
  indexableWall?: true;
  /** How sandboxes misbehave: what their own switches of faults are told. */
  thirdParties?: Partial<Record<'shipping' | 'tax', { mode: 'down'; containing?: string }>>;
  /** What the shop's key for payments begins with; whatever that is, nobody takes money here. */
  paymentKey?: string;
  /** Events of payments are believed from everybody. */
  unsignedEvents?: true;
  /** Mail to whom leaves staging for the real world, which here is nowhere. */
  mailGetsOut?: (to: string) => boolean;
  /** The replica whose postman does nothing. */
  idlePostman?: string;
  /** Nobody is asked any more whose an order is. */
  ordersForAll?: true;
}

/** @param names one, or several with commas between them, of which each breaks something else. */
export async function activeFault(names: string | undefined): Promise<Fault | undefined> {
  if (!names) return undefined;
  const faults = await Promise.all(names.split(',').map(faultCalled));
  const answers = faults.flatMap(({ answer }) => answer ?? []);
  const statements = faults.flatMap(({ database }) => database ?? []);
  return {
    ...(Object.assign({}, ...faults) as Fault),
    title: faults.map(({ title }) => title).join('; '),
    open: (path) => faults.some(({ open }) => open?.(path)),
    thirdParties: Object.assign({}, ...faults.map(({ thirdParties }) => thirdParties)) as NonNullable<
      Fault['thirdParties']
    >,
    ...(answers.length === 0 ? {} : { answer: inTurn(answers) }),
    ...(statements.length === 0 ? {} : { database: statements.join(';\n') }),
  };
}

function inTurn(answers: readonly NonNullable<Fault['answer']>[]): NonNullable<Fault['answer']> {
  return async (path, answer, log, asked) => {
    let given = answer;
    for (const change of answers) given = await change(path, given, log, asked);
    return given;
  };
}

async function faultCalled(name: string): Promise<Fault> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`"${name}" can't be the name of a fault`);
  const file = (await import(`../faults/${name}.fault.js`).catch((cause: unknown) => {
    throw new Error(`there is no fault reference/faults/${name}.fault.ts`, { cause });
  })) as { default: Fault };
  return file.default;
}
