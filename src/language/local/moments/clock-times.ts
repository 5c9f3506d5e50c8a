/**
 * Reads times of day out of normalised text: points ("half past 5", "8:45a", "17h30"), spans ("between 2 and 4",
 * "after 3") and parts of the day ("morning"). It says what was written; which half of the day an open "at 6" means is
 * settled elsewhere, from the opening hours.
 */
import { patternOf } from '../patterns.ts';

export interface ClockTime {
  /** Minutes since midnight; of the first half of the day while `half` is open. */
  readonly minutes: number;
  /** Which half of the day the words tell; `open`: both are possible. */
  readonly half: 'am' | 'pm' | 'told' | 'open';
}

/** `loose`: nothing but its place makes it a time; a date that takes the same figures wins. */
export type TimeReading = { readonly start: number; readonly end: number; readonly loose: boolean } & (
  | { readonly kind: 'point'; readonly at: ClockTime }
  | { readonly kind: 'span'; readonly from?: ClockTime; readonly until?: ClockTime }
);

const MERIDIEM = String.raw`(?:\s?(?<half>a\.?\s?m\b\.?|p\.?\s?m\b\.?|[ap]\b\.?(?! \w+ (?:of|or)\b| (?:day|week|month|year|piece|person|time)\b)))`;
/** Not inside a longer figure: a date, a price, a reference. */
const EDGE = String.raw`(?<![\d.,:/]|\d{3}-|-\d{1,2}-)`;
const ZONE = String.raw`(?!\p{L}|\d|:\d|[.,]\d)`;
const HOUR = String.raw`${EDGE}(?<hour>[01]?\d|2[0-4])`;

/** Stands where a date was read already: no figure of it is a time, and what follows it may be one. */
export const DAY_MARK = '\ue000';

interface Form {
  readonly pattern: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>): ClockTime | undefined;
}

/** Ways to write one point of time, most explicit first. */
const FORMS: readonly Form[] = [
  form(String.raw`${HOUR}\s?[:.h]\s?(?<minute>[0-5]\d)(?::[0-5]\d)?${MERIDIEM}`, clock),
  form(String.raw`${HOUR}:(?<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:h|hours|o'clock))?${ZONE}`, clock),
  form(String.raw`${HOUR}\s?h\s?(?<minute>[0-5]\d)?${ZONE}`, clock),
  form(String.raw`${EDGE}(?<hour>0?\d|1[0-2])(?<minute>[0-5]\d)${MERIDIEM}`, clock),
  form(String.raw`${EDGE}(?<hour>[01]?\d|2[0-3]) (?<minute>[0-5]\d)${MERIDIEM}`, clock),
  form(String.raw`${EDGE}(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)\s?(?:h|hours)\b`, clock),
  form(
    String.raw`(?:half past|half after|half)\s(?<hour>1\d|2[0-3]|\d)${MERIDIEM}?${ZONE}(?! (?:hours?|days?|price))`,
    (g) => clock({ ...g, minute: '30' }),
  ),
  form(String.raw`(?:a )?(?:3 quarters?) (?:past|after) (?<hour>1[0-2]|\d)${MERIDIEM}?${ZONE}`, (g) =>
    clock({ ...g, minute: '45' }),
  ),
  form(String.raw`(?:a )?quarter (?:past|after) (?<hour>1\d|2[0-3]|\d)${MERIDIEM}?${ZONE}`, (g) =>
    clock({ ...g, minute: '15' }),
  ),
  form(
    String.raw`(?:a )?quarter (?:to|before|of|till|til) (?<hour>1\d|2[0-3]|\d)(?:[ :](?<base>[0-5]\d))?${MERIDIEM}?${ZONE}`,
    (g) => before(g, 15),
  ),
  form(String.raw`\b(?<minute>[1-5]?\d) (?:minutes )?past (?<hour>1\d|2[0-3]|\d)${MERIDIEM}?${ZONE}`, clock),
  form(String.raw`\b(?<minute>[1-5]?\d) minutes after (?<hour>1[0-2]|\d)${MERIDIEM}?${ZONE}`, clock),
  form(
    String.raw`(?<!\b(?:from|between) )(?<=\b(?:at|around|about|by|before|after|until|till|is|its|it's|for|@) )(?<minute>5|10) (?:to|till|of) (?<hour>1[0-2]|\d)${MERIDIEM}?${ZONE}(?! (?:weeks?|days?|hours?|months?|years?|people|euros?))`,
    (g) => before(g, Number(g.minute)),
  ),
  form(
    String.raw`(?<!\b(?:from|between) )\b(?<minute>20|25) (?:to|till|of) (?<hour>1[0-2]|\d)(?:[ :](?<base>[0-5]\d))?${MERIDIEM}?${ZONE}`,
    (g) => before(g, Number(g.minute)),
  ),
  form(
    String.raw`\b(?<minute>[1-5]?\d) minutes (?:to|till|before|of) (?<hour>1[0-2]|\d)(?:[ :](?<base>[0-5]\d))?${MERIDIEM}?${ZONE}`,
    (g) => before(g, Number(g.minute)),
  ),
  form(`${HOUR}${MERIDIEM}`, clock),
  form(String.raw`${HOUR}\s?o'?\s?clock(?:ish)?`, clock),
  form(String.raw`\b(?:12 )?noon\b|\bmid[ -]?day\b`, () => ({ minutes: 12 * 60, half: 'told' })),
  form(String.raw`\b(?:12 )?mid[ -]?night\b`, () => ({ minutes: 0, half: 'told' })),
  form(String.raw`${EDGE}(?<hour>1[0-2]|[1-9])[\s-]?ish\b`, clock),
];

