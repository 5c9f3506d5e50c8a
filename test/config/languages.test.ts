/** The languages that the shipped shop speaks: nothing is left in English, and what an owner writes wrongly is told. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { spokenFile, untranslated } from '../../src/business-config/spoken.ts';
import { loadBusiness } from '../../src/business-config.ts';
import { diagnose } from '../../src/doctor.ts';
import { TONGUES } from '../../src/tongues/list.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

function shop(dir = 'config') {
  const loaded = loadBusiness(dir);
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  return loaded.business;
}

function withFile(change: (text: string) => string): string {
  const dir = mkdtempSync(join(tmpdir(), 'frontdesk-languages-'));
  cpSync('config', dir, { recursive: true });
  const file = join(dir, 'languages', 'es.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return dir;
}

describe('the languages of the shipped shop', () => {
  const codes = TONGUES.map(({ code }) => code);

  it('are all that there are words for', () => {
    expect(Object.keys(shop().spoken ?? {}).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s has every sentence, intent, service and offer', (code) => {
    const file = spokenFile.parse(parse(readFileSync(`config/languages/${code}.yaml`, 'utf8')));
    const own = parse(readFileSync('config/conversation.yaml', 'utf8')) as { texts: Record<string, string> };
    expect(untranslated(shop(), file, own.texts)).toEqual([]);
  });

  it.each(codes)('%s has the same placeholders as the sentences of the shop', (code) => {
    const own = shop();
    const placeholders = (text = '') => [...text.matchAll(/\{\w+\}/gu)].map(String).sort();
    const said = own.spoken?.[code]?.texts ?? {};
    const different = Object.keys(own.texts).filter(
      (key) => placeholders(said[key]).join() !== placeholders(own.texts[key]).join(),
    );
    expect(different).toEqual([]);
  });
});

describe('a language file with a mistake', () => {
  it('is told with the line of the mistake', () => {
    const loaded = loadBusiness(
      withFile((text) => text.replace('  opening-hours: Horario', '  opening-hour: Horario')),
    );
    expect(loaded).toMatchObject({
      faults: [{ path: expect.stringMatching(/^languages\/es\.yaml:\d+ labels\.opening-hour$/) }],
    });
  });

  it('is told where a sentence has a placeholder that nobody fills', () => {
    const loaded = loadBusiness(withFile((text) => text.replace('He anotado el {when}', 'He anotado el {cuando}')));
    expect(loaded).toMatchObject({
      faults: [
        { path: expect.stringMatching(/^languages\/es\.yaml:\d+ texts\.booking\.askServiceFor$/), got: '{cuando}' },
      ],
    });
  });
});

describe("an owner's own words that a language file leaves out", () => {
  it('are named by the doctor, who finds nothing wrong', async () => {
    const dir = withFile((text) => text.replace(/ {2}(?:rejected|opening-hours): [^\n]*\n/gu, ''));
    const env = { CONFIG_DIR: dir, KNOWLEDGE_DIR: 'knowledge' };
    const { faults, notes } = await diagnose({ configOnly: true, env }, { clock: createManualClock() });
    expect(faults).toEqual([]);
    expect(notes).toEqual([
      'languages/es.yaml: your own words are not translated for labels.opening-hours, examples.opening-hours, texts.rejected',
    ]);
  });
});
