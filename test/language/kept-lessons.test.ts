/** Learning happens beside the program's other work, once: the next start takes up what was learned. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createLearning } from '../../src/language/local/learned-intents.ts';
import { createLocalLanguage, serviceWords } from '../../src/language/local-language.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'frontdesk-lessons-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

const LESSON = { intents: INTENTS, services: serviceWords(SALON) };
const QUESTION = 'whereabouts are you located exactly?';
const files = () => readdirSync(cacheDir).sort();

/** Starts a program, asks and stops it again. */
async function answered(lesson = LESSON) {
  const learning = createLearning({ cacheDir });
  try {
    return await learning.learn(lesson).patient.classify(QUESTION);
  } finally {
    await learning.stop();
  }
}

describe('a program that learns', () => {
  it('goes on with other work meanwhile', async () => {
    const learning = createLearning({});
    let rounds = 0;
    let learned = false;
    const asked = learning
      .learn(LESSON)
      .patient.classify(QUESTION)
      .finally(() => {
        learned = true;
      });
    while (!learned) {
      rounds++;
      await setImmediate();
    }
    expect((await asked).ranked[0]?.intent).toBe('location');
    expect(rounds).toBeGreaterThan(100);
    await learning.stop();
  });

  it('says the same after the next start, without learning again', async () => {
    const first = await answered();
    const [kept] = files();
    expect(files()).toHaveLength(1);
    expect(await answered()).toEqual(first);
    expect(files()).toEqual([kept]);
  });

  it('learns anew from other examples, and when what was kept is damaged', async () => {
    const before = await answered();
    const [first, ...others] = INTENTS;
    const changed = { ...LESSON, intents: [{ ...first, examples: [...(first?.examples ?? []), 'ahoy'] }, ...others] };
    await answered(changed as typeof LESSON);
    expect(files()).toHaveLength(2);
    for (const name of files()) writeFileSync(join(cacheDir, name), 'no more');
    expect(await answered()).toEqual(before);
  });

  it('understands by words learned on the spot when its thread is gone', async () => {
    const learning = createLearning({});
    const gone = learning.learn(LESSON);
    await learning.stop();
    await expect(gone.patient.classify(QUESTION)).rejects.toMatchObject({ code: 'language-unavailable' });
    const language = createLocalLanguage({ intents: INTENTS, business: SALON }, { classifier: gone.patient });
    expect((await language.classify(QUESTION)).ranked[0]?.intent).toBe('location');
  });
});
