import { expect, test } from 'vitest';
import { comparePostgresql } from './postgresql.js';

test.each([
  ['18.4', '18.4', 0, 'none'],
  ['16.3 (Debian 16.3-1.pgdg120+1)', '16.3', 0, 'none'],
  ['16.3', '16.10', -1, 'minor'],
  ['17.0', '16.10', 1, 'major'],
  ['9.6.24', '9.5.25', 1, 'major'],
  ['9.6.9', '9.6.24', -1, 'minor'],
  ['9.6.24', '10.1', -1, 'major'],
  ['18beta1', '18beta2', -1, 'minor'],
  ['18rc1', '18beta3', 1, 'minor'],
  ['18rc1', '18.0', -1, 'minor'],
  ['19devel', '18.4', 1, 'major'],
  ['18devel', '18alpha1', -1, 'minor'],
])('%s against %s is %i (%s)', (a, b, order, distance) => {
  expect(comparePostgresql(a, b)).toEqual({ order, distance });
  expect(comparePostgresql(b, a)?.order).toBe(order === 0 ? 0 : -order);
});

test.each(['', 'PostgreSQL 18', 'latest', '18.4.5.6', '18-4'])('says of %j that it is none', (text) => {
  expect(comparePostgresql(text, '18.4')).toBeUndefined();
});
