import { expect, test } from 'vitest';
import { policy } from '../records/policy.js';
import { verdict as verdictSchema } from '../records/verdict.js';
import { at, decided, digests, fellShort, identity, planOf, row } from './decided.test-data.js';

test('a verdict carries what it was judged by and from, and nothing more', () => {
  const judged = [row(identity), row('journeys/a')];
  const notChecked = [{ check: 'load/x', why: 'too few samples' }];
  const verdict = decided([], { judged, plan: { ...planOf(judged), notChecked }, now: '2026-11-20T13:00:00.000Z' });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  expect(verdict).toMatchObject({
    ...{ gonogo: '0.1.0', runId: 'run-1', profile: 'smoke', verdict: 'GO', exitCode: 0, reasons: [], notChecked },
    ...{ startedAt: at, finishedAt: at, judgedAt: '2026-11-20T13:00:00.000Z', approvals: [], checks: judged },
    target: { name: 'shop staging', url: 'http://127.0.0.1:1/' },
    digests: { ...digests, config: 'c' },
  });
  expect(verdict).not.toHaveProperty('resumes');
});

test('the times and the identity are those of the run’s facts', () => {
  const startedAt = '2026-11-20T11:00:00.000Z';
  const facts = { name: 'till', startedAt, finishedAt: at, durationMs: 3, identityDeclared: true };
  expect(decided([], { facts })).toMatchObject({
    ...{ startedAt, finishedAt: at, durationMs: 3 },
    subject: { name: 'till', identity: 'declared' },
  });
});

test('a run without facts took no time that anybody knows of, from its plan until it was judged', () => {
  const now = '2026-11-20T13:00:00.000Z';
  expect(decided([], { facts: undefined, now })).toMatchObject({
    ...{ startedAt: at, finishedAt: now, durationMs: 0 },
    subject: { name: 'shop staging', identity: 'observed' },
  });
});

test('a GO waits for every approval that the policy asks for, and whatever is worse outranks the wait', () => {
  const approvals = [{ role: 'manager', count: 2 }];
  const asking = policy.parse({ version: 1, approvals });
  const word = (...checks: Parameters<typeof decided>[0]) => decided(checks, { policy: asking }).verdict;
  expect(decided([row('a/x')], { policy: asking })).toMatchObject({
    ...{ verdict: 'AWAITING-APPROVAL', exitCode: 5, reasons: [], approvals },
    headline: 'AWAITING-APPROVAL (smoke): shop 2.4.0 may go once it is approved. 2 of 2 blocking checks passed.',
  });
  expect(word(fellShort('a/x', 'missing'))).toBe('INCONCLUSIVE');
  expect(word(fellShort('a/x', 'failed'), fellShort('a/y', 'missing'))).toBe('NO-GO');
});

test('exceptions are listed as they are worth, in force or not', () => {
  const expires = '2026-12-01T12:00:00Z';
  const waiver = { check: 'a/x', reason: 'r', ticket: 'S-1', owner: 'Anna', approvedBy: 'Ben', expires };
  const waivers = [{ ...waiver, standing: 'orphaned' as const, message: 'no such check' }];
  const quarantined = { check: 'a/y', issue: 'S-2', owner: 'Anna', expires };
  const quarantine = [{ ...quarantined, standing: 'not-needed' as const, message: 'it passed' }];
  expect(decided([row('a/y')], { waivers, quarantine })).toMatchObject({ verdict: 'GO', waivers, quarantine });
});

test('a run that went on with another says how much of the plan it measured, and how much it kept', () => {
  const judged = [row(identity), row('a/x'), row('a/y'), row('a/z')];
  const subject = { version: '2.4.0', commit: 'abcdef0' };
  // What is kept of a check that this plan does not have is no part of it.
  const kept = { 'a/x': 'run-0', 'a/y': 'run-0', 'a/gone': 'run-0' };
  const resumes = { runId: 'run-0', attempt: 3, plan: 'p0', evidence: 'e0', subject, kept };
  const verdict = decided([], { judged, plan: { ...planOf(judged), resumes } });
  expect(verdict.resumes).toEqual({ runId: 'run-0', attempt: 3, measured: 2, kept: 2 });
  const failedBefore = ['a/z'];
  expect(decided([], { judged, plan: { ...planOf(judged), resumes: { ...resumes, failedBefore } } }).resumes).toEqual({
    ...verdict.resumes,
    failedBefore,
  });
  expect(verdict.headline).toMatch(/ Attempt 3, resumes run run-0: 2 of 4 checks measured in it\.$/);
});
