import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createSystemClock } from '../../src/clock.ts';
import { launchBrowser, visit } from '../channels/web/browser.ts';
import { followUpRules } from '../scenarios/world.ts';
import { type ConsoleServer, startConsole } from './console-server.ts';

let browser: Browser;
let server: ConsoleServer;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => server.close());

describe('staff at the page about messages nobody asked for', () => {
  it('see why they have stopped and what was promised, let them go on, and say that a promise is kept', async () => {
    server = await startConsole({
      consoleClock: createSystemClock(),
      followUps: { ...followUpRules, breaker: { timesLargestDay: 3, floor: 1 } },
    });
    const { world } = server;
    const { outreach } = world.core;
    await world.customer('ana').asks('can I talk to a real person please');
    await world.staff('Ben').decides({ kind: 'edit', text: 'We’ll call you by 5 today about the wheel.' });
    await world.settle();
    await outreach.permit({ id: 'a', customerId: 'c1', text: 'x' });
    world.clock.advance(60_000);
    await outreach.permit({ id: 'b', customerId: 'c2', text: 'x' });

    const { page, complaints } = await visit(browser, `${server.url}/console`);
    await page.getByPlaceholder('your name').fill('Ben');
    await page.getByRole('button', { name: 'Outreach' }).click();
    const pane = page.getByRole('region', { name: 'Outreach' });
    await pane.getByText(/Stopped since .*more than 1 messages/u).waitFor();
    await pane.getByText(/call you by 5 today about the wheel.*Ben, by Monday/u).waitFor();
    await pane.getByText('The number is doing well.').waitFor();
    await pane.getByRole('button', { name: 'Let them go on' }).click();
    await pane.getByText('Reminders and nudges are leaving.').waitFor();
    await pane.getByRole('button', { name: 'Kept', exact: true }).click();
    await pane.getByText('None is open.').waitFor();
    expect((await world.store.audits({ limit: 10 })).map(({ who, what }) => `${who}: ${what}`)).toEqual(
      expect.arrayContaining(['Ben: unlatched the breaker of unasked messages', 'Ben: kept a promise']),
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
