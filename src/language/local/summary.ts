/**
 * A few plain lines for staff who were not there: what the customer seems to want, their latest words, what was said to
 * them and what tools answered. Everything is quoted or recorded; nothing is concluded that nobody said.
 */
import type { CustomerSaid, Entry, ShopSaid, ToolAnswered } from '../../domain/conversation.ts';
import { isObject, type Json } from '../../domain/json.ts';
import { describeContent, textOf } from '../../domain/message.ts';
import type { Moment } from '../../ports.ts';
import type { Talk } from '../../tongues/talk/talk.ts';
import { isQuestion, segmentsOf, sentencesOf } from './segments.ts';
import { words } from './tokens.ts';

export interface SummaryHints {
  /** Label of the intent, when it is clear. */
  intentOf(text: string): Promise<string | undefined>;
  momentOf(text: string, at: number): Moment | undefined;
  /** How the customer talks; as in English when absent. */
  readonly talk?: Talk;
}

const QUOTE_LENGTH = 160;
const EARLIER_MESSAGES = 3;
const TOOL_FIELDS = 4;

/** At most eight lines; empty when nothing was said. */
export async function summarise(entries: readonly Entry[], hints: SummaryHints): Promise<string> {
  const said = entries.filter(
    (entry): entry is CustomerSaid => entry.kind === 'customer-said' && entry.content.kind !== 'reaction',
  );
  const newest = said.at(-1);
  if (!newest) return '';
  const telling = said.filter((entry) => tells(entry, hints.talk));
  const subject = telling.at(-1) ?? newest;
  const wish = await wishOf(telling.toReversed(), hints);
  const moment = telling
    .toReversed()
    .map((entry) => hints.momentOf(textOf(entry.content), entry.sentAt))
    .find((found) => found !== undefined);
  const question = sentencesOf(textOf(subject.content)).findLast((one) => isQuestion(one, hints.talk));
  const earlier = telling.filter((entry) => entry.n < subject.n).slice(-EARLIER_MESSAGES);
  const lines = [
    wish && `Seems to be about: ${wish}.`,
    `Latest message: ${quoted(describeContent(subject.content))}`,
    question && words(question).length < words(textOf(subject.content)).length && `Open question: ${quoted(question)}`,
    earlier.length > 0 && `Before that: ${earlier.map((entry) => quoted(describeContent(entry.content))).join(' ')}`,
    moment && `Day or time mentioned: ${quoted(moment.words)}${inFigures(moment)}`,
    ...unreadable(said),
    lastReply(entries),
    lastTool(entries),
  ];
  return lines
    .filter((line) => typeof line === 'string' && line !== '')
    .slice(0, 8)
    .join('\n');
}

/** Whether a message carries more than courtesy. */
function tells(entry: CustomerSaid, talk: Talk | undefined): boolean {
  return words(segmentsOf(textOf(entry.content), talk).join(' ')).length > 1;
}

async function wishOf(newestFirst: readonly CustomerSaid[], hints: SummaryHints): Promise<string | undefined> {
  for (const entry of newestFirst.slice(0, EARLIER_MESSAGES)) {
    const label = await hints.intentOf(textOf(entry.content));
    if (label !== undefined) return label;
  }
  return undefined;
}

function unreadable(said: readonly CustomerSaid[]): readonly string[] {
  const without = said
    .filter((entry) => textOf(entry.content) === '' && entry.content.kind !== 'text')
    .map((entry) => describeContent(entry.content));
  return without.length > 0 ? [`Also sent: ${without.slice(-3).join(' ')}`] : [];
}

function lastReply(entries: readonly Entry[]): string | undefined {
  const last = entries.findLast((entry): entry is ShopSaid => entry.kind === 'bot-said' || entry.kind === 'staff-said');
  if (!last) return 'Nothing was answered yet.';
  const who = last.speaker.kind === 'staff' ? last.speaker.name : 'The bot';
  const text = last.message.kind === 'text' ? quoted(last.message.text) : `the template ${last.message.name}`;
  return `${who} said last: ${text}${last.delivery.state === 'failed' ? ' (not delivered)' : ''}`;
}

function lastTool(entries: readonly Entry[]): string | undefined {
  const last = entries.findLast((entry): entry is ToolAnswered => entry.kind === 'tool-answered');
  if (!last) return undefined;
  return `${last.tool}: ${last.ok ? 'done' : 'failed'}${scalars(last.result)}`;
}

/** The plain values of a tool's answer, such as its reference. */
function scalars(result: Json): string {
  if (!isObject(result)) return '';
  const fields = Object.entries(result).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  return fields.length === 0
    ? ''
    : ` (${fields
        .slice(0, TOOL_FIELDS)
        .map(([key, value]) => `${key} ${clipped(String(value), 40)}`)
        .join(', ')})`;
}

function inFigures({ date, untilDate, bound, time, from, until }: Moment): string {
  const named = date && untilDate ? `${date} to ${untilDate}` : date;
  const days = bound === undefined ? named : `${bound} ${named}`;
  const hours =
    time ?? (from && until ? `${from} to ${until}` : from ? `from ${from}` : until ? `until ${until}` : undefined);
  const figures = [days, hours].filter((part) => part !== undefined).join(' ');
  return figures === '' ? '' : ` (${figures})`;
}

function quoted(text: string): string {
  return `"${clipped(text.replace(/\s+/gu, ' ').trim(), QUOTE_LENGTH)}"`;
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
