import { describe, expect, it } from '@jest/globals';
import { draftText, readDraftText } from '../src/draft-text.ts';

const draft = {
  text: 'Which day suits you?',
  choices: [
    { id: 'a', label: 'Monday' },
    { id: 'b', label: 'Tuesday' },
  ],
};

describe('a draft with choices, edited by a person', () => {
  it('shows its choices as lines, and left alone they are choices again', () => {
    expect(draftText(draft)).toBe('Which day suits you?\n• Monday\n• Tuesday');
    expect(readDraftText(draftText(draft), draft)).toEqual(draft);
  });

  it('loses the choice whose line was deleted, and keeps other words as words', () => {
    expect(readDraftText('When?\n• Tuesday\n', draft)).toEqual({ text: 'When?', choices: [draft.choices[1]] });
    expect(readDraftText('When?\n• Friday', draft)).toEqual({ text: 'When?\n• Friday', choices: [] });
  });

  it('nothing but choice lines is no answer', () => {
    expect(readDraftText('• Monday\n• Tuesday', draft).text).toBe('');
    expect(readDraftText('Hello', undefined)).toEqual({ text: 'Hello', choices: [] });
  });
});
