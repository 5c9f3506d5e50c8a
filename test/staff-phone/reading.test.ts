/** Which words of a person who was asked are a verdict, and which stay a customer's words. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { append, type Conversation, newConversation } from '../../src/domain/conversation.ts';
import type { Choice } from '../../src/domain/message.ts';
import { marksIn, nextNumber, prefixOf } from '../../src/staff-phone/asked.ts';
import { readAnswer } from '../../src/staff-phone/reading.ts';

const AT = Date.parse('2026-11-23T10:00:00Z');
const ABOUT = { number: 7, approvalId: 'c_other.a1', version: 3, digest: 'abc123' };

const empty = newConversation(
  { id: 'c_owner', address: { channel: 'x', account: 'shop', key: '1' }, customerId: 'k' },
  AT,
);

/** The shop said this; `kind` when it was about an approval. */
function said(conversation: Conversation, kind: 'ask' | undefined, choices: readonly Choice[] = []): Conversation {
  const prefix = kind ? prefixOf(conversation, kind, ABOUT) : `${conversation.id}.t1`;
  return append(conversation, {
    kind: 'bot-said',
    at: AT,
    sendId: `${prefix}.s0`,
    speaker: { kind: 'bot' },
    message: { kind: 'text', text: 'words', choices },
    delivery: { state: 'sent', externalId: 'out-1', at: AT },
  });
}

function reads(text: string, conversation = said(empty, 'ask'), quotedId?: string): string {
  const entry = {
    kind: 'customer-said' as const,
    n: conversation.lastN + 1,
    at: AT + 60_000,
    sentAt: AT + 60_000,
    externalId: 'in-1',
    content: { kind: 'text' as const, text },
    ...(quotedId ? { quotedId } : {}),
  };
  const reading = readAnswer(conversation, entry);
  return reading.kind === 'act' ? `${reading.action} #${reading.ask.number} ${reading.words}`.trim() : reading.kind;
}

describe('an answer', () => {
  it.each([
    ['1', 'approve #7'],
    [' 1. ', 'approve #7'],
    ['2', 'reject #7'],
    ['3)', 'take-over #7'],
    ['#7 1', 'approve #7'],
    ['# 7: 1', 'approve #7'],
    ['#7 2 not in December', 'reject #7 not in December'],
    ['#7 4 We can do\n5 %', 'edit #7 We can do\n5 %'],
  ])('%j is %s', (text, meaning) => {
    expect(reads(text)).toBe(meaning);
  });

  it.each(['#7', '#7 5', '#7 yes', '#7 4', '#7 1 but cheaper', '4 our own words without the number'])(
    '%j does nothing, and how to answer is said',
    (text) => {
      expect(reads(text)).toBe('unclear');
    },
  );

  it('with a number that nobody was given does nothing', () => {
    expect(reads('#8 1')).toBe('unknown-number');
  });

  it.each(['1 bike please', '2 days', '3 of us', '10', '12:30', '1st', 'ok', 'yes', '#1 shop in town', 'approve'])(
    '%j stays a customer’s words',
    (text) => {
      expect(reads(text)).toBe('customer');
    },
  );

  it('a bare number that answers a menu of the shop is about the menu; the number of the question still counts', () => {
    const menu = said(said(empty, 'ask'), undefined, [{ id: 'a', label: 'Tue 10:00' }]);
    expect(reads('1', menu)).toBe('customer');
    expect(reads('#7 1', menu)).toBe('approve #7');
    expect(reads('1', menu, 'out-1')).toBe('approve #7');
  });

  it('whoever was never asked is a customer, whatever they write', () => {
    fc.assert(fc.property(fc.string(), (text) => reads(text, said(empty, undefined)) === 'customer'));
  });

  it('words without a number never decide anything', () => {
    const wordy = fc.string().filter((text) => !/^\s*(?:#|[1-4](?![\p{L}\p{N}]))/u.test(text));
    fc.assert(fc.property(wordy, (text) => reads(text) === 'customer'));
  });
});

it('what a message was about is read back from its own id, whatever the ids look like', () => {
  const id = fc.stringMatching(/^c_[\w-]{5,22}$/u);
  fc.assert(
    fc.property(id, id, fc.nat(99), fc.nat(1_000), fc.nat(50), (own, other, count, number, version) => {
      const about = { number, version, digest: '0123456789ab', approvalId: `${other}.a${count}` };
      const conversation = { ...empty, id: own };
      const sendId = `${prefixOf(conversation, 'told', about, 12)}.s0`;
      const [mark] = marksIn({
        ...conversation,
        entries: said(conversation, undefined).entries.map((entry) => ({ ...entry, sendId })) as never,
      });
      expect(mark).toMatchObject({ ...about, kind: 'told' });
      expect(nextNumber(conversation)).toBe(1);
    }),
  );
});
