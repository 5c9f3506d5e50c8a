/**
 * The link over the real library and a real Chromium. Every call has a deadline, every failure is an event or a
 * rejected promise, and closing ends the browser whatever state it is in.
 */
import { mkdir } from 'node:fs/promises';
import type { Message } from 'whatsapp-web.js';
import type { Clock } from '../../src/ports.ts';
import { memoryOf } from './browser-memory.ts';
import { closeBrowser } from './close-browser.ts';
import { asError, GuardedClient, keptSession } from './guarded-client.ts';
import type { Link, LinkEvent, OpenLink } from './link.ts';
import type { Log } from './log.ts';
import { pulseOf } from './page-pulse.ts';
import { freeProfile, profileDir } from './profile.ts';
import { correctionOf, phoneMessageOf, reactionOf, ringingOf } from './read-message.ts';
import { within } from './within.ts';

export interface BrowserConfig {
  /** Where the session is kept. */
  readonly sessionDir: string;
  readonly chromiumPath: string;
  readonly chromiumArgs: readonly string[];
}

const CALL_MS = 15_000;
/** A large account lists its chats slowly. */
const CHATS_MS = 60_000;
const DOWNLOAD_MS = 30_000;
const TYPING_MS = 3_000;
const RECENT_MS = 10 * 60_000;
/** A machine that has just been switched on takes its time. */
const LAUNCH_MS = 60_000;

export function createOpenLink(config: BrowserConfig, { clock, log }: { clock: Clock; log: Log }): OpenLink {
  return (hear) => openLink(config, hear, clock, log);
}

