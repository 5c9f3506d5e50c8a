/** Draws the part of Block Kit that cards and the Home use as HTML, roughly as Slack shows it: for pictures, not for truth. */

type Node = Readonly<Record<string, unknown>>;

/** When the picture is taken: Slack says "today" of this day. */
const TODAY = '2026-11-23';
const TIME_ZONE = 'Europe/Dublin';

export function messageHtml(caption: string, time: string, blocks: readonly Node[]): string {
  return `<figure><figcaption>${safe(caption)}</figcaption><article><span class="face">F</span><div class="body">
    <p class="who"><b>Frontdesk</b> <i>APP</i> <time>${safe(time)}</time></p>${blocks.map(blockHtml).join('')}</div></article></figure>`;
}

/** The app's Home, under the tabs that Slack puts over it. */
export function homeHtml(caption: string, blocks: readonly Node[]): string {
  return `<figure><figcaption>${safe(caption)}</figcaption><article class="home"><div class="body">
    <p class="who"><b>Frontdesk</b> <i>APP</i></p><p class="tabs"><b>Home</b> Messages About</p>${blocks.map(blockHtml).join('')}</div></article></figure>`;
}

function blockHtml(block: Node): string {
  switch (block['type']) {
    case 'header':
      return `<h2>${textOf(block['text'])}</h2>`;
    case 'context':
      return `<p class="context">${list(block['elements']).map(textHtml).join(' ')}</p>`;
    case 'actions':
      return `<div class="buttons">${list(block['elements']).map(buttonHtml).join('')}</div>`;
    case 'rich_text':
      return list(block['elements']).map(richHtml).join('');
    default:
      throw new Error(`expected a block that cards or the Home use, got ${String(block['type'])}`);
  }
}

function buttonHtml(button: Node): string {
  return `<button class="${safe(String(button['style'] ?? ''))}">${textOf(button['text'])}</button>`;
}

function richHtml(element: Node): string {
  const inside = list(element['elements']);
  switch (element['type']) {
    case 'rich_text_section':
      return `<p>${inside.map(inlineHtml).join('')}</p>`;
    case 'rich_text_quote':
      return `<blockquote>${inside.map(inlineHtml).join('')}</blockquote>`;
    case 'rich_text_list':
      return `<ul>${inside.map((item) => `<li>${list(item['elements']).map(inlineHtml).join('')}</li>`).join('')}</ul>`;
    default:
      throw new Error(`expected rich text that cards use, got ${String(element['type'])}`);
  }
}

function inlineHtml(inline: Node): string {
  if (inline['type'] === 'date') return safe(dateWords(Number(inline['timestamp'])));
  const text = safe(String(inline['text'] ?? '')).trimEnd() === '' ? ' ' : safe(String(inline['text']));
  const { bold, code } = (inline['style'] ?? {}) as { bold?: boolean; code?: boolean };
  if (code) return `<code>${text}</code>`;
  return bold ? `<b>${text}</b>` : text.replace(/\n$/u, '');
}

function textHtml(text: Node): string {
  if (text['type'] !== 'mrkdwn') return safe(String(text['text']));
  return String(text['text']).replace(/<!date\^(\d+)\^[^>]*>/gu, (_whole, seconds: string) =>
    safe(dateWords(Number(seconds))),
  );
}

function dateWords(seconds: number): string {
  const instant = new Date(seconds * 1000);
  const format = (options: Intl.DateTimeFormatOptions, locale = 'en-IE') =>
    new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...options }).format(instant);
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const isToday = format({ dateStyle: 'short' }, 'sv-SE') === TODAY;
  return `${isToday ? 'today' : format({ month: 'short', day: 'numeric' }, 'en-US')} ${time}`;
}

function textOf(text: unknown): string {
  return safe(String((text as Node)['text']));
}

function list(elements: unknown): readonly Node[] {
  return elements as readonly Node[];
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
