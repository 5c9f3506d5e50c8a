/**
 * The page's line to the shop: sends with an id of its own (so a retry is no second message) and follows what is new,
 * from the line it has, however often the connection breaks.
 */
import type { TranscriptLine } from '../../../src/ports.ts';

export type Line = TranscriptLine;
export type Saying = { readonly text: string } | { readonly choice: string };

const KEY = 'frontdesk-conversation';
const REOPEN_MS = 2_000;
/** The server gives a sign of life more often than this: a connection silent for longer is dead without saying so. */
const SILENT_MS = 50_000;

/** The secret key of this customer's conversation, kept in the browser; a browser that keeps nothing gets one for now. */
export function conversationKey(): string {
  const known = stored(() => localStorage.getItem(KEY));
  return known && /^[\w-]{16,64}$/.test(known) ? known : newConversation();
}

export function newConversation(): string {
  const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  stored(() => localStorage.setItem(KEY, key));
  return key;
}

/** An id for one message; works without a secure context, unlike crypto.randomUUID. */
export function messageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads or writes the browser's storage; undefined where it is switched off. */
export function stored<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}

/** True: stored by the shop. False: try again later. Throws an Error with words for the customer when it can never work. */
export async function post(conversation: string, id: string, saying: Saying): Promise<boolean> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ conversation, id, ...saying }),
  };
  const response = await fetch('/api/chat/messages', request).catch(() => undefined);
  if (response === undefined || response.status === 429 || response.status >= 500) return false;
  if (response.status === 202) return true;
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(error ?? 'This could not be sent.');
}

export interface Follower {
  line(line: Line): void;
  online(online: boolean): void;
}

/** Follows the conversation from its beginning. Returns how to stop. */
export function follow(conversation: string, { line, online }: Follower): () => void {
  let after = 0;
  let source: EventSource | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const alive = () => {
    online(true);
    clearTimeout(silence);
    silence = setTimeout(open, SILENT_MS);
  };
  function open(): void {
    close();
    source = new EventSource(`/api/chat/stream?conversation=${encodeURIComponent(conversation)}&after=${after}`);
    source.onopen = alive;
    source.addEventListener('beat', alive);
    source.onmessage = ({ data }) => {
      const next = JSON.parse(data as string) as Line;
      after = next.n;
      line(next);
    };
    source.onerror = () => {
      online(false);
      clearTimeout(reopen);
      // The browser tries again by itself, except after an answer that was no stream, such as a proxy's error page.
      if (source?.readyState === EventSource.CLOSED) reopen = setTimeout(open, REOPEN_MS);
    };
    silence = setTimeout(open, SILENT_MS);
  }
  function close(): void {
    source?.close();
    clearTimeout(reopen);
    clearTimeout(silence);
  }
  const gone = () => online(false);
  const back = () => document.visibilityState === 'visible' && source?.readyState !== EventSource.OPEN && open();
  addEventListener('online', open);
  addEventListener('offline', gone);
  document.addEventListener('visibilitychange', back);
  open();
  return () => {
    close();
    removeEventListener('online', open);
    removeEventListener('offline', gone);
    document.removeEventListener('visibilitychange', back);
  };
}
