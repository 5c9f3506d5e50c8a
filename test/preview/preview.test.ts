/** The pictures of the README: drawn from what Slack really gets, so that a block that cannot be drawn is seen here first. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { layoutOf } from '../../channels/slack/card-blocks.ts';
import { homeHtml, messageHtml } from './block-kit-html.ts';
import { SAMPLES } from './sample-cards.ts';
import { HOMES } from './sample-homes.ts';

type Blocks = readonly Readonly<Record<string, unknown>>[];

describe('the pictures of the README', () => {
  it('show the Home with the queue and who is on what, and with sending paused', () => {
    const [open = '', paused = ''] = HOMES.map(({ caption, view }) => homeHtml(caption, view.blocks as Blocks));
    expect(open).toMatch(/Sending is on\..*Pause all sending.*In the queue: 3/s);
    expect(open).toMatch(/Maria.*Open the card.*Tom.*Ana is on it until.*Open the card.*Ines.*Ben writes with them/s);
    expect(paused).toMatch(/Sending is paused.* by Ana since today 09:59.*Resume sending/s);
  });

  it.each(SAMPLES)('show the card: $caption', ({ caption, time, card }) => {
    const { blocks } = layoutOf(card, () => 'at 09:00');
    expect(messageHtml(caption, time, blocks as Blocks)).toContain(card.customerName);
  });

  it('are there, every one that it names', () => {
    const named = [...readFileSync('README.md', 'utf8').matchAll(/\]\((docs\/images\/[^)]+\.png)\)/gu)];
    expect(named.map(([, path]) => path)).toContain('docs/images/slack-home.png');
    for (const [, path = ''] of named) expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG');
  });
});
