/** `12 ms`, `4.2 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `12,345`, `1,234.5`: as it reads in English, whatever the machine's locale; two decimals at most. */
export function count(number: number): string {
  // Not Intl, which reads tables for as long as a whole report takes to write.
  const [whole = '', ...decimals] = String(Number(number.toFixed(2))).split('.');
  return [whole.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}

/** `1 check`, `2 checks`. */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : plural}`;
}

/** `21 Nov 2026, 14:03 UTC`. */
export function moment(iso: string): string {
  const [, day, month, year] = new Date(iso).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}, ${iso.slice(11, 16)} UTC`;
}

/** `14:03:09`. */
export function clock(iso: string): string {
  return iso.slice(11, 19);
}
