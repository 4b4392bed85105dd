import { describe, expect, test } from 'vitest';
import type { Reason } from '../../records/verdict.js';
import html from '../html.report.js';
import type { ReportInput } from '../input.js';
import { samples } from '../samples/samples.test-data.js';
import summary from '../summary.report.js';
import { ending } from '../terminal/ending.js';
import { sameTestInWords, seenTogether } from './same-test.js';

const noGo = samples['no-go'] as ReportInput;
const [journey, load] = noGo.verdict.reasons as [Reason, Reason];

/** A cause among the pages of these journeys. */
const ofPages = (message: string, check: string, ...also: string[]): Reason => ({
  ...{ check, outcome: 'failed', reasonCode: 'findings', attribution: 'product', message, also },
});
const threw = ofPages(
  'Uncaught: total is undefined at /pay.',
  'journeys/returning-customer@clean-console',
  'journeys/keyboard-checkout@clean-console',
);

function told(reasons: Reason[], plan = noGo.plan): (string | undefined)[] {
  const verdict = { ...noGo.verdict, reasons };
  const together = seenTogether({ verdict, plan });
  return reasons.map((reason) => sameTestInWords(reason, together, reasons));
}

describe('causes that were seen in the same test', () => {
  test('are named by number and message, whichever check heads them, and the others not', () => {
    expect(told([load, journey, threw])).toEqual([
      undefined,
      'cause 3: Uncaught: total is undefined at /pay',
      'cause 2: The button “Pay €93.80” never became usable',
    ]);
  });

  test('are not a cause and itself, nor two of which only one is a cause', () => {
    const inOne = { ...journey, also: [...journey.also, 'journeys/guest-checkout@clean-console'] };
    expect(told([inOne, load])).toEqual([undefined, undefined]);
    expect(told([threw])).toEqual([undefined]);
  });

  test('are not known where there is no plan', () => {
    expect(told([journey, threw], null)).toEqual([undefined, undefined]);
  });

  test('are three at most, with how many more there are, in the order of the verdict', () => {
    const names = ['guest-checkout', 'keyboard-checkout', 'declined-card', 'guest-checkout'];
    const tags = ['@clean-console', '@clean-console', '@clean-console', '@accessible'];
    const pages = names.map((name, index) => ofPages(`finding ${index}`, `journeys/${name}${tags[index]}`));
    const alone = { ...journey, also: ['journeys/keyboard-checkout', 'journeys/declined-card'] };
    expect(told([alone, ...pages])[0]).toBe('cause 2: finding 0; cause 3: finding 1; cause 4: finding 2 and 1 more');
    expect(told([alone, ...pages.slice(0, 3)])[0]).toBe('cause 2: finding 0; cause 3: finding 1; cause 4: finding 2');
  });
});

describe('what explains a failing step stands with it', () => {
  const input = { ...noGo, verdict: { ...noGo.verdict, reasons: [journey, threw] } };

  test('on the terminal', () => {
    expect(ending(input, { columns: 80, colour: false })).toContain(
      '     in the same test: cause 2: Uncaught: total is undefined at /pay\n',
    );
  });

  test('in summary.md', () => {
    expect(summary.render(input)).toContain('- In the same test: cause 2: Uncaught: total is undefined at /pay\n');
  });

  test('in report.html', () => {
    expect(html.render(input)).toContain(
      '<dt>In the same test</dt><dd><ul class="plain"><li>Uncaught: total is undefined at /pay.</li></ul></dd>',
    );
  });
});
