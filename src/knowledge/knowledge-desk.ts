/**
 * What people do with the knowledge while Frontdesk runs: read it again, approve drafts, answer "still €45?", write down
 * what was missing, take over what colleagues corrected. Every change is a file change, checked before, and on record.
 */
import { writeFile } from 'node:fs/promises';
import type { Card } from '../domain/approval.ts';
import type { Business } from '../domain/business.ts';
import type { Turn } from '../domain/decision.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, StaffDesk, Store } from '../ports.ts';
import { addDays, localDate } from '../time.ts';
import { checkedOnce } from './check.ts';
import { createDocumentFiles, type Written } from './document-files.ts';
import { warningsOf } from './draft-warnings.ts';
import { draftOf, spokenFault, withBody, withFrontMatter, withNewPassage, withPassage } from './edit-document.ts';
import { createGapDrafts } from './gap-drafts.ts';
import { createGaps } from './gaps.ts';
import type { FreshKnowledge } from './keep-fresh.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { mergedText } from './merge-edit.ts';
import type { Sentences } from './passage-meaning.ts';
import { slugOf } from './passages.ts';
import { caseOf, createProposals, type Proposal } from './proposals.ts';
import { createRenewals, type FactQuestion, factQuestion, type Renewal } from './renewals.ts';
import { createTerms } from './terms.ts';

export interface KnowledgeDeskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly knowledge: LoadedKnowledge;
  readonly fresh: Pick<FreshKnowledge, 'reload'>;
  readonly desk: Pick<StaffDesk, 'tell'>;
  /** Asks with buttons, where the desk can; a line that names the console does otherwise. Throws `Failure`. */
  readonly askFact?: () => ((fact: FactQuestion) => Promise<void>) | undefined;
  readonly business: Business;
  readonly sentences?: Sentences | undefined;
}

type Answer =
  | { readonly answer: 'yes' }
  | { readonly answer: 'pause' }
  | { readonly answer: 'change'; readonly text: string };
/** How long an approval holds until somebody should look again. */
const REVIEW_DAYS = 180;
const LATE: Written = { kind: 'refused', why: 'Somebody has answered this already, or it is gone.' };

export interface KnowledgeDeskConfig {
  /** The knowledge folder. */
  readonly dir: string;
  /** Where the evaluation finds what colleagues corrected; absent: nowhere. */
  readonly casesFile?: string;
}

