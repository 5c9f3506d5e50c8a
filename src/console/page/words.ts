/** How instants and marked words are shown. Times are the shop's own, wherever the browser is. */
import { type ComponentChild, h } from 'preact';

const { timeZone } = JSON.parse(document.body.dataset.page ?? '{}') as { timeZone?: string };
const zone = timeZone ? { timeZone } : {};
const clockOf = new Intl.DateTimeFormat([], { ...zone, hour: '2-digit', minute: '2-digit' });
const dateOf = new Intl.DateTimeFormat([], { ...zone, day: 'numeric', month: 'short' });
const isoDateOf = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The shop's date at an instant, `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  return isoDateOf.format(at);
}

/** "10:42" for today, "21 Nov, 10:42" for other days. */
export function when(at: number): string {
  return dayOf(at) === dayOf(Date.now()) ? clockOf.format(at) : `${dateOf.format(at)}, ${clockOf.format(at)}`;
}

/** "3 h 12 min", "4 min"; "no time" when it has passed. */
export function timeLeft(until: number): string {
  const minutes = Math.floor((until - Date.now()) / 60_000);
  if (minutes < 0) return 'no time';
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The text with every occurrence of the tokens in `<mark>`. */
export function marked(text: string, tokens: readonly string[]): ComponentChild[] {
  const wanted = [...new Set(tokens)].filter((token) => token !== '').sort((a, b) => b.length - a.length);
  const nodes: ComponentChild[] = [];
  let rest = text;
  while (rest !== '' && wanted.length > 0) {
    const hits = wanted.map((token) => ({ token, at: rest.indexOf(token) })).filter(({ at }) => at >= 0);
    const first = hits.toSorted((a, b) => a.at - b.at)[0];
    if (!first) break;
    nodes.push(rest.slice(0, first.at), h('mark', { title: 'Nothing proves this' }, first.token));
    rest = rest.slice(first.at + first.token.length);
  }
  return [...nodes, rest];
}
