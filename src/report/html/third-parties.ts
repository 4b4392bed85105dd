import type { HealthObservation } from '../../records/release.js';
import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { clock, counted } from '../text/quantities.js';
import { heading, outcomesInWords } from '../text/words.js';
import { shape } from './mark.js';
import type { Section } from './section.js';

/** Each third party: was it up by its own probe, and did what depends on it hold. */
export function thirdParties(input: ReportInput): Section | null {
  const planned = input.plan === null ? [] : input.plan.checks.flatMap(({ thirdParties }) => thirdParties);
  const names = [...new Set([...input.health.map(({ thirdParty }) => thirdParty), ...planned])].sort();
  if (names.length === 0) return null;
  const rows = names.map((name) => row(name, input));
  const head = markup`<tr><th scope="col">Third party</th><th scope="col">By its own health probe</th><th scope="col">Checks that depend on it</th></tr>`;
  return {
    id: 'third-parties',
    title: 'Third parties',
    body: markup`<table class="stack"><thead>${head}</thead><tbody>${rows}</tbody></table>`,
  };
}

function row(name: string, { health, plan, verdict }: ReportInput): Markup {
  const looks = health.filter(({ thirdParty }) => thirdParty === name);
  const dependents = new Set(
    plan?.checks.filter(({ thirdParties }) => thirdParties.includes(name)).map(({ id }) => id),
  );
  const checks = verdict.checks.filter(({ id }) => dependents.has(id));
  return markup`<tr><th scope="row">${heading(name)}</th><td data-name="Health">${healthOf(looks)}</td><td data-name="Checks">${checks.length === 0 ? 'none' : outcomesInWords(checks)}</td></tr>\n`;
}

function healthOf(looks: readonly HealthObservation[]): Markup {
  const downs = looks.filter(({ up }) => !up);
  const [first, last] = [downs[0], downs.at(-1)];
  if (looks.length === 0) return markup`<span class="mark unsure">${shape('unsure')}never looked at</span>`;
  if (first === undefined || last === undefined)
    return markup`<span class="mark good">${shape('good')}up</span> <small>${counted(looks.length, 'look')}</small>`;
  return markup`<span class="mark bad">${shape('bad')}down</span> <small>in ${downs.length} of ${counted(looks.length, 'look')}, ${clock(first.at)} to ${clock(last.at)}: ${first.detail}</small>`;
}
