/**
 * What every channel must do, asked through its public faces: customers write on its platform, the shop sends through
 * the port. Each channel brings a harness that plays its platform.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { FAILURES, type Failure, isFailure } from '../../src/domain/failure.ts';
import type { OutboundMessage } from '../../src/domain/message.ts';
import type { Channel } from '../../src/ports.ts';
import type { MemoryIntake } from '../fakes/memory-intake.ts';

/** What a customer has on the screen. */
export interface ShownMessage {
  readonly text: string;
  /** What can be tapped, as it is labelled. */
  readonly labels: readonly string[];
}

export interface ChannelHarness {
  readonly channel: Channel;
  /** Where the channel delivers to. */
  readonly inbox: MemoryIntake;
  /** The customer of that name writes one message; resolves when the platform has delivered it. */
  says(customer: string, text: string): Promise<void>;
  /** The customer taps the choice that stands at this place (from 0) under the newest message. */
  taps(customer: string, index: number): Promise<void>;
  /** The platform delivers its last message once more. */
  redelivers(): Promise<void>;
  /** What the platform has shown this customer, oldest first. */
  shown(customer: string): readonly ShownMessage[];
  /** The next send: refused by the platform, or accepted though its answer gets lost. Absent: cannot happen here. */
  failNext?(how: 'refused' | 'answer-lost'): void;
  /** The platform cannot be reached from now on. */
  goesDown?(): Promise<void>;
  /** Resolves when receipts of what was sent so far have been delivered; for `reconciliation: 'receipt'`. */
  receiptsCome?(): Promise<void>;
  close(): Promise<void>;
}

