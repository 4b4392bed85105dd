/** Why a `fetch` brought no answer, in words: its own "fetch failed" only points at the cause. */
export function fetchTrouble(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
}
