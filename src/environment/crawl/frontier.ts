import type { Use } from '../../records/site.js';
import type { CrawlLimits } from './limits.js';
import { pathShape } from './path-shape.js';

/** An address that is to be asked for. */
export interface Wanted {
  url: string;
  use: Use;
  shape: string;
  depth: number;
  /** Redirects that led here, one after the other. */
  hops: number;
  foundIn: { url: string; element: string }[];
  foundTimes: number;
}

export interface Frontier {
  /** Notes an address and where it was found. One that is known gains a place only. */
  add(url: string, use: Use, from: { depth: number; hops?: number; url?: string; element?: string }): void;
  /** The next address: of the template that was seen least. Undefined: there is none, or limits forbid it. */
  take(): Wanted | undefined;
  /** How many addresses wait and will not be taken. */
  left(): number;
}

type Kind = 'page' | 'asset' | 'guess';

// Besides the pages: those that a sample is made of are not to be fewer for them.
const mostGuesses = 60;
// More places than these tell no more.
const mostPlaces = 5;

export function openFrontier(limits: Pick<CrawlLimits, 'pages' | 'assets' | 'depth'>): Frontier {
  const known = new Map<string, Wanted>();
  const queues = new Map<string, { kind: Kind; taken: number; waiting: Wanted[] }>();
  const taken: Record<Kind, number> = { page: 0, asset: 0, guess: 0 };
  const most: Record<Kind, number> = { page: limits.pages, asset: limits.assets, guess: mostGuesses };
  let tooDeep = 0;
  const queueOf = (kind: Kind, shape: string) => {
    const key = `${kind} ${shape}`;
    const queue = queues.get(key) ?? { kind, taken: 0, waiting: [] };
    queues.set(key, queue);
    return queue;
  };

  return {
    add(url, use, { depth, hops = 0, url: place, element }) {
      const seen = known.get(url);
      const wanted = seen ?? { url, use, shape: pathShape(url), depth, hops, foundIn: [], foundTimes: 0 };
      if (place !== undefined) {
        wanted.foundTimes += 1;
        if (wanted.foundIn.length < mostPlaces) wanted.foundIn.push({ url: place, element: element ?? '' });
        // What a page does name is no guess.
        if (wanted.use === 'guess') wanted.use = use;
      }
      if (seen !== undefined) return;
      known.set(url, wanted);
      if (depth > limits.depth) tooDeep += 1;
      else queueOf(kindOf(use), wanted.shape).waiting.push(wanted);
    },
    take() {
      let best: ReturnType<typeof queueOf> | undefined;
      for (const queue of queues.values())
        if (queue.waiting.length > 0 && taken[queue.kind] < most[queue.kind] && queue.taken < (best?.taken ?? Infinity))
          best = queue;
      const wanted = best?.waiting.shift();
      if (best === undefined || wanted === undefined) return undefined;
      best.taken += 1;
      taken[best.kind] += 1;
      return wanted;
    },
    left: () => tooDeep + [...queues.values()].reduce((sum, { waiting }) => sum + waiting.length, 0),
  };
}

function kindOf(use: Use): Kind {
  return use === 'load' ? 'asset' : use === 'guess' ? 'guess' : 'page';
}
