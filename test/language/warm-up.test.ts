import { describe, expect, it } from '@jest/globals';
import { loadBusiness } from '../../src/business-config.ts';
import type { Business } from '../../src/domain/business.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { warmUp } from '../../src/language/warm-up.ts';

const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;
const spoken = Object.values(business.spoken ?? {});
const nobody = { classifier: { classify: async () => ({ ranked: [] }) } };
const languageOf = (shop: Business) => createLocalLanguage({ intents: shop.intents, business: shop }, nobody);
/** Tuesday 1 December 2026, 10:00 in UTC. */
const NOW = Date.UTC(2026, 11, 1, 10);

describe('getting ready for the first customer', () => {
  it('is done in small pieces: other work gets its turn all along', async () => {
    let turns = 0;
    let ready = false;
    const otherWork = () => {
      turns++;
      if (!ready) setImmediate(otherWork);
    };
    setImmediate(otherWork);
    await warmUp(languageOf(business), spoken);
    ready = true;
    expect(spoken.length).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(500);
  });

  it('changes nothing in what is read afterwards, also when a text begins with a date', async () => {
    const own = languageOf(business);
    await warmUp(own, spoken);
    await expect(
      own.extract('moment', 'Friday 4 Dec at half past 10', { now: NOW, asked: false }),
    ).resolves.toMatchObject({ date: '2026-12-04', time: '10:30' });
    const spanish = spoken.find(({ locale }) => locale.startsWith('es')) as Business;
    await expect(
      languageOf(spanish).extract('moment', 'mañana a las 10:30', { now: NOW, asked: false }),
    ).resolves.toMatchObject({ date: '2026-12-02', time: '10:30' });
  });
});
