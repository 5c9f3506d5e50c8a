/** Makes the agenda items that send messages. Pure. Takes cleared messages only: what has not passed review cannot be sent. */
import { type AgendaItem, item, type Purpose, type Speaker } from './domain/agenda.ts';
import type { ClearedMessage } from './domain/message.ts';

export interface SendOptions {
  readonly turnId?: string;
  readonly approvalId?: string;
  /** Default: the bot. */
  readonly speaker?: Speaker;
  /** Default: `reply`. */
  readonly purpose?: Purpose;
}

/** One item per message, in order, ids `<prefix>.s0`, `.s1`, ...: planning the same thing again repeats them. */
export function sends(
  idPrefix: string,
  messages: readonly ClearedMessage[],
  { speaker = { kind: 'bot' }, purpose = 'reply', ...about }: SendOptions,
  dueAt: number,
): readonly AgendaItem[] {
  return messages.map((message, index) =>
    item(`${idPrefix}.s${index}`, { kind: 'send', message, speaker, purpose, ...about }, dueAt),
  );
}
