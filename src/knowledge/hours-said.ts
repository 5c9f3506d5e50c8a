/**
 * Opening hours that cannot both be right: on one weekday, in two passages or in a passage and the config. Pure. It reads
 * plain sentences ("we are open Monday to Friday from 9:30 to 18:00") and says nothing where hours are of something else.
 */
import type { Business } from '../domain/business.ts';
import type { Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof DAYS)[number];
/** By weekday, such as "09:30 to 18:00" or "closed". */
type Hours = Partial<Record<Day, string>>;

const DAY = String.raw`(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?`;
const DAY_LIST = String.raw`(?:weekdays|every ?day|daily|${DAY}(?:\s?(?:-|–|to|through|until|till)\s?${DAY})?(?:(?:,| and|, and| &)\s${DAY}(?:\s?(?:-|–|to)\s?${DAY})?)*)`;
const TIME = String.raw`(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?|noon|midnight)`;
const SPAN = String.raw`(${TIME})\s?(?:-|–|to|until|till)\s?(${TIME})(?:\s?h\b)?`;
const OPEN = new RegExp(
  `(${DAY_LIST}),?:?\\s(?:we are open |open )?(?:from )?${SPAN}(?:,? and (?:from )?${SPAN})?`,
  'giu',
);
const CLOSED = new RegExp(
  `\\bclosed (?:on |all )?(?:day )?(?:on )?(${DAY_LIST})|(${DAY_LIST}),?:?\\s(?:we are |we're |are |is )?closed\\b`,
  'giu',
);
const LATER = new RegExp(`(${DAY_LIST}),?\\s(?:we (?:are|stay) open )?(?:late )?(?:until|till)\\s(${TIME})`, 'giu');
/** A sentence about when the shop itself is open. */
const OF_THE_SHOP =
  /^(?:[-*]\s)?(?:(?:yes|no|hello|hi),?\s)?(?:on \p{L}+(?: (?:and|to) \p{L}+)?,?\s)?(?:(?:we|the shop|our shop|the store|the salon|the office|the practice|the restaurant)(?: are| is|'re|’re)?(?: usually| normally| also)?\s(?:open|closed)\b|(?:opening )?hours:?\s|open(?:ing times)?:?\s|closed\b|we(?:'|’)re (?:open|closed)\b)/iu;
/** Hours of a season, a feast or one day are no contradiction. */
const SEASONAL =
  /\b(?:christmas|easter|holidays?|summer|winter|season|bank|st\.? \p{Lu}\p{L}+|temporar\p{L}*|this week|next week|except\p{L}*|20\d\d|(?:jan|febr)uary|march|april|june|july|august|(?:sept|nov|dec)ember|october|in may)\b/iu;

/** Each two that disagree once, with the days. */
export function hoursThatDiffer(
  passages: readonly Passage[],
  business?: Pick<Business, 'openingHours'>,
): readonly Fault[] {
  const told: { where: string; hours: Hours }[] = [];
  if (business) told.push({ where: 'openingHours in the config', hours: configured(business) });
  const faults: Fault[] = [];
  for (const passage of passages) {
    const hours = hoursIn(passage);
    const other = told.find((each) => differing(each.hours, hours).length > 0);
    const days = other ? differing(other.hours, hours) : [];
    const [day] = days;
    if (other && day)
      faults.push({
        path: passage.id,
        expected: `the same opening hours on ${days.map(named).join(', ')}: ${other.where} says ${other.hours[day]}`,
        got: hours[day] ?? '',
      });
    if (Object.keys(hours).length > 0) told.push({ where: passage.id, hours });
  }
  return faults;
}

function differing(one: Hours, other: Hours): readonly Day[] {
  return DAYS.filter((day) => one[day] !== undefined && other[day] !== undefined && one[day] !== other[day]);
}

