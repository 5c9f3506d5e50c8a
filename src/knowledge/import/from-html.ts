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

export function htmlToMarkdown(html: string): { readonly markdown: string; readonly title?: string } {
  const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-' });
  service.remove([...NOT_READ] as Parameters<typeof service.remove>[0]);
  service.addRule('hidden', { filter: (node) => isHidden(node as unknown as PageNode), replacement: () => '' });
  service.addRule('emphasis', { filter: ['strong', 'b', 'em', 'i'], replacement: (content) => content });
  service.addRule('link', {
    filter: 'a',
    replacement(content, node) {
      const href = (node as unknown as PageNode).getAttribute?.('href') ?? '';
      return /^https?:/iu.test(href) && !content.includes(href) && content.trim() !== ''
        ? `${content} (${href})`
        : content;
    },
  });
  service.addRule('table', {
    filter: 'table',
    replacement: (_content, node) => `\n\n${rowsOf(node as unknown as PageNode).join('\n')}\n\n`,
  });
  const title = new TurndownService()
    .turndown(/<title[^>]*>([^<]{1,200})/iu.exec(html)?.[1] ?? '')
    .replace(/\\(.)/gu, '$1');
  const body = html.replace(/<head\b[\s\S]*?<\/head>/iu, '').replace(/<title\b[\s\S]*?<\/title>/iu, '');
  const markdown = service.turndown(body).replace(/^(\s*-) +/gmu, '$1 ');
  return { markdown, ...(title.trim() === '' ? {} : { title: title.trim() }) };
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
