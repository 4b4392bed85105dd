/** Where an answer asks to wait and does not say how long. */
const unsaidMs = 1000;

/**
 * Milliseconds that an answer asks to be left in peace for (RFC 9110, 10.2.3: seconds, or a date); undefined: it does
 * not ask. 429 asks even without the header; another refusal by the header alone.
 */
export function retryAfterMs(status: number, header: string | undefined, nowMs: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  if (header === undefined) return status === 429 ? unsaidMs : undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? unsaidMs : Math.max(0, at - nowMs);
}
