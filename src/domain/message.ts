/** What travels between a customer and the shop, in words no platform owns. */
import type { Audience } from './knowledge.ts';

/** Where a customer is reached: `key` is the channel's own address and is read by that channel only. */
export interface Address {
  readonly channel: string;
  readonly account: string;
  readonly key: string;
}

/** Another name the platform proves for the same person, such as a phone number or a business-scoped id. */
export interface Alias {
  readonly kind: string;
  readonly value: string;
}

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'media';
      readonly mediaType: 'image' | 'audio' | 'video' | 'document' | 'sticker';
      readonly mediaId: string;
      readonly mimeType?: string;
      readonly caption?: string;
      readonly fileName?: string;
      readonly bytes?: number;
    }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly kind: 'contacts'; readonly names: readonly string[] }
  | { readonly kind: 'reaction'; readonly emoji?: string; readonly toExternalId: string }
  /** Something the platform reports about the customer, such as a changed number: it asks for no answer. */
  /** `offers`: the customer told the platform whether they want offers of ours. */
  | { readonly kind: 'event'; readonly description: string; readonly offers?: boolean }
  | { readonly kind: 'unsupported'; readonly description: string };

export interface InboundMessage {
  readonly address: Address;
  /** The platform's own id of this message: what a redelivery repeats. */
  readonly externalId: string;
  readonly aliases: readonly Alias[];
  readonly displayName?: string;
  readonly content: Content;
  /** External id of the message the customer answered to, when the platform says so. */
  readonly quotedId?: string;
  /** When the customer sent it, by the platform's clock (ms since 1970). */
  readonly sentAt: number;
}

/** A button or list row; `id` carries the whole meaning, so that an old button still means what it said. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
}

export type OutboundMessage =
  | { readonly kind: 'text'; readonly text: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly language: string;
      readonly values: readonly string[];
      /** What the customer will read, for the record and for staff. */
      readonly text: string;
    };

declare const passedReview: unique symbol;
/** A message that `review` has let through, or that a person wrote or approved: nothing else can be sent. */
export type ClearedMessage = OutboundMessage & { readonly [passedReview]: true };

/** What a platform says later about a message we sent. */
export interface DeliveryReceipt {
  /** Our own id, when the platform gave it back. */
  readonly sendId?: string;
  readonly externalId: string;
  readonly state: 'sent' | 'delivered' | 'read' | 'failed';
  /** Code of the failure (see failure.ts), with `state: 'failed'`. */
  readonly failure?: string;
  readonly at: number;
}

/** What a channel can carry, and to whom; the core cuts and shapes messages to fit before it asks the channel to send. */
export interface Capabilities {
  /** Who reads on this channel. `internal` only where the channel itself lets nobody in but staff; absent: customers. */
  readonly audience?: Audience;
  /** Longest text of a message without choices, in UTF-16 code units. */
  readonly maxText: number;
  /** Longest text of a message with choices, in UTF-16 code units. */
  readonly maxTextWithChoices: number;
  /** Most choices in one message; further ones are dropped by the sender of the decision, never by the channel. */
  readonly maxChoices: number;
  /** Whether the customer answers a menu by typing its number (no buttons on this channel). */
  readonly numberedChoices: boolean;
  /** How long after the customer's last message free text may be sent, in ms; absent: always. */
  readonly replyWindowMs?: number;
  /**
   * What to do when we crashed between sending and recording: `recorded` - the record is the delivery;
   * `receipt` - the platform tells us unasked, wait `receiptWaitMs`; `lookup` - ask the channel.
   */
  readonly reconciliation: 'recorded' | 'receipt' | 'lookup';
  readonly receiptWaitMs?: number;
}

/** The text of a content as the customer would read it aloud; empty when there is none. */
export function textOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choice':
      return content.label;
    case 'media':
      return content.caption ?? '';
    default:
      return '';
  }
}

/** One line for staff and traces about any content, including those without text. */
export function describeContent(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choice':
      return content.label;
    case 'media':
      return `[${content.mediaType}${content.fileName ? ` ${content.fileName}` : ''}]${content.caption ? ` ${content.caption}` : ''}`;
    case 'location':
      return `[location ${content.name ?? `${content.latitude}, ${content.longitude}`}]`;
    case 'contacts':
      return `[contact ${content.names.join(', ')}]`;
    case 'reaction':
      return `[reaction ${content.emoji ?? 'removed'}]`;
    case 'event':
    case 'unsupported':
      return `[${content.description}]`;
  }
}
