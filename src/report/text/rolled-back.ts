import type { RolledBack } from '../../records/drill.js';

/** What came of `rollback.onNoGo`, as sentences. */
export function rolledBackInWords({ to, said, findings }: RolledBack): string {
  if (findings.length === 0) return `Staging was rolled back to ${to}: ${said}.`;
  return `Staging was to be rolled back to ${to}, and that did not go well. ${findings.join(' ')}`;
}
