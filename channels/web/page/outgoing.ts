/**
 * What the customer has said and the shop has not yet. One after the other, in order, each with its own id until the
 * shop has stored it; what was not sent survives a reload.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Line, messageId, post, type Saying, stored } from './connection.ts';

export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly saying: Saying;
  /** Number of the newest line when it was said: it comes back with a higher one. */
  readonly saidAfter: number;
  readonly state: 'queued' | 'waiting' | 'stored' | 'refused';
  readonly why?: string;
}

export interface Outbox {
  readonly all: readonly Outgoing[];
  say(saying: Saying, text: string, saidAfter: number): void;
  /** A line of the customer's own has come back from the shop. */
  cameBack(line: Line): void;
  retryNow(): void;
  drop(id: string): void;
  empty(): void;
}

const RETRY_MS = 3_000;
const KEPT = 'frontdesk-unsent';

export function useOutbox(conversation: string): Outbox {
  const [all, setAll] = useState<readonly Outgoing[]>(() => kept(conversation));
  const posting = useRef(false);
  const update = (id: string, change: Partial<Outgoing>) =>
    setAll((known) => known.map((message) => (message.id === id ? { ...message, ...change } : message)));
  const retryNow = () =>
    setAll((known) =>
      known.map((message) => (message.state === 'waiting' ? { ...message, state: 'queued' } : message)),
    );

  useEffect(() => {
    stored(() => sessionStorage.setItem(KEPT, JSON.stringify({ conversation, all })));
    const next = all.find(({ state }) => state === 'queued' || state === 'waiting');
    if (!next || posting.current) return;
    if (next.state === 'waiting') {
      const timer = setTimeout(retryNow, RETRY_MS);
      return () => clearTimeout(timer);
    }
    const done = (change: Partial<Outgoing>) => {
      posting.current = false;
      update(next.id, change);
    };
    posting.current = true;
    post(conversation, next.id, next.saying).then(
      (isStored) => done({ state: isStored ? 'stored' : 'waiting' }),
      (error: Error) => done({ state: 'refused', why: error.message }),
    );
    return;
  }, [all, conversation]);
  useEffect(() => {
    addEventListener('online', retryNow);
    return () => removeEventListener('online', retryNow);
  }, []);

  return {
    all,
    say: (saying, text, saidAfter) =>
      setAll((known) => [...known, { id: messageId(), text, saying, saidAfter, state: 'queued' }]),
    cameBack: (line) =>
      setAll((known) => {
        const mine = (message: Outgoing) => message.state !== 'refused' && line.n > message.saidAfter;
        const found =
          known.find((message) => mine(message) && message.text === line.text) ??
          known.find((message) => mine(message) && message.state === 'stored');
        return found ? known.filter((message) => message !== found) : known;
      }),
    retryNow,
    drop: (id) => setAll((known) => known.filter((message) => message.id !== id)),
    empty: () => setAll([]),
  };
}

/** What was left unsent before a reload; sending it again with its id is no second message. */
function kept(conversation: string): readonly Outgoing[] {
  const read = stored(
    () =>
      JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as { conversation: string; all: readonly Outgoing[] } | null,
  );
  if (read?.conversation !== conversation) return [];
  return read.all.map((message) => (message.state === 'refused' ? message : { ...message, state: 'queued' }));
}
