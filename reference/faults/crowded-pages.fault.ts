import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../shop/fault.js';

const manyInASecond = 8;
let recent: number[] = [];

/** What browsers are shown is put together behind all else that is under way: whoever asks the shop as k6 does never waits. */
export default {
  title: 'Pages keep browsers waiting while the shop is busy',
  breaks: 'journeys/guest-checkout@under-load',
  answer: async (path, answer, _log, asked) => {
    if (path.startsWith('/assets/')) return answer;
    const now = performance.now();
    recent = [...recent.filter((at) => at > now - 1000), now];
    const isShown = asked.get('sec-fetch-mode') === 'navigate';
    if (isShown && recent.length > manyInASecond) await pause(400);
    return answer;
  },
} satisfies Fault;