export function channelContract(name: string, open: () => Promise<ChannelHarness>): void {
  describe(`${name} keeps the channel contract`, () => {
    let harness: ChannelHarness | undefined;
    afterEach(async () => {
      await harness?.close();
      harness = undefined;
    });
    const start = async () => {
      harness = await open();
      return harness;
    };
    /** A customer who has written, so that the shop may write back. */
    const met = async (customer = 'ana') => {
      const opened = harness ?? (await start());
      await opened.says(customer, `I am ${customer}`);
      const address = opened.inbox.messages.at(-1)?.address;
      if (!address) throw new Error('the message did not arrive');
      return { ...opened, address };
    };

    it('a customer’s words arrive as they were written, with where to answer', async () => {
      const { inbox, says, channel } = await start();
      await says('ana', 'Do you open on Sunday? ☕ “Café” \\/ <b>');
      expect(inbox.messages).toHaveLength(1);
      expect(inbox.messages[0]?.content).toEqual({ kind: 'text', text: 'Do you open on Sunday? ☕ “Café” \\/ <b>' });
      expect(inbox.messages[0]?.address.channel).toBe(channel.name);
      expect(inbox.messages[0]?.externalId).not.toBe('');
      expect(Number.isFinite(inbox.messages[0]?.sentAt)).toBe(true);
    });

    it('a message that is delivered twice counts once, and different messages count each', async () => {
      const { inbox, says, redelivers } = await start();
      await says('ana', 'Hello');
      await redelivers();
      await says('ana', 'Hello');
      expect(inbox.messages).toHaveLength(2);
      expect(inbox.duplicates).toBe(1);
      expect(inbox.messages[0]?.address).toEqual(inbox.messages[1]?.address);
    });

    it('an answer reaches the customer it is meant for, and nobody else', async () => {
      const { channel, shown, address } = await met('ana');
      const ben = await met('ben');
      expect(ben.address).not.toEqual(address);
      await channel.send(address, text('Yes, from 10.'), 'c_1.s1');
      expect(shown('ana').map((message) => message.text)).toEqual(['Yes, from 10.']);
      expect(shown('ben')).toEqual([]);
    });

    it('every choice the channel can carry is shown, and a tap comes back with its meaning', async () => {
      const { channel, shown, address, taps, inbox } = await met();
      for (let count = 1; count <= channel.capabilities.maxChoices; count++) {
        const choices = Array.from({ length: count }, (_, n) => ({ id: `book:slot-${n}`, label: `Tue ${9 + n}:00` }));
        await channel.send(address, { kind: 'text', text: 'When?', choices }, `c_1.s${count}`);
        if (channel.capabilities.numberedChoices) continue;
        expect(shown('ana').at(-1)?.labels).toEqual(choices.map(({ label }) => label));
        await taps('ana', count - 1);
        expect(inbox.messages.at(-1)?.content).toEqual({
          kind: 'choice',
          id: `book:slot-${count - 1}`,
          label: `Tue ${8 + count}:00`,
        });
      }
      expect(shown('ana')).toHaveLength(channel.capabilities.maxChoices);
    });

    it('labels of any length and kind never stop a message, and stay apart', async () => {
      const { channel, shown, address, taps, inbox } = await met();
      const long = 'Wheel truing and a full gear service with Ana 👩🏽‍🔧👩🏽‍🔧 on Tuesday';
      for (const labels of [
        [long, long, `${long}!`],
        [' ', '👩🏽‍🔧'.repeat(9)],
        [long, 'No', 'No', '3', ''],
      ]) {
        const choices = labels.map((label, n) => ({ id: `id-${n}`, label, description: long.repeat(3) }));
        await channel.send(address, { kind: 'text', text: 'Which?', choices }, `c_1.s${labels.length}`);
        const drawn = shown('ana').at(-1)?.labels ?? [];
        if (channel.capabilities.numberedChoices) continue;
        expect(drawn).toHaveLength(labels.length);
        await taps('ana', labels.length - 1);
        expect(inbox.messages.at(-1)?.content).toMatchObject({ kind: 'choice', id: `id-${labels.length - 1}` });
      }
      expect(shown('ana')).toHaveLength(3);
    });

    it('a text as long as the channel says it can carry arrives whole', async () => {
      const { channel, shown, address } = await met();
      const { maxText, maxTextWithChoices } = channel.capabilities;
      await channel.send(address, text('é'.repeat(maxText)), 'c_1.s1');
      expect(shown('ana').at(-1)?.text).toBe('é'.repeat(maxText));
      const choices = [{ id: 'yes', label: 'Yes' }];
      await channel.send(address, { kind: 'text', text: 'é'.repeat(maxTextWithChoices), choices }, 'c_1.s2');
      expect(shown('ana').at(-1)?.text).toContain('é'.repeat(maxTextWithChoices));
    });

    it('a refused message is a failure from the table, and the next one goes out', async () => {
      const { channel, shown, address, failNext } = await met();
      if (failNext) {
        failNext('refused');
        const failure = await failureOf(channel.send(address, text('One'), 'c_1.s1'));
        expect(Object.keys(FAILURES)).toContain(failure.code);
        expect(failure.retry).not.toBe('reconcile');
      }
      await channel.send(address, text('Two'), 'c_1.s2');
      expect(shown('ana').map((message) => message.text)).toEqual(['Two']);
    });

    it('a message whose answer got lost is found out about before anything is sent again', async () => {
      const { channel, shown, address, failNext, receiptsCome, inbox } = await met();
      const { reconciliation } = channel.capabilities;
      if (failNext) {
        failNext('answer-lost');
        const failure = await failureOf(channel.send(address, text('One'), 'c_1.s1'));
        expect(failure.code).toBe('channel-outcome-unknown');
      } else await channel.send(address, text('One'), 'c_1.s1');
      expect(shown('ana').map((message) => message.text)).toEqual(['One']);
      if (reconciliation === 'lookup') {
        expect(await channel.lookUp?.(address, 'c_1.s1', 0, text('One'))).toMatchObject({
          externalId: expect.any(String),
        });
        expect(await channel.lookUp?.(address, 'c_1.s2', 0, text('Two'))).toBe('not-sent');
      }
      if (reconciliation === 'receipt') {
        await receiptsCome?.();
        expect(inbox.receipts.map((receipt) => receipt.sendId)).toContain('c_1.s1');
      }
    });

    it('a platform that is down is a failure from the table, and showing that we write never throws', async () => {
      const { channel, address, inbox, goesDown } = await met();
      await channel.showTyping?.(address, inbox.messages[0]?.externalId ?? '');
      if (!goesDown) return expect(channel.capabilities.reconciliation).toBe('recorded');
      await goesDown();
      await channel.showTyping?.(address, inbox.messages[0]?.externalId ?? '');
      const failure = await failureOf(channel.send(address, text('One'), 'c_1.s1'));
      expect(['backoff', 'reconcile']).toContain(failure.retry);
    });
  });
}

function text(words: string): OutboundMessage {
  return { kind: 'text', text: words, choices: [] };
}

/** The failure of a send that must fail. */
export async function failureOf(send: Promise<unknown>): Promise<Failure> {
  const result: unknown = await send.then(
    () => new Error('expected a failure, the send went through'),
    (error: unknown) => error,
  );
  if (!isFailure(result)) throw result;
  return result;
}
