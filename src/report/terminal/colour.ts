import type { Tone } from '../text/words.js';

export type Paint = 'bold' | 'dim' | Tone;
const codes: Readonly<Record<Paint, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  good: [32, 39],
  bad: [31, 39],
  unsure: [33, 39],
};

/** Colours a text, or leaves it as it is. */
export type Painter = (paint: Paint, text: string) => string;

export function painter(colour: boolean): Painter {
  return colour ? (paint, text) => `\u001b[${codes[paint][0]}m${text}\u001b[${codes[paint][1]}m` : (_, text) => text;
}

/** NO_COLOR (https://no-color.org) forbids, FORCE_COLOR (but 0) asks for it, else a terminal that is not dumb has it. */
export function wantsColour(
  stream: { isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}
