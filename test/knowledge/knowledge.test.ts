import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faultLine } from '../../src/fault.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const business = { locale: 'en-IE', timeZone: 'Europe/Dublin' };
const FRONT = {
  title: 'Hours',
  owner: 'Niamh',
  approvedBy: 'Niamh',
  approvedOn: '2026-11-02',
  reviewBy: '2027-05-01',
  audience: 'customer',
};
const BODY =
  '# Hours\n\n## When are you open?\n\nQuestions: What are your hours? | Opening times?\n\nFrom 9:30 to 18:00.\n';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-knowledge-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

function document(front: Record<string, string | undefined>, body = BODY): string {
  const lines = Object.entries({ ...FRONT, ...front }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  );
  return `---\n${lines.join('\n')}\n---\n\n${body}`;
}

async function load(files: Record<string, string | Uint8Array>, clock = createManualClock()) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dir, name, '..'), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return createKnowledge({ dir, business }, { clock });
}

describe('a customer who asks', () => {
  it('gets the approved words, without the list of questions', async () => {
    const knowledge = await load({ 'hours.md': document({}) });
    const [best] = await knowledge.search('what are your hours', 3);
    expect(best?.passage).toEqual({
      id: 'hours#when-are-you-open',
      documentTitle: 'Hours',
      heading: 'When are you open?',
      text: 'From 9:30 to 18:00.',
      questions: ['What are your hours?', 'Opening times?'],
      approvedBy: 'Niamh',
      approvedOn: '2026-11-02',
      audience: 'customer',
    });
    expect(best?.score).toBeGreaterThan(0.9);
  });

  it.each([
    ['nobody has approved', { approvedBy: undefined }, 'unapproved documents are not spoken'],
    ['has an approval without a name', { approvedBy: '""' }, 'unapproved documents are not spoken'],
    ['was approved on no real day', { approvedOn: '2026-02-31' }, 'a date YYYY-MM-DD'],
    ['does not say whom it is for', { audience: undefined }, 'customer or internal'],
    ['is for somebody unknown', { audience: 'everyone' }, 'customer or internal'],
    ['says something nobody reads', { validuntil: '2026-12-01' }, 'expected validUntil, or nothing'],
  ])('never hears from a document that %s', async (_, front, expected) => {
    const knowledge = await load({ 'hours.md': document(front) });
    expect(await knowledge.search('what are your hours', 3)).toEqual([]);
    expect(knowledge.faults.map(faultLine)).toEqual([expect.stringContaining(expected)]);
  });

  it('never hears what is meant for staff', async () => {
    const knowledge = await load({ 'hours.md': document({ audience: 'internal' }) });
    expect(knowledge.passages).toHaveLength(1);
    expect(await knowledge.search('what are your hours', 3)).toEqual([]);
    expect(await knowledge.search('what are your hours', 3, 'customer')).toEqual([]);
  });

  it('gets the same answer, as sure as before, whatever is written for staff beside it', async () => {
    const alone = await load({ 'hours.md': document({}) });
    const staff = document({ audience: 'internal' }, '## When are your hours?\n\nQuestions: Your hours?\n\nSecret.\n');
    const beside = await load({ 'staff.md': staff });
    expect(beside.passages).toHaveLength(2);
    for (const question of ['what are your hours', 'when is it open', 'hours'])
      expect(await beside.search(question, 3)).toEqual(await alone.search(question, 3));
  });

  it('hears a fact until the end of its last day in the shop, and not after', async () => {
    const clock = createManualClock(Date.parse('2027-06-30T22:59:00Z'));
    const knowledge = await load({ 'hours.md': document({ validUntil: '2027-06-30', reviewBy: '2027-12-01' }) }, clock);
    expect(await knowledge.search('what are your hours', 1)).toHaveLength(1);
    expect(knowledge.notices()).toEqual([]);
    clock.advance(60_000); // midnight in Dublin, an hour before UTC's
    expect(await knowledge.search('what are your hours', 1)).toEqual([]);
    expect(knowledge.notices().map(faultLine)).toEqual([expect.stringContaining('hours.md validUntil')]);
  });

  it('still hears a document whose review is due, and the owner is told', async () => {
    const knowledge = await load({ 'hours.md': document({ reviewBy: '2026-11-22' }) });
    expect(await knowledge.search('what are your hours', 1)).toHaveLength(1);
    expect(knowledge.notices().map(faultLine)).toEqual([
      'hours.md reviewBy: expected a review by Niamh, got due since 2026-11-22',
    ]);
  });

  it('gets nothing for empty words, signs or a wall of text', async () => {
    const knowledge = await load({ 'hours.md': document({}) });
    for (const text of ['', '   ', '???', '😀', 'and the of']) expect(await knowledge.search(text, 3)).toEqual([]);
    expect(await knowledge.search('lorem '.repeat(20_000), 3)).toEqual([]);
  });

  it('is understood with a misspelt word', async () => {
    const knowledge = await load({
      'hours.md': document({}, `${BODY}\n## Do you have parking?\n\nQuestions: Where can I park?\n\nYes.\n`),
    });
    expect((await knowledge.search('do you have parkign', 1))[0]?.passage.heading).toBe('Do you have parking?');
  });
});

