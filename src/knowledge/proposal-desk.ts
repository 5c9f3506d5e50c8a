/**
 * What becomes of an edited draft: the proposed words are shown, decided about by a person, and said from then on; what
 * was corrected is asked again by the evaluation. Customers' names never get into a document this way.
 */
import { writeFile } from 'node:fs/promises';
import type { Card } from '../domain/approval.ts';
import type { DocumentFiles, Written } from './document-files.ts';
import { draftOf, withFrontMatter, withNewPassage, withPassage } from './edit-document.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { mergedText } from './merge-edit.ts';
import { slugOf } from './passages.ts';
import { caseOf, type Proposal, type Proposals } from './proposals.ts';

export interface ProposalDeskDeps {
  readonly proposals: Proposals;
  readonly knowledge: LoadedKnowledge;
  readonly files: DocumentFiles;
  /** Where the evaluation finds what colleagues corrected; absent: nowhere. */
  readonly casesFile: string | undefined;
  /** What stands on a card for a customer without a name. */
  readonly unnamed: string;
  readonly now: () => number;
  readonly today: () => string;
  readonly change: (
    file: string,
    by: string,
    why: string,
    edit: (content: string) => string | undefined,
  ) => Promise<Written>;
  readonly recorded: (file: string, by: string, why: string, detail: { question: string }) => Promise<void>;
}

export function createProposalDesk(deps: ProposalDeskDeps) {
  const { proposals, knowledge, files, casesFile, now, today } = deps;

  /** A copy for the evaluation; the records are the truth, so it is written anew each time. */
  async function keepCases(): Promise<void> {
    if (casesFile === undefined) return;
    const lines = (await proposals.cases()).map(({ id, body }) => JSON.stringify(caseOf(id, body)));
    await writeFile(casesFile, lines.map((line) => `${line}\n`).join(''));
  }

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
      return deps.change(file, by, 'corrected from an edited reply', (content) => {
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
    if (written.kind === 'done') await deps.recorded(written.file, by, 'draft of an edited reply', { question });
    return written;
  }

  return {
    async open() {
      return (await proposals.open()).map((proposal) => ({ ...proposal, proposed: proposedText(proposal.body) }));
    },

    /** A colleague has sent other words than were drafted. Undefined: there is nothing to decide about. */
    async learn(card: Card, after: string, by: string): Promise<Proposal | undefined> {
      if (card.draft === undefined) return undefined;
      const sourceIds = card.sources.flatMap(({ id }) => (id === undefined ? [] : [id]));
      const { approvalId, customerWords, draft: before } = card;
      const named = card.customerName === deps.unnamed ? {} : { customerName: card.customerName };
      const learned = await proposals.learn(
        { approvalId, customerWords, ...named, before, after, sourceIds, by },
        knowledge.passages,
        now(),
      );
      if (learned) await keepCases();
      return learned;
    },

    /** Undefined: somebody was quicker. `text`: what it shall say, when the person has corrected what was proposed. */
    async decide(id: string, accept: boolean, by: string, text?: string): Promise<Written | undefined> {
      const known = await proposals.get(id);
      if (known?.body.state !== 'open') return undefined;
      const was = passageOf(known.body.passageId)?.text ?? known.body.before;
      const written: Written = accept ? await taken(known.body, by, text) : { kind: 'done', file: '' };
      if (written.kind === 'done') {
        const said = accept && text !== undefined ? { text, was } : undefined;
        await proposals.settle(id, now(), accept ? 'accepted' : 'dismissed', by, said);
        await keepCases();
      }
      return written;
    },
  };
}
