/**
 * Reads the knowledge folder: front matter and body of every Markdown file. A document that is not approved, or whose
 * front matter is wrong, never becomes knowledge; it becomes a fault. Everything read is data, whatever it says.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Fault, reasonOf, shown } from '../fault.ts';
import { nearestWord } from '../nearest-word.ts';

export interface KnowledgeDocument {
  /** Path inside the folder with forward slashes, without `.md`: the first half of a passage's id. */
  readonly file: string;
  readonly title: string;
  readonly owner: string;
  readonly approvedBy: string;
  /** ISO date, like the two that follow. */
  readonly approvedOn: string;
  readonly reviewBy: string;
  readonly validUntil?: string;
  readonly audience: 'customer' | 'internal';
  /** BCP 47 codes of the languages it is written for; absent: the shop's own. */
  readonly languages?: readonly string[];
  readonly body: string;
  /** Line of the file on which the body starts. */
  readonly bodyLine: number;
}

/** A document that nobody has approved yet: shown to staff, never spoken. */
export interface DraftDocument {
  /** As in a document. */
  readonly file: string;
  readonly title: string;
  /** Where it was imported from or what asked for it. */
  readonly importedFrom?: string;
  readonly importedOn?: string;
  readonly body: string;
}

/** Larger files are exports or pictures in disguise, not something a shop says. */
export const MAX_DOCUMENT_BYTES = 5_000_000;

const text = z.string('some text').trim().min(1, 'some text');
const date = z.iso.date('a date YYYY-MM-DD');
const origin = { importedFrom: text.exactOptional(), importedOn: date.exactOptional() };
const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u, 'language codes such as [en, de-AT]');
const named = (what: string) => z.string(what).trim().min(1, what);
const frontMatter = z.strictObject({
  title: text,
  owner: named('the name of whoever knows about it'),
  approvedBy: named('the name of whoever approved it'),
  approvedOn: date,
  reviewBy: date,
  validUntil: date.exactOptional(),
  audience: z.enum(['customer', 'internal'], 'customer or internal'),
  languages: z.array(language, 'language codes such as [en, de-AT]').min(1, 'at least one language').exactOptional(),
  ...origin,
});
const draftMatter = z.looseObject({ title: text, draft: z.literal(true), ...origin });

export interface ReadFolder {
  /** False: the folder itself could not be read, so that nothing is known about its documents. */
  readonly readable: boolean;
  readonly documents: readonly KnowledgeDocument[];
  readonly drafts: readonly DraftDocument[];
  /** Files that cannot be read as they stand, though nobody took their approval away. */
  readonly broken: readonly string[];
  readonly faults: readonly Fault[];
}

export type ParsedDocument =
  | { readonly document: KnowledgeDocument }
  | { readonly draft: DraftDocument }
  | { readonly faults: readonly Fault[]; readonly withdrawn: boolean };

/** Every `.md` file under `dir`, in a stable order, and every fault. A missing folder is a fault, not an error. */
export async function readDocuments(dir: string): Promise<ReadFolder> {
  let names: string[];
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    // Links are not followed: a document lives inside the folder.
    names = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    const got = reasonOf(cause);
    return {
      readable: false,
      documents: [],
      drafts: [],
      broken: [],
      faults: [{ path: dir, expected: 'a readable folder of Markdown files', got }],
    };
  }
  const documents: KnowledgeDocument[] = [];
  const drafts: DraftDocument[] = [];
  const broken: string[] = [];
  const faults: Fault[] = [];
  for (const name of names.toSorted()) {
    const file = name.slice(join(dir, '/').length).replaceAll('\\', '/');
    const result = await readDocument(file, name);
    if (result === undefined) continue; // taken away since the folder was listed
    if ('document' in result) documents.push(result.document);
    else if ('draft' in result) drafts.push(result.draft);
    else {
      faults.push(...result.faults);
      if (!result.withdrawn) broken.push(file.replace(/\.md$/u, ''));
    }
  }
  return { readable: true, documents, drafts, broken, faults };
}

