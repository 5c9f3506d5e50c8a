import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCalendarAccess } from '../../src/calendar-key.ts';
import type { Business } from '../../src/domain/business.ts';
import { faultLine } from '../../src/fault.ts';
import { testShop } from '../fixtures/business.ts';

const dir = mkdtempSync(join(tmpdir(), 'frontdesk-key-'));
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const good = { type: 'service_account', client_email: 'bot@project.example', private_key: privateKey };
const named: Business = {
  ...testShop,
  staff: testShop.staff.map((one) => ({ ...one, calendar: `${one.id}@x.example` })),
};

function file(content: unknown): string {
  const path = join(dir, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function load(env: Record<string, string>, shop = named) {
  const loaded = loadCalendarAccess((name) => env[name], shop);
  return 'faults' in loaded ? loaded.faults.map(faultLine).join('\n') : loaded.access;
}

describe('the way to staff’s own calendars', () => {
  it('is off without a key and without calendars', () => {
    expect(load({}, testShop)).toBeUndefined();
  });

  it('is on with both', () => {
    expect(load({ GOOGLE_CALENDAR_KEY_FILE: file(good) })).toMatchObject({
      key: { email: 'bot@project.example', tokenUrl: 'https://oauth2.googleapis.com/token' },
      apiUrl: 'https://www.googleapis.com/calendar/v3',
    });
  });

  it.each([
    ['calendars without a key', {}, named, /KEY_FILE: expected the key file.*got nothing/],
    [
      'a key without calendars',
      { GOOGLE_CALENDAR_KEY_FILE: 'x' },
      testShop,
      /expected a calendar: for one of the staff/,
    ],
    ['no such file', { GOOGLE_CALENDAR_KEY_FILE: join(dir, 'none') }, named, /a file that can be read.*ENOENT/],
    ['a file of something else', { GOOGLE_CALENDAR_KEY_FILE: file('hello') }, named, /no JSON/],
    [
      'a key of another kind',
      { GOOGLE_CALENDAR_KEY_FILE: file({ ...good, type: 'authorized_user' }) },
      named,
      /wrong or missing: type/,
    ],
    [
      'half a key',
      { GOOGLE_CALENDAR_KEY_FILE: file({ ...good, private_key: 'SECRET' }) },
      named,
      /wrong or missing: private_key$/,
    ],
    [
      'an address that is none',
      { GOOGLE_CALENDAR_KEY_FILE: 'x', GOOGLE_CALENDAR_API_URL: 'googleapis' },
      named,
      /API_URL: expected an address/,
    ],
  ] as const)('says what is wrong: %s', (_what, env, shop, fault) => {
    const said = load({ ...env }, shop);
    expect(said).toMatch(fault);
    expect(said).not.toMatch(/SECRET/);
  });
});
