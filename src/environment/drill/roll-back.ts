import type { RolledBack } from '../../records/drill.js';
import { isRelease, type ReleaseIdentity } from '../../records/release.js';
import { SetupError } from '../../records/setup-error.js';
import { changeRelease, type ChangePlace } from './change-release.js';
import { judgeReplicas, judgeRollback } from './judge-change.js';

/** Puts the previous release back, nobody ordering meanwhile, and has every replica prove that it is there. */
export async function rollBack(place: ChangePlace): Promise<RolledBack> {
  const { rollback } = place;
  const { to } = rollback;
  const began = { schemaVersion: 1, to, startedAt: new Date().toISOString() } as const;
  const isMeant = (identity: ReleaseIdentity): boolean => isRelease(identity, to);
  try {
    const record = await changeRelease({ step: 'rollback', hook: rollback.rollback, isMeant }, { steps: [] }, place);
    const back = judgeRollback(record, to, rollback);
    // Who did not even begin to be there has no replicas to be counted.
    const judged = back.findings.length > 0 ? [back] : [back, judgeReplicas(record, to, rollback)];
    return {
      ...began,
      said: judged.map(({ actual }) => actual).join('; '),
      findings: judged.flatMap(({ findings }) => findings),
      record,
    };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ...began, said: 'it could not begin', findings: [error.message] };
  }
}
