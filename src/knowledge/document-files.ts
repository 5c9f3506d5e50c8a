/**
 * Writes documents in the knowledge folder, for the console and the importer. A path never leads out of the folder, and a
 * file is replaced whole or not at all. Expected refusals are values with a sentence for the person.
 */
import { lstat, mkdir, readFile, realpath, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { reasonOf } from '../fault.ts';
import { readable } from './edit-document.ts';

export type Written =
  | { readonly kind: 'done'; readonly file: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface DocumentFiles {
  /** The text of a document by its name (path without `.md`); undefined when there is none. */
  read(file: string): Promise<string | undefined>;
  /** Replaces or creates; `fresh`: takes another name rather than one that is there. */
  write(file: string, content: string, options?: { fresh?: boolean }): Promise<Written>;
  remove(file: string): Promise<Written>;
}

/** Letters, digits and dashes in every part: nothing a shell, a link or another system reads as more. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*(?:\/[\p{L}\p{N}][\p{L}\p{N} ._-]*)*$/u;

export function createDocumentFiles({ dir }: { dir: string }): DocumentFiles {
  /** Undefined for a name that is none, or that a link leads elsewhere. */
  async function pathOf(file: string): Promise<string | undefined> {
    if (!NAME.test(file) || file.length > 200 || file.split('/').includes('..')) return undefined;
    const path = resolve(dir, `${file}.md`);
    if (!path.startsWith(resolve(dir) + sep)) return undefined;
    const info = await lstat(path).catch(() => undefined);
    if (info && !info.isFile()) return undefined;
    await mkdir(dirname(path), { recursive: true });
    const folder = await realpath(dirname(path));
    const root = await realpath(dir);
    return folder === root || folder.startsWith(root + sep) ? path : undefined;
  }

  async function free(file: string): Promise<string> {
    for (let n = 1; ; n++) {
      const name = n === 1 ? file : `${file}-${n}`;
      if (!(await lstat(join(dir, `${name}.md`)).catch(() => undefined))) return name;
    }
  }

  return {
    async read(file) {
      const path = await pathOf(file).catch(() => undefined);
      return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
    },
    async write(file, content, { fresh = false } = {}) {
      if (!readable(`${file}.md`, content))
        return { kind: 'refused', why: `${file}.md would not be a document that can be read; nothing was changed.` };
      try {
        const name = fresh ? await free(file) : file;
        const path = await pathOf(name);
        if (path === undefined)
          return { kind: 'refused', why: `Expected a name inside the knowledge folder, got "${file}".` };
        await writeFile(`${path}.new`, content, { mode: 0o644 });
        await rename(`${path}.new`, path);
        return { kind: 'done', file: name };
      } catch (error) {
        return {
          kind: 'refused',
          why: `The knowledge folder cannot be written (${reasonOf(error)}); change ${file}.md by hand.`,
        };
      }
    },
    async remove(file) {
      try {
        const path = await pathOf(file);
        if (path === undefined)
          return { kind: 'refused', why: `Expected a name inside the knowledge folder, got "${file}".` };
        await unlink(path);
        return { kind: 'done', file };
      } catch (error) {
        return { kind: 'refused', why: `${file}.md cannot be removed (${reasonOf(error)}); remove it by hand.` };
      }
    },
  };
}
