/**
 * What people do with the knowledge while Frontdesk runs: read it again, approve drafts, answer "still €45?", write down
 * what was missing, take over what colleagues corrected. Every change is a file change, checked before, and on record.
 */
import { type Business, say } from '../domain/business.ts';
import type { Turn } from '../domain/decision.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Language, StaffDesk, Store } from '../ports.ts';
import { addDays, localDate, localTime } from '../time.ts';
import { checkedOnce } from './check.ts';
import { createDocumentFiles, type Written } from './document-files.ts';
import { warningsOf } from './draft-warnings.ts';
import { faultOfChange, spokenFault, withBody, withFrontMatter, withPassage } from './edit-document.ts';
import { createGapDrafts } from './gap-drafts.ts';
import { createGaps } from './gaps.ts';
import type { FreshKnowledge } from './keep-fresh.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { createNightly } from './nightly.ts';
import type { Sentences } from './passage-meaning.ts';
import { createProposalDesk } from './proposal-desk.ts';
import { createProposals } from './proposals.ts';
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
  /** The local one. */
  readonly language: Pick<Language, 'answer'>;
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
  const dayOf = (at: number) => localDate(at, business.timeZone);
  const today = () => dayOf(clock.now());
  const proposals = createProposals(store, mask);
  const edits = createProposalDesk({
    proposals,
    knowledge,
    files,
    casesFile,
    unnamed: say(business, 'unknownCustomer'),
    now: clock.now,
    today,
    change,
    recorded,
  });
  const nightly = createNightly({
    store,
    proposals,
    search: knowledge.search,
    answer: deps.language.answer,
    sureFrom: business.confidence.answer,
    tell: (text) => deps.desk.tell({ text, urgency: 'normal' }),
  });
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
    const fault = faultOfChange(file, before, after);
    if (fault) return { kind: 'refused', why: `Nothing was changed: ${fault}` };
    const written = await files.write(file, after);
    if (written.kind === 'done') await recorded(file, by, why, { before, after });
    return written;
  }

  async function recorded(file: string, by: string, why: string, detail: Json): Promise<void> {
    await store.audit({ at: clock.now(), who: by, what: `knowledge: ${why} (${file}.md)`, detail });
    await fresh.reload();
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
      const [asked, missing, proposed, night] = await Promise.all([
        renewals.open(),
        gaps.list(clock.now()),
        edits.open(),
        nightly.latest(),
      ]);
      return {
        passages: knowledge.passages.length,
        documents: knowledge.documents.map(({ body: _body, bodyLine: _line, ...shown }) => shown),
        drafts: knowledge.drafts.map((draft) => ({ ...draft, warnings: warningsOf(draft.body) })),
        faults,
        // A draft is shown whole: it needs no line of its own.
        notices: notices.filter(({ path }) => !knowledge.drafts.some(({ file }) => path === `${file}.md`)),
        renewals: asked.map((renewal) => ({ ...renewal, fact: factQuestion(renewal, business) })),
        gaps: missing,
        proposals: proposed,
        ...(night ? { night } : {}),
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
     * A correction changes the passage that the draft rested on, or becomes a draft when there is none. `text`: what it
     * shall say, when the person has corrected what was proposed.
     */
    decideProposal: async (id: string, accept: boolean, by: string, text?: string): Promise<Written> =>
      (await edits.decide(id, accept, by, text)) ?? LATE,

    /** What a turn could not answer; every other turn is none of its business. */
    noticed: (turn: Turn) => gaps.notice(turn),

    /** A colleague has sent other words than were drafted: what there is to decide about, if anything. */
    edited: edits.learn,

    /** A question that still waits for an answer. */
    async question(id: string): Promise<FactQuestion | undefined> {
      const known = await renewals.get(id);
      const waits = known?.body.state === 'new' || known?.body.state === 'asked';
      return known && waits ? factQuestion(known, business) : undefined;
    },

    /** Asks again what was corrected; called now and then, works once a night. */
    askAgain: () => nightly.run(today(), localTime(clock.now(), business.timeZone), clock.now()),

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
}

export type KnowledgeDesk = ReturnType<typeof createKnowledgeDesk>;
