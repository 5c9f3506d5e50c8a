import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createSystemClock } from '../../../src/clock.ts';
import type { Choice } from '../../../src/domain/message.ts';
import { eventually } from '../../support/eventually.ts';
import { launchBrowser, type Visit, visit } from './browser.ts';
import { type ChatServer, startChat } from './chat-server.ts';

const SERVICES: readonly Choice[] = [
  { id: 'booking:basic', label: 'Basic service', description: '60 min, €59' },
  { id: 'booking:full', label: 'Full service', description: '120 min, €119' },
];

let browser: Browser;
let server: ChatServer;
let customer: Visit;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startChat({ clock: createSystemClock() });
  const { shop } = server;
  shop.onMessage = ({ address, content }) => {
    if (content.kind === 'choice') shop.says(address, `You chose ${content.label}.`);
    else if (content.kind === 'text' && content.text === 'book')
      shop.says(address, 'What can we do for you?', { choices: SERVICES });
    else shop.says(address, 'We open at nine.');
  };
  customer = await visit(browser, `${server.url}/`);
  page = customer.page;
});
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' }); // what the page still asks for is no longer part of the test
  await page.context().close();
  await server.close();
});

const write = async (text: string) => {
  await page.getByLabel('Write a message').fill(text);
  await page.keyboard.press('Enter');
};
const sees = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();
const bubbles = () => page.locator('.bubble').allTextContents();
const shopsAddress = () => {
  const address = server.shop.stored[0]?.address;
  if (!address) throw new Error('nobody has written yet');
  return address;
};

