/**
 * Cuts a document into passages, one per heading that has text under it. Pure. The `Questions:` line is read off and
 * never spoken; what remains is the answer, word for word.
 */
import type { Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';
import type { KnowledgeDocument } from './documents.ts';

/** Longer answers are no chat message, and retrieval cannot tell what they are about. In characters. */
const MAX_PASSAGE_LENGTH = 1_200;
const QUESTIONS = /^questions?:\s*(.*)$/iu;

/** The passages of a document and what is wrong with them; a faulty passage is left out, its neighbours stay. */
export function passagesOf(document: KnowledgeDocument): { passages: readonly Passage[]; faults: readonly Fault[] } {
  const passages: Passage[] = [];
  const faults: Fault[] = [];
  const slugs = new Set<string>();
  for (const { heading, level, line, lines } of sections(document)) {
    const { questions, text } = split(lines);
    if (text === '' && (level < 2 || questions.length === 0)) continue; // a title, or a heading that only groups others
    const path = `${document.file}.md:${line}`;
    const slug = slugOf(heading);
    if (text === '') faults.push({ path, expected: `an answer under "${heading}"`, got: 'only questions' });
    else if (text.length > MAX_PASSAGE_LENGTH) {
      faults.push({
        path,
        expected: `at most ${MAX_PASSAGE_LENGTH} characters under one heading`,
        got: `${text.length}`,
      });
    } else if (slugs.has(slug))
      faults.push({ path, expected: 'a heading used once in the file', got: `"${heading}" again` });
    else {
      slugs.add(slug);
      const { title, approvedBy, approvedOn, validUntil, audience } = document;
      const id = `${document.file}#${slug}`;
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
  return { passages, faults };
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

function split(lines: readonly string[]): { questions: readonly string[]; text: string } {
  const questions: string[] = [];
  const rest = lines.filter((line) => {
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
  return { questions, text };
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