export function createKnowledgeDesk({ dir, casesFile }: KnowledgeDeskConfig, deps: KnowledgeDeskDeps) {
  const { store, clock, knowledge, fresh, business } = deps;
  const files = createDocumentFiles({ dir });
  const country = new Intl.Locale(business.locale).maximize().region ?? 'IE';
  const mask = { country, keep: [business.phone, business.email, business.address, business.name] };
  const gaps = createGaps({ store, mask, terms: createTerms(business.locale), sentences: deps.sentences });
  const renewals = createRenewals(store);
  const proposals = createProposals(store, mask);
  const dayOf = (at: number) => localDate(at, business.timeZone);
  const today = () => dayOf(clock.now());
  const draftOfGap = createGapDrafts({ store, files, gaps, mask, now: clock.now, dayOf, recorded });

  const checked = checkedOnce(knowledge, business);

  /** Writes, records who and why, and lets the new words answer. */
  async function change(
    file: string,
    by: string,
    why: string,
    edit: (content: string) => string | undefined,
  ): Promise<Written> {
    const before = await files.read(file);
    if (before === undefined)
      return { kind: 'refused', why: `There is no document ${file}.md in the knowledge folder.` };
    const after = edit(before);
    if (after === undefined)
      return { kind: 'refused', why: `${file}.md has changed so that this does not fit any more; look at it first.` };
    const written = await files.write(file, after);
    if (written.kind === 'done') await recorded(file, by, why, { before, after });
    return written;
  }

  async function recorded(file: string, by: string, why: string, detail: Json): Promise<void> {
    await store.audit({ at: clock.now(), who: by, what: `knowledge: ${why} (${file}.md)`, detail });
    await fresh.reload();
  }

  /** A copy for the evaluation; the records are the truth, so it is written anew each time. */
  async function keepCases(): Promise<void> {
    if (casesFile === undefined) return;
    const lines = (await proposals.cases()).map(({ id, body }) => JSON.stringify(caseOf(id, body)));
    await writeFile(casesFile, `${lines.join('\n')}\n`);
  }

  const approval = (by: string) => ({ approvedBy: by, approvedOn: today(), reviewBy: addDays(today(), REVIEW_DAYS) });

  async function answerRenewal(renewal: Renewal, given: Answer, by: string): Promise<Written> {
    const { file, passageId, proposedUntil } = renewal;
    const slug = passageId?.split('#')[1];
    const until = given.answer === 'pause' ? addDays(today(), -1) : proposedUntil;
    if (slug !== undefined) {
      const text = given.answer === 'change' ? { text: given.text } : {};
      return change(file, by, `${given.answer} to “${renewal.title}”`, (content) => {
        const changed = withPassage(content, slug, { ...text, validUntil: until });
        // New words have a new approval; the source that customers are named says whose and of which day.
        const approved = { approvedBy: by, approvedOn: today() };
        return changed && given.answer === 'change' ? withFrontMatter(changed, approved) : changed;
      });
    }
    if (given.answer === 'change')
      return { kind: 'refused', why: `The whole document ends: change ${file}.md itself, or answer yes or pause.` };
    const approved = given.answer === 'yes' ? { approvedBy: by, approvedOn: today() } : {};
    return change(file, by, `${given.answer} to “${renewal.title}”`, (content) =>
      withFrontMatter(content, { ...approved, validUntil: until }),
    );
  }

  async function approvedDraft(file: string, by: string, audience: string, body?: string): Promise<Written> {
    const content = await files.read(file);
    const draft = knowledge.drafts.find((each) => each.file === file);
    if (!draft || content === undefined) return LATE;
    const words = body === undefined ? content : withBody(content, body);
    const approved = withFrontMatter(words, { draft: undefined, owner: by, ...approval(by), audience });
    const fault = approved === undefined ? 'front matter that cannot be read' : spokenFault(file, approved);
    if (fault) return { kind: 'refused', why: `Nothing was approved: ${fault}` };
    return change(file, by, 'draft approved', () => approved);
  }

  return {
    reload: () => fresh.reload(),

    /** Everything the console shows about the knowledge. */
    async view() {
      const { faults, notices } = checked(today());
      const [asked, missing, proposed] = await Promise.all([renewals.open(), gaps.list(clock.now()), proposals.open()]);
      return {
        passages: knowledge.passages.length,
        documents: knowledge.documents.map(({ body: _body, bodyLine: _line, ...shown }) => shown),
        drafts: knowledge.drafts.map((draft) => ({ ...draft, warnings: warningsOf(draft.body) })),
        faults,
        // A draft is shown whole: it needs no line of its own.
        notices: notices.filter(({ path }) => !knowledge.drafts.some(({ file }) => path === `${file}.md`)),
        renewals: asked.map((renewal) => ({ ...renewal, fact: factQuestion(renewal, business) })),
        gaps: missing,
        proposals: proposed.map((proposal) => ({ ...proposal, proposed: proposedText(proposal.body) })),
      };
    },

    /** A draft becomes a document that customers hear, with the words as the person saw or corrected them. */
    approveDraft: (
      file: string,
      by: string,
      { audience = 'customer', body }: { audience?: 'customer' | 'internal'; body?: string } = {},
    ): Promise<Written> => approvedDraft(file, by, audience, body),

    /** Throws a draft away; its words stay in the record. */
    async discardDraft(file: string, by: string): Promise<Written> {
      const before = await files.read(file);
      if (before === undefined || !knowledge.drafts.some((draft) => draft.file === file)) return LATE;
      const removed = await files.remove(file);
      if (removed.kind === 'done') await recorded(file, by, 'draft thrown away', { before });
      return removed;
    },

    /** One click: a draft with the question as its heading and what staff said, for somebody to correct and approve. */
    draftGap: async (id: string, by: string, answer?: string): Promise<Written> =>
      (await draftOfGap(id, by, answer)) ?? LATE,

    async dismissGap(id: string): Promise<Written> {
      return (await gaps.settle(id, clock.now(), 'dismissed')) ? { kind: 'done', file: '' } : LATE;
    },

    async answer(id: string, given: Answer, by: string): Promise<Written> {
      const known = await renewals.get(id);
      if (!known || (known.body.state !== 'new' && known.body.state !== 'asked')) return LATE;
      const written = await answerRenewal(known.body, given, by);
      if (written.kind === 'done')
        await renewals.settle(
          id,
          clock.now(),
          given.answer === 'yes' ? 'kept' : given.answer === 'pause' ? 'paused' : 'changed',
          by,
        );
      return written;
    },

    /**
     * A fact or a rule changes the passage that the draft rested on, or becomes a draft when there is none. `text`: what
     * it shall say, when the person has corrected what was proposed.
     */
    async decideProposal(id: string, accept: boolean, by: string, text?: string): Promise<Written> {
      const known = await proposals.get(id);
      if (known?.body.state !== 'open') return LATE;
      const was = passageOf(known.body.passageId)?.text ?? known.body.before;
      const written: Written = accept ? await taken(known.body, by, text) : { kind: 'done', file: '' };
      if (written.kind === 'done') {
        const said = accept && text !== undefined ? { text, was } : undefined;
        await proposals.settle(id, clock.now(), accept ? 'accepted' : 'dismissed', by, said);
        await keepCases();
      }
      return written;
    },

    /** What a turn could not answer; every other turn is none of its business. */
    noticed: (turn: Turn) => gaps.notice(turn),

    /** A colleague has sent other words than were drafted. */
    async edited(card: Card, after: string, by: string): Promise<void> {
      if (card.draft === undefined) return;
      const sourceIds = card.sources.flatMap(({ id }) => (id === undefined ? [] : [id]));
      const { approvalId, customerWords, draft: before } = card;
      const learned = await proposals.learn(
        { approvalId, customerWords, before, after, sourceIds, by },
        knowledge.passages,
        clock.now(),
      );
      if (learned) await keepCases();
    },

    /** A question that still waits for an answer. */
    async question(id: string): Promise<FactQuestion | undefined> {
      const known = await renewals.get(id);
      const waits = known?.body.state === 'new' || known?.body.state === 'asked';
      return known && waits ? factQuestion(known, business) : undefined;
    },

    /** Asks the team about facts that end soon; called now and then, asks each question once. */
    askDue: () =>
      renewals.ask(knowledge.documents, today(), clock.now(), async (renewal) => {
        const fact = factQuestion(renewal, business);
        const ask = deps.askFact?.();
        if (ask) return await ask(fact);
        const text = `${fact.question} It is said until ${fact.until}; ${fact.owner} knows. Answer yes, change or pause in the console under Knowledge.`;
        await deps.desk.tell({ text, urgency: 'normal' });
      }),
  };

  function passageOf(id: string | undefined) {
    return knowledge.passages.find((passage) => passage.id === id);
  }

  /** What would be said from then on. A reply may be a part of its passage: the rest of it stays. */
  function proposedText({ passageId, before, after }: Proposal): string {
    const said = passageOf(passageId)?.text;
    return said === undefined ? after : (mergedText(said, before, after) ?? said);
  }

  async function taken(proposal: Proposal, by: string, given?: string): Promise<Written> {
    const { passageId, question, after } = proposal;
    const [file = '', slug = ''] = passageId?.split('#') ?? [];
    const said = passageOf(passageId)?.text;
    const text = given ?? proposedText(proposal);
    if (said !== undefined) {
      if (text.trim() === said.trim())
        return {
          kind: 'refused',
          why: `${passageId} does not say that word for word any more: write what it shall say instead.`,
        };
      return change(file, by, 'corrected from an edited reply', (content) => {
        const changed = withPassage(content, slug, { text });
        return changed && withFrontMatter(changed, { approvedBy: by, approvedOn: today() });
      });
    }
    const content = draftOf(
      question,
      { importedFrom: 'an edited reply', importedOn: today() },
      withNewPassage('', question, given ?? after),
    );
    const written = await files.write(`drafts/${slugOf(question).slice(0, 60) || 'reply'}`, content, { fresh: true });
    if (written.kind === 'done') await recorded(written.file, by, 'draft of an edited reply', { question });
    return written;
  }
}

export type KnowledgeDesk = ReturnType<typeof createKnowledgeDesk>;
