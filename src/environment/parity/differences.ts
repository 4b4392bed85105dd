import type { Risk } from '../../records/parity.js';
import type { Fact } from '../../records/snapshot.js';
import { riskOfVersions, rules } from './risk.js';
import { isSecretName } from './secrecy.js';

/** One thing in which staging is not what production is. */
export interface Difference {
  /** `<reader>/<kind>/<subject>`: what an allowance matches. */
  id: string;
  risk: Risk;
  /** Production's value, or that it has none. */
  expected: string;
  /** Staging's. */
  actual: string;
  /** Where staging was read. */
  where: string;
  /** What to do. */
  advice: string;
}

const absent = '(not there)';

/** All differences of one reader, the worst first. What follows from another difference is not told again. */
export function differencesBetween(
  reader: string,
  production: readonly Fact[],
  staging: readonly Fact[],
  where: string,
): Difference[] {
  const [there, here] = [byKey(production), byKey(staging)];
  const differences: (Difference & { fact: Fact })[] = [];
  for (const [key, fact] of new Map([...there, ...here])) {
    const weighed = weigh(fact, there.get(key), here.get(key));
    if (weighed === undefined) continue;
    const { kind, subject } = fact;
    differences.push({ fact, id: `${reader}/${kind}/${subject}`, where, advice: rules[kind].advice, ...weighed });
  }
  const oneSided = differences.filter(({ expected, actual }) => expected === absent || actual === absent);
  const wholes = new Set(oneSided.map(({ fact: { kind, subject } }) => `${kind} ${subject}`));
  return differences
    .filter(({ fact }) => !wholes.has(`table ${tableOf(fact)}`))
    .map(({ fact: _, ...difference }) => difference)
    .toSorted(byRisk);
}

type Weighed = Pick<Difference, 'risk' | 'expected' | 'actual'>;

function weigh({ kind, subject }: Fact, there: Fact | undefined, here: Fact | undefined): Weighed | undefined {
  const rule = rules[kind];
  const [expected, actual] = [valueOf(there), valueOf(here)];
  if (kind === 'environment-variable' && isSecretName(subject) && there !== undefined && here !== undefined)
    return there.value === here.value
      ? { risk: 'high', expected: "a value of staging's own", actual: "production's own value" }
      : undefined;
  if (typeof there?.value === typeof here?.value && there?.value === here?.value) return undefined;
  if (here === undefined) return { risk: rule.missing, expected, actual };
  if (there === undefined) return { risk: rule.extra, expected, actual };
  const distance = rule.versions?.(actual, expected);
  if (distance !== undefined) {
    const risk = riskOfVersions(distance);
    return risk === undefined ? undefined : { risk, expected, actual };
  }
  return {
    risk: typeof rule.changed === 'string' ? rule.changed : rule.changed(subject, expected, actual),
    expected,
    actual,
  };
}

function valueOf(fact: Fact | undefined): string {
  return fact === undefined ? absent : String(fact.value);
}

function byKey(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [`${fact.kind} ${fact.subject}`, fact]));
}

/** A missing table has no columns, indexes or constraints either: that is one difference. */
function tableOf({ kind, subject }: Fact): string | undefined {
  return ['column', 'index', 'constraint'].includes(kind) ? subject.slice(0, subject.lastIndexOf('.')) : undefined;
}

const order: readonly Risk[] = ['high', 'medium', 'low'];

function byRisk(a: Difference, b: Difference): number {
  return order.indexOf(a.risk) - order.indexOf(b.risk) || (a.id < b.id ? -1 : 1);
}

/** Whether a risk is at least as bad as another. */
export function isAtLeast(risk: Risk, least: Risk): boolean {
  return order.indexOf(risk) <= order.indexOf(least);
}