function openLink(config: BrowserConfig, hear: (event: LinkEvent) => void, clock: Clock, log: Log): Link {
  let closed = false;
  const openedAt = clock.now();
  let starting: Promise<void> | undefined;
  const say = (event: LinkEvent) => {
    if (!closed) hear(event);
  };
  const gone = (why: string) => say({ kind: 'gone', why });
  const client = new GuardedClient({
    authStrategy: keptSession(config.sessionDir),
    webVersionCache: { type: 'none' },
    authTimeoutMs: 60_000,
    puppeteer: {
      executablePath: config.chromiumPath,
      headless: true,
      args: [...config.chromiumArgs],
      handleSIGINT: false, // we close it ourselves, after running work
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: LAUNCH_MS,
      protocolTimeout: 120_000,
    },
  });
  client.onInjectFailed = (error) => gone(`the page was loaded anew and did not come back: ${error.message}`);
  client.on('qr', (code) => say({ kind: 'qr', code }));
  client.on('loading_screen', () => say({ kind: 'progress' }));
  client.on('authenticated', () => say({ kind: 'progress' }));
  client.on('auth_failure', (why) => gone(why));
  client.on('ready', () => say({ kind: 'ready', account: client.info.wid.user, name: client.info.pushname }));
  client.on('disconnected', (why) => {
    if (String(why) === 'LOGOUT') say({ kind: 'logged-out' });
    else gone(`WhatsApp ended the connection (${why})`);
  });
  client.on('message_create', (message) => {
    const read = phoneMessageOf(message);
    if (read) say({ kind: 'message', message: read });
  });
  // A message that never could be decrypted still is one that somebody wrote.
  client.on('message_ciphertext_failed', (message: Message) => {
    const read = phoneMessageOf(message);
    if (read) say({ kind: 'message', message: { ...read, type: 'ciphertext-failed' } });
  });
  client.on('message_edit', (message, words, before) => {
    const correction = correctionOf(message, String(words ?? ''), String(before ?? ''));
    if (correction) say({ kind: 'message', message: correction });
  });
  client.on('message_reaction', (reaction) => {
    const message = reactionOf(reaction);
    // When it syncs, the page tells of old ones too.
    if (message && message.at >= openedAt - RECENT_MS) say({ kind: 'message', message });
  });
  client.on('call', (call) => {
    const ringing = ringingOf(call, clock.now());
    if (ringing) say({ kind: 'ringing', ...ringing });
  });
  client.on('message_ack', (message, ack) => {
    if (message.fromMe) say({ kind: 'ack', id: message.id.id, ack });
  });

  const call = <T>(what: string, work: () => Promise<T>, ms = CALL_MS) => {
    if (closed || !client.pupPage) return Promise.reject(new Error(`${what}: the browser is not running`));
    return within(Promise.resolve().then(work), ms, what, clock);
  };

  /** A browser that dies tells the library nothing: we listen to it ourselves, from the moment it is there. */
  client.onLaunched = (browser, page) => {
    if (closed) throw new Error('closed while it was started');
    const news = (why: string) => () => {
      if (!client.ending) gone(why);
    };
    browser.on('disconnected', news('the browser has ended'));
    page.on('error', news('the page has crashed'));
    page.on('close', news('the page was closed'));
  };

  async function start(): Promise<void> {
    await mkdir(config.sessionDir, { recursive: true, mode: 0o700 }); // whoever can read it can write as the shop
    await freeProfile(profileDir(config.sessionDir), log);
    if (closed) return;
    try {
      await client.initialize();
    } catch (error) {
      throw readable(asError(error), config);
    } finally {
      if (closed) await end();
    }
  }

  const end = () => closeBrowser(client.pupBrowser?.process(), () => client.destroy(), { clock, log });

  return {
    start() {
      starting = start();
      return starting;
    },
    async close() {
      closed = true;
      await end();
      // A start that was under way ends by itself, at the latest when its browser is there.
      if (starting !== undefined) await within(starting, LAUNCH_MS, 'starting the browser', clock).catch(() => {});
    },
    async send(chatId, text) {
      const sent = await call('sending', () =>
        client.sendMessage(chatId, text, { sendSeen: false, linkPreview: false }),
      );
      return sent?.id.id as string | undefined; // undefined for a number nobody has, whatever the types say
    },
    async showTyping(chatId) {
      const inPage = `window.WWebJS.sendChatstate('typing', ${JSON.stringify(chatId)})`;
      await call('showing that we write', async () => void (await client.pupPage?.evaluate(inPage)), TYPING_MS);
    },
    async markSeen(chatId) {
      await call('marking as read', () => client.sendSeen(chatId), TYPING_MS);
    },
    pulse: () => call('asking for the state', () => pulseOf(client)),
    async chats() {
      const chats = await call('listing chats', () => client.getChats(), CHATS_MS);
      return chats.flatMap(({ id, unreadCount, timestamp }) => [
        { chatId: id._serialized, unread: Math.max(0, unreadCount), newestAt: (timestamp ?? 0) * 1000 },
      ]);
    },
    async history(chatId, limit) {
      const messages = await call('reading a chat', async () =>
        (await client.getChatById(chatId)).fetchMessages({ limit }),
      );
      return messages
        .map(phoneMessageOf)
        .filter((message) => message !== undefined)
        .toSorted((a, b) => a.at - b.at);
    },
    async namesOf(chatId) {
      const [names] = await call('asking for the number', () => client.getContactLidAndPhone([chatId]), CALL_MS);
      return { ...(names?.lid ? { lid: names.lid } : {}), ...(names?.pn ? { phone: names.pn } : {}) };
    },
    async download(pageId) {
      const media = await call(
        'downloading',
        async () => (await client.getMessageById(pageId))?.downloadMedia(),
        DOWNLOAD_MS,
      );
      return media ? { mimeType: media.mimetype, bytes: Buffer.from(media.data, 'base64') } : undefined;
    },
    memory: async () => (client.pupBrowser && !closed ? memoryOf(client.pupBrowser) : undefined),
  };
}

/** In words of the setting that would mend it. */
function readable(error: Error, { chromiumPath, sessionDir }: BrowserConfig): Error {
  if (/already running/u.test(error.message))
    return new Error(`the session in ${sessionDir} is in use by another browser: stop the other Frontdesk`, {
      cause: error,
    });
  if (/ENOENT|Failed to launch|was not found at/u.test(error.message)) {
    const why = error.message.split('\n').find((line) => line.trim() !== '') ?? '';
    return new Error(
      `CHROMIUM_PATH: expected a Chromium that starts, ${chromiumPath} does not (${why.slice(0, 200)})`,
      { cause: error },
    );
  }
  return error;
}
