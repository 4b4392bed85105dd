/** What a step of the drill says of itself, for its check. */
export interface Judged {
  /** In words, for the report. */
  expected: string;
  actual: string;
  /** Sentences on what is wrong, with what to do; none: all is well. */
  findings: string[];
  /** What it was judged from, to be attached to the test. */
  evidence: unknown;
}

/** As people read it: 380 ms, 2.4 s. */
export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