/** Written without any sign of a clock: only after a word or a day that calls for a time, or as an answer. */
const BARE: readonly Form[] = [
  form(String.raw`${HOUR}\.(?<minute>[0-5]\d)${ZONE}`, clock),
  form(String.raw`${EDGE}(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)${ZONE}(?![/-])`, clock),
  form(String.raw`${HOUR} (?<minute>[0-5]\d)${ZONE}`, clock),
  form(
    String.raw`${HOUR}${ZONE}(?!(?:st|nd|rd|th)\b| (?:minutes|hours?|days?|weeks?|months?|years?|of us|people|january|february|march|april|may|june|july|august|september|october|november|december)\b|\s?[/]\d|-\d{1,2}-|-\d{3})`,
    clock,
  ),
];

const CALLS_FOR_TIME = String.raw`(?:\b(?:at|around|about|by|before|after|past|till|until|from|between|circa|approx(?:imately)?|roughly|maybe|earliest|latest|than|make it|@)\s*(?:about |around |say |like |circa )?|@\s?)`;

function form(source: string, read: Form['read']): Form {
  return { pattern: patternOf(source, 'gu'), read };
}

function clock(groups: Readonly<Record<string, string | undefined>>): ClockTime | undefined {
  const hour = Number(groups.hour);
  const minute = Number(groups.minute ?? 0);
  if (hour > 24 || (hour === 24 && minute > 0)) return undefined;
  const half = groups.half?.[0];
  if (half !== undefined) {
    if (hour > 12) return { minutes: (hour % 24) * 60 + minute, half: 'told' };
    return { minutes: ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + minute, half: half === 'p' ? 'pm' : 'am' };
  }
  // "00:30" and "17:30" tell the half of the day; so does a leading zero.
  if (hour > 12 || hour === 0 || /^0\d/u.test(groups.hour ?? ''))
    return { minutes: (hour % 24) * 60 + minute, half: 'told' };
  return { minutes: (hour % 12) * 60 + minute, half: 'open' };
}

function before(groups: Readonly<Record<string, string | undefined>>, minutes: number): ClockTime | undefined {
  const base = clock({ ...groups, minute: groups.base });
  return base && { ...base, minutes: (base.minutes - minutes + 24 * 60) % (24 * 60) };
}

