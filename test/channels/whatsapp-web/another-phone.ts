/** A phone without a browser, for tests in which only what we do with it matters. */
import type { Link, LinkEvent, OpenLink } from '../../../channels/whatsapp-web/link.ts';

export interface PlainPhone {
  readonly open: OpenLink;
  /** What was sent, oldest first. */
  readonly sent: readonly { readonly chatId: string; readonly text: string }[];
  says(event: LinkEvent): void;
}

/** Linked from the start; every message is acknowledged at once. */
export function createPlainPhone(account: string): PlainPhone {
  const sent: { chatId: string; text: string }[] = [];
  let hear: (event: LinkEvent) => void = () => {};
  const link: Link = {
    start: async () => void setImmediate(() => hear({ kind: 'ready', account, name: 'The shop' })),
    close: async () => {},
    async send(chatId, text) {
      sent.push({ chatId, text });
      const id = `3EB0${account.slice(-2)}${sent.length}`;
      setImmediate(() => hear({ kind: 'ack', id, ack: 1 }));
      return id;
    },
    showTyping: async () => {},
    markSeen: async () => {},
    pulse: async () => ({ state: 'CONNECTED' }),
    chats: async () => [],
    history: async () => [],
    namesOf: async () => ({}),
    download: async () => undefined,
    memory: async () => undefined,
  };
  return {
    open(listener) {
      hear = listener;
      return link;
    },
    sent,
    says: (event) => hear(event),
  };
}
