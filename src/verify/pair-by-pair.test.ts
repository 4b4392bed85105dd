import { describe, expect, test } from 'vitest';
import { notMeasured } from '../evidence/converted.js';
import { measurePairByPair, openBook, type Sides } from './pair-by-pair.js';

type Pair = [string, string];
type OfTexts = Sides<{ id: string }, string, string, Pair>;
const checks = [{ id: 'load/a' }, { id: 'load/b' }];

/** What was done, in this order, and what was said. */
async function measured(change: Partial<OfTexts> = {}, { aa, stop }: { aa?: true; stop?: AbortSignal } = {}) {
  const done: string[] = [];
  const said: string[] = [];
  const does = (name: string) => (id: string, open: readonly { id: string }[]) => {
    done.push([`${id}-${name}`, ...open.map((check) => check.id)].join(' '));
    return Promise.resolve(`${name} of ${id}`);
  };
  const book = openBook<Pair>();
  const sides: OfTexts = {
    ...{ id: 'rush', openAfter: (pairs) => (pairs < 2 ? checks : []), one: does('one'), other: does('other') },
    pairOf: (_, one, other) => ({ pair: [one, other] }),
    ...change,
  };
  const run = { stop: stop ?? new AbortController().signal, options: aa === undefined ? {} : { aa } };
  await measurePairByPair(sides, book, run, (line) => said.push(line));
  return { done, said, book };
}

describe('measured pair by pair', () => {
  test('which goes first alternates, and the pair that warms up does not count', async () => {
    const { done, said, book } = await measured();
    expect(done).toEqual(
      ['warm-up-other', 'warm-up-one', '1-one', '1-other', '2-other', '2-one'].map((id) => `rush-${id} load/a load/b`),
    );
    const pairs: Pair[] = [
      ['one of rush-1', 'other of rush-1'],
      ['one of rush-2', 'other of rush-2'],
    ];
    expect([...book.pairs]).toEqual(checks.map(({ id }) => [id, pairs]));
    expect(said).toEqual([
      'rush: a pair that warms up and does not count',
      'rush: pair 1 of 6 or 10',
      'rush: pair 2 of 6 or 10',
    ]);
  });

  test('there are ten pairs at most, however much is open', async () => {
    const { book, said } = await measured({ openAfter: () => checks }, { aa: true });
    expect([...book.pairs.values()].map((pairs) => pairs.length)).toEqual([10, 10]);
    expect(said.at(-1)).toBe('rush: pair 10 of 10');
  });

  test('a pair is of what is open after those before it', async () => {
    const asked: number[] = [];
    const openAfter = (pairs: number) => {
      asked.push(pairs);
      return checks.slice(pairs);
    };
    const { book, done } = await measured({ openAfter });
    expect(asked).toEqual([0, 0, 1, 2]);
    expect([...book.pairs].map(([id, pairs]) => [id, pairs.length])).toEqual([
      ['load/a', 1],
      ['load/b', 2],
    ]);
    expect(done.at(-1)).toBe('rush-2-one load/b');
  });

  test('what a side lacks is told, with its pair, and leaves the other checks theirs', async () => {
    const why = notMeasured('runner-died', 'k6 was killed before it was through.');
    const { book } = await measured({
      pairOf: ({ id }, one, other) =>
        id === 'load/a' ? { lacks: 'release 1.2.0', found: why } : { pair: [one, other] },
    });
    const message = 'Pair 2, release 1.2.0: k6 was killed before it was through.';
    expect([...book.unmeasured]).toEqual([['load/a', { ...why, message }]]);
    expect(book.pairs.get('load/b')).toHaveLength(2);
    const silent = await measured({ pairOf: () => ({ lacks: 'under load', found: undefined }) });
    expect(silent.book.unmeasured.get('load/b')).toMatchObject({
      reasonCode: 'no-evidence',
      message: 'Pair 2, under load: Nothing was recorded.',
    });
  });

  test('nothing more is begun when the run is to stop', async () => {
    const bell = new AbortController();
    const one = () => {
      bell.abort('SIGINT');
      return Promise.resolve('one');
    };
    await expect(measured({ one }, { stop: bell.signal })).rejects.toBe('SIGINT');
  });
});
