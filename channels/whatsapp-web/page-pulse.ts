/**
 * Feels the pulse of the page itself: its own word for the connection, and the newest message it holds. A session can
 * call itself connected and tell nobody of new messages (February 2026, waha #1887); only its own list shows that.
 */
import type { Client } from 'whatsapp-web.js';
import type { Pulse } from './link.ts';

/** Runs in the page. */
const IN_PAGE = `(() => {
  const state = window.require('WAWebSocketModel').Socket.state;
  let newest;
  try {
    for (const msg of window.require('WAWebCollections').Msg.getModelsArray()) {
      const person = /@(c\\.us|lid)$/.test(msg.from && msg.from._serialized || '');
      if (msg.id.fromMe || !person || !msg.isNewMsg || msg.type === 'ciphertext') continue;
      if (!newest || msg.t > newest.at) newest = { id: msg.id.id, at: msg.t };
    }
  } catch {}
  return { state: String(state), newest };
})()`;

export async function pulseOf({ pupPage }: Client): Promise<Pulse> {
  if (!pupPage) throw new Error('the page is gone');
  const { state, newest } = (await pupPage.evaluate(IN_PAGE)) as Found;
  return { state, ...(newest ? { newest: { id: newest.id, at: newest.at * 1000 } } : {}) };
}

/** `at` in seconds. */
interface Found {
  readonly state: string;
  readonly newest?: { readonly id: string; readonly at: number };
}
