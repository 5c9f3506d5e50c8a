/** A message made to keep us busy costs no other customer their answer: every reader stays quick on it. */
import { describe, expect, it } from '@jest/globals';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const language = createLocalLanguage({ intents: INTENTS, business: SALON });
const now = Date.parse('2026-11-21T10:30:00Z');
/** Processor time, far above what is needed (some 10 ms), far below what an exploding pattern takes. */
const LONGEST_MS = 500;

describe('a message of four thousand characters', () => {
  it.each([
    '1',
    '1 ',
    '1/',
    '1-',
    '1,',
    '(',
    '+',
    '€1.',
    ' ',
    ', ',
    '.',
    '*',
    '[',
    '\u200d',
    '😊',
    'x',
    'hi ',
    'so ',
    'ok, ',
    'thanks thanks ',
    'on the ',
    'next ',
    '2 weeks ',
    'a few days and ',
    'half past ',
    'from 2 to ',
    'monday, ',
    'maybe 1 ',
    'my name is ',
    'for Ana ',
    'Ana and ',
    'just put use ',
    'wait hold on ',
    'ab-1',
    '2016 ',
    '2 more new big small ',
    "' ",
    'the ',
  ])('of nothing but %j is dealt with at once', async (piece) => {
    const text = `${piece.repeat(Math.floor(4000 / piece.length))}x`;
    const passage = {
      id: 'a#b',
      documentTitle: 'A',
      heading: 'B',
      text,
      questions: [],
      approvedBy: 'Mo',
      approvedOn: '2026-11-01',
      audience: 'customer',
    } as const;
    const usedBefore = process.cpuUsage();
    await language.classify(text);
    await language.extract('moment', text, { now, asked: true });
    await language.extract('name', text, { now, asked: true });
    await language.extract('count', text, { now, asked: true });
    await language.answer(text, [{ passage, score: 0.9 }]);
    const { user, system } = process.cpuUsage(usedBefore); // other processes must not count
    expect((user + system) / 1_000).toBeLessThan(LONGEST_MS);
  });
});
