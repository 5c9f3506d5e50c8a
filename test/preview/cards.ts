/**
 * `npx node test/preview/cards.ts OUT_DIR`: draws every state of a Slack card, and the app's Home, in Chromium from the
 * very blocks the desk posts, and saves them as OUT_DIR/slack-cards.png and OUT_DIR/slack-home.png.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { layoutOf } from '../../channels/slack/card-blocks.ts';
import { homeHtml, messageHtml } from './block-kit-html.ts';
import { SAMPLES } from './sample-cards.ts';
import { HOMES } from './sample-homes.ts';
import { smallPng } from './small-png.ts';

const WIDTH = 1_200;

const [outDir] = process.argv.slice(2);
if (outDir === undefined) throw new Error('expected a folder to write to: npx node test/preview/cards.ts OUT_DIR');

type Blocks = readonly Readonly<Record<string, unknown>>[];

const cards = SAMPLES.map(({ caption, time, card }) =>
  messageHtml(caption, time, layoutOf(card, () => 'at 09:00').blocks as Blocks),
);
const homes = HOMES.map(({ caption, view }) => homeHtml(caption, view.blocks as Blocks));
const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none'],
});
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 300 } });
  await draw('slack-cards.png', cards, 3);
  await draw('slack-home.png', homes, 2);

  async function draw(name: string, figures: readonly string[], count: number): Promise<void> {
    const columns = Array.from({ length: count }, (_, column) =>
      figures.filter((_figure, index) => index % count === column).join(''),
    );
    const body = columns.map((column) => `<div>${column}</div>`).join('');
    const main = `<main style="grid-template-columns: repeat(${count}, 1fr)">${body}</main>`;
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>${main}`);
    const path = join(outDir as string, name);
    writeFileSync(path, smallPng(await page.screenshot({ fullPage: true })));
    process.stdout.write(`${path}\n`);
  }
} finally {
  await browser.close();
}
