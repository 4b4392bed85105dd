/** How many columns a text takes: wide (East Asian, emoji) characters take two, combining marks none. */
export function width(text: string): number {
  return [...text].reduce((sum, character) => sum + columns(character), 0);
}

/**
 * Breaks text at spaces so that no line is wider than `limit`; a word too wide for a line is cut. Lines after the first
 * are indented by `hanging`.
 */
export function wrap(text: string, limit: number, indent = '', hanging = indent): string[] {
  const lines: string[] = [];
  let line = '';
  const room = (): number => limit - width(lines.length === 0 ? indent : hanging);
  const add = (): void => {
    lines.push((lines.length === 0 ? indent : hanging) + line);
    line = '';
  };
  for (const word of text.split(/\s+/).flatMap((each) => pieces(each, limit - width(hanging)))) {
    if (line !== '' && width(line) + 1 + width(word) > room()) add();
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') add();
  return lines;
}

/** Cut to `limit` columns, with an ellipsis where something is missing. */
export function cut(text: string, limit: number): string {
  if (width(text) <= limit) return text;
  return `${pieces(text, Math.max(1, limit - 1))[0] as string}…`;
}

/** Filled with spaces to `limit` columns. */
export function padded(text: string, limit: number): string {
  return text + ' '.repeat(Math.max(0, limit - width(text)));
}

function pieces(text: string, limit: number): string[] {
  const made: string[] = [];
  let piece = '';
  for (const character of text) {
    if (width(piece) + columns(character) > limit && piece !== '') {
      made.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...made, piece];
}

function columns(character: string): number {
  if (/\p{Mark}|\u200b|\u200d|\ufe0f/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    character,
  )
    ? 2
    : 1;
}
