/**
 * "Send to customer" on a message in a card's thread: opens the reply dialog with its words, and only a person who
 * sends that off writes to the customer. What is said in a thread stays there otherwise.
 */
import type { MessageShortcut } from '@slack/bolt';
import type { Card, CardRef } from '../../src/domain/approval.ts';
import { createAdmission, type SignedBody } from './admission.ts';
import { cardsIn, type FoundCard } from './card-search.ts';
import { createHints } from './hints.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { createDialogs } from './open-dialog.ts';
import { inWords } from './outcome-words.ts';
import { decoded } from './slack-text.ts';

export const SEND_SHORTCUT = 'frontdesk_send';

const NOT_IN_THREAD = 'Use this on a message in the thread of a card.';
const NOT_WORDS = 'Only words that a person wrote can be sent to a customer.';
const NOBODY = 'Nobody has taken this customer over: press “Take over” on the card first.';
const SEVERAL = 'Several customers of this thread are in your hands: use “Reply” on the card of the one you mean.';
const FAILED = 'This did not work. Nothing was sent; please use “Reply” on the card.';

export function createSendShortcut(deps: InteractionDeps): (body: MessageShortcut) => Promise<void> {
  const { actions, interactive, log } = deps;
  const admit = createAdmission(deps);
  const openDialog = createDialogs(deps);
  const hints = createHints(deps);

  return async (body) => {
    const hint = (text: string) => hints(body.channel.id, body.user.id, text, rootOf(body.message));
    try {
      const said = await carryOut(body);
      if (said !== undefined) await hint(said);
    } catch (error) {
      log.error({ err: error }, 'slack: a shortcut failed');
      await hint(FAILED);
    }
  };

  /** What the person must be told; undefined when the dialog is open. */
  async function carryOut(body: MessageShortcut): Promise<string | undefined> {
    const { channel, message, trigger_id: triggerId } = body;
    const root = rootOf(message);
    const refs = root === undefined ? [] : await look(channel.id, root);
    const admission = await admit(body as SignedBody, {
      what: 'send-to-customer',
      approvalId: refs?.[0]?.approvalId,
      channelId: channel.id,
      channelName: channel.name,
    });
    if ('refused' in admission) return admission.refused;
    if (!refs) return FAILED;
    if (refs.length === 0) return NOT_IN_THREAD;
    const words = decoded(message.text ?? '').trim();
    const subtype = message['subtype'] as string | undefined;
    const byPerson = message['bot_id'] === undefined && (subtype === undefined || subtype === 'thread_broadcast');
    if (words === '' || !byPerson) return NOT_WORDS;
    const taken = await inHands(refs);
    const [only, another] = taken;
    if (!only) return NOBODY;
    if (another) return SEVERAL;
    const { staff } = admission;
    const { approvalId } = only.card;
    const opening = { kind: 'reply', approvalId, staff, place: only.place, triggerId, prefill: words } as const;
    const outcome = await openDialog(opening);
    return outcome && inWords(outcome);
  }

  /** Undefined: Slack does not tell, as of a channel that is none of ours. */
  async function look(channel: string, root: string): Promise<readonly FoundCard[] | undefined> {
    try {
      return await cardsIn(interactive, channel, root);
    } catch (error) {
      log.warn({ err: error }, 'slack: a thread could not be read');
      return undefined;
    }
  }

  async function inHands(
    refs: readonly FoundCard[],
  ): Promise<readonly { readonly card: Card; readonly place: CardRef }[]> {
    const cards = await Promise.all(
      refs.map(async ({ approvalId, place }) => ({ card: await actions.card(approvalId), place })),
    );
    return cards.flatMap(({ card, place }) => (card?.actions.includes('reply') ? [{ card, place }] : []));
  }
}

/** Of the thread it is a reply in; undefined for a message of the room. */
function rootOf(message: MessageShortcut['message']): string | undefined {
  const root = message['thread_ts'] as string | undefined;
  return root === message.ts ? undefined : root;
}
