import { readFileSync } from 'node:fs';
import { loadEvidence, type LoadEvidence } from '../records/load-evidence.js';

/** Load evidence that can be believed in its form, or why there is none. */
export type LoadEvidenceRead =
  | { kind: 'read'; evidence: LoadEvidence }
  | {
      kind: 'problem';
      reasonCode: 'no-evidence' | 'unparsable' | 'invalid-number' | 'counts-disagree' | 'wrong-run';
      message: string;
    };

/**
 * Reads what k6 or the autocannon runner left. Strict: a file with a wrong shape or counts that don't add up is a
 * problem as a whole. A `complete: false` is for the judge: it is well-formed.
 */
export function readLoadEvidence(path: string, runId: string): LoadEvidenceRead {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return problem('no-evidence', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem('unparsable', `${path} is not JSON (${text.length} characters).`);
  }
  const parsed = loadEvidence.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined ? 'somewhere' : issue.path.join('.');
    const reason = issue !== undefined && isNumberIssue(issue) ? 'invalid-number' : 'unparsable';
    return problem(reason, `${path}: ${where}: ${issue?.message ?? 'does not fit its schema'}`);
  }
  if (parsed.data.runId !== runId) {
    return problem('wrong-run', `${path} is evidence of run "${parsed.data.runId}", not of "${runId}".`);
  }
  const disagreement = disagreementIn(parsed.data);
  return disagreement === undefined
    ? { kind: 'read', evidence: parsed.data }
    : problem('counts-disagree', `${path}: ${disagreement}`);
}

function problem(
  reasonCode: Extract<LoadEvidenceRead, { kind: 'problem' }>['reasonCode'],
  message: string,
): LoadEvidenceRead {
  return { kind: 'problem', reasonCode, message };
}

function isNumberIssue(issue: { code: string; expected?: unknown; origin?: unknown }): boolean {
  return (
    issue.code === 'too_small' ||
    (issue.code === 'invalid_type' && ['number', 'int', 'nan'].includes(String(issue.expected)))
  );
}

/** Counts that no measurement can produce. */
function disagreementIn(evidence: LoadEvidence): string | undefined {
  if (evidence.complete && evidence.threw > evidence.iterations) {
    return `${evidence.threw} iterations threw, of ${evidence.iterations}.`;
  }
  if (Date.parse(evidence.finishedAt) < Date.parse(evidence.startedAt)) return 'it finished before it started.';
  for (const { metric, expression, samples, beyond, blocks } of evidence.limits) {
    const name = `${metric} ${expression}`;
    if (beyond > samples) return `${name}: ${beyond} of ${samples} samples are beyond.`;
    if (blocks.some((block) => block.beyond > block.samples))
      return `${name}: a second has more samples beyond than samples.`;
    const inBlocks = blocks.reduce((sum, block) => sum + block.samples, 0);
    if (inBlocks !== samples) return `${name}: ${samples} samples, but ${inBlocks} in its seconds.`;
    const beyondInBlocks = blocks.reduce((sum, block) => sum + block.beyond, 0);
    if (beyondInBlocks !== beyond) return `${name}: ${beyond} samples beyond, but ${beyondInBlocks} in its seconds.`;
  }
  for (const { name, requests, failed } of evidence.series) {
    if (failed > requests) return `${name}: ${failed} of ${requests} requests failed.`;
  }
  return undefined;
}