describe('a customer on the web page', () => {
  it('writes, sees the answer, and still sees both after coming back', async () => {
    await write('When do you open?');
    await sees('We open at nine.');
    await page.reload();
    await sees('We open at nine.');
    expect(await bubbles()).toEqual(['When do you open?', 'We open at nine.']);
    expect(customer.complaints).toEqual([]);
    expect(customer.foreign).toEqual([]);
  });

  it('taps a choice once; afterwards the buttons are history', async () => {
    await write('book');
    await page.getByRole('button', { name: 'Full service' }).click();
    await sees('You chose Full service.');
    expect(server.shop.stored.at(-1)?.content).toEqual({ kind: 'choice', id: 'booking:full', label: 'Full service' });
    const buttons = page.getByRole('group', { name: 'Suggested answers' });
    await buttons.getByRole('button', { disabled: true }).nth(1).waitFor();
    expect(await buttons.getByRole('button', { disabled: false }).count()).toBe(0);
    expect(await page.locator('.choices .chosen').textContent()).toContain('Full service');
  });

  it('who types instead of tapping makes the buttons history, too', async () => {
    await write('book');
    await page.getByRole('button', { name: 'Full service' }).waitFor();
    await write('something else');
    await sees('We open at nine.');
    await page.getByRole('button', { name: 'Full service', disabled: true }).waitFor();
  });

  it('keeps what was written without a connection, and it is sent once when it is back', async () => {
    await write('hello');
    await sees('We open at nine.');
    await page.context().setOffline(true);
    await page.getByText('No connection.').waitFor();
    await write('are you there?');
    await page.getByText('Not sent yet.').waitFor();
    expect(server.shop.stored).toHaveLength(1);
    await page.context().setOffline(false);
    await page.getByText('Not sent yet.').waitFor({ state: 'detached' });
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    await page.locator('.theirs .bubble:not(.dots)').nth(1).waitFor();
    expect(await bubbles()).toEqual(['hello', 'We open at nine.', 'are you there?', 'We open at nine.']);
    expect(server.shop.stored).toHaveLength(2);
  });

  it('does not lose an unsent message by reloading, and keeps the order', async () => {
    server.shop.down = true;
    await write('first');
    await write('second');
    await page.getByText('Not sent yet.').first().waitFor();
    await page.reload();
    await page.getByText('Not sent yet.').first().waitFor();
    server.shop.down = false;
    await page.getByRole('button', { name: 'Try now' }).first().click();
    await page.locator('.theirs .bubble:not(.dots)').nth(1).waitFor();
    expect(server.shop.stored.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'first' },
      { kind: 'text', text: 'second' },
    ]);
    await page.locator('.unsent').first().waitFor({ state: 'detached' });
  });

  it('sends the same message only once when the acknowledgement was lost on the way', async () => {
    let sent = 0;
    await page.route('**/api/chat/messages', async (route) => {
      if (sent++ > 0) return route.continue();
      await route.fetch(); // it arrives,
      await route.abort(); // but nobody says so
    });
    await page.route('**/api/chat/stream*', (route) => route.abort()); // nor can the page see that it arrived
    await page.reload();
    await write('only once, please');
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.locator('.unsent.stored').waitFor(); // acknowledged; the stream alone could show it in its place
    expect(sent).toBeGreaterThan(1);
    expect(server.shop.stored).toHaveLength(1);
  });

  it('is told in plain words when a message can never be sent', async () => {
    await page.route('**/api/chat/messages', (route) =>
      route.fulfill({ status: 400, json: { error: 'text: expected words, got none.' } }),
    );
    await write('hm');
    await page.getByText('text: expected words, got none.').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.locator('.unsent').waitFor({ state: 'detached' });
  });

  it('gets back a stream that ended with an error', async () => {
    await write('hello');
    await sees('We open at nine.');
    server.shop.down = true;
    server.shop.says(shopsAddress(), 'news while we were away');
    await page.getByText('No connection.').waitFor();
    server.shop.down = false;
    await sees('news while we were away');
    expect(await bubbles()).toEqual(['hello', 'We open at nine.', 'news while we were away']);
  });

  it('sees that somebody is writing, until the answer is there', async () => {
    server.shop.onMessage = () => {};
    await write('hello');
    await page.getByRole('img', { name: 'Test Shop is writing' }).waitFor();
    server.shop.says(shopsAddress(), 'Good morning');
    await sees('Good morning');
    await page.getByRole('img', { name: 'Test Shop is writing' }).waitFor({ state: 'detached' });
  });

  it('sees which words came from a person', async () => {
    await write('hello');
    await sees('We open at nine.');
    server.shop.says(shopsAddress(), 'This is Ana. I will ring you.', { from: 'staff' });
    await sees('This is Ana. I will ring you.');
    expect(await page.locator('.row.staff').textContent()).toContain('The team');
    expect(await page.locator('.row.bot').first().textContent()).not.toContain('The team');
  });

  it('sees markup as the words it is, and only web links as links', async () => {
    const nasty =
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> javascript:window.hacked=1 https://shop.example/a?b=1.';
    await write(nasty);
    await sees('We open at nine.');
    server.shop.says(shopsAddress(), nasty, { choices: [{ id: 'x:1', label: '<b onclick=alert(1)>bold</b>' }] });
    await page.getByRole('button', { name: '<b onclick' }).waitFor();
    expect((await bubbles())[0]).toBe(nasty);
    expect(await page.locator('.log img, .log script, .log b').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(
      await page.locator('.log a').evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href)),
    ).toEqual(['https://shop.example/a?b=1', 'https://shop.example/a?b=1']);
    expect(await page.locator('.log a').first().getAttribute('rel')).toContain('noopener');
  });

  it('starts over with a new conversation, after being asked', async () => {
    await write('hello');
    await sees('We open at nine.');
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await bubbles()).toHaveLength(2);
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await page.getByText('Hello!').waitFor();
    await write('hello again');
    await sees('We open at nine.');
    await page.reload();
    await sees('hello again');
    expect(new Set(server.shop.stored.map(({ address }) => address.key)).size).toBe(2);
  });

  it('breaks a line with Shift and Enter, and sends with Enter', async () => {
    await page.getByLabel('Write a message').fill('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await sees('We open at nine.');
    expect(server.shop.stored[0]?.content).toEqual({ kind: 'text', text: 'one\ntwo' });
  });

  it('can do everything by keyboard', async () => {
    await write('book');
    await page.getByRole('button', { name: 'Full service' }).waitFor();
    await page.getByRole('log').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await sees('You chose Full service.');
  });

  it('has the newest words in view on a small phone, without scrolling sideways', async () => {
    await page.setViewportSize({ width: 320, height: 480 });
    for (const text of ['one', 'two', `a${'very'.repeat(60)}long word`, 'book']) await write(text);
    const choice = page.getByRole('button', { name: 'Full service' });
    await choice.waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const bottom = async () => {
      const box = await choice.boundingBox();
      return (box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0);
    };
    await eventually(async () => (await bottom()) < 480 || undefined); // the page scrolls after it has drawn
    expect((await choice.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  });

  it('whose browser keeps nothing can write all the same', async () => {
    await page.addInitScript("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })");
    await page.reload();
    await write('hello');
    await sees('We open at nine.');
  });
});
