/**
 * A web page or a Word document as plain Markdown: what a reader sees of it. Menus, scripts and whatever is hidden stay out;
 * a row of a table becomes a line that still says what it says, because that is where prices stand.
 */
import TurndownService from 'turndown';

const NOT_READ = [
  'script',
  'style',
  'noscript',
  'iframe',
  'form',
  'nav',
  'footer',
  'aside',
  'template',
  'object',
  'img',
  'svg',
  'head',
  'title',
  'button',
  'select',
  'video',
  'audio',
  'canvas',
] as const;

/** Just what is asked of a page's nodes, which come from the library. */
interface PageNode {
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<PageNode>;
  readonly parentNode: PageNode | null;
  getAttribute?(name: string): string | null;
  querySelector?(selector: string): PageNode | null;
}

/** `url`: where the page stands, so that its links still lead somewhere. */
export function htmlToMarkdown(html: string, url?: string): { readonly markdown: string; readonly title?: string } {
  const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-' });
  service.remove([...NOT_READ] as Parameters<typeof service.remove>[0]);
  service.addRule('hidden', { filter: (node) => isNotRead(node as unknown as PageNode), replacement: () => '' });
  service.addRule('emphasis', { filter: ['strong', 'b', 'em', 'i'], replacement: (content) => content });
  service.addRule('link', {
    filter: 'a',
    replacement(content, node) {
      const href = linkOf((node as unknown as PageNode).getAttribute?.('href') ?? '', base);
      return href === undefined || content.includes(href) || content.trim() === '' ? content : `${content} (${href})`;
    },
  });
  service.addRule('table', {
    filter: 'table',
    replacement: (_content, node) => `\n\n${rowsOf(node as unknown as PageNode).join('\n')}\n\n`,
  });
  const base = /<base[^>]{1,20}href\s*=\s*["']([^"']+)/iu.exec(html)?.[1] ?? url;
  const title = new TurndownService()
    .turndown(/<title[^>]*>([^<]{1,200})/iu.exec(html)?.[1] ?? '')
    .replace(/\\(.)/gu, '$1');
  const body = html.replace(/<head\b[\s\S]*?<\/head>/iu, '').replace(/<title\b[\s\S]*?<\/title>/iu, '');
  const markdown = service.turndown(body).replace(/^(\s*-) +/gmu, '$1 ');
  return { markdown, ...(title.trim() === '' ? {} : { title: title.trim() }) };
}

/** Where a link leads: pages in full, a telephone number or e-mail address as such; anything else leads nowhere for a reader. */
function linkOf(href: string, base: string | undefined): string | undefined {
  const reach = /^(?:tel|mailto):([^?]+)/iu.exec(href)?.[1];
  if (reach !== undefined) return decoded(reach);
  if (href === '' || href.startsWith('#') || !URL.canParse(href, base)) return undefined;
  const to = new URL(href, base);
  return /^https?:$/u.test(to.protocol) ? to.href : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const SURROUNDINGS = /(?:^|[-_\s])(?:cookies?|consent|breadcrumbs?|skip-?link|share|social)(?:[-_\s]|$)/iu;
const BLOCKS: readonly string[] = ['DIV', 'SECTION', 'UL', 'OL', 'P', 'TABLE'];
/** Of a menu nearly every word is a link. */
const MENU_LINKS = 3;
const MENU_SHARE = 0.75;

function isNotRead(node: PageNode): boolean {
  if (isHidden(node)) return true;
  const named = `${node.getAttribute?.('class') ?? ''} ${node.getAttribute?.('id') ?? ''}`;
  if (!BLOCKS.includes(node.nodeName)) return false;
  return SURROUNDINGS.test(named) || isMenu(node);
}

/** A price list whose items are links is none. */
function isMenu(node: PageNode): boolean {
  const length = (text: string | null) => (text ?? '').replace(/[\s|»›/·•-]+/gu, '').length;
  const links = within(node, 'A').filter((link) => !/^(?:tel|mailto):/iu.test(link.getAttribute?.('href') ?? ''));
  const words = links.reduce((sum, link) => sum + length(link.textContent), 0);
  return (
    links.length >= MENU_LINKS &&
    words >= MENU_SHARE * length(node.textContent) &&
    !/[€£$]|\d[.,:]\d|\b(?:EUR|GBP|USD|CHF)\b/u.test(node.textContent ?? '')
  );
}

function isHidden(node: PageNode): boolean {
  const style = node.getAttribute?.('style') ?? '';
  const hidden = node.getAttribute?.('hidden') !== null && node.getAttribute?.('hidden') !== undefined;
  if (hidden || node.getAttribute?.('aria-hidden') === 'true') return true;
  if (/display:\s*none|visibility:\s*hidden|font-size:\s*0(?:px)?(?:;|$)|opacity:\s*0(?:;|$)/iu.test(style))
    return true;
  // The head of a page is its menu; that of an article is its heading.
  return node.nodeName === 'HEADER' && !node.querySelector?.('h1,h2,h3');
}

/** "Child bike: €12", and with more columns "School. Price: €2. Days: Monday." */
function rowsOf(table: PageNode): readonly string[] {
  const rows = within(table, 'TR').map((row) => ({
    heads: Array.from(row.childNodes).every(({ nodeName }) => nodeName !== 'TD'),
    cells: Array.from(row.childNodes)
      .filter(({ nodeName }) => nodeName === 'TD' || nodeName === 'TH')
      .map(({ textContent }) => (textContent ?? '').replace(/\s+/gu, ' ').trim()),
  }));
  const [first, ...rest] = rows;
  if (!first) return [];
  // Word marks no heading row: then a first row without a figure is one.
  const named =
    first.heads ||
    (rest.length > 0 &&
      first.cells.every((cell) => !/\d/u.test(cell)) &&
      rest.some(({ cells }) => cells.some((cell) => /\d/u.test(cell))));
  const names = named ? first.cells : [];
  return (named ? rest : rows).flatMap(({ cells: [name = '', ...values] }) => {
    const said = values.flatMap((value, at) =>
      value === '' ? [] : [values.length > 1 && names[at + 1] ? `${names[at + 1]}: ${value}` : value],
    );
    if (name === '' && said.length === 0) return [];
    return [`- ${[name, said.join('. ')].filter(Boolean).join(values.length > 1 ? '. ' : ': ')}`];
  });
}

function within(node: PageNode, name: string): readonly PageNode[] {
  return Array.from(node.childNodes).flatMap((child) => (child.nodeName === name ? [child] : within(child, name)));
}
