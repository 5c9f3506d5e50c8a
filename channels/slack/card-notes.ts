/** The lines of a card about people and time: who is on it, who must decide, who else waits, until when. Pure. */
import type { Alike, Card } from '../../src/domain/approval.ts';
import { type Block, bold, bullets, date, dateToken, paragraph, plain, quote } from './rich-text.ts';
import { type CARD, cut } from './text-limits.ts';

export type Limits = Readonly<Record<keyof typeof CARD, number>>;

const SHOWN_NAMES = 10;
const SHOWN_EXCEPTIONS = 5;
const SHOWN_TEMPLATES = 5;

export function claimLine({ claim }: Card, limits: Limits): readonly Block[] {
  if (!claim) return [];
  return [paragraph(bold(cut(claim.by, limits.alikeName)), plain(' is on it until '), date(claim.until))];
}

/** Whom the rules ask for, while it is open. */
export function neededLine({ state, needed, firstApproval }: Card, limits: Limits): readonly Block[] {
  if (state.kind !== 'pending' || needed === 'anyone') return [];
  if (needed === 'manager') return [paragraph(bold('Your rules ask for a manager.'))];
  const so =
    firstApproval === undefined ? '' : ` ${cut(firstApproval, limits.alikeName)} has approved; one more has to.`;
  return [paragraph(bold('Your rules ask for two people.'), ...(so === '' ? [] : [plain(so)]))];
}

/** What the draft does not answer, so that nobody takes it for the whole. */
export function openLines({ unanswered }: Card, limits: Limits): readonly Block[] {
  if (unanswered.length === 0) return [];
  return [
    paragraph(bold('The draft does not answer this; the card stays open for it:')),
    quote(plain(cut(unanswered.join('\n'), limits.earlierWords))),
  ];
}

/** Who else waits for this answer; whoever asked something slightly different stands apart, with their words. */
export function alikeLines({ alike }: Card, limits: Limits): readonly Block[] {
  const same = alike.filter(({ exception }) => !exception);
  const others = alike.filter(({ exception }) => exception);
  const blocks: Block[] = [];
  if (same.length > 0) {
    const names = same.slice(0, SHOWN_NAMES).map(({ customerName }) => cut(customerName, limits.alikeName));
    blocks.push(paragraph(bold('The same answer waits for: '), plain(names.join(', ') + more(same, SHOWN_NAMES))));
  }
  if (others.length > 0) {
    blocks.push(paragraph(bold(`Read before you approve for them too:`)));
    const lines = others.slice(0, SHOWN_EXCEPTIONS).map((one) => wordsOf(one, limits));
    const rest = more(others, SHOWN_EXCEPTIONS);
    blocks.push(bullets(rest === '' ? lines : [...lines, rest.trim()]));
  }
  return blocks;
}

function wordsOf({ customerName, customerWords }: Alike, limits: Limits): string {
  return `${cut(customerName, limits.alikeName)}: ${cut(customerWords.join(' / '), limits.alikeWords)}`;
}

function more(all: readonly unknown[], shown: number): string {
  return all.length > shown ? ` and ${all.length - shown} more` : '';
}

/** Until when free text is allowed; after that, what may be sent instead. */
export function windowLines(card: Card, limits: Limits): readonly Block[] {
  if (card.windowEndsAt === undefined || card.actions.length === 0) return [];
  if (!isClosed(card)) return [windowLine(card.windowEndsAt)];
  const closed = paragraph(bold('The reply window has closed. '), plain('Free text is allowed again when they write.'));
  if (card.templates.length === 0) return [closed];
  const shown = card.templates.slice(0, SHOWN_TEMPLATES);
  return [
    closed,
    paragraph(
      bold(card.templates.length === 1 ? 'You can send this template:' : 'You can send one of these templates:'),
    ),
    ...shown.map(({ text }) => quote(plain(cut(text, limits.template)))),
  ];
}

/** The record offers no free text any more, though there is something to decide. */
function isClosed({ state, actions }: Card): boolean {
  return actions.includes('template') || (state.kind === 'pending' && !actions.includes('edit'));
}

/** When free text to this customer stops being allowed (ms since 1970); every word of this line is ours. */
export function windowLine(at: number, more = ''): Block {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: `Free text is allowed until ${dateToken(at)}${more}` }],
  };
}
