/**
 * Reads one webhook notification: every entry, change, message and status of it, in the order of their timestamps.
 * Pure. What is not for this phone number, or of another field, is left out.
 */
import type { DeliveryReceipt, InboundMessage } from '../../src/domain/message.ts';
import { aliasesOf, keyOf, type WhatsAppIds, waIdIn } from './addresses.ts';
import { contentOf } from './contents.ts';
import { receiptFailureOf } from './graph-errors.ts';
import { type Loose, list, loose, number, text } from './loose-json.ts';

/** One thing to hand to the intake. What shares a lane is about one customer and must keep its order. */
export type Delivery = { readonly lane: string; readonly at: number } & (
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'receipt'; readonly receipt: DeliveryReceipt }
);

export interface Notification {
  /** Oldest first; equal seconds keep the order they came in. */
  readonly deliveries: readonly Delivery[];
  /** Messages without an id or a sender: nothing to recognise them by and nobody to answer. */
  readonly unaddressed: number;
}

interface Received {
  readonly account: string;
  readonly contacts: readonly Loose[];
  readonly receivedAt: number;
}

/** `receivedAt` stands in for a missing timestamp (ms since 1970). */
export function readNotification(body: unknown, phoneNumberId: string, receivedAt: number): Notification {
  const changes = list(loose(body).entry).flatMap((entry) => list(entry.changes));
  const valuesOf = (field: string) =>
    changes
      .filter((change) => change.field === field)
      .map((change) => loose(change.value))
      .filter((value) => loose(value.metadata).phone_number_id === phoneNumberId);
  const values = valuesOf('messages');
  const messages = values.flatMap((value) => {
    const received = { account: phoneNumberId, contacts: list(value.contacts), receivedAt };
    return list(value.messages).map((message) => readMessage(message, received));
  });
  const receipts = values.flatMap((value) => list(value.statuses).map((status) => readReceipt(status, receivedAt)));
  const wishes = valuesOf('user_preferences').flatMap((value) =>
    list(value.user_preferences).map((wish) =>
      readPreference(wish, { account: phoneNumberId, contacts: list(value.contacts), receivedAt }),
    ),
  );
  const deliveries = [...messages, ...wishes, ...receipts].filter((delivery) => delivery !== undefined);
  return {
    deliveries: deliveries.toSorted((a, b) => a.at - b.at),
    unaddressed: messages.filter((message) => message === undefined).length,
  };
}

function readMessage(message: Loose, { account, contacts, receivedAt }: Received): Delivery | undefined {
  const externalId = text(message.id);
  const contact = contactOf(message, contacts);
  const ids: WhatsAppIds = {
    waId: waIdIn(text(message.from)) ?? waIdIn(text(contact.wa_id)),
    bsuid: text(message.from_user_id) ?? text(contact.user_id),
  };
  const lane = keyOf(ids);
  if (!externalId || !lane) return undefined;
  const profile = loose(contact.profile);
  const displayName = text(profile.name) ?? text(profile.username);
  const quotedId = text(loose(message.context).id);
  const at = instant(message.timestamp, receivedAt);
  return {
    kind: 'message',
    lane,
    at,
    message: {
      address: { channel: 'whatsapp', account, key: lane },
      externalId,
      aliases: [...aliasesOf(ids), ...changedAliases(message)],
      content: contentOf(message),
      sentAt: at,
      ...(displayName ? { displayName } : {}),
      ...(quotedId ? { quotedId } : {}),
    },
  };
}

/** A changed number or user id names the same person's old and new ids: the conversation at either one is theirs. */
function changedAliases(message: Loose): InboundMessage['aliases'] {
  if (message.type !== 'system') return [];
  const system = loose(message.system);
  return [
    ...aliasesOf({ waId: waIdIn(text(system.wa_id)), bsuid: text(system.user_id) }),
    ...aliasesOf({ bsuid: text(system.previous_user_id) }),
  ];
}

/** The contact this message is from: the one with its id, or the only one when no id says otherwise. */
function contactOf({ from, from_user_id: userId }: Loose, contacts: readonly Loose[]): Loose {
  const same = (contact: Loose) =>
    (from !== undefined && contact.wa_id === from) || (userId !== undefined && contact.user_id === userId);
  const other = (contact: Loose) =>
    (from !== undefined && contact.wa_id !== undefined) || (userId !== undefined && contact.user_id !== undefined);
  const only = contacts.length === 1 ? contacts[0] : undefined;
  return contacts.find(same) ?? (only && !other(only) ? only : {});
}

/**
 * The customer said in WhatsApp itself whether they want marketing of ours: field `user_preferences`, category
 * `marketing_messages`, value `stop` or `resume` (Cloud API reference, webhooks, looked up 2026-05). It has no id of
 * its own, so that a redelivery is known by what it says.
 */
function readPreference(wish: Loose, { account, contacts, receivedAt }: Received): Delivery | undefined {
  const value = text(wish.value);
  if (text(wish.category) !== 'marketing_messages' || (value !== 'stop' && value !== 'resume')) return undefined;
  const contact = contacts.length === 1 ? (contacts[0] ?? {}) : {};
  const ids: WhatsAppIds = {
    waId: waIdIn(text(wish.wa_id)) ?? waIdIn(text(contact.wa_id)),
    bsuid: text(wish.user_id) ?? text(contact.user_id),
  };
  const lane = keyOf(ids);
  if (!lane) return undefined;
  const at = instant(wish.timestamp, receivedAt);
  const description = `${value === 'stop' ? 'stopped' : 'resumed'} marketing messages in WhatsApp`;
  return {
    kind: 'message',
    lane,
    at,
    message: {
      address: { channel: 'whatsapp', account, key: lane },
      externalId: `preference:${lane}:${at}:${value}`,
      aliases: aliasesOf(ids),
      content: { kind: 'event', description, offers: value === 'resume' },
      sentAt: at,
    },
  };
}

const STATES: Readonly<Record<string, DeliveryReceipt['state']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function readReceipt(status: Loose, receivedAt: number): Delivery | undefined {
  const externalId = text(status.id);
  const state = STATES[text(status.status) ?? ''];
  if (!externalId || !state) return undefined;
  const sendId = text(status.biz_opaque_callback_data);
  const at = instant(status.timestamp, receivedAt);
  const waId = waIdIn(text(status.recipient_id));
  return {
    kind: 'receipt',
    lane: keyOf({ waId, bsuid: text(status.recipient_user_id) }) ?? externalId,
    at,
    receipt: {
      externalId,
      state,
      at,
      ...(sendId ? { sendId } : {}),
      ...(state === 'failed' ? { failure: receiptFailureOf(number(list(status.errors)[0]?.code)) } : {}),
    },
  };
}

/** Platform timestamps are seconds in a string. */
function instant(value: unknown, receivedAt: number): number {
  const seconds = number(value);
  return seconds !== undefined && seconds > 0 ? seconds * 1000 : receivedAt;
}
