/**
 * Cuts a document into passages, one per heading that has text under it. Pure. The `Questions:` line is read off and
 * never spoken; what remains is the answer, word for word.
 */
import type { Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';
import type { KnowledgeDocument } from './documents.ts';
import { MASKS } from './mask-personal.ts';

/** Longer answers are no chat message, and retrieval cannot tell what they are about. In characters. */
const MAX_PASSAGE_LENGTH = 1_200;
const QUESTIONS = /^questions?:\s*(.*)$/iu;
/** "Valid until: 2027-03-31 (Aoife)": the fact under this heading ends then, and Aoife is asked about it. */
export const VALID_UNTIL = /^valid until:\s*([^\s(]+)\s*(?:\((.+)\))?\s*$/iu;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;

/** A passage that is right only for a while, and who knows whether it still is. */
export interface ExpiringFact {
  readonly passageId: string;
  /** ISO date, the last on which it is spoken. */
  readonly validUntil: string;
  readonly owner: string;
}

/** The passages of a document and what is wrong with them; a faulty passage is left out, its neighbours stay. */
export function passagesOf(document: KnowledgeDocument): {
  passages: readonly Passage[];
  faults: readonly Fault[];
  /** Facts with an end of their own; a document's own end is not among them. */
  facts: readonly ExpiringFact[];
} {
  const passages: Passage[] = [];
  const facts: ExpiringFact[] = [];
  const faults: Fault[] = [];
  const slugs = new Set<string>();
  for (const { heading, level, line, lines } of sections(document)) {
    const { questions, text, until } = split(lines);
    if (text === '' && (level < 2 || questions.length === 0)) continue; // a title, or a heading that only groups others
    const path = `${document.file}.md:${line}`;
    const slug = slugOf(heading);
    if (text === '') faults.push({ path, expected: `an answer under "${heading}"`, got: 'only questions' });
    else if (text.length > MAX_PASSAGE_LENGTH) {
      faults.push({
        path,
        expected: `at most ${MAX_PASSAGE_LENGTH} characters under one heading: give its parts headings of their own`,
        got: `${text.length}`,
      });
    } else if (MASKS.some((mask) => text.includes(mask))) {
      faults.push({
        path,
        expected: 'an answer without places where personal data was taken out: say it without the person',
        got: 'such as [name]',
      });
    } else if (until && !DATE.test(until.date)) {
      faults.push({ path, expected: 'Valid until: YYYY-MM-DD (owner)', got: `"${until.date}"` });
    } else if (slugs.has(slug))
      faults.push({ path, expected: 'a heading used once in the file', got: `"${heading}" again` });
    else {
      slugs.add(slug);
      const { title, approvedBy, approvedOn, audience } = document;
      const id = `${document.file}#${slug}`;
      const validUntil = [document.validUntil, until?.date].filter((one) => one !== undefined).sort()[0];
      if (until) facts.push({ passageId: id, validUntil: until.date, owner: until.owner ?? document.owner });
      passages.push({
        id,
        documentTitle: title,
        heading,
        text,
        questions,
        approvedBy,
        approvedOn,
        audience,
        ...(validUntil ? { validUntil } : {}),
      });
    }
  }
  return { passages, faults, facts };
}

interface Section {
  readonly heading: string;
  readonly level: number;
  readonly line: number;
  readonly lines: string[];
}

function sections(document: KnowledgeDocument): readonly Section[] {
  const found: Section[] = [{ heading: document.title, level: 1, line: document.bodyLine, lines: [] }];
  let fenced = false;
  document.body.split('\n').forEach((line, at) => {
    if (/^\s*(?:```|~~~)/u.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,6})\s+(.+?)\s*#*\s*$/u.exec(line);
    if (heading)
      found.push({
        heading: heading[2] ?? '',
        level: heading[1]?.length ?? 1,
        line: document.bodyLine + at,
        lines: [],
      });
    else found.at(-1)?.lines.push(line);
  });
  return found;
}

interface Split {
  readonly questions: readonly string[];
  readonly text: string;
  readonly until?: { readonly date: string; readonly owner?: string };
}

function split(lines: readonly string[]): Split {
  const questions: string[] = [];
  let until: Split['until'];
  const rest = lines.filter((line) => {
    const [valid, date = '', owner] = VALID_UNTIL.exec(line.trim()) ?? [];
    if (valid !== undefined) until = { date, ...(owner ? { owner } : {}) };
    if (valid !== undefined) return false;
    const match = QUESTIONS.exec(line.trim());
    if (match)
      questions.push(
        ...(match[1] ?? '')
          .split('|')
          .map((question) => question.trim())
          .filter(Boolean),
      );
    return !match;
  });
  const text = rest
    .join('\n')
    .replace(/<!--[\s\S]*?-->/gu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  return { questions, text, ...(until ? { until } : {}) };
}

/** `When are you open?` -> `when-are-you-open`. */
export function slugOf(heading: string): string {
  const plain = heading
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/gu, '');
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '');
}
