/** What becomes of messages nobody asked for, told to the number's health. A lost count changes nothing for a customer. */
import type { Effect } from '../agenda.ts';
import { type Conversation, type ShopSaid, unread } from '../domain/conversation.ts';
import type { DeliveryReceipt } from '../domain/message.ts';
import type { Effects } from '../effects/carry-out.ts';
import type { Intake } from '../ports.ts';
import type { Outcome, Outreach } from './outreach.ts';

/** Turns are named `<conversation>.t...`; a follow-up's message carries the follow-up's id, which always has a colon. */
export function isFollowUp(turnOrSendId: string | undefined): boolean {
  return turnOrSendId?.split('.').slice(1).join('.').includes(':') === true;
}

const REFUSED = ['customer-refuses', 'channel-blocked'];

function failureOutcome(failure: string | undefined): Outcome {
  return failure !== undefined && REFUSED.includes(failure) ? 'refused' : 'failed';
}

/** Counts failed sends, STOPs and answers on the way. */
export function withOutcomes(
  effects: Effects,
  outreach: Outreach,
  load: (id: string) => Promise<Conversation | undefined>,
): Effects {
  const send: Effect = async (conversation, item, lease) => {
    await effects.send(conversation, item, lease);
    if (item.task.kind !== 'send' || item.task.purpose !== 'proactive') return;
    const said = saidAs(await load(conversation.id), item.id);
    if (said?.delivery.state === 'failed' && said.delivery.failure !== 'withheld')
      await outreach.note(failureOutcome(said.delivery.failure));
  };
  const takeTurn: Effect = async (conversation, item, lease) => {
    const answered = answersFollowUp(conversation);
    await effects['take-turn'](conversation, item, lease);
    if (answered) await outreach.note('answered');
  };
  const recordConsent: Effect = async (conversation, item, lease) => {
    const stopped = item.task.kind === 'record-consent' && !item.task.proactive;
    await effects['record-consent'](conversation, item, lease);
    if (stopped && isFollowUp(lastSaidBy(conversation)?.turnId)) await outreach.note('stopped');
  };
  return { ...effects, send, 'take-turn': takeTurn, 'record-consent': recordConsent };
}

/** Counts those of which the platform says later that they failed. */
export function withReceiptOutcomes(intake: Intake, outreach: Outreach): Intake {
  return {
    ...intake,
    async receipt(channel: string, account: string, receipt: DeliveryReceipt) {
      await intake.receipt(channel, account, receipt);
      if (receipt.state === 'failed' && isFollowUp(receipt.sendId))
        await outreach.note(failureOutcome(receipt.failure));
    },
  };
}

function saidAs(conversation: Conversation | undefined, sendId: string): ShopSaid | undefined {
  return conversation?.entries.find((entry): entry is ShopSaid => 'sendId' in entry && entry.sendId === sendId);
}

function lastSaidBy({ entries }: Conversation, before = Number.POSITIVE_INFINITY): ShopSaid | undefined {
  return entries.findLast((entry): entry is ShopSaid => 'sendId' in entry && entry.n < before);
}

/** The first unread words come right after a follow-up. */
function answersFollowUp(conversation: Conversation): boolean {
  const first = unread(conversation).find(({ kind }) => kind === 'customer-said');
  return first !== undefined && isFollowUp(lastSaidBy(conversation, first.n)?.turnId);
}
