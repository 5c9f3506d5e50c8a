/**
 * Whether a customer is given an answer that another has had: with the real encoder, on the shop's own knowledge. A
 * wrong hit is a wrong answer, so what only looks alike must miss.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RankedPassage } from '../../../src/domain/knowledge.ts';
import { createKnowledge, type LoadedKnowledge } from '../../../src/knowledge/knowledge.ts';
import { createAnswerCache, knowledgeVersion, type Shelf, wordsIn } from '../../../src/language/answer-cache.ts';
import { createEncoder, type Encoder } from '../../../src/language/encoder/encoder.ts';
import type { ExtractiveAnswer } from '../../../src/ports.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-cache-'));
let encoder: Encoder;
let knowledge: LoadedKnowledge;
beforeAll(async () => {
  const created = await createEncoder({ cacheDir: folder }, { log: { warn: () => undefined } });
  if ('absent' in created) throw new Error(created.absent);
  encoder = created;
  const clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
  knowledge = await createKnowledge({ dir: 'knowledge' }, { clock, sentences: encoder });
  await knowledge.settled();
});
afterAll(async () => {
  await encoder.stop();
  rmSync(folder, { recursive: true });
});

const SHELF: Shelf = { tongue: 'en', day: '2026-11-23', words: wordsIn('Harbour Cycles Galway') };
const search = (question: string) => knowledge.search(question, 5);

/** The best passage, as an answer that rests on it. */
function answerFrom([best]: readonly RankedPassage[]): ExtractiveAnswer {
  if (!best) throw new Error('expected a passage');
  const { id, heading, text } = best.passage;
  return { text, sources: [{ kind: 'passage', id, title: heading, text }], confidence: 0.9 };
}

const cacheOf = (version = () => knowledgeVersion(knowledge.passages)) =>
  createAnswerCache({ encode: (texts) => encoder.encode(texts), version });

/** How the second customer is served when the first has asked before. */
async function afterwards(first: string, second: string, shelf: Shelf = SHELF): Promise<string | undefined> {
  const cache = cacheOf();
  const passages = await search(first);
  await cache.keep(first, passages, SHELF, answerFrom(passages));
  return (await cache.find(second, await search(second), shelf))?.looked;
}

describe('a question that was answered before', () => {
  it.each([
    ['How much is a puncture repair?', 'how much is a puncture repair'],
    ['Do you fix e-bikes?', 'do you fix  e-bikes??'],
  ])('is the same, however it is spelt: %s / %s', async (first, second) => {
    expect(await afterwards(first, second)).toBe('same');
  });

  it.each([
    ['how much is a puncture repair?', 'what does a puncture repair cost?'],
    ['what are your opening hours?', 'what are the opening hours?'],
    ['how long does a full service take?', 'how long will a full service take'],
    ['how do I cancel my booking?', 'how can I cancel a booking'],
    ['where can I park the van?', 'where can I park my van'],
    ['do you repair e-bikes?', 'can you repair an e-bike'],
  ])('is the same in other words: %s / %s', async (first, second) => {
    expect(await afterwards(first, second)).toBe('alike');
  });

  it.each([
    ['what time do you open?', 'what time do you close?'],
    ['how much is a full service?', 'how much is a basic service?'],
    ['how much is a full service?', 'how long does a full service take?'],
    ['are you open on Saturday?', 'are you open on Sunday?'],
    ['how much is it to rent a bike for a day?', 'how much is it to rent a bike for a week?'],
    ['is the inner tube included?', 'is the inner tube not included?'],
    ['is the front wheel covered?', 'is the rear wheel covered?'],
    ['do you buy bikes?', 'do you sell bikes?'],
    ['can I pay by card?', 'can I pay in cash?'],
    ['helmets for adults?', 'helmets for children?'],
    ['can I return a bike?', 'can I return a rental bike late?'],
    ['where do you open?', 'when do you open?'],
  ])('is another one when it only looks alike: %s / %s', async (first, second) => {
    expect(await afterwards(first, second)).toBeUndefined();
  });

  it.each([
    ['tomorrow', { ...SHELF, day: '2026-11-24' }],
    ['in another language', { ...SHELF, tongue: 'es' }],
  ])('is asked anew %s', async (_when, shelf) => {
    expect(await afterwards('how much is a puncture repair?', 'how much is a puncture repair?', shelf)).toBeUndefined();
  });

  it('is asked anew once anything in the knowledge has changed', async () => {
    const cache = cacheOf();
    const question = 'how much is a puncture repair?';
    const passages = await search(question);
    await cache.keep(question, passages, SHELF, answerFrom(passages));
    expect(await cache.find(question, passages, SHELF)).toBeDefined();
    await knowledge.reload();
    await knowledge.settled();
    expect(await cache.find(question, await search(question), SHELF)).toBeUndefined();
  });

  it('is not given from what is for staff only, nor kept when it says something about one customer', async () => {
    const cache = cacheOf();
    const refund = await knowledge.search('how do I refund a deposit?', 5, 'internal');
    await cache.keep('how do I refund a deposit?', refund, SHELF, answerFrom(refund));
    expect(
      await cache.find('how do I refund a deposit?', await search('how do I refund a deposit?'), SHELF),
    ).toBeUndefined();
    const question = 'how much is a puncture repair for Niamh on 0851234567?';
    const passages = await search(question);
    await cache.keep(question, passages, SHELF, answerFrom(passages));
    expect(await cache.find(question, passages, SHELF)).toBeUndefined();
  });

  it('counts how often an answer was at hand', async () => {
    const cache = cacheOf();
    const passages = await search('how much is a puncture repair?');
    for (const question of [
      'how much is a puncture repair?',
      'how much is a puncture repair',
      'what does a puncture repair cost?',
    ]) {
      if (!(await cache.find(question, passages, SHELF)))
        await cache.keep(question, passages, SHELF, answerFrom(passages));
    }
    expect(cache.looks()).toEqual({ none: 1, same: 1, alike: 1, rate: 2 / 3 });
  });
});
