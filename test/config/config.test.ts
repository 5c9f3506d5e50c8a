import { describe, expect, it } from '@jest/globals';
import { type Environment, loadConfig } from '../../src/config.ts';
import { faultLine } from '../../src/fault.ts';

const WHATSAPP = {
  WHATSAPP_ACCESS_TOKEN: 'EAAsecret',
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_APP_SECRET: 'appsecret',
  WHATSAPP_VERIFY_TOKEN: 'verifysecret',
};
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-secret', SLACK_SIGNING_SECRET: 'signsecret', SLACK_APPROVAL_CHANNEL: 'C0123' };

function faultsOf(env: Environment): readonly string[] {
  const loaded = loadConfig(env);
  return 'faults' in loaded ? loaded.faults.map(faultLine) : [];
}

function configOf(env: Environment) {
  const loaded = loadConfig(env);
  if ('faults' in loaded) throw new Error(loaded.faults.map(faultLine).join('\n'));
  return loaded.config;
}

describe('starting with nothing set', () => {
  it('runs everything embedded', () => {
    expect(configOf({})).toMatchObject({
      port: 3000,
      dataDir: './data',
      configDir: './config',
      knowledgeDir: './knowledge',
      logLevel: 'info',
      roles: ['web', 'worker', 'scheduler'],
    });
  });

  it('counts an empty value as absent', () => {
    expect(configOf({ PORT: '', WHATSAPP_ACCESS_TOKEN: ' ', SLACK_BOT_TOKEN: '' }).whatsapp).toBeUndefined();
  });

  it('says which parts are off and what would turn them on', () => {
    const lines = configOf({}).describe().join('\n');
    for (const part of ['WhatsApp: off (set WHATSAPP_ACCESS_TOKEN', 'Slack: off', 'language: local', 'store: embedded'])
      expect(lines).toContain(part);
  });
});

describe('an owner who connects a platform', () => {
  it('gets it with the address that was set, without a slash at the end', () => {
    expect(configOf({ ...WHATSAPP, WHATSAPP_API_URL: 'http://127.0.0.1:4000/v25.0/' }).whatsapp).toMatchObject({
      apiUrl: 'http://127.0.0.1:4000/v25.0',
      accessToken: 'EAAsecret',
    });
    expect(configOf({ ...SLACK }).slack).toEqual({
      botToken: 'xoxb-secret',
      signingSecret: 'signsecret',
      approvalChannel: 'C0123',
    });
    expect(configOf({ WHATSAPP_WEB: '1', CHROMIUM_ARGS: '--no-sandbox  --headless' }).whatsappWeb).toEqual({
      chromiumArgs: ['--no-sandbox', '--headless'],
    });
    const quoted = `--host-resolver-rules="MAP web.whatsapp.com 127.0.0.1:4000" --headless`;
    expect(configOf({ WHATSAPP_WEB: '1', CHROMIUM_ARGS: quoted }).whatsappWeb?.chromiumArgs).toEqual([
      '--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:4000',
      '--headless',
    ]);
    expect(configOf({ FRONTDESK_ROLES: 'worker, web' }).roles).toEqual(['web', 'worker']);
  });

  it('never sees a secret in the description', () => {
    const lines = configOf({
      ...WHATSAPP,
      ...SLACK,
      CONSOLE_TOKEN: 'consolesecret',
      OPENAI_API_KEY: 'sk-secret',
      MONGODB_URI: 'mongodb://u:dbsecret@h/db',
    })
      .describe()
      .join('\n');
    expect(lines).not.toMatch(/secret/u);
  });

  it('hears by name what a half-set group lacks', () => {
    expect(faultsOf({ WHATSAPP_ACCESS_TOKEN: 'a', WHATSAPP_APP_SECRET: 'b' })).toEqual([
      'WHATSAPP_PHONE_NUMBER_ID: expected a value, because WHATSAPP_ACCESS_TOKEN and WHATSAPP_APP_SECRET is set, got nothing',
      'WHATSAPP_VERIFY_TOKEN: expected a value, because WHATSAPP_ACCESS_TOKEN and WHATSAPP_APP_SECRET is set, got nothing',
    ]);
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1' }).map((line) => line.split(':')[0])).toEqual([
      'SLACK_APPROVAL_CHANNEL',
      'SLACK_SIGNING_SECRET',
    ]);
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APPROVAL_CHANNEL: 'C1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual(
      [],
    );
    expect(
      faultsOf({ SLACK_APPROVAL_CHANNEL: 'C1', SLACK_SIGNING_SECRET: 's' }).map((line) => line.split(':')[0]),
    ).toEqual(['SLACK_BOT_TOKEN']);
  });

  it('hears about every wrong value at once, and no fault repeats a secret', () => {
    const faults = faultsOf({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      MONGODB_URI: 'postgres://u:hunter2@h/db',
      OPENAI_BASE_URL: 'localhost:1234',
      FRONTDESK_ROLES: 'web,cook',
      WHATSAPP_WEB: 'yes please',
      ...WHATSAPP,
      WHATSAPP_PHONE_NUMBER_ID: '+353 20 910 1234',
      ...SLACK,
      SLACK_BOT_TOKEN: 'xapp-hunter2',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://u:hunter2@otel.example',
    });
    expect(faults.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'FRONTDESK_ROLES',
      'LOG_LEVEL',
      'MONGODB_URI',
      'OPENAI_BASE_URL',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'PORT',
      'SLACK_BOT_TOKEN',
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_WEB',
    ]);
    expect(faults.join('\n')).not.toContain('hunter2');
  });

  it('hears about a mistyped name', () => {
    expect(faultsOf({ WHATSAPP_ACESS_TOKEN: 'a' })).toEqual([
      'WHATSAPP_ACESS_TOKEN: expected a known name (did you mean WHATSAPP_ACCESS_TOKEN?), got a name that nothing reads',
    ]);
  });
});
