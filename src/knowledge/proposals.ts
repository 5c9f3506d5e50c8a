/**
 * What an edited draft teaches: a fact becomes a proposed change of the document it came from, with what contradicts it; a
 * policy a proposed rule; better words replace those of the passage. What counts becomes a case that `npm run eval` asks
 * again. Nothing changes by itself.
 */
import { createHash } from 'node:crypto';
import type { Passage } from '../domain/knowledge.ts';
import { claimsIn } from '../number-lock.ts';
import type { Store } from '../ports.ts';
import { type EditKind, editOf } from './edit-kind.ts';
import { type MaskContext, maskPersonal, namesToMask, withoutGreeting } from './mask-personal.ts';
import { mergedText } from './merge-edit.ts';
import { createRecords, type Remembered } from './records.ts';

export interface Proposal {
  /** `tone` and `typo`: the same said better, which a passage may say from now on. */
  readonly kind: Exclude<EditKind, 'none'>;
  /** The customer's words, masked. */
  readonly question: string;
  readonly before: string;
  readonly after: string;
  /** The passage that the draft rested on; absent: the answer is new. */
  readonly passageId?: string;
  /** The claims only the new words make, and only the old ones made. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Other passages that still say what was taken out. */
  readonly conflicts: readonly { readonly id: string; readonly text: string }[];
  readonly by: string;
  readonly state: 'open' | 'accepted' | 'dismissed';
  readonly decidedBy?: string;
  /** What a person settled on instead of the colleague's words. */
  readonly taken?: string;
}

/** One line of the evaluation: what a customer asked, and what the answer must and must not claim. */
export interface EditCase {
  readonly id: string;
  readonly question: string;
  readonly kind: Proposal['kind'];
  readonly mustClaim: readonly string[];
  readonly mustNotClaim: readonly string[];
  /** Of a rule or a better wording: the sentences that hold it, in whatever words they come back. */
  readonly mustSay?: string;
  /** The colleague's own words. */
  readonly said: string;
}

export function caseOf(id: string, { question, kind, added, removed, before, after, taken }: Proposal): EditCase {
  const said = taken ?? after;
  const sentences = said.split(/(?<=[.!?])\s+|\n+/u).filter((sentence) => !before.includes(sentence.trim()));
  const rule = kind === 'policy' || kind === 'tone' ? { mustSay: sentences.join(' ') } : {};
  return { id, question, kind, mustClaim: added, mustNotClaim: removed, ...rule, said };
}

export interface EditedDraft {
  readonly approvalId: string;
  readonly customerWords: readonly string[];
  readonly customerName?: string;
  readonly before: string;
  readonly after: string;
  readonly sourceIds: readonly string[];
  readonly by: string;
}

export function createProposals(store: Store, mask: MaskContext) {
  const records = createRecords<Proposal>('proposal', store);
  return {
    get: records.get,
    async open(): Promise<readonly Remembered<Proposal>[]> {
      return (await records.list()).filter(({ body }) => body.state === 'open');
    },
    /** The cases of the evaluation, newest first: what was not dismissed; of mere words what is said by now. */
    async cases(): Promise<readonly Remembered<Proposal>[]> {
      return (await records.list()).filter(({ body: { kind, state } }) =>
        isRight(kind) ? state !== 'dismissed' : state === 'accepted',
      );
    },
    /** Undefined when nothing is learned: no change, or other words than a passage has. */
    async learn(edited: EditedDraft, passages: readonly Passage[], now: number): Promise<Proposal | undefined> {
      const before = maskPersonal(edited.before, mask);
      const names = namesToMask(edited.customerName, [before, ...edited.customerWords].join(' '));
      const masked = maskPersonal(edited.after, { ...mask, names });
      // A greeting is for this customer, unless the draft had one already.
      const after = withoutGreeting(before) === before ? withoutGreeting(masked) : masked;
      const edit = editOf(before, after);
      if (edit.kind === 'none') return undefined;
      const from = passages.filter(({ id }) => edited.sourceIds.includes(id));
      // Of an answer from several passages, the one whose words were changed.
      const passage = from.find(({ text }) => mergedText(text, before, after) !== undefined) ?? from[0];
      const merged = passage && mergedText(passage.text, before, after);
      if (!isRight(edit.kind) && (merged === undefined || merged.trim() === passage?.text.trim())) return undefined;
      const passageId = passage?.id;
      const proposal: Proposal = {
        kind: edit.kind,
        question: maskPersonal(edited.customerWords.join(' '), { ...mask, names }).slice(0, 400),
        before,
        after,
        ...(passageId === undefined ? {} : { passageId }),
        added: edit.added,
        removed: edit.removed,
        conflicts: conflictsOf(edit.removed, passageId, passages),
        by: edited.by,
        state: 'open',
      };
      const id = `proposal:${createHash('sha256').update(`${edited.approvalId}\n${edited.after}`).digest('hex').slice(0, 24)}`;
      return records.update(id, now, (known) => known ?? proposal);
    },
    /** `taken`: what is said from now on, instead of `was`: the evaluation asks for that. */
    settle: (
      id: string,
      now: number,
      state: 'accepted' | 'dismissed',
      by: string,
      taken?: { readonly text: string; readonly was: string },
    ) =>
      records.update(id, now, (body) => {
        if (body?.state !== 'open') return undefined;
        const { added, removed } = taken ? editOf(taken.was, taken.text) : body;
        return { ...body, state, decidedBy: by, added, removed, ...(taken ? { taken: taken.text } : {}) };
      }),
  };
}

/** Whether it is about what is right, not about how it is said. */
function isRight(kind: EditKind): boolean {
  return kind === 'fact' || kind === 'policy';
}

export type Proposals = ReturnType<typeof createProposals>;

function conflictsOf(
  removed: readonly string[],
  passageId: string | undefined,
  passages: readonly Passage[],
): Proposal['conflicts'] {
  const telling = removed.filter((claim) => !/^(?:number|weekday):/u.test(claim));
  if (telling.length === 0) return [];
  return passages
    .filter(({ id, text }) => id !== passageId && claimsIn(text).some((claim) => telling.includes(claim)))
    .slice(0, 10)
    .map(({ id, text }) => ({ id, text }));
}