/** Exported for its own tests. */
export function hoursIn({ heading, text, documentTitle, validUntil }: Omit<Passage, 'id'>): Hours {
  if (!/\b(?:open|closed|hours)/iu.test(text)) return {};
  if (validUntil !== undefined || SEASONAL.test(`${documentTitle} ${heading}`)) return {};
  const spans = new Map<Day, Set<string>>();
  const closed = new Set<Day>();
  const lines = text.split(/(?<=[.!?;](?<!\b[ap]\.m\.))\s+|\n+/u);
  for (const sentence of lines) {
    if (!OF_THE_SHOP.test(sentence.trim()) || SEASONAL.test(sentence)) continue;
    for (const [, days = '', from = '', until = '', from2, until2] of sentence.matchAll(OPEN))
      for (const day of daysIn(days))
        for (const span of [spanOf(from, until), from2 && until2 ? spanOf(from2, until2) : undefined])
          if (span) spans.set(day, new Set([...(spans.get(day) ?? []), span]));
    for (const [, after, before] of sentence.matchAll(CLOSED))
      for (const day of daysIn(after ?? before ?? '')) closed.add(day);
    for (const [, days = '', until = ''] of sentence.matchAll(LATER))
      for (const day of daysIn(days)) {
        const [only, ...more] = spans.get(day) ?? [];
        if (only !== undefined && more.length === 0)
          spans.set(day, new Set([`${only.split(' to ')[0]} to ${clock(until, only.split(' to ')[0])}`]));
      }
  }
  const said = DAYS.flatMap((day): [Day, string][] => {
    const open = spans.get(day);
    if (open) return [[day, [...open].sort().join(' and ')]];
    return closed.has(day) ? [[day, 'closed']] : [];
  });
  return Object.fromEntries(said);
}

function configured({ openingHours }: Pick<Business, 'openingHours'>): Hours {
  return Object.fromEntries(
    DAYS.map((day) => [
      day,
      openingHours[day].length === 0
        ? 'closed'
        : openingHours[day]
            .map(({ from, to }) => `${from} to ${to}`)
            .sort()
            .join(' and '),
    ]),
  );
}

function daysIn(written: string): readonly Day[] {
  if (/^weekdays/iu.test(written)) return DAYS.slice(0, 5);
  if (/^(?:every ?day|daily)/iu.test(written)) return DAYS;
  return written.split(/,\s?(?:and )?| and | & /u).flatMap((part) => {
    const [first, last] = [...part.matchAll(new RegExp(DAY, 'giu'))].map(([name]) =>
      DAYS.findIndex((day) => day.startsWith(name.slice(0, 3).toLowerCase())),
    );
    if (first === undefined || first < 0) return [];
    if (last === undefined) return DAYS.slice(first, first + 1);
    return [...DAYS, ...DAYS].slice(first, first + ((last - first + 7) % 7) + 1);
  });
}

function spanOf(from: string, until: string): string | undefined {
  const end = clock(until, clock(from));
  // "12 to 4 pm": what it begins with is of the same half when it would else begin much earlier.
  const late = /p\.?m/iu.test(until) && !/[ap]\.?m|[:.]\d|^0|noon/iu.test(from) && Number(from) < 7;
  const start = clock(late ? `${from} pm` : from);
  return start === undefined || end === undefined ? undefined : `${start} to ${end}`;
}

/** "HH:MM" in 24 hours; an end before its beginning `after` is of the afternoon. */
function clock(written: string, after?: string): string | undefined {
  if (/noon/iu.test(written)) return '12:00';
  if (/midnight/iu.test(written)) return '24:00';
  const [, hours = '', minutes = '00', half] = /^(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?/iu.exec(written) ?? [];
  const said = Number(hours);
  if (hours === '' || said > 24 || Number(minutes) > 59) return undefined;
  const in24 = (hour: number) => `${String(hour).padStart(2, '0')}:${minutes}`;
  if (half) return in24((said % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
  return after !== undefined && in24(said) <= after && said < 12 ? in24(said + 12) : in24(said);
}

function named(day: Day): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}
