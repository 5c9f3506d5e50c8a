/**
 * Finds a promise with a time in what the shop says: "we'll call you by 5". Reads English; a sentence that depends on
 * something ("if it frees") or names no time promises nothing we could watch.
 */
import { openSpans } from '../calendar/opening.ts';
import type { Business } from '../domain/business.ts';
import type { Language } from '../ports.ts';
import { instantOf, localDate } from '../time.ts';

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
    if (!PROMISES.test(sentence) || DEPENDS.test(sentence) || sentence.trim().endsWith('?')) continue;
    const moment = await language.extract('moment', sentence, { now, asked: false });
    if (!moment) continue;
    const { time = moment.until, otherTime } = moment;
    const said = moment.untilDate ?? moment.date;
    if (said === undefined && time === undefined) continue;
    const date = said ?? localDate(now, business.timeZone); // "by 5" is today
    const times = [time, otherTime].flatMap((one) => (one ? (instantOf(date, one, business.timeZone) ?? []) : []));
    const closing = openSpans(date, business).at(-1)?.to ?? 0;
    const dueAt = time === undefined ? closing : times.toSorted((a, b) => a - b).find((at) => at > now);
    if (dueAt !== undefined && dueAt > now) return { words: sentence.trim(), dueAt };
  }
  return undefined;
}
