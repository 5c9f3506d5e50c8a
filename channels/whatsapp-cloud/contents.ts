/**
 * Reads one WhatsApp message into our words. Pure and lenient: a type nobody knows yet becomes "unsupported", never an
 * error, because one odd message must not lose its neighbours.
 */
import type { Content } from '../../src/domain/message.ts';
import { type Loose, list, loose, number, text } from './loose-json.ts';

type MediaType = Extract<Content, { kind: 'media' }>['mediaType'];

/** Longest description handed on of a form or an order, in UTF-16 code units: staff read it on a card. */
const MAX_DESCRIPTION = 500;

export function contentOf(message: Loose): Content {
  const type = text(message.type) ?? 'unknown';
  const body = loose(message[type]);
  switch (type) {
    case 'text':
      return { kind: 'text', text: text(body.body) ?? '' };
    case 'interactive':
      return interactive(body);
    case 'button': // quick reply of a template
      return choice(text(body.payload) ?? text(body.text), text(body.text));
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return media(type, body);
    case 'location':
      return location(body);
    case 'contacts':
      return { kind: 'contacts', names: list(message.contacts).map(nameOf) };
    case 'reaction': {
      const emoji = text(body.emoji); // none: the customer took it back
      return { kind: 'reaction', toExternalId: text(body.message_id) ?? '', ...(emoji ? { emoji } : {}) };
    }
    case 'order':
      return unsupported(`order: ${orderOf(body)}`);
    case 'system':
      return { kind: 'event', description: systemEvent(body) };
    case 'request_welcome':
      return { kind: 'event', description: 'opened the chat for the first time' };
    case 'unsupported':
      return unsupported(`message of a kind WhatsApp does not pass on (${text(body.type) ?? 'unknown'})`);
    default:
      return unsupported(`message of type ${type}`);
  }
}

function unsupported(description: string): Content {
  return { kind: 'unsupported', description: description.slice(0, MAX_DESCRIPTION) };
}

function choice(id: string | undefined, label: string | undefined): Content {
  return id ? { kind: 'choice', id, label: label ?? id } : unsupported('tap on a button without a meaning');
}

function interactive(body: Loose): Content {
  const type = text(body.type) ?? 'unknown';
  const reply = loose(body[type]);
  if (type === 'button_reply' || type === 'list_reply') return choice(text(reply.id), text(reply.title));
  return unsupported(type === 'nfm_reply' ? `filled-in form: ${formOf(reply)}` : `interactive answer ${type}`);
}

/** The answers of a form come as JSON inside a string; `flow_token` is bookkeeping. */
function formOf(reply: Loose): string {
  let answers: Loose;
  try {
    answers = loose(JSON.parse(text(reply.response_json) ?? '{}'));
  } catch {
    return 'its answers could not be read';
  }
  const lines = Object.entries(answers).filter(([name]) => name !== 'flow_token');
  return lines
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function orderOf(body: Loose): string {
  const items = list(body.product_items).map((product) => {
    return `${number(product.quantity) ?? 1} x ${text(product.product_retailer_id) ?? 'unnamed product'}`;
  });
  const note = text(body.text);
  return [items.join(', ') || 'no items', ...(note ? [note] : [])].join('; ');
}

function systemEvent(body: Loose): string {
  switch (body.type) {
    case 'user_changed_number':
      return 'changed their number';
    case 'user_changed_user_id':
      return 'changed their user id';
    case 'customer_identity_changed':
      return 'registered WhatsApp on another device';
    default:
      return `system notice ${text(body.type) ?? 'without a type'}`;
  }
}

function media(mediaType: MediaType, body: Loose): Content {
  const mimeType = text(body.mime_type);
  const caption = text(body.caption);
  const fileName = text(body.filename);
  return {
    kind: 'media',
    mediaType,
    mediaId: text(body.id) ?? '',
    ...(mimeType ? { mimeType } : {}),
    ...(caption ? { caption } : {}),
    ...(fileName ? { fileName } : {}),
  };
}

/** Latitude and longitude come as numbers or as strings. */
function location(body: Loose): Content {
  const latitude = number(body.latitude);
  const longitude = number(body.longitude);
  if (latitude === undefined || longitude === undefined) return unsupported('location without a place');
  const name = text(body.name);
  const address = text(body.address);
  return { kind: 'location', latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) };
}

function nameOf(contact: Loose): string {
  return text(loose(contact.name).formatted_name) ?? 'unnamed';
}
