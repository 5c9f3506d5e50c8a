import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { diagnose } from '../../src/doctor.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const ROOT = join(import.meta.dirname, '../..');
const deps = { clock: createManualClock() };
let server: Server;
let url = '';
let dataDir = '';
const asked: string[] = [];
let answers: Record<string, { status: number; body: unknown }> = {};

beforeEach(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { status, body } = answers[(request.url ?? '').split('?')[0] ?? ''] ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  dataDir = await mkdtemp(join(tmpdir(), 'frontdesk-doctor-'));
  asked.length = 0;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dataDir, { recursive: true });
});

const env = () => ({
  CONFIG_DIR: join(ROOT, 'config'),
  KNOWLEDGE_DIR: join(ROOT, 'knowledge'),
  DATA_DIR: dataDir,
  WHATSAPP_ACCESS_TOKEN: 'graph-token',
  WHATSAPP_PHONE_NUMBER_ID: '2001',
  WHATSAPP_APP_SECRET: 'app',
  WHATSAPP_VERIFY_TOKEN: 'verify',
  WHATSAPP_API_URL: `${url}/v25.0`,
  SLACK_BOT_TOKEN: 'xoxb-token',
  SLACK_SIGNING_SECRET: 'sign',
  SLACK_APPROVAL_CHANNEL: 'C1',
  SLACK_API_URL: `${url}/api/`,
});

describe('the doctor', () => {
  it('finds nothing when every platform accepts us', async () => {
    answers = {
      '/v25.0/2001': { status: 200, body: { id: '2001' } },
      '/api/auth.test': { status: 200, body: { ok: true } },
    };
    const { faults } = await diagnose({ configOnly: false, env: env() }, deps);
    expect(faults).toEqual([]);
    expect(asked.toSorted()).toEqual([
      'GET /v25.0/2001?fields=id Bearer graph-token',
      'POST /api/auth.test Bearer xoxb-token',
    ]);
  });

  it('says which platform refuses us and why, without the token', async () => {
    answers = {
      '/v25.0/2001': { status: 401, body: { error: { message: 'Invalid token graph-token' } } },
      '/api/auth.test': { status: 200, body: { ok: false, error: 'invalid_auth' } },
    };
    const { faults } = await diagnose({ configOnly: false, env: env() }, deps);
    expect(faults.map(({ path, got }) => `${path}: ${got}`)).toEqual([
      'WHATSAPP_ACCESS_TOKEN: status 401 Invalid token (hidden)',
      'SLACK_BOT_TOKEN: status 200 invalid_auth',
    ]);
  });

  it('says when nothing answers at all', async () => {
    const { faults } = await diagnose(
      {
        configOnly: false,
        env: { ...env(), WHATSAPP_API_URL: 'http://127.0.0.1:1/v25.0', SLACK_API_URL: 'http://127.0.0.1:1/api' },
      },
      deps,
    );
    expect(faults.map(({ got }) => got)).toEqual([
      expect.stringContaining('no answer'),
      expect.stringContaining('no answer'),
    ]);
  });

  it('calls nobody when only the configuration is to be looked at', async () => {
    const { faults } = await diagnose({ configOnly: true, env: env() }, deps);
    expect(faults).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('lists faults of variables, and of folders that are not there', async () => {
    expect((await diagnose({ configOnly: true, env: { PORT: 'x' } }, deps)).faults.map(({ path }) => path)).toEqual([
      'PORT',
    ]);
    const { faults } = await diagnose(
      { configOnly: true, env: { CONFIG_DIR: '/nowhere', KNOWLEDGE_DIR: '/nowhere' } },
      deps,
    );
    expect(faults.map(({ path }) => path)).toEqual(['business.yaml', 'agents.yaml', 'conversation.yaml', '/nowhere']);
  });

  it.each([
    ['that nobody answers', '127.0.0.1:1/shop', '127.0.0.1:1 to answer and let us in', /ECONNREFUSED/],
    ['that no host stands in it', '', 'mongodb://NAME:PASSWORD@HOST:PORT/DATABASE', /not shown/],
  ])('says of the shared store %s, without the password', async (_what, host, expected, got) => {
    const asking = { ...env(), MONGODB_URI: `mongodb://shop:hunter2${host && `@${host}`}` };
    const { faults } = await diagnose({ configOnly: false, env: asking }, deps);
    const [fault, ...others] = faults.filter(({ path }) => path === 'MONGODB_URI');
    expect(fault).toMatchObject({ expected: expect.stringContaining(expected), got: expect.stringMatching(got) });
    expect(others).toEqual([]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('says that the browser of the shop’s own phone is not there', async () => {
    const phone = { ...env(), WHATSAPP_WEB: '1', CHROMIUM_PATH: join(dataDir, 'no-chromium') };
    const { faults } = await diagnose({ configOnly: false, env: phone }, deps);
    expect(faults).toContainEqual(
      expect.objectContaining({ path: 'CHROMIUM_PATH', expected: 'a Chromium that we may start' }),
    );
    const there = { ...phone, CHROMIUM_PATH: process.execPath };
    const fine = await diagnose({ configOnly: false, env: there }, deps);
    expect(fine.faults.filter(({ path }) => path === 'CHROMIUM_PATH')).toEqual([]);
  });

  it('says that the data folder cannot be written', async () => {
    const { faults } = await diagnose(
      {
        configOnly: false,
        env: {
          CONFIG_DIR: join(ROOT, 'config'),
          KNOWLEDGE_DIR: join(ROOT, 'knowledge'),
          DATA_DIR: join(ROOT, 'package.json/data'),
        },
      },
      deps,
    );
    expect(faults).toEqual([expect.objectContaining({ got: 'ENOTDIR' })]);
  });

  it('names a step of the escalation whose channel is not on', async () => {
    const dir = join(dataDir, 'config');
    await cp(join(ROOT, 'config'), dir, { recursive: true });
    const file = join(dir, 'business.yaml');
    const text = await readFile(file, 'utf8');
    const phones = "approvers: []\n  phones: [{ id: U1, name: Aoife, phone: '+353 86 111 2222' }]";
    await writeFile(file, text.replace('approvers: []', phones).replace('how: thread }', 'how: telefax, who: [U1] }'));
    const { faults } = await diagnose({ configOnly: false, env: { ...env(), CONFIG_DIR: dir } }, deps);
    const fault = faults.find((one) => one.path === 'approvals.escalation.0.how');
    expect(fault).toMatchObject({ expected: expect.stringContaining('whatsapp'), got: '"telefax"' });
    await writeFile(file, text.replace('approvers: []', phones).replace('how: thread }', 'how: whatsapp, who: [U1] }'));
    const mended = await diagnose({ configOnly: false, env: { ...env(), CONFIG_DIR: dir } }, deps);
    expect(mended.faults.map(({ path }) => path)).not.toContain('approvals.escalation.0.how');
  });
});
