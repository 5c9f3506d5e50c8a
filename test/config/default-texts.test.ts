/** The sentences that come with Frontdesk: a shop that has written none of its own speaks well in its language. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultTexts } from '../../src/business-config/default-texts.ts';
import { KNOWN_TEXTS } from '../../src/business-config/known-texts.ts';
import { loadBusiness } from '../../src/business-config.ts';
import { diagnose } from '../../src/doctor.ts';
import { newConversation } from '../../src/domain/conversation.ts';
import { faultLine } from '../../src/fault.ts';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { configured, reviewWords } from '../../src/review.ts';
import { TONGUES } from '../../src/tongues/list.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const CODES = ['en', ...TONGUES.map(({ code }) => code)];
const FIXED = ['greeting', 'thanks', 'goodbye', 'about-bot'].map((id) => `intent.${id}`);
/** What stands on a button, which has room for 20 characters. */
const BUTTONS = ['unclearPerson', 'sales.noCall'].concat(
  ['notSure', 'yes', 'change', 'no', 'cancelIt', 'keep', 'moveIt', 'cancelBooking', 'wait'].map(
    (key) => `booking.${key}`,
  ),
);
const address = { channel: 'memory', account: 'shop', key: 'ana' };
const folders: string[] = [];

afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true });
});

/** The shipped shop at home in another language, with these lines for its own sentences and no other language. */
function shopIn(locale: string, texts = ''): string {
  const dir = mkdtempSync(join(tmpdir(), 'frontdesk-texts-'));
  folders.push(dir);
  cpSync('config', dir, { recursive: true });
  rmSync(join(dir, 'languages'), { recursive: true });
  rewrite(dir, 'business.yaml', (text) => text.replace('locale: en-IE', `locale: ${locale}`));
  rewrite(dir, 'conversation.yaml', (text) => `${text.slice(0, text.indexOf('\ntexts:'))}\n${texts}`);
  return dir;
}

function rewrite(dir: string, file: string, change: (text: string) => string): void {
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
}

function loaded(dir: string) {
  const shop = loadBusiness(dir);
  if ('faults' in shop) throw new Error(shop.faults.map(faultLine).join('\n'));
  return shop.business;
}

function faultsOf(dir: string): readonly string[] {
  const shop = loadBusiness(dir);
  return 'faults' in shop ? shop.faults.map(faultLine) : [];
}

describe.each(CODES)('the sentences that come with us in "%s"', (code) => {
  const { texts, faults } = defaultTexts(code);

  it('are all there, each with the placeholders that it has in English', () => {
    expect(faults).toEqual([]);
    expect(Object.keys(texts).sort()).toEqual([...Object.keys(KNOWN_TEXTS), ...FIXED].sort());
    const placeholders = (text = '') => [...new Set(text.match(/\{\w+\}/gu))].sort().join();
    const { texts: english } = defaultTexts('en');
    expect(Object.keys(texts).filter((key) => placeholders(texts[key]) !== placeholders(english[key]))).toEqual([]);
  });

  it('hold no number, price or name of one shop', () => {
    const said = Object.entries(texts).filter(([, text]) => /\d|[€$£%]|harbour|bike|bici|vélo|fahrrad/iu.test(text));
    expect(said).toEqual([]);
  });

  it('fit the buttons', () => {
    expect(BUTTONS.filter((key) => (texts[key] ?? '').length > 20)).toEqual([]);
  });

  it('are what a shop says that has written none of its own', () => {
    const dir = shopIn(code);
    const { texts: said, name } = loaded(dir);
    const keys = [...Object.keys(KNOWN_TEXTS), ...FIXED];
    expect(keys.filter((key) => (said[key] ?? '').trim() === '' || said[key]?.includes('{shop}'))).toEqual([]);
    expect(said['intent.greeting']).toContain(name);
    expect(said['lapsed']).toBe(texts['lapsed']);
  });

  it('go out as approved words of the business, past the number lock', () => {
    const business = loaded(shopIn(code));
    const conversation = newConversation({ id: 'c_1', address, customerId: 'k_1' }, 0);
    const held = Object.keys(business.texts).filter((key) => {
      const context = { conversation, business, audience: 'customer' as const, isInternal: () => false };
      return reviewWords(configured(business, key), context).kind !== 'allow';
    });
    expect(held).toEqual([]);
  });
});

