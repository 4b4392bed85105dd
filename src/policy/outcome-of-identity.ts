import {
  isRelease,
  type IdentityObservation,
  type ReleaseIdentity,
  type RequestedRelease,
} from '../records/release.js';
import { fellShort, passed, type Judgement } from './judgement.js';

const whatToDo = 'Deploy it, wait for it (--wait-for-release 10m), or name the one that is meant (--release).';

/**
 * Is staging the release that was asked for, and was it all along? Every look before and after must be answered, and
 * at least one during; a look during load that gets no answer says nothing of the release, and is let pass.
 * @param kept what the measurements of an earlier run were made of, where some of them are kept.
 */
export function outcomeOfIdentity(
  observations: readonly IdentityObservation[],
  requested: RequestedRelease,
  kept?: ReleaseIdentity,
): Judgement {
  const ordered = observations.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const answers = ordered.flatMap(({ phase, result }) =>
    result.kind === 'answered' ? [{ phase, identity: result.identity }] : [],
  );
  const expected = `${requested.release} (from ${requested.origin})`;
  const spellings = [...new Set(answers.map(({ identity }) => spellingOf(identity)))];
  const facts = { expected, ...(spellings.length === 0 ? {} : { actual: spellings.join(' and ') }) };

  const [first] = answers;
  if (first === undefined) return silence(ordered, facts);
  if (spellings.length > 1) return several(answers, spellings, facts);
  const actual = spellingOf(first.identity);
  if (!isRelease(first.identity, requested.release)) {
    return fellShort('wrong-release', `Staging is ${actual}, and ${expected} was asked for. ${whatToDo}`, facts);
  }
  if (kept !== undefined && spellingOf(kept) !== actual) {
    const message = `Staging is ${actual}, and what is kept was measured of ${spellingOf(kept)}: start a whole run, without --resume.`;
    return fellShort('subject-changed', message, facts);
  }
  for (const phase of ['before', 'during', 'after'] as const) {
    const looks = ordered.filter((look) => look.phase === phase);
    const silent = looks.filter(({ result }) => result.kind !== 'answered');
    if (looks.length === silent.length || (phase !== 'during' && silent.length > 0)) {
      return silence(looks, facts, `${phase} the run`, phase === 'before' ? 'staging-unreachable' : 'staging-died');
    }
  }
  return passed(`Staging is ${actual}: ${answers.length} looks before, during and after agree.`, facts);
}

type Facts = { expected: string; actual?: string };

const remedy =
  'Let it answer {"version": "…", "commit": "…"} there, or name another address: release: { path } in staging.config.ts.';

function silence(
  looks: readonly IdentityObservation[],
  facts: Facts,
  when = 'at any time',
  unreachable: 'staging-unreachable' | 'staging-died' = 'staging-unreachable',
): Judgement {
  const silent = looks.find(({ result }) => result.kind !== 'answered')?.result;
  if (silent === undefined || silent.kind === 'answered')
    return fellShort('no-identity', `Nobody looked at staging's release ${when}.`, facts);
  if (silent.kind === 'unreachable')
    return fellShort(unreachable, `Staging did not answer ${when}: ${silent.message}`, facts);
  return fellShort(
    'no-identity',
    `Staging did not say which release it is ${when}: ${silent.message}. ${remedy}`,
    facts,
  );
}

/** One after the other is a deploy in the middle; to and fro, or two before anything began, are replicas that differ. */
function several(
  answers: readonly { phase: IdentityObservation['phase']; identity: ReleaseIdentity }[],
  spellings: readonly string[],
  facts: Facts,
): Judgement {
  const sequence = answers.map(({ identity }) => spellingOf(identity));
  const turns = sequence.filter((spelling, index) => index > 0 && spelling !== sequence[index - 1]).length;
  const before = new Set(answers.filter(({ phase }) => phase === 'before').map(({ identity }) => spellingOf(identity)));
  const list = spellings.join(' and ');
  if (before.size > 1 || turns >= spellings.length)
    return fellShort('mixed-replicas', `Staging's replicas answer as ${list}.`, facts);
  return fellShort('subject-changed', `Staging changed during the run: ${spellings.join(', then ')}.`, facts);
}

function spellingOf({ version, commit, digest }: ReleaseIdentity): string {
  return `${version} (${commit}${digest === undefined ? '' : `, ${digest}`})`;
}
