/** What an exit code of k6 says about the measurement; the product is judged from the evidence alone. */
export interface K6Exit {
  /** Whether everything was sent and recorded, whatever came of it. */
  measured: boolean;
  meaning: string;
}

// go.k6.io/k6/v2/errext/exitcodes. 0 proves nothing by itself: a script whose every iteration throws exits 0 too.
const meanings: Record<number, K6Exit> = {
  0: { measured: true, meaning: 'ran to its end' },
  97: { measured: false, meaning: 'a cloud run failed' },
  98: { measured: false, meaning: 'could not follow a cloud run' },
  99: { measured: true, meaning: 'a threshold was crossed' },
  100: { measured: false, meaning: 'setup() took too long' },
  101: { measured: false, meaning: 'teardown() took too long' },
  102: { measured: false, meaning: 'timed out' },
  103: { measured: false, meaning: 'was stopped through its REST API' },
  104: { measured: false, meaning: 'refused its configuration' },
  105: { measured: false, meaning: 'was stopped by a signal' },
  106: { measured: false, meaning: 'could not open its REST API' },
  107: { measured: false, meaning: 'the script threw outside an iteration (init, setup or teardown)' },
  108: { measured: false, meaning: 'the script aborted the test' },
  109: { measured: false, meaning: 'k6 itself panicked' },
  110: { measured: true, meaning: 'the script marked the test as failed' },
};

/** `null`: ended by a signal. */
export function explainK6Exit(code: number | null): K6Exit {
  if (code === null) return { measured: false, meaning: 'k6 was killed by a signal' };
  const known = meanings[code];
  return known === undefined
    ? { measured: false, meaning: `k6 ended with exit code ${code}, which it does not document` }
    : { measured: known.measured, meaning: `k6: ${known.meaning} (exit code ${code})` };
}
