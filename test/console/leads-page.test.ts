import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createSystemClock } from '../../src/clock.ts';
import { launchBrowser, visit } from '../channels/web/browser.ts';
import { type ConsoleServer, startConsole } from './console-server.ts';

let browser: Browser;
let server: ConsoleServer;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => server.close());

describe('staff at the page of leads', () => {
  it('read what the customer said, and change what is to be done', async () => {
    server = await startConsole({ consoleClock: createSystemClock() });
    await server.world.customer('maria').asks('quote for a guided tour for 6 people please');
    const { page, complaints } = await visit(browser, `${server.url}/console`);
    await page.getByPlaceholder('your name').fill('Ana');
    await page.getByRole('button', { name: 'Leads' }).click();
    const lead = page.locator('.lead');
    await lead.getByText('maria: Guided tour').waitFor();
    expect(await lead.locator('dl').innerText()).toMatch(/people\s+6/);
    await lead.getByLabel('Status').selectOption('won');
    await lead.getByRole('button', { name: 'Save' }).click();
    await lead.locator('.badge.won').waitFor();
    await lead.getByText('History').click();
    expect(await lead.locator('details').innerText()).toMatch(/Ana: Changed: status won/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
