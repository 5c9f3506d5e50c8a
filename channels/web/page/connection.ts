/** The page's line to the shop: sends with an id of its own (so a retry is no second message) and follows the stream. */

export interface Line {
  readonly n: number;
  readonly from: 'customer' | 'bot' | 'staff';
  readonly text: string;
  readonly choices?: readonly { readonly id: string; readonly label: string; readonly description?: string }[];
  readonly at: number;
}

export type Saying = { readonly text: string } | { readonly choice: string };

const KEY = 'frontdesk-conversation';

/** The secret key of this customer's conversation, kept in the browser. */
export function conversationKey(): string {
  const known = localStorage.getItem(KEY);
  if (known && /^[\w-]{16,64}$/.test(known)) return known;
  return newConversation();
}

export function newConversation(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const key = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
  localStorage.setItem(KEY, key);
  return key;
}

/** An id for one message; works without a secure context, unlike crypto.randomUUID. */
export function messageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** True: stored. False: try again later. Throws an Error with words for the customer when it can never work. */
export async function post(conversation: string, id: string, saying: Saying): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch('/api/chat/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ conversation, id, ...saying }),
    });
  } catch {
    return false;
  }
  if (response.status === 202) return true;
  if (response.status === 429 || response.status >= 500) return false;
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(error ?? 'This could not be sent.');
}

/** Follows the conversation from the beginning; the browser reconnects by itself with the last id. Returns how to stop. */
export function follow(conversation: string, onLine: (line: Line) => void, onState: (online: boolean) => void): () => void {
  const source = new EventSource(`/api/chat/stream?conversation=${encodeURIComponent(conversation)}`);
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event) => onLine(JSON.parse(event.data as string) as Line);
  return () => source.close();
}
