/** Which Chromium to run, and with what: the one that is named, else one that the system has. */
import { existsSync } from 'node:fs';
import type { Log } from './log.ts';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The first that is there; `chromium` when none is, so that the failure names what is missing. */
export function findChromium(named: string | undefined, exists: (path: string) => boolean = existsSync): string {
  return named ?? USUAL_PLACES.find(exists) ?? 'chromium';
}

const UNCHECKED = '--ignore-certificate-errors';
/** Only a page on this very machine may be believed without a certificate. */
const LOCAL_PAGE = '--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:';

/** What the owner asks for and what every run needs. Chromium's sandbox does not work for root: then it must be off. */
export function chromiumArgs(given: readonly string[], asRoot: boolean, log: Log): readonly string[] {
  const needed = ['--disable-dev-shm-usage', '--no-first-run', ...(asRoot ? ['--no-sandbox'] : [])];
  const unsafe = given.includes(UNCHECKED) && !given.some((arg) => arg.startsWith(LOCAL_PAGE));
  if (unsafe) log.warn({}, `CHROMIUM_ARGS: ${UNCHECKED} is left out, anybody on the way could read and write along`);
  const added = needed.filter((arg) => !given.includes(arg));
  if (added.includes('--no-sandbox'))
    log.warn({}, 'whatsapp-web: running as root, so Chromium runs without its sandbox');
  return [...given.filter((arg) => !(unsafe && arg === UNCHECKED)), ...added];
}
