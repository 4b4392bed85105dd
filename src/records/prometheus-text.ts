/** A metric's name with some of its labels: `jobs_done_total{queue="mail"}`. */
export const seriesPattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})?$/;

/**
 * The series of Prometheus' text format (version 0.0.4, and OpenMetrics) that have this name and, at least, these labels:
 * each as it is written there, with its value. A value that is no finite number is none.
 */
export function seriesIn(text: string, wanted: string): Map<string, string> {
  const { name, labels } = seriesOf(wanted);
  const values = text.split('\n').flatMap((line): [string, string][] => {
    const [, series = '', value = ''] = /^([^#\s{]+(?:\{.*\})?)\s+(\S+)/.exec(line) ?? [];
    const found = seriesOf(series);
    const isWanted = found.name === name && labels.every((label) => found.labels.includes(label));
    return isWanted && Number.isFinite(Number(value)) ? [[series, value]] : [];
  });
  return new Map(values);
}

/** Name and labels, each as it is written: `queue="mail"`. */
function seriesOf(series: string): { name: string; labels: string[] } {
  const [, name = '', within = ''] = /^([^{]*)(?:\{(.*)\})?$/.exec(series) ?? [];
  return { name, labels: within.match(/\w+="(?:[^"\\]|\\.)*"/g) ?? [] };
}