describe('a member of staff who asks', () => {
  const HOLIDAYS = '## How many days off do I have?\n\nQuestions: My holidays?\n\nTwenty-five.\n';

  it('gets what is for customers and what is for staff, best first', async () => {
    const files = { 'hours.md': document({}), 'staff.md': document({ audience: 'internal' }, HOLIDAYS) };
    const knowledge = await load(files);
    const found = async (question: string) => (await knowledge.search(question, 3, 'internal'))[0]?.passage.id;
    expect(await found('my holidays')).toBe('staff#how-many-days-off-do-i-have');
    expect(await found('what are your hours')).toBe('hours#when-are-you-open');
    expect(await knowledge.search('my holidays', 3)).toEqual([]);
    expect(
      ['staff#how-many-days-off-do-i-have', 'hours#when-are-you-open', 'gone#x'].map(knowledge.isInternal),
    ).toEqual([true, false, false]);
  });

  it('hears no more than a customer of what nobody has approved or what has expired', async () => {
    const staff = { audience: 'internal', validUntil: '2026-11-22' };
    const unapproved = { audience: 'internal', approvedBy: undefined };
    const knowledge = await load({ 'staff.md': document(staff, HOLIDAYS), 'more.md': document(unapproved) });
    expect(await knowledge.search('my holidays', 3, 'internal')).toEqual([]);
    expect(await knowledge.search('what are your hours', 3, 'internal')).toEqual([]);
    expect(knowledge.isInternal('staff#how-many-days-off-do-i-have')).toBe(true);
  });

  it('finds a document that was opened to customers as soon as it is read again, and so do they', async () => {
    const knowledge = await load({ 'staff.md': document({ audience: 'internal' }, HOLIDAYS) });
    await writeFile(join(dir, 'staff.md'), document({}, HOLIDAYS));
    await knowledge.reload();
    expect(await knowledge.search('my holidays', 1)).toEqual(await knowledge.search('my holidays', 1, 'internal'));
    expect(knowledge.isInternal('staff#how-many-days-off-do-i-have')).toBe(false);
  });
});

describe('an owner who writes documents', () => {
  it('hears of every fault in one list and keeps what is right', async () => {
    const knowledge = await load({
      'good.md': document({}),
      'bare.md': '# No front matter\n',
      'yaml.md': '---\ntitle: "open\n---\n# x\n',
      'bytes.md': new Uint8Array([0x2d, 0xff, 0xfe]),
      'twice.md': document({}, '## A?\n\nOne.\n\n## A?\n\nTwo.\n'),
      'long.md': document({}, `## B?\n\n${'word '.repeat(400)}\n`),
      'empty.md': document({}, '## C?\n\nQuestions: D?\n'),
      'deep/more.md': document({}, '## Deep?\n\nQuestions: Opening times?\n\nYes.\n'),
    });
    expect(knowledge.faults.map(({ path }) => path)).toEqual([
      'bare.md',
      'bytes.md',
      'yaml.md:3',
      'empty.md:10',
      'long.md:10',
      'twice.md:14',
      'good#when-are-you-open',
    ]);
    expect(knowledge.passages.map(({ id }) => id)).toEqual(['deep/more#deep', 'good#when-are-you-open', 'twice#a']);
  });

  it('is told of a file that is too large, without it being indexed', async () => {
    const knowledge = await load({ 'big.md': document({}, `## A?\n\n${'x'.repeat(5_000_001)}`) });
    expect(knowledge.faults).toEqual([expect.objectContaining({ path: 'big.md', expected: 'at most 5000000 bytes' })]);
  });

  it('cannot lead us out of the folder with a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'frontdesk-outside-'));
    await writeFile(join(outside, 'secret.md'), document({}));
    await symlink(join(outside, 'secret.md'), join(dir, 'link.md'));
    expect((await load({})).passages).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it('sees a change answered after a reload, and never a gap while it loads', async () => {
    const knowledge = await load({ 'hours.md': document({}) });
    await writeFile(join(dir, 'hours.md'), document({}, BODY.replace('18:00', '19:00')));
    const reloaded = knowledge.reload();
    expect((await knowledge.search('opening times', 1))[0]?.passage.text).toBe('From 9:30 to 18:00.');
    expect(await reloaded).toEqual({ passages: 1, faults: [] });
    expect((await knowledge.search('opening times', 1))[0]?.passage.text).toBe('From 9:30 to 19:00.');
  });

  it('loses nothing when the folder cannot be read for a moment', async () => {
    const knowledge = await load({ 'hours.md': document({}) });
    await rm(dir, { recursive: true });
    expect((await knowledge.reload()).faults).toEqual([expect.objectContaining({ path: dir })]);
    expect(await knowledge.search('opening times', 1)).toHaveLength(1);
  });

  it('withdraws a document by taking its approval away', async () => {
    const knowledge = await load({ 'hours.md': document({}) });
    await writeFile(join(dir, 'hours.md'), document({ approvedBy: undefined }));
    await knowledge.reload();
    expect(await knowledge.search('opening times', 1)).toEqual([]);
  });
});
