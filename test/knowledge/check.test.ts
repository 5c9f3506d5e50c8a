import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faultLine } from '../../src/fault.ts';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { shop } from '../scenarios/world.ts';

const HEAD = ['title: T', 'owner: Niamh', 'approvedBy: Niamh', 'approvedOn: 2026-11-02', 'reviewBy: 2027-05-01'];
const approved = (body: string, ...more: string[]) =>
  `---\n${[...HEAD, 'audience: customer', ...more].join('\n')}\n---\n\n${body}\n`;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-check-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function check(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  const knowledge = await createKnowledge({ dir, business: shop }, { clock: createManualClock() });
  const { faults, notices } = checkKnowledge(knowledge, shop);
  return { knowledge, faults: faults.map(faultLine), notices: notices.map(faultLine) };
}

describe('an owner who checks the knowledge', () => {
  it('finds nothing to mend in what is shipped', async () => {
    const knowledge = await createKnowledge({ dir: 'knowledge', business: shop }, { clock: createManualClock() });
    expect(checkKnowledge(knowledge, shop).faults).toEqual([]);
  });

  it('is shown two prices of one item, in two documents', async () => {
    const { faults } = await check({
      'a.md': approved('## Tubeless setup?\n\nA tubeless setup costs €40. We do it while you wait.'),
      'b.md': approved('## What do you charge?\n\nA chain clean is €12, a tubeless setup €45.'),
    });
    expect(faults).toEqual(['b#what-do-you-charge: expected one price for it: a#tubeless-setup says €40, got €45']);
  });

  it('is shown a price that is not the one customers book at', async () => {
    const { faults } = await check({ 'a.md': approved('## Full service?\n\nA full service costs €109.') });
    expect(faults).toEqual([
      expect.stringMatching(/a#full-service: expected one price for it: services in the config/),
    ]);
  });

  it.each([
    ['A tubeless setup: 45€.', 'A tubeless setup costs EUR 49.00.'],
    ['The tubeless setup is EUR 45.00.', 'For a tubeless setup we charge 49 euro.'],
    ['Our tubeless setup costs forty-five euros.', '- Tubeless setup: €49\n- Chain clean: €12'],
    ['We charge €45 for a tubeless setup.', 'Tubeless setup – 49 EUR'],
    ['A chain clean is 12 EUR, a tubeless setup 45.00 €.', 'The tubeless setup costs forty-nine euro.'],
  ])('is shown two prices however they are written: %s %s', async (one, other) => {
    const { faults } = await check({ 'a.md': approved(`## A?\n\n${one}`), 'b.md': approved(`## B?\n\n${other}`) });
    expect(faults).toEqual([expect.stringContaining('b#b: expected one price for it: a#a says')]);
    const same = other.replace(/49|forty-nine/gu, '45');
    expect((await check({ 'b.md': approved(`## B?\n\n${same}`) })).faults).toEqual([]);
  });

  it.each([
    ['We are open Monday to Friday from 9 am to 5 pm.', 'Monday, Tuesday, Wednesday, Thursday, Friday'],
    ['Open Mon-Wed 9:30-19:00.', 'Monday, Tuesday, Wednesday'],
    ['On Sunday we are open from 12 to 4 pm.', 'Sunday'],
    ['We are closed on Saturday and Sunday.', 'Saturday'],
    ['Opening hours: weekdays 9.30-13.00 and 14.00-18.00.', 'Monday, Tuesday, Wednesday, Thursday, Friday'],
  ])('is shown opening hours that are not those of the config: %s', async (said, days) => {
    const { faults } = await check({ 'a.md': approved(`## When?\n\n${said}`) });
    expect(faults).toEqual([
      expect.stringContaining(`a#when: expected the same opening hours on ${days}: openingHours`),
    ]);
  });

  it('is shown two opening hours in two documents, and nothing where a reason stands', async () => {
    const told = async (files: Record<string, string>) => {
      for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
      const knowledge = await createKnowledge({ dir, business: shop }, { clock: createManualClock() });
      return checkKnowledge(knowledge).faults.map(faultLine); // a shop whose config cannot be read
    };
    expect(
      await told({
        'a.md': approved('## When?\n\nWe are open Tuesday to Friday from 10:00 to 18:00, on Thursday until 20:00.'),
        'b.md': approved('## Late?\n\nWe are open on Thursday from 10 am to 8 pm. On Friday we are open 10-18.'),
        'c.md': approved('## Christmas hours?\n\nWe are open on Friday from 9 to 12.'),
        'd.md': approved('## Workshop?\n\nThe mechanic is there Tuesday to Friday from 8:00 to 12:00.'),
      }),
    ).toEqual([]);
    expect(await told({ 'e.md': approved('## Fridays?\n\nOn Friday we are open from 10:00 to 17:00.') })).toEqual([
      'e#fridays: expected the same opening hours on Friday: a#when says 10:00 to 18:00, got 10:00 to 17:00',
    ]);
  });

  it('hears nothing of prices that differ for a reason', async () => {
    const { faults } = await check({
      'a.md': approved(
        '## City bikes?\n\nA city bike costs €25 a day and €110 a week. A city bike costs from €19 in winter.',
      ),
      'b.md': approved('## Trailers?\n\nA child trailer costs €25 a day. Delivery is €5, over €80 it is €0.'),
    });
    expect(faults).toEqual([]);
  });

  it('is shown the same answer twice, and links that lead nowhere', async () => {
    const { faults } = await check({
      'a.md': approved('## Parking?\n\nPark in the yard. See [hours](b.md#closed) or [the map](deep/map.md).'),
      'b.md': approved(
        '## Cars?\n\nSee [parking](a.md#parking) and [us](https://harbourcycles.example).\n\n## Vans?\n\nPark in the yard.',
      ),
      'c.md': approved('## Lorries?\n\nPark in the yard!'),
    });
    expect(faults).toEqual([
      'c#lorries: expected an answer that is not also under b#vans, got the same words twice',
      'a.md:12: expected a heading of b.md, got b.md#closed',
      'a.md:12: expected a link to a document of this folder that is approved, got deep/map.md',
    ]);
  });

  it('is told of drafts, and they are never spoken', async () => {
    const { knowledge, faults, notices } = await check({
      'drafts/malta.md':
        '---\ntitle: Malta\ndraft: true\nimportedFrom: a question\n---\n\n## Do you ship to Malta?\n\nYes, for €12.\n',
    });
    expect(faults).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('drafts/malta.md: expected an approval')]);
    expect(await knowledge.search('do you ship to Malta', 3, 'internal')).toEqual([]);
    expect(knowledge.drafts).toEqual([
      expect.objectContaining({ file: 'drafts/malta', title: 'Malta', importedFrom: 'a question' }),
    ]);
  });

  it('may end a single fact earlier than its document, and name who knows', async () => {
    const { knowledge, faults } = await check({
      'a.md': approved(
        '## Autumn offer?\n\nValid until: 2026-11-22 (Aoife)\n\nLights are €10.\n\n## Spring offer?\n\nBells are €5.',
      ),
      'b.md': approved('## Never?\n\nValid until: soon\n\nHats are €5.'),
    });
    expect(faults).toEqual(['b.md:10: expected Valid until: YYYY-MM-DD (owner), got "soon"']);
    expect((await knowledge.search('autumn offer', 1)).map(({ passage }) => passage.id)).not.toContain(
      'a#autumn-offer',
    );
    expect((await knowledge.search('spring offer', 1))[0]?.passage.text).toBe('Bells are €5.');
  });

  it('keeps the old answer while an approved document is broken, and says so', async () => {
    const { knowledge } = await check({ 'a.md': approved('## Parking?\n\nIn the yard.') });
    await writeFile(join(dir, 'a.md'), approved('## Parking?\n\nIn the street.', 'colour: blue'));
    expect((await knowledge.reload()).faults.map(faultLine)).toEqual([expect.stringContaining('a.md colour')]);
    expect((await knowledge.search('parking', 1))[0]?.passage.text).toBe('In the yard.');
    await writeFile(join(dir, 'a.md'), approved('## Parking?\n\nIn the street.'));
    await knowledge.reload();
    expect((await knowledge.search('parking', 1))[0]?.passage.text).toBe('In the street.');
    await writeFile(join(dir, 'a.md'), approved('## Parking?\n\nIn the yard.', 'draft: true'));
    await knowledge.reload();
    expect(await knowledge.search('parking', 1)).toEqual([]);
  });
});
