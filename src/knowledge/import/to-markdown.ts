/**
 * Turns a file of somebody else's into Markdown of ours, by what it is. Whatever the words in it say, they are data: they
 * become a draft and nothing obeys them. What cannot be read is refused with one plain sentence.
 */
import { MAX_DOCUMENT_BYTES } from '../documents.ts';
import { exchangesIn, isChatExport, readChatExport, shopIn } from './chat-export.ts';
import { decodedText } from './decode.ts';
import { htmlToMarkdown } from './from-html.ts';
import { pdfToMarkdown } from './from-pdf.ts';
import { kindOf, type NamedBytes } from './kind-of.ts';
import { priceListToMarkdown } from './price-list.ts';
import { zipFault } from './unpack-safely.ts';

/** Of the name only the ending is read, and the customer's in that of an exported chat. */
export interface Original extends NamedBytes {
  /** Where the page stands, for its links. */
  readonly url?: string;
}

export interface Shop {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47: the language of what is written around a price. */
  readonly locale: string;
}

export type Converted =
  | { readonly kind: 'done'; readonly title?: string; readonly markdown: string; readonly customers: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

const MAX_TEXT = 2_000_000;

export async function toMarkdown(original: Original, shop: Shop): Promise<Converted> {
  const { bytes, name } = original;
  if (bytes.byteLength > MAX_DOCUMENT_BYTES)
    return refused(
      `expected at most ${MAX_DOCUMENT_BYTES / 1_000_000} MB, got ${(bytes.byteLength / 1_000_000).toFixed(1)} MB`,
    );
  if (bytes.byteLength === 0) return refused('expected a file with something in it, got an empty one');
  const kind = kindOf(original);
  if (typeof kind === 'object') return refused(kind.why);
  try {
    switch (kind) {
      case 'pdf':
        return await fromPdf(bytes);
      case 'docx':
        return await fromDocx(bytes);
    }
    const text = decodedText(bytes, original.mediaType);
    if (text === undefined)
      return refused(
        'expected UTF-8 text, got bytes that are not; save it as UTF-8 (in Excel: “CSV UTF-8”) and try again',
      );
    if (text.length > MAX_TEXT) return refused(`expected at most ${MAX_TEXT} characters, got ${text.length}`);
    if (kind === 'html') return fromHtml(text, original.url);
    if (kind === 'csv') return fromTable(text, shop);
    if (isChatExport(text)) return fromChat(text, name, shop);
    return done(text.replace(/^---\n[\s\S]*?\n---\n/u, ''), /^#\s+(.+)$/mu.exec(text)?.[1]);
  } catch (error) {
    return refused(
      `expected a ${kind} file that can be read, got one that cannot (${(error as Error).message.split('\n', 1)[0]?.slice(0, 120)})`,
    );
  }
}

function fromHtml(html: string, url?: string): Converted {
  const { markdown, title } = htmlToMarkdown(html, url);
  if (markdown.trim() === '')
    return refused(
      'expected a page with text in it, got none; if scripts draw it, save it as PDF in the browser and import that',
    );
  return done(markdown, title);
}

async function fromPdf(bytes: Uint8Array): Promise<Converted> {
  const read = await pdfToMarkdown(bytes);
  return typeof read === 'string' ? refused(read) : done(read.markdown, read.title);
}

async function fromDocx(bytes: Uint8Array): Promise<Converted> {
  const fault = zipFault(bytes);
  if (fault) return refused(`expected a Word document, got one that is not safe to open: ${fault}`);
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return value.trim() === '' ? refused('expected a document with text in it, got none') : fromHtml(value);
}

function fromTable(text: string, { currency, locale }: Shop): Converted {
  const table = priceListToMarkdown(text, currency, locale);
  if (!table || table.rows === 0) return refused('expected a table with a heading line and a price column, got none');
  return done(table.markdown);
}

function fromChat(text: string, name: string, shop: Shop): Converted {
  const messages = readChatExport(text);
  const mine = shopIn(messages, { file: name, shop: shop.name });
  if (mine === undefined)
    return refused(`expected messages of the shop, written as "${shop.name}", got none that are surely its own`);
  const customers = [...new Set(messages.map(({ from }) => from))].filter((from) => from !== mine);
  const known = new Set<string>();
  const sections = exchangesIn(messages, mine).flatMap(({ question, answer }) => {
    const key = question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
    if (known.has(key)) return [];
    known.add(key);
    return [`## ${question.slice(0, 200)}\n\n${answer}`];
  });
  if (sections.length === 0) return refused('expected questions that the shop has answered, got none');
  return { kind: 'done', title: 'Answers from a chat', markdown: sections.join('\n\n'), customers };
}

function done(markdown: string, title?: string): Converted {
  if (markdown.trim() === '') return refused('expected a file with text in it, got none');
  return { kind: 'done', ...(title ? { title } : {}), markdown: markdown.trim(), customers: [] };
}

function refused(why: string): Converted {
  return { kind: 'refused', why };
}
