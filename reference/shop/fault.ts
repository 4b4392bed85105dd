/** A way in which the shop can be broken on purpose: one file in `reference/faults` each, chosen by `--break <name>`. */
export interface Fault {
  title: string;
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
  /** What the wall shows to everybody. */
  open?: (path: string) => boolean;
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
  const all = Object.assign({}, ...faults) as Fault;
  return {
    ...all,
    title: faults.map(({ title }) => title).join('; '),
    ...(answers.length === 0 ? {} : { answer: inTurn(answers) }),
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
