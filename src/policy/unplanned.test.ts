import { expect, test } from 'vitest';
import { planOf, row } from '../verdict/decided.test-data.js';
import { unplanned } from './unplanned.js';

const notChecked = [
  { check: 'journeys/b', why: 'it is not in smoke' },
  { check: 'journeys/a', why: 'no browser' },
];
const plan = { ...planOf([row('journeys/c')]), notChecked };

test.each([
  ['journeys/a', 'journeys/a is not checked in this run: no browser.'],
  ['journeys/gone', 'There is no check journeys/gone: was it deleted or renamed? Mend or remove the entry.'],
])('an exception for %s, which is not in the plan, says why: %s', (check, message) => {
  expect(unplanned(check, { plan })).toEqual({ standing: 'orphaned', message });
});
