/**
 * Brings files, folders and pages into the knowledge folder as drafts, with where they came from and without personal
 * data. Nothing that comes in here is spoken before a person has approved it.
 */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Business } from '../../domain/business.ts';
import { reasonOf } from '../../fault.ts';
import type { DocumentFiles } from '../document-files.ts';
import { MAX_DOCUMENT_BYTES } from '../documents.ts';
import { warningsOf } from '../draft-warnings.ts';
import { draftOf } from '../edit-document.ts';
import { maskPersonal, withoutVocatives } from '../mask-personal.ts';
import { slugOf } from '../passages.ts';
import { cutLong } from './cut-long.ts';
import { fetchPublic } from './fetch-public.ts';
import { KNOWN_ENDINGS } from './kind-of.ts';
import { type Original, toMarkdown } from './to-markdown.ts';

export interface Imported {
  /** What was to be imported, as the person knows it. */
  readonly from: string;
  /** The draft's name, or why there is none. */
  readonly outcome:
    | { readonly kind: 'draft'; readonly file: string }
    | { readonly kind: 'refused'; readonly why: string };
  /** What the person who reads the draft should look at first. */
  readonly warnings: readonly string[];
}

export interface ImportDeps {
  readonly files: DocumentFiles;
  readonly business: Pick<Business, 'name' | 'currency' | 'locale' | 'phone' | 'email' | 'address'>;
  /** ISO date. */
  readonly today: string;
  readonly progress: (done: number, of: number, name: string) => void;
  readonly fetch?: typeof fetchPublic;
}

const MAX_FILES = 500;
export async function importDocuments(source: string, deps: ImportDeps): Promise<readonly Imported[]> {
  const { fetch = fetchPublic } = deps;
  if (/^[a-z][a-z\d+.-]*:\/\//iu.test(source)) {
    deps.progress(0, 1, source);
    const fetched = await fetch(source);
    const imported =
      fetched.kind === 'refused' ? refused(source, fetched.why) : await importOne(source, fetched.original, deps);
    deps.progress(1, 1, source);
    return [imported];
  }
  const found = await filesAt(source);
  if ('why' in found) return [refused(source, found.why)];
  const imported: Imported[] = [];
  for (const [at, path] of found.paths.entries()) {
    const name = relative(join(source, found.paths.length === 1 && path === source ? '..' : '.'), path);
    deps.progress(at, found.paths.length, name);
    imported.push(await fromFile(name, path, deps));
  }
  deps.progress(found.paths.length, found.paths.length, '');
  return imported;
}

async function filesAt(source: string): Promise<{ paths: readonly string[] } | { why: string }> {
  try {
    const info = await lstat(source);
    if (info.isFile()) return { paths: [source] };
    if (!info.isDirectory())
      return { why: 'expected a file or a folder, got a link or a device; name the file itself' };
    const entries = await readdir(source, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter(
        (entry) => entry.isFile() && KNOWN_ENDINGS.some((ending) => entry.name.toLowerCase().endsWith(`.${ending}`)),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    if (paths.length === 0) return { why: `expected files that end in ${KNOWN_ENDINGS.join(', ')}, got none` };
    if (paths.length > MAX_FILES) return { why: `expected at most ${MAX_FILES} files, got ${paths.length}` };
    return { paths };
  } catch (error) {
    return { why: `expected a file, a folder or an address, got ${reasonOf(error)}` };
  }
}

async function fromFile(name: string, path: string, deps: ImportDeps): Promise<Imported> {
  try {
    const { size } = await lstat(path);
    if (size > MAX_DOCUMENT_BYTES)
      return refused(
        name,
        `expected at most ${MAX_DOCUMENT_BYTES / 1_000_000} MB, got ${(size / 1_000_000).toFixed(1)} MB`,
      );
    return await importOne(name, { name: basename(path), bytes: await readFile(path) }, deps);
  } catch (error) {
    return refused(name, `expected a file that can be read, got ${reasonOf(error)}`);
  }
}

async function importOne(from: string, original: Original, { files, business, today }: ImportDeps): Promise<Imported> {
  const converted = await toMarkdown(original, business);
  if (converted.kind === 'refused') return refused(from, converted.why);
  const country = new Intl.Locale(business.locale).maximize().region ?? 'IE';
  const { name: shop, phone, email, address } = business;
  const masked = (text: string) =>
    maskPersonal(text, { country, names: converted.customers, keep: [shop, phone, email, address] });
  const stem = original.name.replace(/\.[^.]*$/u, '');
  const title = masked(converted.title ?? (stem.replace(/[-_/]+/gu, ' ').trim() || 'Imported')).slice(0, 120);
  const body = cutLong(withoutVocatives(masked(converted.markdown)), title);
  const content = draftOf(title, { importedFrom: masked(from).slice(0, 300), importedOn: today }, body);
  const written = await files.write(`drafts/${slugOf(title).slice(0, 60) || 'imported'}`, content, { fresh: true });
  const warnings = warningsOf(body);
  return written.kind === 'done'
    ? { from, outcome: { kind: 'draft', file: written.file }, warnings }
    : refused(from, written.why);
}

function refused(from: string, why: string): Imported {
  return { from, outcome: { kind: 'refused', why }, warnings: [] };
}
