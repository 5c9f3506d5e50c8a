/** What is for staff only reaches no customer, whoever has made the words up and whatever they are. */
import { describe, expect, it } from '@jest/globals';
import { newConversation } from '../src/domain/conversation.ts';
import type { Decision, Utterance } from '../src/domain/decision.ts';
import type { Audience } from '../src/domain/knowledge.ts';
import { review, reviewWords } from '../src/review.ts';
import { testShop } from './fixtures/business.ts';

const SECRET = 'team-handbook#how-do-i-refund-a-deposit';
const address = { channel: 'memory', account: 'shop', key: 'ana' };
const conversation = newConversation({ id: 'c_1', address, customerId: 'k_1' }, 0);
const to = (audience: Audience) => ({
  conversation,
  business: testShop,
  audience,
  isInternal: (id: string) => id === SECRET,
  riskOf: () => 'low' as const,
});
const words = (...ids: readonly string[]): Utterance => ({
  text: 'Press Release on the terminal.',
  choices: [],
  sources: ids.map((id) => ({ kind: 'passage', id, title: id, text: 'Press Release on the terminal.' })),
});
const reply = (say: Utterance): Decision => ({ kind: 'reply', say, intent: 'prices', confidence: 1 });

describe('a decision that cites what is for staff only', () => {
  const forged: readonly [string, Decision][] = [
    ['a reply', reply(words(SECRET))],
    ['a reply that hides it behind other sources', reply(words('returns#refund', SECRET))],
    [
      'a reply that calls it something else',
      reply({ ...words(), sources: [{ kind: 'business', id: SECRET, title: 'Configured text', text: 'Press' }] }),
    ],
    ['a question', { kind: 'ask', say: words(SECRET), intent: 'prices' }],
    [
      'what is said after a hand-off',
      { kind: 'hand-off', reason: 'no-answer', summary: '', urgency: 'normal', sayAfter: words(SECRET) },
    ],
    ['what is said after STOP', { kind: 'set-consent', proactive: false, words: 'stop', sayAfter: words(SECRET) }],
  ];

  it.each(forged)('is refused when it is %s for a customer', (_what, decision) => {
    expect(review(decision, to('customer'))).toEqual({
      kind: 'refuse',
      why: `it rests on ${SECRET}, which is for staff only`,
    });
  });

  it.each(forged)('may go to staff when it is %s', (_what, decision) => {
    expect(review(decision, to('internal'))).toEqual({ kind: 'allow' });
  });

  it('is refused as a message that nobody decides about, such as a follow-up', () => {
    expect(reviewWords(words(SECRET), to('customer')).kind).toBe('refuse');
    expect(reviewWords(words('returns#refund'), to('customer'))).toEqual({ kind: 'allow' });
  });
});

describe('an answer to staff', () => {
  it('needs no approval because of what customers may be told, but is proved like any other', () => {
    const refunds: Decision = { kind: 'reply', say: words('returns#refund'), intent: 'returns-refunds', confidence: 1 };
    expect(review(refunds, to('customer')).kind).toBe('ask-staff');
    expect(review(refunds, to('internal'))).toEqual({ kind: 'allow' });
    const invented = { ...words('returns#refund'), text: 'Press Release before 15:45.' };
    expect(review(reply(invented), to('internal'))).toMatchObject({ kind: 'ask-staff', why: [{ kind: 'unproven' }] });
  });
});
