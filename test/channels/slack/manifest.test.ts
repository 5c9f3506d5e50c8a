/** An owner pastes the printed manifest into Slack and is done. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { manifestOf, printManifest } from '../../../channels/slack/manifest.ts';

describe('the manifest', () => {
  it('without an address is for Socket Mode', () => {
    const { out, code } = printManifest([]);
    expect(code).toBe(0);
    expect(parse(out)).toMatchObject({ settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } } });
    expect(out).not.toContain('request_url');
  });

  it('with an address is for HTTP, and points at our own path', () => {
    for (const url of ['https://shop.example', 'https://shop.example/']) {
      const { out, code } = printManifest(['--url', url, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        settings: {
          socket_mode_enabled: false,
          interactivity: { request_url: 'https://shop.example/slack/events' },
          event_subscriptions: { request_url: 'https://shop.example/slack/events' },
        },
      });
    }
  });

  it('lets only messages reach us that are meant for the bot, and people write to it', () => {
    const { settings, features, oauth_config: oauth } = manifestOf(undefined);
    expect(settings.event_subscriptions).toEqual({ bot_events: ['app_home_opened', 'app_mention', 'message.im'] });
    expect(features.app_home).toMatchObject({ messages_tab_enabled: true, messages_tab_read_only_enabled: false });
    expect(oauth.scopes.bot).toEqual(expect.arrayContaining(['app_mentions:read', 'im:history', 'im:write']));
    expect(JSON.stringify(oauth)).not.toContain('chat:write.public');
    expect(manifestOf(undefined).display_information.description.length).toBeLessThanOrEqual(140);
  });

  it('offers “Send to customer” on messages, and may write to a person directly', () => {
    const { features, oauth_config: oauth } = manifestOf(undefined);
    expect(features.shortcuts).toContainEqual(
      expect.objectContaining({ name: 'Send to customer', type: 'message', callback_id: 'frontdesk_send' }),
    );
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
    expect(features.app_home.messages_tab_enabled).toBe(true);
    expect(oauth.scopes.bot).toEqual(expect.arrayContaining(['usergroups:read', 'im:write']));
  });

  it('offers /frontdesk, over the socket or at our own path, and a Home', () => {
    const { features, oauth_config: oauth } = manifestOf(undefined);
    const [command] = features.slash_commands;
    expect(command).toMatchObject({ command: '/frontdesk', should_escape: true });
    expect(command).not.toHaveProperty('url');
    for (const verb of ['queue', 'status', 'pause', 'resume', 'receipt']) expect(command?.usage_hint).toContain(verb);
    expect(manifestOf('https://shop.example').features.slash_commands).toEqual([
      expect.objectContaining({ command: '/frontdesk', url: 'https://shop.example/slack/events' }),
    ]);
    expect(features.app_home.home_tab_enabled).toBe(true);
    expect(oauth.scopes.bot).toContain('commands');
  });

  it.each([
    [['--url']],
    [['--url', 'shop.example']],
    [['--url', 'http://shop.example']],
    [['--url', 'https://shop.example/?a=1']],
    [['--url', 'https://a.example', '--url', 'https://b.example']],
    [['https://shop.example']],
    [['--help me']],
  ])('is refused for %j, with what was expected', (args) => {
    const { out, err, code } = printManifest(args);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toMatch(/expected .*got .*\nUsage:/u);
  });

  it('is printed by the command itself', async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['channels/slack/manifest.ts', '--url', 'https://shop.example']);
    expect(parse(stdout)).toMatchObject({ display_information: { name: 'Frontdesk' } });
    await expect(run(process.execPath, ['channels/slack/manifest.ts', '--url'])).rejects.toMatchObject({ code: 2 });
  });
});
