/**
 * Draws a card as Block Kit. Pure. Whatever people or documents wrote stands in rich text or plain text, where nothing
 * is parsed: no mention, no link, no formatting of theirs comes alive.
 */
import type { Card } from '../../src/domain/approval.ts';
import { buttons, type SayWhen } from './card-buttons.ts';
import { alikeLines, claimLine, type Limits, neededLine, openLines, windowLines } from './card-notes.ts';
import { type Block, bold, bullets, date, lines, marked, paragraph, plain, quote } from './rich-text.ts';
import { CARD, CARD_LIMIT, cut, escaped, HEADER_LIMIT, TIGHTER } from './text-limits.ts';

const SHOWN_REASONS = 5;
const SHOWN_SOURCES = 3;
const SHOWN_HISTORY = 8;

export interface CardLayout {
  readonly blocks: readonly Block[];
  /** Texts that were cut, whole, for the card's thread. */
  readonly overflow: readonly Overflow[];
}

export interface Overflow {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** The card with limits tight enough that Slack takes it as one message. */
export function layoutOf(card: Card, sayWhen: SayWhen): CardLayout {
  let layout = drawn(card, CARD, sayWhen);
  for (const scale of TIGHTER) {
    if (escaped(JSON.stringify(layout.blocks)).length <= CARD_LIMIT) break;
    layout = drawn(card, scaled(scale), sayWhen);
  }
  return layout;
}

function drawn(card: Card, limits: Limits, sayWhen: SayWhen): CardLayout {
  const words = wordBlocks(card, limits);
  const draft = draftBlocks(card, limits);
  const overflow = [...words.overflow, ...draft.overflow];
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: cut(card.headline, HEADER_LIMIT), emoji: false } },
    paragraph(bold('Customer: '), plain(`${cut(card.customerName, limits.name)} · ${card.channel}`)),
    ...claimLine(card, limits),
    ...words.blocks,
    ...draft.blocks,
    ...openLines(card, limits),
  ];
  if (overflow.length > 0) blocks.push(paragraph(plain('Cut here; everything stands in the thread of this card.')));
  if (card.why.length > 0) {
    blocks.push(paragraph(bold('Why you see this:')));
    blocks.push(bullets(card.why.slice(0, SHOWN_REASONS).map((why) => cut(why, limits.reason))));
  }
  blocks.push(...neededLine(card, limits));
  if (card.summary !== '') blocks.push(paragraph(bold('Summary: '), plain(cut(card.summary, limits.summary))));
  blocks.push(...card.sources.slice(0, SHOWN_SOURCES).map((source) => sourceLine(source, limits.source)));
  blocks.push(...alikeLines(card, limits));
  blocks.push(...windowLines(card, limits));
  if (card.history.length > 0) {
    const recent = card.history.slice(-SHOWN_HISTORY);
    blocks.push(lines(recent.map(({ text, at }) => [plain(`${cut(text, limits.history)} · `), date(at), plain('\n')])));
  }
  if (card.actions.length > 0) blocks.push(buttons(card, sayWhen));
  return { blocks, overflow };
}

/** What the customer wrote; what came after the card was first shown stands apart. */
function wordBlocks({ customerWords, newWords }: Card, limits: Limits): CardLayout {
  const whole = customerWords.join('\n');
  const earlier = newWords > 0 ? customerWords.slice(0, -newWords).join('\n') : '';
  const newest = earlier === '' ? whole : customerWords.slice(-newWords).join('\n');
  const shown = { earlier: cut(earlier, limits.earlierWords), newest: cut(newest, limits.words) };
  const isCut = shown.earlier !== earlier || shown.newest !== newest;
  return {
    blocks: [
      ...(earlier === '' ? [] : [quote(plain(shown.earlier)), paragraph(bold('The customer wrote again:'))]),
      ...(newest === '' ? [] : [quote(plain(shown.newest))]),
    ],
    overflow: isCut ? [{ id: 'words', title: 'Everything the customer wrote', text: whole }] : [],
  };
}

function draftBlocks({ draft, previousDraft, unproven }: Card, limits: Limits): CardLayout {
  const blocks: Block[] = [];
  if (previousDraft !== undefined)
    blocks.push(paragraph(bold('The draft before:')), quote(plain(cut(previousDraft, limits.previousDraft))));
  if (draft === undefined) return { blocks, overflow: [] };
  const shown = cut(draft, limits.draft);
  blocks.push(paragraph(bold(previousDraft === undefined ? 'Draft:' : 'New draft:')));
  blocks.push(quote(...marked(shown, unproven)));
  return { blocks, overflow: shown === draft ? [] : [{ id: 'draft', title: 'The whole draft', text: draft }] };
}

function scaled(scale: number): Limits {
  return Object.fromEntries(Object.entries(CARD).map(([part, limit]) => [part, Math.floor(limit * scale)])) as Limits;
}

/** Also for dialogs, where a source is read before writing. */
export function sourceLine({ title, text, score, date }: Card['sources'][number], limit: number): Block {
  const fit = score === undefined ? '' : ` · fits ${Math.round(score * 100)} %`;
  const approved = date === undefined ? '' : ` · approved ${date}`;
  const line = cut(`Source: ${title}${approved}${fit} · ${text.replace(/\s+/gu, ' ')}`, limit);
  return { type: 'context', elements: [{ type: 'plain_text', text: line, emoji: false }] };
}
