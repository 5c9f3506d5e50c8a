/** With the encoder customers are understood in words nobody taught, strangers are not, and when it breaks words go on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createEncoder, type Encoder } from '../../src/language/encoder/encoder.ts';
import { type LearnedIntents, startLearning } from '../../src/language/local/learned-intents.ts';
import { createLocalLanguage, serviceWords } from '../../src/language/local-language.ts';
import type { Language } from '../../src/ports.ts';
import { eventually } from '../support/eventually.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-meaning-'));
let encoder: Encoder;
let learned: LearnedIntents;
let language: Language;

beforeAll(async () => {
  const created = await createEncoder({ cacheDir: folder }, { log: { warn: () => undefined } });
  if ('absent' in created) throw new Error(created.absent);
  encoder = created;
  learned = startLearning(encoder, INTENTS, serviceWords(SALON));
  language = createLocalLanguage({ intents: INTENTS, business: SALON }, learned);
  await eventually(() => learned.state() === 'ready' || undefined);
});
afterAll(async () => {
  await learned.stop();
  await encoder.stop();
  rmSync(folder, { recursive: true });
});

async function best(asked: Language, text: string) {
  return (await asked.classify(text)).ranked[0] ?? { intent: 'none', confidence: 0 };
}

describe('a customer who says it in other words', () => {
  it.each([
    ['whereabouts is the salon', 'location'],
    ['is it possible to settle the bill by plastic card', 'payment'],
    ['I can no longer make it on Friday, please take me off the list', 'cancel-booking'],
    ['this is not the colour I wanted, I am very upset', 'complaint'],
  ])('"%s" is understood as %s', async (text, intent) => {
    expect((await best(language, text)).intent).toBe(intent);
  });

  it('is not taken for a stranger who uses the same words', async () => {
    const own = await best(language, 'cancel my appointment');
    const stranger = await best(language, 'cancel my Netflix subscription');
    expect(own.confidence).toBeGreaterThan(0.9);
    expect(stranger.confidence).toBeLessThan(own.confidence - 0.15);
  });

  it.each([['how do I become a pilot?'], ['who won the world cup?'], ['when is the next train to Cork']])(
    '"%s" is nothing to act on',
    async (text) => {
      expect((await best(language, text)).confidence).toBeLessThan(0.7);
    },
  );
});

describe('an encoder that is not there when a message comes', () => {
  const broken = (state: 'now' | 'never') => ({
    encode: () =>
      state === 'now'
        ? Promise.reject(new Failure('language-unavailable', 'gone'))
        : new Promise<never>(() => undefined),
  });

  it('is made up for by words: while it is not ready yet', async () => {
    const waiting = startLearning(broken('never'), INTENTS, []);
    const words = createLocalLanguage({ intents: INTENTS, business: SALON }, waiting);
    expect(waiting.state()).toBe('learning');
    expect((await best(words, 'where are you?')).intent).toBe('location');
    await waiting.stop();
    expect(waiting.state()).toEqual({ failed: 'it was stopped' });
  });

  it('is made up for by words: when it breaks before it has learned', async () => {
    const failing = startLearning(broken('now'), INTENTS, []);
    const words = createLocalLanguage({ intents: INTENTS, business: SALON }, failing);
    await eventually(() => failing.state() !== 'learning' || undefined);
    expect(failing.state()).toEqual({ failed: expect.stringContaining('gone') });
    expect(failing.classifier).toBeUndefined();
    expect((await best(words, 'where are you?')).intent).toBe('location');
  });

  it('is made up for by words: when it breaks afterwards', async () => {
    const classifier = { classify: () => Promise.reject(new Failure('language-unavailable', 'gone')) };
    const words = createLocalLanguage({ intents: INTENTS, business: SALON }, { classifier });
    expect((await best(words, 'where are you?')).intent).toBe('location');
  });
});
