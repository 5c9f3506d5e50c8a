/** The file for a spreadsheet: every lead, in any script, and nothing that a spreadsheet would run. */

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Lead } from '../../src/leads/lead.ts';
import { leadsAsCsv } from '../../src/leads/lead-csv.ts';
import { leadsCommand } from '../../src/leads/leads-command.ts';
import { createWorld, shop, type World } from '../scenarios/world.ts';

const LEAD: Lead = {
  id: 'c.l1',
  customerId: 'k',
  conversationId: 'c',
  channel: 'web',
  offerId: 'tour',
  offerName: 'Guided tour',
  status: 'new',
  answers: {},
  createdAt: Date.parse('2026-11-23T10:00:00Z'),
  changedAt: Date.parse('2026-11-23T10:00:00Z'),
  history: [],
};
const rows = (csv: string) => parse(csv, { columns: true, bom: true }) as Record<string, string>[];

describe('the file', () => {
  it.each(['=HYPERLINK("http://x")', '+353', '-1+1', '@SUM(A1)', '\tx', '＝1+1'])('keeps %j as text', (name) => {
    const [row] = rows(leadsAsCsv([{ ...LEAD, name, answers: { place: name } }], shop));
    expect(row).toMatchObject({ customer: `'${name}`, place: `'${name}` });
  });

  it('keeps commas, quotes, new lines and every script', () => {
    const place = 'Galway, "the" docks\nПривет 東京 😀';
    const csv = leadsAsCsv([{ ...LEAD, answers: { place } }], shop);
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(rows(csv)[0]?.['place']).toBe(place);
  });

  it('says times by the clock of the shop', () => {
    const summer = Date.parse('2026-07-01T10:00:00Z');
    expect(rows(leadsAsCsv([{ ...LEAD, changedAt: summer }], shop))[0]).toMatchObject({ changed: '2026-07-01 11:00' });
  });
});

describe('npm run leads', () => {
  let world: World;
  let dir: string;
  let said: string[];
  beforeEach(async () => {
    world = await createWorld();
    dir = mkdtempSync(join(tmpdir(), 'frontdesk-leads-'));
    said = [];
  });
  afterEach(async () => {
    await world.close();
    rmSync(dir, { recursive: true });
  });
  const run = (...args: string[]) => {
    const store = { ...world.store, close: async () => {} };
    const output = { write: (text: string) => void said.push(text) };
    return leadsCommand(args, { business: shop, open: async () => store, output });
  };

  it('writes every lead once, into a new file that only its owner reads', async () => {
    await world.customer('ana').asks('quote for a guided tour for 6 people please');
    const file = join(dir, 'leads.csv');
    expect(await run('export', file)).toBe(0);
    expect(rows(readFileSync(file, 'utf8'))).toEqual([
      expect.objectContaining({ status: 'new', customer: 'ana', offer: 'Guided tour', owner: 'Niamh', people: '6' }),
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await run('export', file)).toBe(1);
    expect(said.join('')).toMatch(/expected a file that does not exist yet/);
  });

  it('leaves out what has not changed since a day', async () => {
    await world.customer('ana').asks('quote for a guided tour for 6 people please');
    expect(await run('export', '--since', '2026-11-24', join(dir, 'none.csv'))).toBe(0);
    expect(await run('export', '--since', '2026-11-23', join(dir, 'one.csv'))).toBe(0);
    expect(said.join('')).toMatch(/^0 leads written.*\n1 leads written/);
  });

  it.each([[[]], [['export']], [['export', '--since', 'soon', 'x.csv']], [['import', 'x.csv']]])(
    'says how it is used when it is called as %j',
    async (args) => {
      expect(await run(...args)).toBe(2);
      expect(said.join('')).toMatch(/^Usage: npm run leads -- export/);
    },
  );
});
