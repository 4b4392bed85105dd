const dayMs = 86_400_000;

/** Owners are warned so many days ahead: a step is said from its day on, until the next one. */
const steps: readonly [days: number, warning: (daysLeft: number, owner: string) => string][] = [
  [1, (_, owner) => `It expires within a day: ${owner} must mend or renew it now.`],
  [7, (daysLeft, owner) => `It expires in ${daysLeft} days: ${owner} must mend or renew it.`],
  [14, (daysLeft, owner) => `It expires in ${daysLeft} days: ${owner} has to see to it before then.`],
];

/** What the owner of an exception in force is told as its end comes near; empty while there is time. */
export function warningOf({ expires, owner }: { expires: string; owner: string }, now: string): string[] {
  const leftMs = Date.parse(expires) - Date.parse(now);
  const step = steps.find(([days]) => leftMs <= days * dayMs);
  return step === undefined ? [] : [step[1](Math.ceil(leftMs / dayMs), owner)];
}

/** From its end on, to the millisecond, it is over; nor does it help a run that was planned after that. */
export function isOver(expires: string, plannedAt: string, now: string): boolean {
  return Math.max(Date.parse(plannedAt), Date.parse(now)) >= Date.parse(expires);
}
