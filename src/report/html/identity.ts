import type { IdentityObservation } from '../../records/release.js';
import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { counted } from '../text/quantities.js';
import { identityInWords } from '../text/words.js';
import type { Section } from './section.js';

type Answer = {
  key: string;
  replica: string;
  version: string;
  commit: string;
  looks: Record<IdentityObservation['phase'], number>;
};

/** Which release answered, on how many replicas, before, during and after the checks. */
export function identity(input: ReportInput): Section {
  const { subject } = input.verdict;
  const answers = grouped(input.identity);
  const silent = input.identity.filter(({ result }) => result.kind !== 'answered').length;
  const replicas = new Set(answers.map(({ replica }) => replica)).size;
  const observed = `${counted(replicas, 'replica')} answered in ${counted(input.identity.length - silent, 'look')} through the load balancer`;
  const lines = [
    markup`<p>Asked for: ${subject.requested ?? 'nothing'}. ${answers.length === 0 ? `The release is ${identityInWords(input.verdict)}.` : `${observed}${silent === 0 ? '.' : `; ${counted(silent, 'look')} without an answer.`}`}</p>`,
    ...(subject.digest === null
      ? []
      : [markup`<p class="quiet">Artifact <span class="path">${subject.digest}</span></p>`]),
  ];
  return { id: 'identity', title: 'Release identity', body: [lines, answers.length === 0 ? null : table(answers)] };
}

function table(answers: readonly Answer[]): Markup {
  const rows = answers.map(
    ({
      replica,
      version,
      commit,
      looks,
    }) => markup`<tr><th scope="row">${replica}</th><td data-name="Version">${version}</td><td data-name="Commit"><span class="path">${commit.slice(0, 12)}</span></td>
<td data-name="Before">${looks.before}</td><td data-name="During">${looks.during}</td><td data-name="After">${looks.after}</td></tr>\n`,
  );
  const head = ['Version', 'Commit', 'Before', 'During', 'After'].map((name) => markup`<th scope="col">${name}</th>`);
  return markup`<table class="stack"><caption>Looks at each replica</caption><thead><tr><th scope="col">Replica</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function grouped(observations: readonly IdentityObservation[]): Answer[] {
  const answers = new Map<string, Answer>();
  for (const { phase, result } of observations) {
    if (result.kind !== 'answered') continue;
    const { replica = 'unnamed', version, commit } = result.identity;
    const key = JSON.stringify([replica, version, commit]);
    const answer = answers.get(key) ?? { key, replica, version, commit, looks: { before: 0, during: 0, after: 0 } };
    answer.looks[phase] += 1;
    answers.set(key, answer);
  }
  return [...answers.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
