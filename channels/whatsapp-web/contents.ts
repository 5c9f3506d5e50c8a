/** What a message on the phone holds, in words no platform owns. Pure. A kind we do not know is "unsupported", never lost. */
import type { Content } from '../../src/domain/message.ts';
import type { PhoneMessage } from './link.ts';

/** Traffic of the platform itself; nobody wrote it to the shop (whatsapp-web.js 1.34.7, MessageTypes). */
const NOT_WORDS: ReadonlySet<string> = new Set([
  'e2e_notification',
  'notification',
  'notification_template',
  'broadcast_notification',
  'gp2',
  'protocol',
  'ciphertext', // not decrypted yet: it comes again as what it is, or as ciphertext-failed
  'debug',
  'revoked',
]);

/** What the shop does so is no answer in words. */
const WORDLESS: ReadonlySet<string> = new Set(['call_log', 'reaction']);

/** A person's own chat: no group, channel, status or broadcast. */
export function isPersonal(chatId: string): boolean {
  return /^\d+@(?:c\.us|lid)$/u.test(chatId) && !chatId.startsWith('0@'); // 0@c.us is WhatsApp's own announcements
}

/** Whether somebody wrote to the shop, or the shop to somebody. */
export function isCorrespondence({ chatId, status, type, fromMe }: PhoneMessage): boolean {
  return isPersonal(chatId) && !status && !NOT_WORDS.has(type) && !(fromMe && WORDLESS.has(type));
}

const MEDIA: Readonly<Record<string, Extract<Content, { kind: 'media' }>['mediaType']>> = {
  image: 'image',
  video: 'video',
  ptv: 'video',
  audio: 'audio',
  ptt: 'audio',
  document: 'document',
  sticker: 'sticker',
};

const NAMES: Readonly<Record<string, string>> = {
  poll_creation: 'a poll',
  order: 'an order',
  product: 'a product',
  payment: 'a payment',
  groups_v4_invite: 'an invitation to a group',
  event_creation: 'an event',
  'ciphertext-failed': 'a message that could not be decrypted',
};

export function contentOf(message: PhoneMessage): Content {
  const { type, body, location, cards } = message;
  if (type === 'reaction')
    return { kind: 'reaction', toExternalId: message.quotedId ?? '', ...(body ? { emoji: body } : {}) };
  if (type === 'call_log') return { kind: 'event', description: `called the shop’s phone${ending(message)}` };
  const mediaType = MEDIA[type];
  if (mediaType) {
    return {
      kind: 'media',
      mediaType,
      mediaId: message.id,
      ...(message.mimeType ? { mimeType: message.mimeType } : {}),
      ...(body ? { caption: body } : {}),
      ...(message.fileName ? { fileName: message.fileName } : {}),
      ...(message.size === undefined ? {} : { bytes: message.size }),
    };
  }
  if (location) return { kind: 'location', ...location };
  if (cards.length > 0) return { kind: 'contacts', names: cards.map(nameOn) };
  if (body.trim() !== '') return { kind: 'text', text: body }; // chat, and answers to other people's buttons and lists
  return { kind: 'unsupported', description: NAMES[type] ?? `a message of the kind ${type}` };
}

function ending({ answered }: PhoneMessage): string {
  if (answered === undefined) return '';
  return answered ? ', and somebody answered' : ', and nobody answered';
}

function nameOn(card: string): string {
  return /^FN[^:\n]*:(.+)$/mu.exec(card)?.[1]?.trim() ?? 'a contact';
}
