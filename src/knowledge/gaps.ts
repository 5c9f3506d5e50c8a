/**
 * Questions that nothing approved answers, grouped by meaning, so that an owner sees what to write next. Personal data is
 * masked before anything is kept.
 */
import { createHash } from 'node:crypto';
import type { Turn } from '../domain/decision.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Store } from '../ports.ts';
import type { MaskContext } from './mask-personal.ts';
import { maskPersonal } from './mask-personal.ts';
import type { Sentences } from './passage-meaning.ts';
import { createRecords, type Remembered } from './records.ts';
import { gramDice, gramsOf, termDice } from './similarity.ts';
import type { AskedIn } from './staff-answers.ts';
import { plainText, type Terms } from './terms.ts';

export interface Gap {
  /** As the first customer asked. */
  readonly question: string;
  /** Other ways they asked, newest last. */
  readonly alsoAsked: readonly string[];
  /** When (ms since 1970), oldest first. */
  readonly askedAt: readonly number[];
  /** Where it was asked, newest last. */
  readonly askedIn?: readonly AskedIn[];
  readonly state: 'open' | 'drafted' | 'dismissed';
  /** The draft that was made of it. */
  readonly file?: string;
}

export interface Gaps {
  /** Remembers what a turn could not answer; does nothing for any other turn. */
  notice(turn: Turn): Promise<void>;
  /** Open ones, those asked most in the last seven days first, with how often that was. */
  list(now: number): Promise<readonly (Remembered<Gap> & { readonly thisWeek: number })[]>;
  settle(id: string, now: number, state: Gap['state'], file?: string): Promise<Gap | undefined>;
  get(id: string): Promise<Remembered<Gap> | undefined>;
}

const WEEK_MS = 7 * 86_400_000;
const MOST_TIMES = 500;
const MOST_WAYS = 8;
const MOST_PLACES = 20;
const MAX_LENGTH = 300;
/** Shared meaning-bearing words, 0..1, from which two questions are the same gap. */
const SAME_WORDS = 0.6;
/** The same by the sentence encoder's cosine. */
const SAME_MEANING = 0.8;

export function createGaps(deps: {
  readonly store: Store;
  readonly terms: Terms;
  readonly mask: MaskContext;
  readonly sentences?: Sentences | undefined;
}): Gaps {
  const records = createRecords<Gap>('gap', deps.store);

  async function nearest(question: string): Promise<string | undefined> {
    const known = (await records.list()).filter(({ body }) => body.state !== 'dismissed');
    const asked = deps.terms.content(question);
    const grams = gramsOf(plainText(question));
    const likeness = ({ body }: Remembered<Gap>) =>
      Math.max(
        ...[body.question, ...body.alsoAsked].map((other) =>
          Math.max(
            termDice(asked, deps.terms.content(other), () => 1),
            gramDice(grams, gramsOf(plainText(other))) - 0.15,
          ),
        ),
      );
    const ranked = known.map((gap) => ({ gap, likeness: likeness(gap) })).toSorted((a, b) => b.likeness - a.likeness);
    if (ranked[0] && ranked[0].likeness >= SAME_WORDS) return ranked[0].gap.id;
    return deps.sentences ? nearestByMeaning(question, known, deps.sentences) : undefined;
  }

  return {
    async notice(turn) {
      const place = { conversationId: turn.conversationId, n: turn.readUpTo, at: turn.at };
      for (const words of unanswered(turn)) {
        const question = maskPersonal(words, deps.mask).replace(/\s+/gu, ' ').trim().slice(0, MAX_LENGTH);
        if (deps.terms.content(question).length === 0) continue;
        const id =
          (await nearest(question)) ??
          `gap:${createHash('sha256').update(question.toLowerCase()).digest('hex').slice(0, 24)}`;
        await records.update(id, turn.at, (gap) => {
          const before = gap ?? { question, alsoAsked: [], askedAt: [], state: 'open' };
          const known = [before.question, ...before.alsoAsked].includes(question);
          return {
            ...before,
            // Asked again although it was put aside or written down: the owner should see it again.
            state: before.state === 'dismissed' ? 'open' : before.state,
            askedAt: [...before.askedAt, turn.at].slice(-MOST_TIMES),
            askedIn: [...(before.askedIn ?? []), place].slice(-MOST_PLACES),
            alsoAsked: known ? before.alsoAsked : [...before.alsoAsked, question].slice(-MOST_WAYS),
          };
        });
      }
    },
    async list(now) {
      const open = (await records.list()).filter(({ body }) => body.state === 'open');
      return open
        .map((gap) => ({ ...gap, thisWeek: gap.body.askedAt.filter((at) => at > now - WEEK_MS).length }))
        .toSorted((a, b) => b.thisWeek - a.thisWeek || b.at - a.at);
    },
    settle: (id, now, state, file) =>
      records.update(id, now, (gap) => gap && { ...gap, state, ...(file === undefined ? {} : { file }) }),
    get: records.get,
  };
}

async function nearestByMeaning(
  question: string,
  known: readonly Remembered<Gap>[],
  sentences: Sentences,
): Promise<string | undefined> {
  if (known.length === 0) return undefined;
  try {
    const [asked, ...vectors] = await sentences.encode([question, ...known.map(({ body }) => body.question)]);
    const near = vectors.map((vector, at) => ({
      at,
      cosine: vector.reduce((sum, value, i) => sum + value * (asked?.[i] ?? 0), 0),
    }));
    const best = near.toSorted((a, b) => b.cosine - a.cosine)[0];
    return best && best.cosine >= SAME_MEANING ? known[best.at]?.id : undefined;
  } catch {
    return undefined; // words have decided; a gap more is no harm
  }
}

/** What stays open, in the customer's words: of two questions at once only the one that nothing answers. */
function unanswered({ decision, steps }: Turn): readonly string[] {
  if (decision.kind !== 'hand-off' || decision.reason !== 'no-answer') return [];
  const open = /^Still open: (.+)$/mu.exec(decision.summary)?.[1];
  if (open) return open.split(' / ');
  const looked = steps.findLast(({ name }) => name === 'retrieve')?.detail as JsonObject | undefined;
  const question = looked?.['question'];
  return typeof question === 'string' ? [question.split('\n').at(-1) ?? question] : [];
}
