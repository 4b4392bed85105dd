/** A metric's figures by the names that k6 gives them. */
export type Figures = ReadonlyMap<string, number>;

/**
 * Was a threshold kept, by its metric's own figures? A share is judged by its counts.
 * @param expression as k6 takes it: `p(95)<500`, `rate<0.01`, `count>=10`.
 * @returns undefined where the figures do not say, or the expression is none of k6's.
 */
export function isKeptBy(figures: Figures, expression: string): boolean | undefined {
  const match = /^\s*([a-z]+(?:\([^)]*\))?)\s*(===|==|!=|<=|>=|<|>)\s*(\S+)\s*$/.exec(expression);
  const [, aggregation = '', operator, edgeText] = match ?? [];
  const figure = figureOf(figures, aggregation);
  const edge = Number(edgeText);
  if (figure === undefined || !Number.isFinite(edge)) return undefined;
  switch (operator) {
    case '<':
      return figure < edge;
    case '<=':
      return figure <= edge;
    case '>':
      return figure > edge;
    case '>=':
      return figure >= edge;
    case '!=':
      return figure !== edge;
    default:
      return figure === edge;
  }
}

/** The share of a rate's samples that were true; undefined for what is no rate, or saw nothing. */
export function shareOf(figures: Figures): number | undefined {
  const [passes, fails] = [figures.get('passes'), figures.get('fails')];
  return passes === undefined || fails === undefined || passes + fails === 0 ? undefined : passes / (passes + fails);
}

function figureOf(figures: Figures, aggregation: string): number | undefined {
  if (aggregation === 'rate') return shareOf(figures) ?? figures.get('rate');
  const percent = percentOf(aggregation);
  if (percent === undefined) return figures.get(aggregation);
  return [...figures].find(([name]) => percentOf(name) === percent)?.[1];
}

/** `p(95)` and `p(95.0)` are the same figure. */
function percentOf(name: string): number | undefined {
  const percent = /^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1];
  return percent === undefined ? undefined : Number(percent);
}
