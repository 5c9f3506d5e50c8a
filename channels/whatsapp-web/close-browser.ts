/**
 * Ends a browser so that nothing it knows is lost. Chromium writes what a page keeps some seconds after it came, so a
 * session linked a moment ago is kept only by a browser that may close in its own time: it is killed only when it does
 * not. Whoever opens the profile next waits for this.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Clock } from '../../src/ports.ts';
import type { Log } from './log.ts';
import { within } from './within.ts';

/** A loaded machine needs this long; a well one is done within a second. */
const CLOSE_MS = 15_000;
const KILLED_MS = 5_000;

/** `ask` asks it to close. Never rejects. */
export async function closeBrowser(
  browser: ChildProcess | null | undefined,
  ask: () => Promise<unknown>,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  const asked = ask();
  if (!browser) return within(asked, CLOSE_MS, 'closing the browser', clock).then(noMore, noMore);
  const isGone = () => browser.exitCode !== null || browser.signalCode !== null;
  const gone: Promise<unknown> = isGone() ? Promise.resolve() : once(browser, 'exit');
  asked.catch((error: unknown) => log.debug({ err: error }, 'whatsapp-web: the browser was asked to close in vain'));
  await within(gone, CLOSE_MS, 'closing the browser', clock).catch(() => {});
  if (isGone()) return;
  log.warn({ pid: browser.pid }, 'whatsapp-web: the browser did not close by itself and was ended');
  killWithChildren(browser);
  await within(gone, KILLED_MS, 'ending the browser', clock).then(noMore, noMore);
}

function noMore(): void {}

/** Puppeteer makes the browser the leader of a process group, except on Windows. */
function killWithChildren(browser: ChildProcess): void {
  try {
    process.kill(-(browser.pid ?? Number.NaN), 'SIGKILL');
  } catch {
    browser.kill('SIGKILL');
  }
}
