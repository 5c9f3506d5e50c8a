/**
 * What staff read on their phone. Pure. Whatever a customer wrote, and the draft, stand behind `> ` line by line, so
 * that no words of theirs can pass for ours; the draft stands whole, because exactly that is sent.
 */
import type { Card } from '../domain/approval.ts';
import { PHONE_ACTIONS, type PhoneAction } from './reading.ts';

const SHOWN_WORDS = 700;
const SHOWN_NAME = 60;
const SHOWN_WHY = 400;

const LABELS: Readonly<Record<Exclude<PhoneAction, 'edit'>, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  'take-over': 'Take over',
};

/** The card in short, with what can be answered. */
export function askText(number: number, card: Card): string {
  const { draft, unanswered, firstApproval, why, actions } = card;
  return [
    `#${number}: ${nameOf(card)} is waiting for an answer (${card.channel}).`,
    quoted(cut(card.customerWords.join('\n'), SHOWN_WORDS)),
    ...(draft === undefined ? [] : ['This would be sent:', quoted(draft)]),
    ...(unanswered.length === 0 ? [] : ['It does not answer this, which stays open:', quoted(unanswered.join('\n'))]),
    ...(firstApproval === undefined ? [] : [`${firstApproval} has approved it; a second person has to.`]),
    ...(why.length === 0 ? [] : [cut(why.join(' '), SHOWN_WHY)]),
    '',
    ...PHONE_ACTIONS.flatMap((action, index) =>
      action !== 'edit' && actions.includes(action) ? [`${index + 1} ${LABELS[action]}`] : [],
    ),
    howTo(number, card),
  ].join('\n');
}

/** How to answer, in one or two sentences. */
export function howTo(number: number, { actions }: Pick<Card, 'actions'>): string {
  const own =
    actions.includes('edit') || actions.includes('reply') ? ` For words of your own: #${number} 4 and the words.` : '';
  return `Answer with the number, or with #${number} and the number when several wait.${own}`;
}

/** How it stands now, as the end of a sentence. */
export function stateText(card: Card): string {
  const { state } = card;
  switch (state.kind) {
    case 'pending':
      return 'it is waiting';
    case 'approved':
    case 'edited':
      return `${state.by.name} has answered it`;
    case 'rejected':
      return `${state.by.name} has rejected it`;
    case 'taken-over':
      return `${state.by.name} is writing with the customer`;
    case 'handed-back':
      return `${state.by.name} has handed the customer back to the bot`;
    case 'lapsed':
      return 'nobody answered in time, and the customer was told so';
  }
}

/** What became of an act that was carried out. */
export function doneText(action: PhoneAction, number: number, card: Card): string {
  const name = nameOf(card);
  switch (action) {
    case 'approve':
      if (isAnsweredInPart(card)) return inPart(number);
      return card.state.kind === 'pending'
        ? 'Approved. Your rules ask for two people, so somebody else has to approve it too.'
        : `Approved. It goes to ${name} now.`;
    case 'reject':
      return `Rejected. ${name} is told that we cannot answer that here.`;
    case 'take-over':
      return `You have ${name} now, and the bot is silent. What they write comes here and to the card. To write to them: #${number} 4 and your words.`;
    case 'edit':
      if (isAnsweredInPart(card)) return inPart(number);
      return card.state.kind === 'pending'
        ? 'Noted. Your rules ask for two people, so somebody else has to approve these words too.'
        : `Your words go to ${name} now.`;
  }
}

/** The draft is on its way, and what it left open still waits. */
function isAnsweredInPart({ state, draft, firstApproval }: Card): boolean {
  return state.kind === 'pending' && draft === undefined && firstApproval === undefined;
}

function inPart(number: number): string {
  return `It goes out now. #${number} stays open for what it did not answer.`;
}

/** What the customer wrote to the person who has them. */
export function relayText(number: number, name: string, words: string): string {
  const who = cut(name.replace(/\s+/gu, ' '), SHOWN_NAME);
  return `#${number}: ${who} wrote:\n${quoted(words)}\nTo answer: #${number} 4 and your words.`;
}

export function nameOf({ customerName }: Card): string {
  return cut(customerName.replace(/\s+/gu, ' '), SHOWN_NAME);
}

function quoted(text: string): string {
  return text
    .split(/\r?\n|[\u2028\u2029\u0085\v\f\r]/u)
    .map((line) => `> ${line}`)
    .join('\n');
}

function cut(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max).join('').trimEnd()}…`;
}
