/**
 * What a person was asked on their phone, read from their own conversation and nothing else: every message about an
 * approval carries number, version and approval in its send id, so that no second record can disagree with it. Pure.
 */
import type { AgendaItem } from '../domain/agenda.ts';
import type { Card } from '../domain/approval.ts';
import type { Conversation, ShopSaid } from '../domain/conversation.ts';

/**
 * `ask`: the draft was shown; `call`: a template asked to write, for nothing else was allowed; `told`: the person has
 * heard how it ended; `hint`: the person was told something, and it still waits for them.
 */
export type MarkKind = 'ask' | 'call' | 'told' | 'hint';

export interface Mark {
  readonly kind: MarkKind;
  /** How the person names it, such as #7. */
  readonly number: number;
  readonly approvalId: string;
  readonly version: number;
  /** Of the draft as it was shown. */
  readonly digest: string;
  /** When it left (ms since 1970); absent while it has not, or could not. */
  readonly shownAt?: number;
  /** The platform's id of the message, which an answer quotes. */
  readonly externalId?: string;
}

export type About = Pick<Mark, 'number' | 'approvalId' | 'version' | 'digest'>;

const MARK = /^[^.]+\.(ask|call|told|hint)\.(\d+)\.v(\d+)\.([0-9a-f]+)\.(.+?)(?:\.n\d+)?\.s\d+$/u;

/** The start of the send ids of a message; `n`: of the entry it answers, so that each answer is one of its own. */
export function prefixOf(conversation: Conversation, kind: MarkKind, about: About, n?: number): string {
  const { number, version, digest, approvalId } = about;
  const answers = n === undefined ? '' : `.n${n}`;
  return `${conversation.id}.${kind}.${number}.v${version}.${digest}.${approvalId}${answers}`;
}

/** Everything this person was told about approvals, the oldest first; what waits to be sent stands last. */
export function marksIn({ entries, agenda }: Conversation): readonly Mark[] {
  const said = entries.flatMap((entry) => ('sendId' in entry ? markOf(entry.sendId, entry) : []));
  const started = new Set(entries.flatMap((entry) => ('sendId' in entry ? [entry.sendId] : [])));
  const waiting = agenda.filter(({ id }) => !started.has(id)).flatMap(({ id }: AgendaItem) => markOf(id, undefined));
  return [...said, ...waiting];
}

function markOf(sendId: string, said: ShopSaid | undefined): readonly Mark[] {
  const [, kind, number, version, digest, approvalId] = MARK.exec(sendId) ?? [];
  if (!kind || !digest || !approvalId) return [];
  const delivery = said?.delivery;
  const left = delivery !== undefined && delivery.state !== 'sending' && delivery.state !== 'failed';
  const externalId = left && 'externalId' in delivery ? delivery.externalId : undefined;
  return [
    {
      kind: kind as MarkKind,
      number: Number(number),
      version: Number(version),
      digest,
      approvalId,
      // Not of the delivery: a receipt may come after the answer.
      ...(left && said ? { shownAt: said.at } : {}),
      ...(externalId ? { externalId } : {}),
    },
  ];
}

/** What still waits for this person's answer, as it was shown last; the lowest number first. */
export function openAsks(marks: readonly Mark[]): readonly Mark[] {
  const latest = new Map<number, Mark>();
  for (const mark of marks) if (mark.kind !== 'hint') latest.set(mark.number, mark);
  return [...latest.values()].filter(({ kind }) => kind === 'ask').toSorted((a, b) => a.number - b.number);
}

/** Called by a template and not shown yet. */
export function unshownCalls(marks: readonly Mark[]): readonly Mark[] {
  const shown = new Set(marks.filter(({ kind }) => kind !== 'call').map(({ number }) => number));
  return marks.filter(({ kind, number, shownAt }) => kind === 'call' && shownAt !== undefined && !shown.has(number));
}

/** A number that nothing in this conversation has had: entries only grow, and so do the numbers. */
export function nextNumber(conversation: Conversation): number {
  return Math.max(conversation.lastN, ...marksIn(conversation).map(({ number }) => number)) + 1;
}

export function aboutOf(card: Card, number: number): About {
  return { number, approvalId: card.approvalId, version: card.version, digest: card.digest };
}