interface Point {
  readonly start: number;
  readonly end: number;
  readonly at: ClockTime;
  readonly loose: boolean;
}

/** Times that show by themselves that they are times. */
export function explicitTimes(text: string): readonly { start: number; end: number }[] {
  return FORMS.flatMap(({ pattern }) =>
    [...text.matchAll(pattern)].map(({ index, 0: words }) => ({ start: index, end: index + words.length })),
  );
}

/** "Have you nothing after 5?" wishes for it all the same. */
export const ASKS = /^[^.!?,;]*\?/u;
/** "I can't before 5", "busy until 3": the other side of the time is meant. */
const REFUSES =
  /\b(?:not|can't|cannot|won't|couldn't|unable|impossible|busy|away|at work|in work|i work|working|booked|tied up)(?: (?!but\b|and\b|or\b|maybe\b)[\p{L}']+){0,3} $/u;
const REFUSED =
  /^,?(?: (?:i|we|i'm|am|is|zzz)){0,3} (?:not|can't|cannot|won't|isn't|doesn't|impossible|busy|working)\b/u;

/** @param expected a time was just asked for, so that a bare "10" is one */
export function readTimes(text: string, expected: boolean): readonly TimeReading[] {
  const points = pointsOf(text, expected);
  const { length } = points;
  const readings: TimeReading[] = [];
  for (let i = 0; i < length; i++) {
    const point = points[i] as Point;
    const { loose } = point;
    const next = points[i + 1];
    const lead =
      /(?:\b(after|from|since|past|any ?time after|not before|later than|no earlier than|starting(?: at)?)|\b(before|until|till|by|no later than|not after|earlier than|up to|latest))\s*(?:about |around |say |like )?$/u.exec(
        text.slice(0, point.start),
      );
    if (
      next &&
      /^\s*(?:-|to|till|until|and|\/)\s*$/u.test(text.slice(point.end, next.start)) &&
      joins(text, point, next)
    ) {
      const start = /\b(?:between|from)\s*$/u.exec(text.slice(0, point.start))?.index ?? point.start;
      readings.push({ kind: 'span', loose, ...span(point.at, next.at), start, end: next.end });
      i++;
    } else if (lead) {
      const rest = text.slice(point.end);
      const refused = !ASKS.test(rest) && (REFUSES.test(text.slice(0, lead.index)) || REFUSED.test(rest));
      const side = (lead[1] === undefined) === refused ? { from: point.at } : { until: point.at };
      readings.push({ kind: 'span', loose, ...side, start: lead.index, end: point.end });
    } else {
      const after = /^\s*(?:onwards?|or later|and later|or after|\+)/u.exec(text.slice(point.end));
      const earlier = /^\s*(?:or earlier|or before|at the latest|latest)\b/u.exec(text.slice(point.end));
      if (after)
        readings.push({ kind: 'span', loose, from: point.at, start: point.start, end: point.end + after[0].length });
      else if (earlier)
        readings.push({ kind: 'span', loose, until: point.at, start: point.start, end: point.end + earlier[0].length });
      else readings.push({ kind: 'point', loose, at: point.at, start: point.start, end: point.end });
    }
  }
  return readings;
}

/** "10 and 12" is two times unless "between" opens it. */
function joins(text: string, point: Point, next: Point): boolean {
  const glue = text.slice(point.end, next.start).trim();
  return glue !== 'and' || /\bbetween\s*$/u.test(text.slice(0, point.start));
}

/** In "2 to 4 pm" the end tells the half of the start too, as long as the start stays before it. */
function span(from: ClockTime, until: ClockTime): { from: ClockTime; until: ClockTime } {
  if (from.half === 'open' && (until.half === 'pm' || until.half === 'am')) {
    const half = until.half;
    const minutes = (from.minutes % 720) + (half === 'pm' ? 720 : 0);
    const start: ClockTime = minutes < until.minutes ? { minutes, half } : { minutes: from.minutes % 720, half: 'am' };
    return { from: start, until };
  }
  return { from, until };
}

function pointsOf(text: string, expected: boolean): readonly Point[] {
  const found: Point[] = [];
  const collect = (forms: readonly Form[], allowed: (start: number, end: number) => 'sure' | 'loose' | undefined) => {
    for (const { pattern, read } of forms) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index;
        const end = start + match[0].length;
        if (found.some((point) => start < point.end && end > point.start)) continue;
        const how = allowed(start, end);
        const at = how && read(match.groups ?? {});
        if (at) found.push({ start, end, at, loose: how === 'loose' });
      }
    }
  };
  collect(FORMS, () => 'sure');
  const answers = expected && isOnlyAnAnswer(text);
  collect(BARE, (start, end) => {
    const ahead = text.slice(0, start);
    if (CALLED.test(ahead)) return 'sure';
    if (/\bfor $/u.test(ahead) && /\d \d/u.test(text.slice(start, end))) return 'loose'; // "for eight forty"
    if (found.some((point) => point.start > end && JOINED.test(text.slice(end, point.start)))) return 'sure';
    if (answers || AFTER.test(text.slice(end))) return 'loose';
    if (/(?:^|[ (])\d{1,2}(?:[:.]\d\d)? ?- ?$/u.test(ahead) && BEFORE_DAY.test(text.slice(end))) return 'loose';
    const figures = Number(text.slice(start, end));
    return AFTER_DAY.test(ahead) && (Number.isNaN(figures) || figures <= 12 || figures > 31) ? 'loose' : undefined;
  });
  // A second pass: "from 2 to 4" opened the 2 above, and the 4 stands after it; "10 to 12 on Monday" the other way round.
  collect(BARE, (start, end) => {
    const other = found.find((point) =>
      JOINED.test(point.end <= start ? text.slice(point.end, start) : text.slice(end, point.start)),
    );
    return other && (other.loose ? 'loose' : 'sure');
  });
  return found.toSorted((a, b) => a.start - b.start);
}

const CALLED = patternOf(`${CALLS_FOR_TIME}$`, 'u');
const JOINED = /^\s*(?:-|to|till|until|and|or)\s*$/u;
/** "6-8 next Monday". */
const BEFORE_DAY =
  /^,? (?:(?:on|next|this|coming) )*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight)\b/u;
