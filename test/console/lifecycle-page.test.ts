import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createSystemClock } from '../../src/clock.ts';
import { launchBrowser, type Visit, visit } from '../channels/web/browser.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { shop } from '../scenarios/world.ts';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

const HOUR = 3_600_000;
const DISCOUNT = 'Could you give me 20% off?';

let browser: Browser;
let server: ConsoleServer;
let staff: Visit;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(staff.complaints).toEqual([]);
  await page.context().close();
  await server.close();
});

async function start(options: ConsoleServerOptions = {}) {
  server = await startConsole({ consoleClock: createSystemClock(), ...options });
  return server.world;
}

async function look(): Promise<void> {
  staff = await visit(browser, `${server.url}/console`);
  page = staff.page;
  await page.getByPlaceholder('your name').fill('Ana');
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

describe('staff at the console page', () => {
  it('say that they are on it, for everybody to see', async () => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    await look();
    await button("I'm on it").click();
    await page.getByText(/^Ana is on it until /u).waitFor();
    expect((await world.card()).claim?.by).toBe('Ana');
  });

  it('see what the customer added, apart from what was there before', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await maria.asks('It is for three bikes');
    await look();
    const words = page.locator('.card blockquote').first();
    await words.getByText('The customer wrote again:').waitFor();
    expect((await words.innerText()).split(/The customer wrote again:/iu).map((part) => part.trim())).toEqual([
      DISCOUNT,
      'It is for three bikes',
    ]);
  });

  it('approve in the evening for the morning', async () => {
    const world = await start({ clock: createManualClock(Date.parse('2026-11-23T19:00:00Z')) });
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await button(/^Send at /u).click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle(HOUR);
    expect(maria.heard()).toHaveLength(1);
    await world.settle(15 * HOUR);
    expect(maria.heard()).toHaveLength(2);
  });

  it('answer many at once, after reading who they are', async () => {
    const intents = shop.intents.map((intent) =>
      intent.agent === 'faq' ? { ...intent, autonomy: 'draft' as const } : intent,
    );
    const world = await start({ business: { intents } });
    const [maria, ben] = [world.customer('maria'), world.customer('ben')];
    await maria.asks('What are your opening hours on Thursday?');
    await ben.asks('When are you open on Thursday?');
    await look();
    await page.getByText('The same answer waits for: ben.').waitFor();
    await button('Approve all 2').first().click();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
    await page.getByText('When are you open on Thursday?').first().waitFor();
    await button('Approve 2').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle();
    expect(ben.heard().at(-1)).toBe(maria.heard().at(-1));
  });

  it('send a template when free text is not allowed any more, after reading it', async () => {
    const templates = [{ id: 'hello', name: 'still_there', language: 'en', text: 'Hello {customerName}!' }];
    const approvals = { ...shop.approvals, lapseAfterMinutes: 10_000 };
    const world = await start({ capabilities: { replyWindowMs: 24 * HOUR }, business: { templates, approvals } });
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await world.settle(25 * HOUR);
    await look();
    await page.getByText('The reply window has closed', { exact: false }).waitFor();
    await button('Send a template').click();
    await page.getByText('Hello maria!').waitFor();
    await button('Send').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle();
    expect(maria.last()).toMatchObject({ kind: 'template', name: 'still_there' });
  });
});
