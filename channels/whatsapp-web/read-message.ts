/** Reads what the library says of a message, whose types are loose and partly wrong. Pure; never throws. */
import { createHash } from 'node:crypto';
import type { Call, Message, Reaction } from 'whatsapp-web.js';
import type { PhoneMessage, Ringing } from './link.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Undefined for what has no id or chat: nothing to recognise it by. */
export function phoneMessageOf(message: Message): PhoneMessage | undefined {
  const raw = ((message as unknown as { _data?: Raw })._data ?? {}) as Raw;
  const id = message.id as Partial<Message['id']> | undefined;
  const chatId = message.fromMe ? message.to : message.from;
  if (!id?.id || !id._serialized || !chatId) return undefined;
  const name = text(raw['notifyName']);
  const quotedId = text(raw['quotedStanzaID']);
  const mimeType = text(raw['mimetype']);
  const fileName = text(raw['filename']);
  const size = number(raw['size']);
  const location = locationOf(message);
  const answered = answeredOf(raw);
  return {
    id: id.id,
    pageId: id._serialized,
    chatId,
    fromMe: message.fromMe === true,
    type: String(message.type),
    body: text(message.body) ?? '',
    at: (number(message.timestamp) ?? 0) * 1000,
    status: message.isStatus === true || message.broadcast === true,
    hasMedia: message.hasMedia === true,
    cards: (message.vCards ?? []).filter((card) => typeof card === 'string'),
    ...(number(message.ack) === undefined ? {} : { ack: Number(message.ack) }),
    ...(name ? { name } : {}),
    ...(quotedId ? { quotedId } : {}),
    ...(mimeType ? { mimeType } : {}),
    ...(fileName ? { fileName } : {}),
    ...(size === undefined ? {} : { size }),
    ...(location ? { location } : {}),
    ...(answered === undefined ? {} : { answered }),
  };
}

/** Words that a customer has corrected, as a message of its own: the platform changes the old one and gives no id. */
export function correctionOf(message: Message, words: string, before: string): PhoneMessage | undefined {
  const read = phoneMessageOf(message);
  if (!read || read.fromMe || read.type !== 'chat' || !before || !words || words === before) return undefined;
  return { ...read, id: `${read.id}.${createHash('sha256').update(words).digest('hex').slice(0, 8)}`, body: words };
}

/** Somebody else's reaction to a message, as a message of its own; an empty body: it was taken back. */
export function reactionOf(reaction: Reaction): PhoneMessage | undefined {
  const { id, msgId, timestamp, reaction: emoji } = reaction as unknown as Raw;
  const { id: own, fromMe, remote } = (id ?? {}) as Raw;
  const chatId = widOf(remote);
  const quotedId = text(((msgId ?? {}) as Raw)['id']);
  const at = number(timestamp);
  if (typeof own !== 'string' || !chatId || !quotedId || at === undefined || fromMe !== false) return undefined;
  const rest = { fromMe: false, type: 'reaction', status: false, hasMedia: false, cards: [] };
  return { ...rest, id: own, pageId: '', chatId, body: text(emoji) ?? '', at: at * 1000, quotedId };
}

/** A call of one person to us; the page does not say when it began. */
export function ringingOf(call: Call, now: number): Ringing | undefined {
  const { id, from, fromMe, isGroup } = call as unknown as Raw;
  const chatId = widOf(from);
  if (typeof id !== 'string' || !chatId || fromMe === true || isGroup === true) return undefined;
  return { id, chatId, at: now };
}

/** How a call ended, by the words the page has for it (reported, whatsapp-web.js #201888, August 2026). */
function answeredOf({ type, callOutcome, callDuration, subtype }: Raw): boolean | undefined {
  if (type !== 'call_log') return undefined;
  if ((number(callDuration) ?? 0) > 0) return true;
  const outcome = (text(callOutcome) ?? text(subtype) ?? '').toLowerCase();
  if (/^(?:completed|connected|ongoing|accepted)/u.test(outcome)) return true;
  return /^(?:miss|cancel|reject|fail|silenced)/u.test(outcome) ? false : undefined;
}

/** An id comes as text or as an object. */
function widOf(value: unknown): string | undefined {
  return text(value) ?? text(((value ?? {}) as Raw)['_serialized']);
}

function locationOf({ type, location }: Message): PhoneMessage['location'] {
  if (String(type) !== 'location' || !location) return undefined;
  const latitude = Number(location.latitude);
  const longitude = Number(location.longitude);
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  const { name, address } = location as unknown as { name?: string; address?: string };
  return { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
