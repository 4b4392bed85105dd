/** What the caller asked for can't be done as asked: exit 2, and nothing was sent. Says what, where and what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}
