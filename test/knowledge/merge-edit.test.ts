import { describe, expect, it } from '@jest/globals';
import { mergedText } from '../../src/knowledge/merge-edit.ts';

const PASSAGE = 'A wash is €12. It takes an hour.\n\nBring your own towel.';

describe('a passage that says what a colleague wrote', () => {
  it.each([
    [
      'changes only the sentence that was changed',
      'Hi! A wash is €12. See you!',
      'Hi! A wash is €14. See you!',
      PASSAGE.replace('12', '14'),
    ],
    [
      'takes a sentence in that was added',
      'A wash is €12.',
      'A wash is €12. Cash only.',
      PASSAGE.replace('€12.', '€12. Cash only.'),
    ],
    [
      'loses a sentence that was taken out',
      'A wash is €12. It takes an hour.',
      'A wash is €12.',
      PASSAGE.replace('It takes an hour.', ''),
    ],
  ])('%s', (_, before, after, expected) => {
    const tidy = (text: string | undefined) => text?.replace(/ +(?=\n|$)/gu, '');
    expect(tidy(mergedText(PASSAGE, before, after))).toBe(tidy(expected));
  });

  it('is left to a person when the draft said something else', () => {
    expect(mergedText(PASSAGE, 'We wash for €12.', 'We wash for €14.')).toBeUndefined();
  });
});