const AFTER_DAY =
  /\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|morning|afternoon|evening|night|lunchtime|\d(?:st|nd|rd|th)|\ue000)(?:,|:| -)? $/u;
const AFTER =
  /^,? (?:onwards?\b|or (?:later|after|earlier|before)\b|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|would (?:be|suit|work)\b|works?\b|suits?\b|instead\b|is (?:ok|okay|good|fine|better|great|perfect)\b|(?:ok|okay|free|available|possible)\b\W*$|(?:(?:in|on) the |this |tomorrow |on \w+ )(?:morning|afternoon|evening|night)\b|(?:(?:in|on) the |this |tomorrow |on \w+ )?(?:tonight|tomorrow|today|sharp|on the dot)\b)/u;
/** Words that may stand around the figure when a text is nothing but an answer. */
const AROUND_AN_ANSWER = new Set(
  (
    'maybe perhaps say like ok okay yes yeah sure how what about or please then would do suit suits work works is fine good great ' +
    "best me for the make it let's lets i'd prefer take to at o'clock"
  ).split(' '),
);
const LONGEST_ANSWER_WORDS = 12;

function isOnlyAnAnswer(text: string): boolean {
  const parts = text.match(/[\p{L}']+|\d+/gu) ?? [];
  return parts.length <= LONGEST_ANSWER_WORDS && parts.every((part) => /\d/u.test(part) || AROUND_AN_ANSWER.has(part));
}
