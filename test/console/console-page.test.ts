import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createSystemClock } from '../../src/clock.ts';
import { launchBrowser, type Visit, visit } from '../channels/web/browser.ts';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

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
  await page.context().close();
  await server.close();
});

async function start(options: ConsoleServerOptions = {}) {
  server = await startConsole({ consoleClock: createSystemClock(), ...options });
  return server.world;
}

async function look(options: BrowserContextOptions = {}): Promise<void> {
  staff = await visit(browser, `${server.url}/console`, options);
  page = staff.page;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const waiting = () => page.getByRole('region', { name: /Waiting for you/ });

describe('staff at the console page', () => {
  it('read a card and approve it: the customer gets the draft, the card says so', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    const draft = (await world.card()).draft ?? '';
    await look();
    await page.getByPlaceholder('your name').fill('Ana');
    const card = waiting().getByRole('article');
    expect(await card.textContent()).toContain(DISCOUNT);
    expect(await card.locator('.draft').innerText()).toContain(draft.split('\n')[0]);
    expect(await card.getByRole('list', { name: 'Why a person must look' }).textContent()).toContain('Discounts');
    await button('Approve and send').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle();
    expect(draft).toContain(maria.heard().at(-1));
    await page.getByText('Decided lately').click();
    await page.locator('.history', { hasText: 'Approved by Ana' }).waitFor();
    expect([staff.complaints, staff.foreign]).toEqual([[], []]);
  });

  it('see a question the moment it is asked, without reloading', async () => {
    const world = await start();
    await look();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.customer('maria').asks(DISCOUNT);
    await waiting().getByText(DISCOUNT).first().waitFor();
    expect(await page.title()).toContain('(1)');
  });

  it('change the words before they go out', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await button('Edit').click();
    await page.getByLabel('The customer will read exactly this').fill('Ten percent, because it is you.');
    await button('Send').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle();
    expect(maria.heard().at(-1)).toBe('Ten percent, because it is you.');
  });

  it('reject a draft with a reason, and can change their mind before', async () => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    await look();
    await button('Reject').click();
    await button('Cancel').click();
    await button('Reject').click();
    await page.getByLabel('Why not?', { exact: false }).fill('We never do that');
    await button('Reject').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    expect((await world.card()).state).toMatchObject({ kind: 'rejected', reason: 'We never do that' });
  });

  it('take a customer over, write with them, and hand them back', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await page.getByPlaceholder('your name').fill('Ana');
    await button('Take over').click();
    await page.getByRole('heading', { name: 'In your hands' }).waitFor();
    await button('Reply').click();
    await page.getByLabel('Your words to the customer').fill('Ana here. Let me look.');
    await button('Send').click();
    await page.getByLabel('Your words to the customer').waitFor({ state: 'detached' });
    await world.settle(1_000);
    expect(maria.heard().at(-1)).toBe('Ana here. Let me look.');
    await button('Hand back to the bot').click();
    await page.getByRole('heading', { name: 'In your hands' }).waitFor({ state: 'detached' });
    expect((await maria.conversation()).owner.kind).toBe('bot');
  });

  it('who are second are told so, and nothing is sent twice', async () => {
    const world = await start({
      actions: (real) => ({
        ...real,
        async decide(id, version, verdict, by) {
          if (by.name === 'Slow') await real.decide(id, version, { kind: 'approve' }, { id: 'U1', name: 'Fast' });
          return real.decide(id, version, verdict, by);
        },
      }),
    });
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await page.getByPlaceholder('your name').fill('Slow');
    await button('Approve and send').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await page.getByText('Somebody was faster. A reply to a customer was approved by Fast.').waitFor();
    await world.settle();
    const draft = (await world.card()).draft ?? '';
    expect(maria.heard().filter((text) => draft.includes(text))).toHaveLength(1);
  });

  it('cannot approve a card that has just changed under their finger', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await button('Approve and send').waitFor();
    const locked = page.getByRole('button', { name: 'Approve and send', exact: true, disabled: true }).waitFor();
    const told = page.getByText('This card has just changed').waitFor();
    await maria.asks('It is for three bikes');
    await Promise.all([locked, told]); // both for a moment only
    await waiting().getByText('It is for three bikes').first().waitFor();
    await page.getByText('This card has just changed').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Approve and send', exact: true, disabled: false }).waitFor();
  });

  it('who are writing while the customer writes again must look once more', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await look();
    await button('Edit').click();
    await page.getByLabel('The customer will read exactly this').fill('Ten percent.');
    await maria.asks('It is for three bikes');
    await waiting().getByText('It is for three bikes').first().waitFor();
    await button('Send').click();
    await page.getByText('The customer has written again.', { exact: false }).waitFor();
    expect(maria.heard()).not.toContain('Ten percent.');
    await button('Send').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await world.settle();
    expect(maria.heard().at(-1)).toBe('Ten percent.');
  });

  it('see what nothing proves marked in the draft, and where the rest comes from', async () => {
    const world = await start({
      actions: (real) => ({
        ...real,
        async card(id) {
          const card = await real.card(id);
          return (
            card && {
              ...card,
              draft: 'It costs €45 & takes 2 days.',
              unproven: ['€45', '2 days'],
              sources: [{ title: 'Prices', text: 'A service takes two days.' }],
            }
          );
        },
      }),
    });
    await world.customer('maria').asks(DISCOUNT);
    await look();
    await page.locator('.draft mark').first().waitFor();
    expect(await page.locator('.draft mark').allTextContents()).toEqual(['€45', '2 days']);
    expect(await page.locator('.draft p').first().textContent()).toBe('It costs €45 & takes 2 days.');
    await page.getByText('1 source').click();
    await page.getByText('A service takes two days.').waitFor();
  });

  it("see a customer's markup as the words it is", async () => {
    const world = await start();
    const nasty = '<img src=x onerror="window.hacked=1"> can I get 20% off?';
    await world.customer('<script>window.hacked=1</script>').asks(nasty);
    await server.desk.tell({ text: 'Somebody writes', quote: nasty, urgency: 'normal' });
    await look();
    await waiting().getByText(nasty).first().waitFor();
    await page.locator('.conversations button').first().click();
    await page.locator('.row.customer .bubble').first().waitFor();
    for (const trace of await page.locator('.trace > summary').all()) await trace.click();
    expect(await page.locator('.row.customer .bubble').first().textContent()).toBe(nasty);
    expect(await page.locator('#app img, #app script').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.getByRole('heading', { level: 3 }).first().textContent()).toBe(
      '<script>window.hacked=1</script>',
    );
    expect(staff.complaints).toEqual([]);
  });

  it('can see how every answer came about', async () => {
    const world = await start();
    await world.customer('maria').asks('When are you open on Saturday?');
    await look();
    await page.locator('.conversations button').first().click();
    const trace = page.locator('.trace').first();
    await trace.locator('summary').click();
    const told = await trace.innerText();
    for (const part of ['Screened', 'Routed', 'Looked up', 'Decided', 'Reviewed', 'Sent', 'opening-hours', 'allowed'])
      expect(told).toContain(part);
    expect(await trace.locator('.bar').count()).toBeGreaterThan(1);
    await page.reload(); // the address remembers which conversation it was
    await page.locator('.trace').first().waitFor();
  });

  it("see where the day's messages ended, and go to the one that matters", async () => {
    const world = await start();
    await world.customer('maria').asks('When are you open on Saturday?');
    await world.customer('ben').asks(DISCOUNT);
    await look();
    await page.getByLabel('Day', { exact: true }).fill('2026-11-23');
    await page.getByText('messages received').waitFor();
    await page.getByRole('button', { name: 'Day before' }).click();
    await page.locator('.total', { hasText: '0 messages' }).waitFor();
    await page.getByRole('button', { name: 'Day after' }).click();
    await page.locator('.worth button').click();
    await page.getByRole('heading', { name: 'ben', level: 2 }).waitFor();
  });

  it('read notices once', async () => {
    await start();
    await server.desk.tell({ text: 'The calendar cannot be reached.', urgency: 'high' });
    await look();
    await page.getByText('The calendar cannot be reached.').waitFor();
    await button('Mark as read').click();
    await page.getByText('The calendar cannot be reached.').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Nobody has written yet.').waitFor();
    expect(await page.getByText('The calendar cannot be reached.').count()).toBe(0);
  });

  it('work from a phone: list, conversation, and back', async () => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    await look({ viewport: { width: 360, height: 640 } });
    await waiting().getByText(DISCOUNT).first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await button('Conversation').click();
    await page.getByRole('heading', { name: 'maria', level: 2 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await button('Approve and send').waitFor();
    await button('Back').click();
    await waiting().getByText(DISCOUNT).first().waitFor();
  });

  it('log in with the token, and out again', async () => {
    await start({ token: 'a-long-and-secret-token' });
    await look();
    await page.getByLabel('Console token').fill('wrong');
    await button('Log in').click();
    await page.getByText('This is not the CONSOLE_TOKEN.').waitFor();
    await page.getByLabel('Console token').fill('a-long-and-secret-token');
    await button('Log in').click();
    await page.getByText('Nothing waits.', { exact: false }).waitFor();
    await page.reload();
    await button('Log out').click();
    await page.getByLabel('Console token').waitFor();
  });

  it('from elsewhere are told what to set when there is no token', async () => {
    await start();
    await look({ extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.9' } });
    await page.getByText('Set CONSOLE_TOKEN').waitFor();
  });
});
