/**
 * The knowledge folder as a searchable whole. Only approved, unexpired passages are ever found, and what is for staff
 * only when staff ask; a reload builds a new index beside the old one and swaps it in one step, so nothing half built
 * answers.
 */
import { writtenOut } from '../chat-shorthand.ts';
import type { Business } from '../domain/business.ts';
import { isFailure } from '../domain/failure.ts';
import type { Audience, Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';
import { normalised } from '../phrases.ts';
import type { Clock, Knowledge } from '../ports.ts';
import { type DraftDocument, type KnowledgeDocument, readDocuments } from './documents.ts';
import { searchWithDoubt } from './doubt.ts';
import { inPieces } from './in-pieces.ts';
import { buildPassageIndex, type PassageIndex } from './passage-index.ts';
import { encodePassages, type PassageMeaning, type Sentences } from './passage-meaning.ts';
import { passagesOf } from './passages.ts';
import { createTerms } from './terms.ts';

export interface KnowledgeConfig {
  /** Folder of Markdown files. */
  readonly dir: string;
  readonly business?: Pick<Business, 'locale' | 'timeZone'>;
}

export interface LoadedKnowledge extends Knowledge {
  /** Every passage that was read without fault, internal and expired ones included. */
  readonly passages: readonly Passage[];
  /** The documents that answer now. */
  readonly documents: readonly KnowledgeDocument[];
  /** What waits for an approval; never spoken. */
  readonly drafts: readonly DraftDocument[];
  /** What an owner must correct; faulty documents and passages are not spoken. */
  readonly faults: readonly Fault[];
  /** What an owner should know today: expired documents, reviews that are due. */
  notices(): readonly Fault[];
  /**
   * Reads the folder again. When the folder itself cannot be read the old passages stay and `faults` says why.
   * Resolves when the new passages answer.
   */
  reload(): Promise<{ readonly passages: number; readonly faults: readonly Fault[] }>;
  /** Resolves when the meaning of the passages is known, or is not going to be. Nothing waits for it in service. */
  settled(): Promise<void>;
}

/** In characters, as in the index. */
export const LONGEST_QUESTION = 400;

interface Loaded {
  readonly documents: readonly KnowledgeDocument[];
  readonly drafts: readonly DraftDocument[];
  readonly passages: readonly Passage[];
  readonly indexes: Readonly<Record<Audience, PassageIndex>>;
  /** Ids of the passages for staff only. */
  readonly internal: ReadonlySet<string>;
  readonly faults: readonly Fault[];
  /** Of all passages; undefined without an encoder, and once it failed. */
  readonly meaning: Promise<PassageMeaning | undefined>;
}

/** @param deps `sentences` where there is an encoder: then meaning ranks, as soon as the passages are encoded */
export async function createKnowledge(
  config: KnowledgeConfig,
  deps: { readonly clock: Clock; readonly sentences?: Sentences | undefined },
): Promise<LoadedKnowledge> {
  const terms = createTerms(config.business?.locale ?? 'en');
  const english = /^en\b/iu.test(config.business?.locale ?? 'en');
  const timeZone = config.business?.timeZone ?? 'UTC';
  // en-CA writes dates as ISO does
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const today = () => dates.format(deps.clock.now());

  async function load(previous: Loaded | undefined): Promise<Loaded> {
    const { readable, documents: read, drafts, broken, faults } = await readDocuments(config.dir);
    if (!readable && previous) return { ...previous, faults };
    // What was approved goes on answering while a slip of the pen is mended; every loaded document was approved.
    const kept = previous?.documents.filter(({ file }) => broken.includes(file)) ?? [];
    const documents = [...read, ...kept].toSorted((a, b) => (a.file < b.file ? -1 : 1));
    const parts = await inPieces(documents, passagesOf, 1);
    const passages = parts.flatMap((part) => part.passages);
    // Two, so that no word of an internal document weighs on what customers find.
    const forCustomers = passages.filter(({ audience }) => audience === 'customer');
    const customer = await buildPassageIndex(forCustomers, terms);
    const all = forCustomers.length === passages.length ? customer : await buildPassageIndex(passages, terms);
    const indexes = { customer, internal: all };
    const wrong = [...faults, ...parts.flatMap((part) => part.faults), ...(await askedTwice(passages))];
    const internal = new Set(passages.filter(({ audience }) => audience === 'internal').map(({ id }) => id));
    return { documents, drafts, passages, indexes, internal, faults: wrong, meaning: meaningOf(passages) };
  }

  const meanings = new WeakMap<readonly Passage[], PassageMeaning>();

  /** In the background: until it is there, full text alone answers. */
  async function meaningOf(passages: readonly Passage[]): Promise<PassageMeaning | undefined> {
    try {
      const meaning = deps.sentences && (await encodePassages(passages, deps.sentences));
      if (meaning) meanings.set(passages, meaning);
      return meaning;
    } catch (error) {
      if (!isFailure(error, 'language-unavailable')) throw error;
      return undefined;
    }
  }

  /** Undefined where words must do. */
  async function asked(question: string): Promise<Float32Array | undefined> {
    if (!deps.sentences || !meanings.has(current.passages)) return undefined;
    try {
      return (await deps.sentences.encode([question]))[0];
    } catch (error) {
      if (!isFailure(error, 'language-unavailable')) throw error;
      return undefined;
    }
  }

  let current = await load(undefined);
  let reloading: Promise<unknown> = Promise.resolve();

  return {
    get passages() {
      return current.passages;
    },
    get documents() {
      return current.documents;
    },
    get drafts() {
      return current.drafts;
    },
    get faults() {
      return current.faults;
    },
    notices: () => current.documents.flatMap((document) => noticesOf(document, today())),
    async search(said, limit, audience = 'customer') {
      const question = english ? writtenOut(said.slice(0, LONGEST_QUESTION)) : said.slice(0, LONGEST_QUESTION);
      const vector = await asked(question);
      const now = today();
      const { indexes, passages } = current;
      const known = meanings.get(passages);
      return await searchWithDoubt(
        indexes[audience],
        question,
        { limit, eligible: (passage) => speakable(passage, now, audience) },
        vector && known && deps.sentences ? { vector, passages: known, sentences: deps.sentences } : undefined,
      );
    },
    settled: async () => void (await current.meaning),
    isInternal: (passageId) => current.internal.has(passageId),
    async reload() {
      // One at a time, so that an older reading never replaces a newer one.
      const mine = reloading.then(async () => {
        current = await load(current);
        return { passages: current.passages.length, faults: current.faults };
      });
      reloading = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Whether these readers may hear it on this ISO date. */
export function speakable(passage: Passage, today: string, audience: Audience): boolean {
  const meant = passage.audience === 'customer' || audience === 'internal';
  return meant && (passage.validUntil === undefined || today <= passage.validUntil);
}

function noticesOf({ file, validUntil, reviewBy, owner }: KnowledgeDocument, today: string): readonly Fault[] {
  if (validUntil !== undefined && today > validUntil) {
    return [
      {
        path: `${file}.md validUntil`,
        expected: `a date not yet past (${owner} owns this document; it is not spoken any more)`,
        got: validUntil,
      },
    ];
  }
  if (today > reviewBy)
    return [{ path: `${file}.md reviewBy`, expected: `a review by ${owner}`, got: `due since ${reviewBy}` }];
  return [];
}

/** The same question under two headings would make it chance which answer goes out. */
async function askedTwice(passages: readonly Passage[]): Promise<readonly Fault[]> {
  const owner = new Map<string, string>();
  const faults = await inPieces(passages, (passage) =>
    [passage.heading, ...passage.questions].flatMap((question) => {
      const words = normalised(question);
      const other = owner.get(words);
      owner.set(words, passage.id);
      return other === undefined || other === passage.id
        ? []
        : [{ path: passage.id, expected: `a question that is not also under ${other}`, got: `"${question}"` }];
    }),
  );
  return faults.flat();
}
