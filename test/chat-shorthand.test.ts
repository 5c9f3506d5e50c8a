import { describe, expect, it } from '@jest/globals';
import { writtenOut } from '../src/chat-shorthand.ts';

describe('a customer who writes short', () => {
  it.each([
    ['hw much r ur tyres', 'how much are your tyres'],
    ['what time do ye close on thurs?', 'what time do you close on Thursday?'],
    ['c u tmrw pls', 'c you tomorrow please'],
  ])('"%s" is read as "%s"', (typed, meant) => {
    expect(writtenOut(typed)).toBe(meant);
  });

  it.each([['The X-R 5 of u-turn.example/ur'], ["what's the opening hour"], ['año, Ürün, u2'], ['']])(
    '"%s" stays what it is',
    (text) => {
      expect(writtenOut(text)).toBe(text);
    },
  );
});
