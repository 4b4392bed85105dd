const terminalSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])/g;

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
/** Marks that make text read in another order than it is written in: `gpj.exe` for `exe.jpg`. */
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text as a person may see it: without terminal sequences, control characters (XML forbids most), marks that reorder
 * what is read, or halves of characters. Line ends become `\n`.
 */
export function visible(text: string): string {
  return text
    .replace(terminalSequences, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .replace(reordering, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The same in one line, cut at `length` characters. */
export function oneLine(text: string, length = 500): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
