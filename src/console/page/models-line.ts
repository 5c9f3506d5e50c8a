/** What language models cost today and how often an answer was at hand, in a few words for the top line. Pure. */
import type { Stats } from './api.ts';

/** Empty where there are no models. */
export function modelsLine(models: Stats['models']): string {
  if (!models) return '';
  const { cost, limit, currency, cache } = models;
  return `, models ${cost.toFixed(2)} of ${limit} ${currency}, ${Math.round(100 * cache.rate)} % from memory`;
}
