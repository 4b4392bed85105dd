import type { ReportInput } from '../input.js';
import { type Markup, markup } from '../text/markup.js';
import { heading } from '../text/words.js';
import { facts } from './section.js';

/** What a capacity says of production. Its words are the policy's, as in `gonogo explain`. */
export function forecast(checks: readonly { id: string }[], { forecasts }: ReportInput): Markup | null {
  const own = forecasts.find(({ check }) => checks.some(({ id }) => id === check));
  if (own === undefined) return null;
  const rows = own.said.map(([word, text]) => [heading(word), text] as const);
  return markup`<p class="sub">What it says of production: advisory, a forecast decides nothing</p>${facts(rows, 'facts small')}`;
}
