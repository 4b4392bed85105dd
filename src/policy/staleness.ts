// Two machines' clocks differ a little; evidence from further ahead was not recorded when it says.
const clockSkewMs = 60_000;

/** One judging asks for one moment, once a check. */
let latest = { text: '', ms: Number.NaN };

/** Why evidence is too old (or from the future) to speak for a release now; undefined: it is fresh. */
export function stalenessOf(recordedAt: string, now: string, maxAgeHours: number): string | undefined {
  if (latest.text !== now) latest = { text: now, ms: Date.parse(now) };
  const ageMs = latest.ms - Date.parse(recordedAt);
  if (ageMs < -clockSkewMs) return `It was recorded at ${recordedAt}, after it is judged (${now}).`;
  if (ageMs > maxAgeHours * 3_600_000)
    return `It was recorded at ${recordedAt}, more than ${maxAgeHours} h before it is judged (${now}).`;
  // A time that cannot be read is no age at all.
  return Number.isFinite(ageMs) ? undefined : `Its age cannot be told from "${recordedAt}" and "${now}".`;
}
