/**
 * Changes to a document as its file has it: front matter keys, the text or the end of one passage, a new passage. Pure;
 * whatever it does not touch stays byte for byte, and the result must still be a document, else nothing is changed.
 */
import { isMap, parseDocument, stringify } from 'yaml';
import { faultLine } from '../fault.ts';
import { parseKnowledgeDocument } from './documents.ts';
import { passagesOf, slugOf, VALID_UNTIL } from './passages.ts';

/** Keys to set; `undefined` takes a key away. */
export type FrontMatter = Readonly<Record<string, string | boolean | undefined>>;

/** Undefined when the content has no front matter that can be read. */
export function withFrontMatter(content: string, changes: FrontMatter): string | undefined {
  const match = /^---\r?\n([\s\S]*?\n)---[ \t]*(?:\r?\n|$)/u.exec(content);
  if (!match) return undefined;
  const yaml = parseDocument(match[1] ?? '', { schema: 'core' });
  if (yaml.errors.length > 0 || !isMap(yaml.contents)) return undefined;
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) yaml.delete(key);
    else yaml.set(key, value);
  }
  return `---\n${yaml.toString({ lineWidth: 0 })}---\n${content.slice(match[0].length)}`;
}

export interface PassageChange {
  /** New answer; absent: the words stay. */
  readonly text?: string;
  /** New last day (ISO date) of the fact and who is asked about it. */
  readonly validUntil?: string;
  readonly owner?: string;
}

/** The content with the passage under the heading of this slug changed; undefined when there is none. */
export function withPassage(content: string, slug: string, change: PassageChange): string | undefined {
  const lines = content.split('\n');
  const start = lines.findIndex((line) => headingSlug(line) === slug);
  if (start < 0) return undefined;
  const next = lines.findIndex((line, at) => at > start && headingSlug(line) !== undefined);
  const end = next < 0 ? lines.length : next;
  const body = lines.slice(start + 1, end);
  const kept = body.filter((line) => /^questions?:/iu.test(line.trim()));
  const old = body.find((line) => VALID_UNTIL.test(line.trim()));
  const [, oldDate, oldOwner] = VALID_UNTIL.exec(old?.trim() ?? '') ?? [];
  const date = change.validUntil ?? oldDate;
  const owner = change.owner ?? oldOwner;
  const text =
    change.text ??
    body
      .filter((line) => !kept.includes(line) && line !== old)
      .join('\n')
      .trim();
  const until = date === undefined ? [] : [`Valid until: ${date}${owner ? ` (${owner})` : ''}`];
  const block = [
    lines[start] ?? '',
    '',
    ...kept,
    ...until,
    ...(kept.length + until.length > 0 ? [''] : []),
    plainBody(text),
    '',
  ];
  return [...lines.slice(0, start), ...block, ...lines.slice(end)].join('\n');
}

/** The content with one more passage at its end. */
export function withNewPassage(content: string, heading: string, text: string): string {
  return `${content.trimEnd()}\n\n## ${oneLine(heading)}\n\n${plainBody(text)}\n`;
}

/** A new document that waits for an approval. `body` is Markdown; everything in it is data. */
export function draftOf(title: string, from: { importedFrom?: string; importedOn?: string }, body: string): string {
  return `---\n${stringify({ title: oneLine(title), draft: true, ...from }, { lineWidth: 0 })}---\n\n${body.trim()}\n`;
}

/** The content with other words under the same front matter. */
export function withBody(content: string, body: string): string {
  const head = /^---\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/u.exec(content)?.[0] ?? '';
  return `${head}\n${body.trim()}\n`;
}

/** Why a passage would not be spoken any more, as one sentence; undefined when the change breaks nothing. */
export function faultOfChange(file: string, before: string, after: string): string | undefined {
  const faultsOf = (content: string) => {
    const parsed = parseKnowledgeDocument(`${file}.md`, new TextEncoder().encode(content));
    if ('draft' in parsed) return [];
    return 'faults' in parsed ? parsed.faults : passagesOf(parsed.document).faults;
  };
  const known = new Set(faultsOf(before).map(({ expected, got }) => `${expected} ${got}`));
  const fresh = faultsOf(after).find(({ expected, got }) => !known.has(`${expected} ${got}`));
  return fresh && faultLine(fresh);
}

/** Why customers would not hear all of it, as one sentence; undefined when every passage would be spoken. */
export function spokenFault(file: string, content: string): string | undefined {
  const parsed = parseKnowledgeDocument(`${file}.md`, new TextEncoder().encode(content));
  if ('draft' in parsed) return 'it is still a draft';
  const { passages, faults } =
    'faults' in parsed ? { passages: [], faults: parsed.faults } : passagesOf(parsed.document);
  if (faults[0]) return faultLine(faults[0]);
  return passages.length === 0 ? 'there is no answer in it yet' : undefined;
}

/** Whether the content would be read as a document or a draft. */
export function readable(file: string, content: string): boolean {
  return !('faults' in parseKnowledgeDocument(file, new TextEncoder().encode(content)));
}

function headingSlug(line: string): string | undefined {
  const heading = /^#{1,6}\s+(.+?)\s*#*\s*$/u.exec(line);
  return heading ? slugOf(heading[1] ?? '') : undefined;
}

/** What a person typed stays an answer: no heading, no list of questions, no marker of ours begins in it. */
export function plainBody(text: string): string {
  return text
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.replace(/^(\s*)(#{1,6}\s|questions?:|valid until:|---\s*$)/iu, '$1\u200b$2'))
    .join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
