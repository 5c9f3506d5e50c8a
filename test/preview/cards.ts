/**
 * `npx node test/preview/cards.ts OUT_DIR`: draws every state of a Slack card in Chromium, from the very blocks the desk
 * posts, and saves them as OUT_DIR/slack-cards.png.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { layoutOf } from '../../channels/slack/card-blocks.ts';
import { messageHtml } from './block-kit-html.ts';
import { SAMPLES } from './sample-cards.ts';
import { smallPng } from './small-png.ts';

const COLUMNS = 3;
const WIDTH = 1_200;

const [outDir] = process.argv.slice(2);
if (outDir === undefined) throw new Error('expected a folder to write to: npx node test/preview/cards.ts OUT_DIR');

const drawn = SAMPLES.map(({ caption, time, card }) =>
  messageHtml(caption, time, layoutOf(card, () => 'at 09:00').blocks as readonly Readonly<Record<string, unknown>>[]),
);
const columns = Array.from({ length: COLUMNS }, (_, column) =>
  drawn.filter((_card, index) => index % COLUMNS === column).join(''),
);
const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
const html = `<!doctype html><meta charset="utf-8"><style>${style}</style><main>${columns.map((cards) => `<div>${cards}</div>`).join('')}</main>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none'],
});
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
  await page.setContent(html);
  const path = join(outDir, 'slack-cards.png');
  writeFileSync(path, smallPng(await page.screenshot({ fullPage: true })));
  process.stdout.write(`${path}\n`);
} finally {
  await browser.close();
}
