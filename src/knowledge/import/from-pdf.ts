/**
 * The words of a PDF as Markdown. A PDF knows places of letters and no headings: a line that is larger than the rest, or
 * short, alone at the top of its paragraph and no sentence, becomes one, so that each answer has a name to be found by.
 */

interface Line {
  readonly text: string;
  /** Height of its letters, in the document's units. */
  readonly height: number;
  /** Distance from the line above it; undefined at the top of a page or column. */
  readonly gap: number | undefined;
}

/** A piece of text as the reader of PDFs gives it. */
interface Item {
  readonly str?: string;
  readonly height?: number;
  readonly transform?: readonly number[];
}

const MAX_PAGES = 300;
/** How much larger than most lines a heading is, and how much further from the line above a paragraph. */
const LARGER = 1.15;
const APART = 1.45;
const HEADING_LENGTH = 70;

/** Throws what the reader says of a broken file; a string says why a whole one is refused. */
export async function pdfToMarkdown(bytes: Uint8Array): Promise<{ markdown: string; title?: string } | string> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  if (pdf.numPages > MAX_PAGES) return `expected at most ${MAX_PAGES} pages, got ${pdf.numPages}`;
  const lines: Line[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    lines.push(...linesOf(items as readonly Item[]));
  }
  if (lines.length === 0)
    return 'expected a PDF with text in it, got pictures only; type it or run text recognition first';
  return laidOut(lines);
}

function linesOf(items: readonly Item[]): readonly Line[] {
  const lines: { text: string; height: number; y: number }[] = [];
  for (const { str = '', height = 0, transform = [] } of items) {
    const y = transform[5] ?? 0;
    const last = lines.at(-1);
    if (last && Math.abs(last.y - y) < Math.max(1, last.height / 2)) {
      last.text += str;
      last.height = Math.max(last.height, height);
    } else if (str.trim() !== '') lines.push({ text: str, height, y });
  }
  return lines.map(({ text, height, y }, at) => {
    const above = lines[at - 1]?.y;
    return {
      text: text.replace(/\s+/gu, ' ').trim(),
      height,
      gap: above === undefined || above <= y ? undefined : above - y,
    };
  });
}

/** Pure. */
export function laidOut(lines: readonly Line[]): { markdown: string; title?: string } {
  const usual = median(lines.map(({ height }) => height));
  const step = median(lines.flatMap(({ gap }) => (gap === undefined ? [] : [gap])));
  const begins = (line: Line | undefined) => line?.gap === undefined || line.gap > step * APART;
  const isHeading = (at: number) => {
    const [line, next] = [lines[at], lines[at + 1]];
    if (!line || !next || !mayHead(line.text)) return false;
    return line.height > usual * LARGER || (begins(line) && !begins(next) && next.text.length > line.text.length / 2);
  };
  const [first] = lines;
  const titled = first !== undefined && mayHead(first.text) && (first.height > usual * LARGER || begins(lines[1]));
  let markdown = '';
  lines.forEach((line, at) => {
    if (at === 0 && titled && lines.length > 1) return;
    const before = lines[at - 1]?.text ?? '';
    if (isHeading(at)) markdown += `\n\n## ${line.text}\n\n`;
    else if (begins(line) && !continues(before, line.text)) markdown += `\n\n${line.text}`;
    else if (/[\p{Ll}]-$/u.test(before) && /^\p{Ll}/u.test(line.text))
      markdown = markdown.replace(/-$/u, '') + line.text;
    else
      markdown += `${/\n$/u.test(markdown) || markdown === '' ? '' : continues(before, line.text) ? ' ' : '\n'}${line.text}`;
  });
  return { markdown: markdown.trim(), ...(titled ? { title: first.text } : {}) };
}

/** Short, and neither a sentence nor a price nor a list. */
function mayHead(text: string): boolean {
  return (
    text.length <= HEADING_LENGTH &&
    text.split(' ').length <= 10 &&
    /\p{L}{2}/u.test(text) &&
    !/[.,;:!]$|^[-•*–\d]|[€£$@]|\b(?:EUR|GBP|USD|CHF)\b|\d{3}/u.test(text.replace(/\b20\d\d\b/gu, ''))
  );
}

/** A sentence that goes on in the next line. */
function continues(before: string, text: string): boolean {
  return /[\p{L},]$/u.test(before) && /^[\p{Ll}(]/u.test(text);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
