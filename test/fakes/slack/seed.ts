/** The workspace the tests play in: two members of staff, one guest, one stranger, and our app with its scopes. */
export const TEAM = 'T000000001';
export const APP = 'A0FD';
export const BOT = 'B0FD';
export const BOT_USER = 'U0FD';
export const SIGNING_SECRET = 'test-signing-secret';
export const BOT_TOKEN = 'xoxb-frontdesk';
export const APP_TOKEN = 'xapp-frontdesk';
/** May post, and nothing else. */
export const POST_ONLY_TOKEN = 'xoxb-post-only';
/** The tests' own eyes. */
export const DRIVER_TOKEN = 'xoxb-driver';
export const ROOM = 'approvals';

/** What staff write with their own hands. */
export const STAFF_TOKENS = { alice: 'xoxp-alice', bob: 'xoxp-bob' } as const;

const BOT_SCOPES = [
  ...['chat:write', 'channels:history', 'groups:history', 'channels:read', 'groups:read', 'users:read'],
  ...['usergroups:read', 'im:write', 'im:history', 'app_mentions:read', 'files:write', 'commands'],
];
const bot = { type: 'bot', user_id: BOT_USER, bot_id: BOT, app_id: APP };

export const seed = {
  slack: {
    team: { name: 'Shop', domain: 'shop' },
    signing_secret: SIGNING_SECRET,
    strict_scopes: true,
    users: [
      { name: 'alice', real_name: 'Alice' },
      { name: 'bob', real_name: 'Bob' },
      { name: 'eve', real_name: 'Eve' },
    ],
    channels: [{ name: ROOM }],
    oauth_apps: [
      {
        app_id: APP,
        client_id: '1.2',
        client_secret: 'x',
        name: 'Frontdesk',
        redirect_uris: ['http://127.0.0.1/cb'],
        bot_id: BOT,
        bot_user_id: BOT_USER,
        bot_name: 'frontdesk',
        scopes: BOT_SCOPES,
      },
    ],
    tokens: [
      { token: BOT_TOKEN, ...bot, bot_user_id: BOT_USER, scopes: BOT_SCOPES },
      { token: POST_ONLY_TOKEN, ...bot, scopes: ['chat:write', 'users:read'] },
      {
        token: DRIVER_TOKEN,
        ...bot,
        scopes: ['chat:write', 'channels:history', 'channels:read', 'users:read', 'im:history', 'im:read'],
      },
      { token: STAFF_TOKENS.alice, type: 'user', user: 'alice', scopes: ['chat:write'] },
      { token: STAFF_TOKENS.bob, type: 'user', user: 'bob', scopes: ['chat:write'] },
    ],
  },
};
