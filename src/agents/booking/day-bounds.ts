/**
 * "Before Friday", "by the end of the week", "after Monday": the day that is named is a bound, not the wish. Pure; the
 * day itself was read already, only the words in front of it and behind it are looked at.
 */
import type { Moment } from '../../ports.ts';
import { addDays } from '../../time.ts';

/** "After Monday" has no end: so many days are looked through. */
const OPEN_DAYS = 7;

type Bound = 'before' | 'by' | 'after' | 'from';
interface Words {
  readonly bound: Bound;
  /** What stands in front of the day, up to it. */
  readonly front: RegExp;
  /** What must stand behind it as well. */
  readonly behind?: RegExp;
}

/** "Come by Friday" is a visit on Friday; "until Friday" says as often when somebody is away: neither is here. */
const WORDS: readonly Words[] = [
  { bound: 'from', front: /\b(?:not before|no earlier than)(?: the)?\s*$/iu },
  { bound: 'from', front: /\bfrom(?: the)?\s*$/iu, behind: /^\s*(?:on|onwards?)\b/iu },
  { bound: 'before', front: /\bbefore(?: the)?\s*$/iu },
  { bound: 'by', front: /(?<!\b(?:come|drop|stop|swing|pass|call|pop) )\b(?:by|no later than)(?: the)?\s*$/iu },
  { bound: 'after', front: /\b(?:after|later than)(?: the)?\s*$/iu },
  {
    bound: 'before',
    front: /(?<!\p{L})(?:antes d[eao](?:l| la)?|vor(?: dem)?|avant(?: l[ea])?|prima d(?:i|el|ella))\s*$/iu,
  },
  { bound: 'by', front: /(?<!\p{L})(?:bis(?: zum)?|d['’]ici(?: à)?|entro(?: il)?|até(?: a| o)?)\s*$/iu },
  {
    bound: 'after',
    front: /(?<!\p{L})(?:después del?|nach(?: dem)?|après(?: l[ea])?|dopo(?: il)?|depois d[eao])\s*$/iu,
  },
  { bound: 'from', front: /(?<!\p{L})(?:a partir d(?:e|el|o)|ab(?: dem)?|à partir d[eu]|a partire da(?:l)?)\s*$/iu },
];

/** The moment as a span of days where its day is a bound; the very same one where it is not. `today`: ISO date. */
export function withinBounds(moment: Moment, said: string, today: string): Moment {
  const { date, untilDate: last = date, time } = moment;
  if (date === undefined || last === undefined || time !== undefined) return moment;
  const at = said.indexOf(moment.words);
  if (at < 0) return moment;
  const [front, behind] = [said.slice(0, at), said.slice(at + moment.words.length)];
  const found = WORDS.find((words) => words.front.test(front) && (words.behind?.test(behind) ?? true));
  const span = found && spanOf(found.bound, date, last, today);
  if (!span || span.untilDate < span.date) return moment;
  return { ...moment, ...span };
}

function spanOf(bound: Bound, first: string, last: string, today: string): { date: string; untilDate: string } {
  switch (bound) {
    case 'before':
      return { date: today, untilDate: addDays(first, -1) };
    case 'by':
      return { date: today, untilDate: last };
    case 'after':
      return { date: addDays(last, 1), untilDate: addDays(last, OPEN_DAYS) };
    case 'from':
      return { date: first, untilDate: addDays(first, OPEN_DAYS - 1) };
  }
}
