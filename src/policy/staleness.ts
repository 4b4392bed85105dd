// Two machines' clocks differ a little; evidence from further ahead was not recorded when it says.
const clockSkewMs = 60_000;

/** Parses a time unless it is the one before again: a run is judged at one moment, and its records come in batches. */
function momentReader(): (text: string) => number {
  let latest = { text: '', ms: Number.NaN };
  return (text) => {
    if (latest.text !== text) latest = { text, ms: Date.parse(text) };
    return latest.ms;
  };
}

const judgedAt = momentReader();
const recordedAtMs = momentReader();

/** Why evidence is too old (or from the future) to speak for a release now; undefined: it is fresh. */
export function stalenessOf(recordedAt: string, now: string, maxAgeHours: number): string | undefined {
  const ageMs = judgedAt(now) - recordedAtMs(recordedAt);
  if (ageMs < -clockSkewMs) return `It was recorded at ${recordedAt}, after it is judged (${now}).`;
  if (ageMs > maxAgeHours * 3_600_000)
    return `It was recorded at ${recordedAt}, more than ${maxAgeHours} h before it is judged (${now}).`;
  // A time that cannot be read is no age at all.
  return Number.isFinite(ageMs) ? undefined : `Its age cannot be told from "${recordedAt}" and "${now}".`;
}
