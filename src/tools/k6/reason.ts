import type { Answer } from '../supervisor/ask.js';

/** What k6 logged, without its log format's wrapping; how it ended where that is no exit code of its own. */
export function reasonOf({ code, stderr, ending }: Pick<Answer, 'code' | 'stderr' | 'ending'>): string {
  const message = /msg="((?:[^"\\]|\\.)*)"/.exec(stderr)?.[1] ?? stderr.trim();
  const spoken = message.replace(/\\"/g, '"').replace(/\\n/g, '\n').replace(/\\t/g, '  ');
  if (spoken === '') return ending;
  return code === null ? `${ending}: ${spoken}` : spoken;
}
