import { describe, expect, it } from '@jest/globals';
import { questionsIn } from '../../src/agents/questions.ts';

describe('several questions in one message', () => {
  it('are taken apart at question marks and lines, the statement before a question stays with it', () => {
    expect(questionsIn('What are your hours?\nDo you repair e-bikes?')).toEqual([
      'What are your hours?',
      'Do you repair e-bikes?',
    ]);
    expect(questionsIn('My bike is old. Can you fix it? How much is a full service?')).toEqual([
      'My bike is old. Can you fix it?',
      'How much is a full service?',
    ]);
  });

  it('are taken apart where “and” begins another question', () => {
    expect(questionsIn('whats the price for a puncture repair and are you open sunday?')).toEqual([
      'whats the price for a puncture repair?',
      'are you open sunday?',
    ]);
    expect(questionsIn('Where are you located, and is there parking')).toEqual([
      'Where are you located?',
      'is there parking?',
    ]);
    for (const text of ['Do you sell and repair e-bikes?', 'Is it open and how?', 'A pump and a lock, how much?'])
      expect(questionsIn(text)).toEqual([text]);
  });

  it('one question stays whole, and so do a letter and a question that leans on the one before', () => {
    for (const text of [
      'What time do you close?',
      'Where are you? And when?',
      Array(6).fill('Is this one long?').join(' '),
    ])
      expect(questionsIn(text)).toEqual([text]);
  });
});
