/** `12 ms`, `4.2 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// Made once: a live run tells of each attempt, and making one takes longer than anything else about that.
const inEnglish = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** `12,345`: as it reads in English, whatever the machine's locale. */
export function count(number: number): string {
  return inEnglish.format(number);
}

/** `1 check`, `2 checks`. */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : plural}`;
}

/** `21 Nov 2026, 14:03 UTC`. */
export function moment(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${iso.slice(11, 16)} UTC`;
}

/** `14:03:09`. */
export function clock(iso: string): string {
  return iso.slice(11, 19);
}
