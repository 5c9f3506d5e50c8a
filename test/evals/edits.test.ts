import { describe, expect, it } from '@jest/globals';
import { judgeEdit } from '../../src/knowledge/judge-edit.ts';

const corrected = {
  id: 'proposal:1',
  question: 'How much is a puncture?',
  kind: 'fact',
  mustClaim: ['money:EUR:2100'],
  mustNotClaim: ['money:EUR:1800'],
  said: 'A puncture repair costs €21.',
} as const;

describe('what a colleague has corrected', () => {
  it.each([
    ['right once the knowledge says it, in any spelling', 'That is EUR 21.00.', 'right'],
    ['wrong while the old price is still said', 'A puncture repair costs €18.', 'wrong'],
    ['wrong when both are said', '€21, or €18 without the tube.', 'wrong'],
    ['wrong when neither is said', 'It depends.', 'wrong'],
    ['for the team when there is no sure answer', undefined, 'team'],
  ])('is %s', (_, answer, judged) => {
    expect(judgeEdit(corrected, answer)).toBe(judged);
  });

  it('is a rule that must still be said, in whatever words', () => {
    const rule = { mustClaim: [], mustNotClaim: [], mustSay: 'You must book it in advance.' };
    expect(judgeEdit(rule, 'It is €18. Please book it in advance, you must.')).toBe('right');
    expect(judgeEdit(rule, 'It is €18.')).toBe('wrong');
    expect(judgeEdit(rule, undefined)).toBe('team');
  });
});
