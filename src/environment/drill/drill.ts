import { isRelease, type ReleaseIdentity } from '../../records/release.js';
import type { DrillJournal, DrillStep } from '../../records/drill.js';
import { SetupError } from '../../records/setup-error.js';
import { changeRelease, type ChangePlace } from './change-release.js';
import { readJournal, recordOf, wellEnded, writeJournal } from './journal.js';
import { judgeDeploy, judgeReplicas, judgeRollback } from './judge-change.js';
import { judgeOrders } from './judge-orders.js';
import type { Judged } from './judged.js';
import { judgeMigration } from './migration.js';
import { proveReplicas } from './prove-replicas.js';
import { lostAmong, type Orders } from './traffic.js';
import { watchLocks } from './watch-locks.js';

/**
 * The drill, as its checks tell it one after the other. What one of them has done the next ones find in a file. Each
 * says what it expected and found; it throws a SetupError where nothing can be said, such as after a step that failed.
 */
export interface Drill {
  /** Notes which release staging is, and puts it where production stands, if staging.config.ts says how. */
  begin(): Promise<Judged>;
  /** Deploys the candidate while customers order, and proves that every replica is it. */
  deploy(orders: Orders): Promise<Judged>;
  /** How long the deploy's migration took and kept others waiting. */
  migration(): Promise<Judged>;
  /** For journeys, which prove nothing unless it is this release that they meet. @throws SetupError */
  isUp(release: 'candidate' | 'previous'): Promise<void>;
  /** Rolls back while customers order, in time. */
  rollBack(orders: Orders): Promise<Judged>;
  /** Whether every replica was the previous release then. */
  replicas(): Promise<Judged>;
  /** Deploys the candidate again: staging is left as it was found. */
  redeploy(orders: Orders): Promise<Judged>;
  /** Whether every order is still there. */
  orders(orders: Orders): Promise<Judged>;
}

export interface DrillPlace extends ChangePlace {
  /** Where the drill keeps what it has done: a file that no earlier run has left. */
  journalFile: string;
  /** PostgreSQL connection string of staging. */
  database: string | undefined;
}

export function drillAt(place: DrillPlace): Drill {
  const { rollback, journalFile: file } = place;
  const previous = rollback.to;
  const isPrevious = (identity: ReleaseIdentity): boolean => isRelease(identity, previous);
  const read = (): DrillJournal => readJournal(file);

  const change = async (step: DrillStep, orders?: Orders) => {
    const journal = read();
    const { candidate } = journal;
    const toPrevious = step === 'prepare' || step === 'rollback';
    const hook = rollback[step];
    if (hook === undefined) throw new SetupError(`staging.config.ts has no rollback.${step}.`, 'configuration');
    const tables = Object.keys(rollback.productionRows);
    const record = await changeRelease(
      {
        ...{ step, hook, isMeant: toPrevious ? isPrevious : (identity) => isSame(identity, candidate) },
        ...(orders === undefined ? {} : { orders }),
        ...(step === 'deploy' ? { watchLocks: () => watchLocks(place.database, tables) } : {}),
      },
      journal,
      place,
    );
    writeJournal(file, { ...journal, steps: [...journal.steps, record] });
    return { record, release: toPrevious ? previous : spelled(candidate) };
  };
  const deployed = async (step: DrillStep, orders?: Orders): Promise<Judged> => {
    const { record, release } = await change(step, orders);
    return judgeDeploy(record, release, rollback);
  };

  return {
    async begin() {
      const candidate = await observed(place);
      writeJournal(file, { schemaVersion: 1, candidate, steps: [] });
      if (rollback.prepare !== undefined) {
        const judged = await deployed('prepare');
        // Whatever is wrong with it, it is not the release's fault.
        if (judged.findings.length > 0) throw new SetupError(judged.findings.join(' '), 'setup-failed', 'environment');
        return judged;
      }
      const words = `staging stays as it is, at ${spelled(candidate)}: rollback.prepare would put it where production stands`;
      return { expected: 'a release that says who it is', actual: words, findings: [], evidence: candidate };
    },
    async deploy(orders) {
      if (rollback.prepare !== undefined) wellEnded(read(), 'prepare');
      return deployed('deploy', orders);
    },
    async migration() {
      const { locks } = wellEnded(read(), 'deploy');
      if (locks === undefined) throw new SetupError('Nobody watched the locks of the deploy.', 'no-evidence');
      return judgeMigration(locks, rollback);
    },
    async isUp(release) {
      const journal = read();
      const step = release === 'candidate' ? 'deploy' : 'rollback';
      const { proof } = wellEnded(journal, step);
      if (journal.steps.at(-1)?.step !== step)
        throw new SetupError(`The drill is past its ${step}: run all of its checks.`, 'setup-failed');
      if (proof?.firstAfterMs === undefined)
        throw new SetupError(`After ${step} the release that was meant never answered.`, 'setup-failed', 'environment');
    },
    async rollBack(orders) {
      wellEnded(read(), 'deploy');
      const { record, release } = await change('rollback', orders);
      return judgeRollback(record, release, rollback);
    },
    replicas: async () => judgeReplicas(wellEnded(read(), 'rollback'), previous, rollback),
    redeploy: (orders) => deployed('redeploy', orders),
    async orders(orders) {
      const journal = read();
      const placed = journal.steps.flatMap((step) => (step.orders === undefined ? [] : step.orders.placed));
      const now = await lostAmong(placed, orders);
      if (now.lost.length === 0)
        for (const step of ['deploy', 'rollback', 'redeploy'] as const) recordOf(journal, step);
      return judgeOrders(journal, now);
    },
  };
}

/** Which release staging is, all of it. @throws SetupError when it does not say so, or is the previous one already. */
async function observed({ look, rollback }: DrillPlace): Promise<DrillJournal['candidate']> {
  const { result } = await look();
  if (result.kind !== 'answered')
    throw new SetupError(
      `A drill proves by release identity which release answers, and staging does not say: ${result.message}.`,
      result.kind === 'unreachable' ? 'staging-unreachable' : 'no-identity',
      'environment',
    );
  const { version, commit, digest } = result.identity;
  const candidate = { version, commit, ...(digest === undefined ? {} : { digest }) };
  if (isRelease(candidate, rollback.to))
    throw new SetupError(
      `Staging is ${spelled(candidate)}, and rollback.to of staging.config.ts is ${rollback.to}: that is no way back. Name the release before it.`,
      'configuration',
    );
  const nowMs = performance.now();
  const untilMs = nowMs + rollback.limits.agreeWithinS * 1000;
  const isMeant = (identity: ReleaseIdentity): boolean => isSame(identity, candidate);
  const proof = await proveReplicas(look, { isMeant, replicas: rollback.replicas, sinceMs: nowMs, untilMs });
  if (proof.provenAfterMs !== undefined) return candidate;
  const met = proof.others.length > 0 ? proof.others.join(', ') : `nobody but replica ${proof.replicas.join(' and ')}`;
  throw new SetupError(
    `Staging is ${spelled(candidate)} on ${rollback.replicas} replicas by staging.config.ts (rollback.replicas), and who answered ${proof.looks} looks was ${met}.`,
    'mixed-replicas',
    'environment',
  );
}

function isSame(one: ReleaseIdentity, other: Omit<ReleaseIdentity, 'replica'>): boolean {
  return one.version === other.version && one.commit === other.commit && one.digest === other.digest;
}

function spelled({ version, commit }: Omit<ReleaseIdentity, 'replica'>): string {
  return `${version} (${commit.slice(0, 12)})`;
}