describe('a shop with sentences of its own', () => {
  it('starts when it names only those that an older version knew', () => {
    const older = Object.entries(defaultTexts('en').texts)
      .filter(([key]) => !/^(?:plans|followUp|promise)\.|^source/u.test(key))
      .map(([key, text]) => `  ${key}: ${JSON.stringify(`${text} `)}`);
    const { texts } = loaded(shopIn('en-IE', `texts:\n${older.join('\n')}\n`));
    expect(texts['plans.stuck']).toBe(defaultTexts('en').texts['plans.stuck']);
    expect(texts['sourcePerson']).toBe(defaultTexts('en').texts['sourcePerson']);
  });

  it('says these, with its name in them, and ours for the rest', () => {
    const { texts } = loaded(shopIn('de-DE', 'texts:\n  error: Bei {shop} klemmt etwas.\n'));
    expect(texts['error']).toBe('Bei Harbour Cycles klemmt etwas.');
    expect(texts['loop']).toBe(defaultTexts('de').texts['loop']);
  });

  it('says these as approved words too', () => {
    const business = loaded(shopIn('en-IE', 'texts:\n  error: Ring {shop} on 020 910 5555.\n'));
    const conversation = newConversation({ id: 'c_1', address, customerId: 'k_1' }, 0);
    const context = { conversation, business, audience: 'customer' as const, isInternal: () => false };
    expect(reviewWords(configured(business, 'error'), context)).toEqual({ kind: 'allow' });
    expect(reviewWords({ ...configured(business, 'error'), sources: [] }, context).kind).toBe('ask-staff');
  });

  it('says in another of its languages what that file says, and ours for the rest', () => {
    const shop = loaded('config');
    const spanish = shop.spoken?.['es']?.texts ?? {};
    expect(spanish['booking.askService']).toContain('bici');
    expect(spanish['lapsed']).toBe(defaultTexts('es').texts['lapsed']);
  });

  it('is not answered for where it has documents for what people ask', () => {
    const dir = shopIn('en-IE');
    const about = '  - id: about-bot\n';
    rewrite(dir, 'agents.yaml', (text) => text.replace(about, `${about}    documents: [about-us]\n`));
    expect(loaded(dir).texts['intent.about-bot']).toBeUndefined();
  });

  it('is told the place of a key that nobody says and of a placeholder that nobody fills', () => {
    const dir = shopIn('it-IT', 'texts:\n  errore: No.\n  lapsed: Scusa, {nome}.\n');
    expect(faultsOf(dir)).toEqual([
      expect.stringMatching(/^conversation\.yaml:\d+ texts\.errore: expected a known key \(did you mean "error"\?\)/u),
      expect.stringMatching(
        /^conversation\.yaml:\d+ texts\.lapsed: expected only the placeholders \{shop\}, got \{nome\}$/u,
      ),
    ]);
  });

  it('is told every sentence that is missing in a language without any of ours', () => {
    const faults = faultsOf(shopIn('nl-NL', 'texts:\n  error: Er ging iets mis.\n'));
    expect(faults).toContainEqual(
      expect.stringMatching(
        /^conversation\.yaml:\d+ texts\.lapsed: expected a sentence for the customer, got nothing$/u,
      ),
    );
    expect(faults.filter((line) => line.includes('texts.error'))).toEqual([]);
  });
});

it.each(CODES)(
  'the doctor and the check of the knowledge find nothing wrong with a shop in "%s" without any',
  async (code) => {
    const dir = shopIn(code);
    const clock = createManualClock();
    const { faults } = await diagnose(
      { configOnly: true, env: { CONFIG_DIR: dir, KNOWLEDGE_DIR: 'knowledge' } },
      { clock },
    );
    expect(faults).toEqual([]);
    const business = loaded(dir);
    const knowledge = await createKnowledge({ dir: 'knowledge', business }, { clock });
    expect(checkKnowledge(knowledge, business).faults).toEqual([]);
  },
);
