/**
 * Who a chat is with. A person has up to two names on this platform, `...@c.us` (their number) and `...@lid` (a number
 * that hides it), and may appear under either from one message to the next. The address is their number where it was known
 * when they were first met, else the hidden one; every other name leads there for good, because that is stored.
 */
import { isFailure } from '../../src/domain/failure.ts';
import type { Alias } from '../../src/domain/message.ts';
import type { Clock, Store } from '../../src/ports.ts';

export interface Names {
  readonly lid?: string;
  readonly phone?: string;
}

export interface Directory {
  /** The key of whoever this chat is with; with `met`, it is remembered that this customer has written to us. */
  keyOf(account: string, chatId: string, names: Names, met: boolean): Promise<string>;
  /** The chat this customer wrote from last, if they ever wrote: nobody is written to first. */
  chatOf(account: string, key: string): Promise<string | undefined>;
}

/** Names that prove the same person, also on another channel; a LID is never turned into a number. */
export function aliasesOf(chatId: string, { lid, phone }: Names): readonly Alias[] {
  const ids = [chatId, lid, phone].filter((id) => id !== undefined);
  const number = ids.find((id) => id.endsWith('@c.us'))?.replace('@c.us', '');
  const hidden = ids.find((id) => id.endsWith('@lid'))?.replace('@lid', '');
  return [
    ...(number
      ? [
          { kind: 'wa-id', value: number },
          { kind: 'phone', value: e164(number) },
        ]
      : []),
    ...(hidden ? [{ kind: 'lid', value: hidden }] : []),
  ];
}

/** Mexican ids keep the mobile prefix 1 that the numbering plan dropped in 2019. */
function e164(number: string): string {
  return `+${number.replace(/^521(?=\d{10}$)/u, '52')}`;
}

/** The key of a phone number as it is dialled from abroad. */
export function keyOfNumber(phone: string): string {
  return `${phone.replace(/\D/gu, '')}@c.us`;
}

const MOST_CACHED = 20_000;

export function createDirectory({
  store,
  clock,
}: {
  store: Pick<Store, 'getRecord' | 'putRecord'>;
  clock: Clock;
}): Directory {
  const keys = new Map<string, string>(); // only saves look-ups: emptied when it has grown large
  const chats = new Map<string, string>();
  const nameRecord = (account: string, chatId: string) => `chat:whatsapp-web:${account}:${chatId}`;
  const metRecord = (account: string, key: string) => `met:whatsapp-web:${account}:${key}`;

  async function lookUp(id: string): Promise<string | undefined> {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const record = await store.getRecord('alias', id);
    if (keys.size + chats.size > MOST_CACHED) for (const cache of [keys, chats]) cache.clear();
    if (record) keys.set(id, record.body as string);
    return record?.body as string | undefined;
  }

  async function remember(id: string, value: string): Promise<void> {
    try {
      const version = (await store.getRecord('alias', id))?.version ?? 0;
      await store.putRecord('alias', { id, version, at: clock.now(), body: value });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error; // somebody wrote it in the same moment
    }
  }

  async function chatOf(account: string, key: string): Promise<string | undefined> {
    const where = metRecord(account, key);
    const known = chats.get(where) ?? ((await store.getRecord('alias', where))?.body as string | undefined);
    if (known !== undefined) {
      chats.set(where, known);
      return known;
    }
    // A number that we dial, of somebody who was first met under a hidden one.
    const other = await lookUp(nameRecord(account, key));
    return other === undefined || other === key ? undefined : chatOf(account, other);
  }

  return {
    async keyOf(account, chatId, { lid, phone }, met) {
      const names = [...new Set([chatId, lid, phone].filter((name) => name !== undefined))];
      const ids = names.map((name) => nameRecord(account, name));
      const found = await Promise.all(ids.map(lookUp));
      const key = found.find((one) => one !== undefined) ?? phone ?? chatId;
      if (!met) return key;
      for (const [index, id] of ids.entries()) {
        if (found[index] !== undefined) continue;
        await remember(id, key);
        keys.set(id, key);
      }
      const where = metRecord(account, key);
      if (chats.get(where) !== chatId) {
        await remember(where, chatId);
        chats.set(where, chatId);
      }
      return key;
    },
    chatOf,
  };
}
