/** gonogo's k6 extension, built into the k6 that `gonogo verify` runs. */
declare module 'k6/x/evidence' {
  /**
   * A new, sampled W3C trace context: send it as the `traceparent` header to find the request in the target's traces.
   * The slowest requests are kept with their trace ids; the next request after a call is taken for its own, so call it
   * right before each one, and once for a whole `http.batch`.
   */
  export function traceparent(): string;
  /**
   * When this iteration was due by the schedule of its `constant-arrival-rate`, in milliseconds since 1970.
   * Undefined for other executors, in an execution segment, and once the scenario dropped an iteration.
   */
  export function intendedStart(): number | undefined;
  /**
   * Names this moment: `mark('sale begins')`. The evidence has when each name was first and last passed, and how often, so
   * that a change in its seconds can be told from what the script did. At most 100 names; not in the init context.
   */
  export function mark(name: string): void;
}
