/**
 * Finds a promise with a time in what the shop says, in any tongue we have words for: "we'll call you by 5". A sentence
 * that depends on something ("if it frees") or names no time promises nothing we could watch.
 */
import { openSpans } from '../calendar/opening.ts';
import type { Business } from '../domain/business.ts';
import type { Moment } from '../domain/understanding.ts';
import { createMomentReader } from '../language/local/moments/moment-reader.ts';
import { normalisedFrom } from '../language/local/moments/normalised-text.ts';
import { nextOpening } from '../opening-hours.ts';
import type { Language } from '../ports.ts';
import { addDays, instantOf, localDate, startOfDay } from '../time.ts';
import { tongueOf } from '../tongues/list.ts';
import { createToEnglish, foldedText } from '../tongues/to-english.ts';
import { PROMISE_WORDS, type PromiseWords } from './promise-words.ts';

export interface FoundPromise {
  /** The sentence, as it was said. */
  readonly words: string;
  /** ms since 1970; a day without a time lasts until the shop closes. */
  readonly dueAt: number;
}

const PROMISES =
  /(?:\b(?:we|i|he|she|they|someone|somebody|one of us|the team)|\b\p{Lu}\p{Ll}+)(?:['’]ll| will| shall) (?:\p{L}+ ){0,3}?(?:call|ring|phone|get back|come back|write|text|message|e-?mail|send|let you know|reply|answer|be in touch|have (?:it|them|your \p{L}+) ready|drop)\b/iu;
const DEPENDS = /\b(?:if|once|unless|as soon as|whenever|in case)\b/iu;

export async function promiseIn(
  text: string,
  now: number,
  { business, language }: { business: Business; language: Pick<Language, 'extract'> },
): Promise<FoundPromise | undefined> {
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/u)) {
    if (sentence.trim().endsWith('?')) continue;
    const moment = await momentOf(sentence, now, { business, language });
    if (!moment) continue;
    const { time = moment.until, otherTime } = moment;
    const said = dayOf(moment, business);
    if (said === undefined && time === undefined) continue;
    const date = said ?? localDate(now, business.timeZone); // "by 5" is today
    const times = [time, otherTime].flatMap((one) => (one ? (instantOf(date, one, business.timeZone) ?? []) : []));
    const closing = openSpans(date, business).at(-1)?.to ?? startOfDay(addDays(date, 1), business.timeZone);
    const dueAt = time === undefined ? closing : times.toSorted((a, b) => a - b).find((at) => at > now);
    if (dueAt !== undefined && dueAt > now) return { words: sentence.trim(), dueAt };
  }
  return undefined;
}

/** The last day on which it is kept: the one before "before Friday", the next that is open after "after Friday". */
function dayOf({ date, untilDate = date, bound }: Moment, business: Business): string | undefined {
  if (date === undefined) return undefined;
  if (bound === 'before') return addDays(date, -1);
  if (bound !== 'after' && bound !== 'from') return untilDate;
  const first = bound === 'from' ? date : addDays(untilDate ?? date, 1);
  const opensAt = nextOpening(startOfDay(first, business.timeZone), business);
  return opensAt === undefined ? first : localDate(opensAt, business.timeZone);
}

/** When a sentence that promises something means; undefined when it promises nothing, or names no time. */
async function momentOf(
  sentence: string,
  now: number,
  { business, language }: { business: Business; language: Pick<Language, 'extract'> },
): Promise<Moment | undefined> {
  if (PROMISES.test(sentence)) {
    if (DEPENDS.test(sentence)) return undefined;
    return language.extract('moment', sentence, { now, asked: false });
  }
  const folded = foldedText(sentence);
  const words = PROMISE_WORDS.find(({ promises }) => promises.test(folded));
  if (!words || words.depends.test(sentence.normalize('NFC'))) return undefined;
  return readerOf(words, business)?.(sentence, { now, asked: false });
}

type Reader = ReturnType<typeof createMomentReader>;
const readers = new WeakMap<Business, Map<string, Reader>>();

/** Made when first needed: most shops write one or two tongues. */
function readerOf({ code }: PromiseWords, business: Business): Reader | undefined {
  const known = readers.get(business) ?? new Map<string, Reader>();
  readers.set(business, known);
  const tongue = tongueOf(code);
  if (!tongue) return undefined;
  const reader = known.get(code) ?? createMomentReader(business, normalisedFrom(createToEnglish(tongue)));
  known.set(code, reader);
  return reader;
}
