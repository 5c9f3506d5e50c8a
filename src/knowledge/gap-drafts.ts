/**
 * One click makes a draft of a question that nothing answers: the question as its heading, and what staff have told the
 * customers who asked it. A draft is never spoken; somebody reads it, corrects it and approves it.
 */
import type { Store } from '../ports.ts';
import type { DocumentFiles, Written } from './document-files.ts';
import { draftOf, plainBody } from './edit-document.ts';
import type { Gap, Gaps } from './gaps.ts';
import type { MaskContext } from './mask-personal.ts';
import { slugOf } from './passages.ts';
import { type StaffAnswer, staffAnswers } from './staff-answers.ts';
import { plainText } from './terms.ts';

export interface GapDraftDeps {
  readonly store: Store;
  readonly files: DocumentFiles;
  readonly gaps: Gaps;
  readonly mask: MaskContext;
  readonly now: () => number;
  /** The shop's calendar day (ISO date) of an instant. */
  readonly dayOf: (at: number) => string;
  readonly recorded: (file: string, by: string, why: string, detail: { question: string }) => Promise<void>;
}

const SHOWN_OTHER = 200;

/** `answer`: the person's own, which then stands instead of what staff have said. Undefined: the gap is not open. */
export function createGapDrafts(deps: GapDraftDeps) {
  const { store, files, gaps, mask, now, dayOf, recorded } = deps;
  return async (id: string, by: string, answer = ''): Promise<Written | undefined> => {
    const gap = await gaps.get(id);
    if (gap?.body.state !== 'open') return undefined;
    const { question, alsoAsked } = gap.body;
    const [said, ...older] = answer.trim() === '' ? await staffAnswers(gap.body, { store, mask }) : [];
    const asked = alsoAsked.map((one) => one.replaceAll('|', '/')).join(' | ');
    // Without an answer it cannot be approved: nobody hears a blank.
    const text = plainBody(said?.text ?? answer);
    const lines = [`## ${question}`, ...(asked === '' ? [] : [`Questions: ${asked}`]), ...(text === '' ? [] : [text])];
    const content = draftOf(
      question,
      { importedFrom: originOf(gap.body, said, older, dayOf), importedOn: dayOf(now()) },
      lines.join('\n\n'),
    );
    const written = await files.write(`drafts/${slugOf(question).slice(0, 60) || 'question'}`, content, {
      fresh: true,
    });
    if (written.kind === 'refused') return written;
    await gaps.settle(id, now(), 'drafted', written.file);
    await recorded(written.file, by, 'draft of a question', { question });
    return written;
  };
}

/** Who said it and when, and what a colleague said that is different. */
function originOf(
  { askedAt }: Gap,
  said: StaffAnswer | undefined,
  older: readonly StaffAnswer[],
  dayOf: (at: number) => string,
): string {
  const times = askedAt.length === 1 ? 'once' : `${askedAt.length} times`;
  const other = older.find(({ text }) => said && plainText(text) !== plainText(said.text));
  const parts = [
    `asked by customers ${times}`,
    ...(said ? [`answered by ${said.by} on ${dayOf(said.at)}`] : []),
    ...(other ? [`${other.by} said on ${dayOf(other.at)}: “${cut(other.text)}”`] : []),
  ];
  return parts.join('; ');
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length <= SHOWN_OTHER ? line : `${line.slice(0, SHOWN_OTHER).trimEnd()}…`;
}
