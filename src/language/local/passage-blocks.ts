/** The structure of a Markdown passage as far as answering needs it: paragraphs of sentences, and lists with their introduction. */
import { sentencesOf } from './segments.ts';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly intro: string; readonly items: readonly string[] };

const ITEM = /^\s*(?:[-*•+]|\d{1,2}[.)])\s+/u;
const TABLE_ROW = /^\s*\|.*\|\s*$/u;
const TABLE_RULE = /^\s*\|[\s:|-]+\|\s*$/u;

/** Cuts a passage into blocks. A list takes the line before it along, with or without a colon. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let items: string[] = [];
  let intro = '';
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
    paragraph = [];
  };
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: 'list', intro, items });
    items = [];
    intro = '';
  };
  const startList = () => {
    if (items.length > 0) return;
    const before = paragraph.at(-1) ?? lastSentence(blocks);
    if (paragraph.length > 0) paragraph.pop();
    else if (before !== undefined) blocks.pop();
    endParagraph();
    intro = before ?? '';
  };
  for (const line of markdown.split(/\r?\n/u)) {
    if (ITEM.test(line) || (TABLE_ROW.test(line) && !TABLE_RULE.test(line))) {
      startList();
      items.push(line.trim());
    } else if (items.length > 0 && /^\s{2,}\S/u.test(line)) {
      items[items.length - 1] = `${items.at(-1)} ${line.trim()}`; // a wrapped item
    } else if (line.trim() === '') {
      endParagraph();
    } else if (!TABLE_RULE.test(line)) {
      endList();
      paragraph.push(line.trim());
    }
  }
  endList();
  endParagraph();
  return blocks;
}

/** A paragraph that ends with a colon right before a list introduces it, even across an empty line. */
function lastSentence(blocks: readonly Block[]): string | undefined {
  const last = blocks.at(-1);
  return last?.kind === 'paragraph' && last.text.endsWith(':') ? last.text : undefined;
}

export function sentencesIn(paragraph: string): readonly string[] {
  return sentencesOf(paragraph);
}

/** Markdown as a person reads it in a chat: no emphasis marks, links written out, bullets kept. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/gu, (_, label: string, url: string) =>
      label === url ? url : `${label}: ${url}`,
    )
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gu, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/`([^`]+)`/gu, '$1')
    .replace(/^\s*\|\s*(.*?)\s*\|\s*$/gmu, (_, cells: string) => `- ${cells.split(/\s*\|\s*/u).join(': ')}`)
    .replace(/^\s*[*•+]\s+/gmu, '- ')
    .trim();
}
