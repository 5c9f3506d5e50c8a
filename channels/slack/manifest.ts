/**
 * `npm run slack:manifest -- [--url https://...] [--json]`: prints the app manifest to paste at api.slack.com/apps. It asks for no
 * more than is used: of the workspace's messages only those that are meant for the bot reach us, sent to it directly
 * or calling it by name.
 */
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { SEND_SHORTCUT } from './send-shortcut.ts';

const PATH = '/slack/events';
const SCOPES = [
  'chat:write', // cards, lines, hints
  'files:write', // the code to link the shop's own phone
  'channels:history', // find a card again after a lost answer
  'groups:history',
  'channels:read', // turn the channel's name into its id
  'groups:read',
  'users:read', // names, and who is a guest
  'usergroups:read', // the group that may decide, when there is one
  'im:write', // the last step of an escalation and every answer: a message to one person
  'im:history', // direct messages to the bot
  'app_mentions:read', // messages that call it by name
  'commands', // /frontdesk
];

/** With a public address (https, without a trailing slash): HTTP mode. Without: Socket Mode. */
export function manifestOf(url: string | undefined) {
  const request = url === undefined ? {} : { request_url: `${url}${PATH}` };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Frontdesk',
      description: 'Approve, edit or take over replies to customers',
      background_color: '#1f4d3a',
    },
    features: {
      bot_user: { display_name: 'frontdesk', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: [
        {
          command: '/frontdesk',
          ...(url === undefined ? {} : { url: `${url}${PATH}` }),
          description: 'The queue, today, the switch for all sending, and receipts',
          usage_hint: 'queue | status | pause [why] | resume | unlatch | receipt <customer>',
          should_escape: true,
        },
      ],
      shortcuts: [
        {
          name: 'Send to customer',
          type: 'message' as const,
          callback_id: SEND_SHORTCUT,
          description: 'Write these words to the customer',
        },
      ],
    },
    oauth_config: { scopes: { bot: SCOPES } },
    settings: {
      interactivity: { is_enabled: true, ...request },
      event_subscriptions: { ...request, bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

const USAGE = 'Usage: npm run slack:manifest -- [--url https://your.address] [--json]\nWithout --url: Socket Mode.';

/** What to print and the exit code: 2 when the arguments make no sense. */
export function printManifest(args: readonly string[]): { out: string; err: string; code: number } {
  let url: string | undefined;
  let json = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === '--json') json = true;
    else if (arg === '--url' && url === undefined) {
      url = publicAddress(args[++index]);
      if (url === undefined)
        return refusal(`--url: expected an https:// address without ? or #, got ${args[index] ?? 'nothing'}`);
    } else return refusal(`expected --url or --json, got ${arg}`);
  }
  const manifest = manifestOf(url);
  return { out: json ? `${JSON.stringify(manifest, undefined, 2)}\n` : stringify(manifest), err: '', code: 0 };
}

function refusal(what: string) {
  return { out: '', err: `slack:manifest: ${what}\n${USAGE}\n`, code: 2 };
}

function publicAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, search, hash, username, origin, pathname } = new URL(text);
  if (protocol !== 'https:' || search || hash || username) return undefined;
  return `${origin}${pathname.replace(/\/+$/u, '')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { out, err, code } = printManifest(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
}
