import { describe, expect, it } from '@jest/globals';
import type { Capabilities } from '../src/domain/message.ts';
import { fitTo, split } from '../src/fit-to.ts';

const small: Capabilities = {
  maxText: 40,
  maxTextWithChoices: 20,
  maxChoices: 2,
  numberedChoices: false,
  reconciliation: 'recorded',
};

describe('cutting a reply to what a channel carries', () => {
  it('a short reply stays one message', () => {
    expect(fitTo({ text: 'Hello', choices: [] }, small)).toEqual([{ kind: 'text', text: 'Hello', choices: [] }]);
  });

  it('a long reply is cut between paragraphs, sentences or words, and nothing is lost', () => {
    const text = 'One sentence here. Another sentence there.\n\nA new paragraph with many more words in it than fit.';
    const parts = split(text, 40);
    expect(parts.every((part) => part.length <= 40)).toBe(true);
    expect(parts.join(' ').replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
  });

  it('an emoji is never cut in half', () => {
    const parts = split('🚲'.repeat(50), 41);
    expect(parts.join('')).toBe('🚲'.repeat(50));
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  });

  it('choices stand under the last part, no more of them than the channel has', () => {
    const choices = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
    const messages = fitTo({ text: 'A question that is longer than twenty.', choices }, small);
    expect(messages.map((m) => (m.kind === 'text' ? m.choices.length : -1))).toEqual([
      ...messages.slice(1).map(() => 0),
      2,
    ]);
    expect(messages.every((m) => m.text.length <= 40)).toBe(true);
    expect(messages.at(-1)?.text.length).toBeLessThanOrEqual(20);
  });
});
