import { describe, expect, it } from '@jest/globals';
import type { Content } from '../src/domain/message.ts';
import { turnDueAt, waitAfter } from '../src/waits.ts';
import { testShop as business } from './fixtures/business.ts';

const text = (words: string): Content => ({ kind: 'text', text: words });
const wait = (words: string) => waitAfter(text(words), business);

describe('how long we wait for the rest of a burst', () => {
  it('a complete sentence is answered soon', () => {
    expect(wait('Are you open on Sunday?')).toBe(business.waits.sentenceMs);
    expect(wait('can I come by tomorrow morning')).toBe(business.waits.sentenceMs);
  });

  it('a bare greeting gets time for the question that follows', () => {
    expect(wait('Hi')).toBe(business.waits.greetingMs);
    expect(wait('hello!!')).toBe(business.waits.greetingMs);
    expect(business.waits.greetingMs).toBeGreaterThan(business.waits.sentenceMs);
  });

  it('an unfinished line waits for its end', () => {
    expect(wait('I would like to know whether you could and')).toBe(business.waits.fragmentMs);
    expect(wait('so...')).toBe(business.waits.fragmentMs);
  });

  it.each(['STOP', 'stop.', 'I want to talk to a human please'])('%s does not wait', (words) => {
    expect(wait(words)).toBe(0);
  });

  it('a tap on a button does not wait', () => {
    expect(waitAfter({ kind: 'choice', id: 'x', label: 'Yes' }, business)).toBe(0);
  });

  it('somebody who never stops typing is answered at the cap', () => {
    const { capMs } = business.waits;
    expect(turnDueAt(text('and another thing,'), 7_000, 0, business)).toBe(
      Math.min(7_000 + business.waits.fragmentMs, capMs),
    );
    expect(turnDueAt(text('and another thing,'), 9_000, 0, business)).toBe(9_000);
  });
});