async function readDocument(file: string, path: string): Promise<ParsedDocument | undefined> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_DOCUMENT_BYTES) return parseKnowledgeDocument(file, await readFile(path));
    return {
      withdrawn: false,
      faults: [{ path: file, expected: `at most ${MAX_DOCUMENT_BYTES} bytes`, got: `${size}` }],
    };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { withdrawn: false, faults: [{ path: file, expected: 'a file that can be read', got: reasonOf(cause) }] };
  }
}

/** One document from the bytes of its file. Pure. */
export function parseKnowledgeDocument(file: string, bytes: Uint8Array): ParsedDocument {
  const refused = (expected: string, got: string, line?: number) => ({
    faults: [{ path: line ? `${file}:${line}` : file, expected, got }],
    withdrawn: false,
  });
  if (bytes.byteLength > MAX_DOCUMENT_BYTES)
    return refused(`at most ${MAX_DOCUMENT_BYTES} bytes`, `${bytes.byteLength}`);
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/gu, '\n');
  } catch {
    return refused('UTF-8 text: save the file as UTF-8', 'bytes that are not');
  }
  const match = /^---\n([\s\S]*?\n)---[ \t]*(?:\n|$)/u.exec(content);
  if (!match)
    return refused(
      'front matter between two lines of ---, with title, owner, approvedBy, approvedOn, reviewBy, audience',
      'none',
    );
  const head = match[1] ?? '';
  const lines = new LineCounter();
  const yaml = parseDocument(head, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const broken = yaml.errors[0];
  if (broken)
    return refused('well-formed YAML in the front matter', broken.message, lines.linePos(broken.pos[0]).line + 1);
  const data: unknown = yaml.toJS();
  const body = content.slice(match[0].length);
  const name = file.replace(/\.md$/u, '');
  if ((data as { draft?: unknown } | null)?.draft !== undefined) {
    const draft = draftMatter.safeParse(data);
    if (!draft.success) return withFaults(file, draft.error.issues, data);
    const { title, importedFrom, importedOn } = draft.data;
    const from = { ...(importedFrom ? { importedFrom } : {}), ...(importedOn ? { importedOn } : {}) };
    return { draft: { file: name, title, ...from, body } };
  }
  const result = frontMatter.safeParse(data ?? {});
  if (!result.success) return withFaults(file, result.error.issues, data);
  const { importedFrom: _from, importedOn: _on, ...fields } = result.data;
  return { document: { file: name, ...fields, body, bodyLine: match[0].split('\n').length } };
}

/** Without an approval it is withdrawn on purpose; with any other fault it is only broken. */
function withFaults(file: string, issues: readonly z.core.$ZodIssue[], data: unknown): ParsedDocument {
  const { approvedBy, approvedOn } = (data ?? {}) as Record<string, unknown>;
  const withdrawn = !approvedBy || !approvedOn;
  return { faults: issues.map((issue) => frontMatterFault(file, issue, data)), withdrawn };
}

function frontMatterFault(file: string, issue: z.core.$ZodIssue, data: unknown): Fault {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(frontMatter.shape);
    const meant = issue.keys.length === 1 ? nearestWord(issue.keys[0] ?? '', known) : undefined;
    return {
      path: `${file} ${issue.keys.join(', ')}`,
      expected: meant ? `${meant}, or nothing` : `only ${known.join(', ')}`,
      got: 'a name that nothing reads',
    };
  }
  const key = String(issue.path[0] ?? '');
  const got = (data as Record<string, unknown> | null)?.[key];
  const unapproved =
    (key === 'approvedBy' || key === 'approvedOn') && (got === undefined || got === null || got === '');
  return {
    path: `${file} ${key}`.trim(),
    expected: unapproved ? `${issue.message}: unapproved documents are not spoken` : issue.message,
    got: shown(got),
  };
}
