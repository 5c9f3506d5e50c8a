/** Reads what the library says of a message, whose types are loose and partly wrong. Pure; never throws. */
import type { Message } from 'whatsapp-web.js';
import type { PhoneMessage } from './link.ts';

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
  };
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
