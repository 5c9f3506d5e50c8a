/**
 * What the rest of this channel knows of one linked browser session. A link is used once: after any failure it is
 * closed and a fresh one is made. The real one drives whatsapp-web.js; nothing else here knows that library.
 */

/** A message as the phone's account holds it. */
export interface PhoneMessage {
  /** The platform's id of the message, the same on every device. */
  readonly id: string;
  /** How the page names it; for downloads only. */
  readonly pageId: string;
  /** Who the chat is with: `...@c.us` or `...@lid` for a person. */
  readonly chatId: string;
  readonly fromMe: boolean;
  readonly type: string;
  readonly body: string;
  /** ms since 1970. */
  readonly at: number;
  readonly status: boolean;
  readonly ack?: number;
  readonly name?: string;
  readonly quotedId?: string;
  readonly mimeType?: string;
  readonly fileName?: string;
  /** Bytes. */
  readonly size?: number;
  readonly hasMedia: boolean;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  };
  readonly cards: readonly string[];
  /** Of a call: whether somebody spoke; absent when that is not known. */
  readonly answered?: boolean;
}

/** The phone rings: a customer calls. */
export interface Ringing {
  readonly id: string;
  readonly chatId: string;
  /** ms since 1970. */
  readonly at: number;
}

/** A chat that may hold something we have not heard. */
export interface PhoneChat {
  readonly chatId: string;
  readonly unread: number;
  /** ms since 1970 of its newest message. */
  readonly newestAt: number;
}

export interface Pulse {
  /** The page's own word for its connection; CONNECTED is well. */
  readonly state: string;
  /** Id of the newest customer's message the page holds, and when it was sent (ms since 1970). */
  readonly newest?: { readonly id: string; readonly at: number };
}

export type LinkEvent =
  | { readonly kind: 'qr'; readonly code: string }
  /** It is loading what happened meanwhile. */
  | { readonly kind: 'progress' }
  | { readonly kind: 'ready'; readonly account: string; readonly name: string }
  | { readonly kind: 'message'; readonly message: PhoneMessage }
  | ({ readonly kind: 'ringing' } & Ringing)
  | { readonly kind: 'ack'; readonly id: string; readonly ack: number }
  /** The browser, the page or the connection is gone: this link is of no use any more. */
  | { readonly kind: 'gone'; readonly why: string }
  /** Somebody unlinked us on the phone: the stored session is worthless. */
  | { readonly kind: 'logged-out' };

export interface Link {
  /** Launches the browser; resolves when the page is loaded, rejects when that fails. What follows comes as events. */
  start(): Promise<void>;
  /** Ends the browser, by force when it must. Never rejects, may be called at any time, and twice. */
  close(): Promise<void>;
  /** The id of the message once the page has it; undefined when there is no such customer on the platform. */
  send(chatId: string, text: string): Promise<string | undefined>;
  showTyping(chatId: string): Promise<void>;
  markSeen(chatId: string): Promise<void>;
  pulse(): Promise<Pulse>;
  chats(): Promise<readonly PhoneChat[]>;
  /** The newest messages of a chat, oldest first. */
  history(chatId: string, limit: number): Promise<readonly PhoneMessage[]>;
  /** The other names of a person, as far as the page knows them. */
  namesOf(chatId: string): Promise<{ readonly lid?: string; readonly phone?: string }>;
  download(pageId: string): Promise<{ readonly mimeType: string; readonly bytes: Buffer } | undefined>;
  /** Memory of the whole browser in bytes, where the machine tells. */
  memory(): Promise<number | undefined>;
}

export type OpenLink = (hear: (event: LinkEvent) => void) => Link;
