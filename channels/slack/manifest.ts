/** `npm run slack:manifest [-- --url https://...]`: prints the app manifest to paste at api.slack.com/apps. */
import { stringify } from 'yaml';

const PATH = '/slack/events';

/** With a public address: HTTP mode; without: Socket Mode. */
export function manifestOf(url: string | undefined) {
  const request = url === undefined ? {} : { request_url: `${url.replace(/\/+$/u, '')}${PATH}` };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: { name: 'Frontdesk', description: 'Approve, edit or take over replies to customers', background_color: '#1f6b4a' },
    features: {
      bot_user: { display_name: 'frontdesk', always_online: true },
      app_home: { home_tab_enabled: false, messages_tab_enabled: false },
    },
    oauth_config: { scopes: { bot: ['chat:write', 'channels:history', 'groups:history', 'users:read'] } },
    settings: {
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

function main(args: readonly string[]): number {
  const url = args[0] === '--url' ? args[1] : undefined;
  const fine = args.length === 0 || (args.length === 2 && url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:');
  if (!fine) {
    process.stderr.write(`Expected nothing (Socket Mode) or --url https://your.address (HTTP), got: ${args.join(' ')}\n`);
    return 2;
  }
  process.stdout.write(stringify(manifestOf(url)));
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
