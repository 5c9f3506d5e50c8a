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

describe('staff at the console page', () => {
  it('pause all sending, everybody sees it, and one of them resumes', async () => {
    server = await startConsole({ consoleClock: createSystemClock() });
    const maria = server.world.customer('maria');
    const [ana, ben] = [await visit(browser, `${server.url}/console`), await visit(browser, `${server.url}/console`)];
    await ana.page.getByPlaceholder('your name').fill('Ana');
    await ana.page.getByRole('button', { name: 'Pause all sending' }).click();
    await ana.page.getByPlaceholder('your colleagues read it').fill('wrong <b>prices</b>');
    await ana.page.getByRole('button', { name: 'Pause all sending' }).click();
    await ben.page.getByText('Sending is paused').waitFor();
    expect(await ben.page.locator('.sending').innerText()).toMatch(/by Ana since .*: wrong <b>prices<\/b>/u);
    expect(await maria.asks('When are you open on Saturday?')).toBe('');
    await ben.page.getByRole('button', { name: 'Resume' }).click();
    await ana.page.getByRole('button', { name: 'Pause all sending' }).waitFor();
    await server.world.settle(0);
    expect(maria.heard()).toHaveLength(1);
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
    for (const { page } of [ana, ben]) await page.context().close();
  });
});
