/** What a dialog that was sent off does, and what Slack is to show then: nothing typed is ever lost. */
import type { StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import type { StaffActions } from '../../src/ports.ts';
import { ALIKE_BLOCK, readChosen, readTemplate, TEMPLATE_BLOCK } from './choice-dialogs.ts';
import type { DialogContext, StateValues } from './dialog-context.ts';
import { INPUT_BLOCK, notice, readLater, readTyped } from './dialogs.ts';
import { allDone, inWords, needsAnother, tallyInWords } from './outcome-words.ts';

/** Undefined closes the dialog. */
export type Response =
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update'; readonly view: object };

export interface Acted {
  readonly response?: Response;
  /** For the log. */
  readonly outcome?: string;
  /** The card as it is now, where there is one. */
  readonly card?: Extract<VerdictOutcome, { card: unknown }>['card'];
  /** For the person alone, when the dialog has closed. */
  readonly hint?: string;
}

/** The dialog stays as it is, with this under its first input. */
export function stayOpen(context: DialogContext | undefined, why: string): Acted {
  const kind = context?.kind;
  const block = kind === 'template' ? TEMPLATE_BLOCK : kind === 'approve-alike' ? ALIKE_BLOCK : INPUT_BLOCK;
  return { response: { response_action: 'errors', errors: { [block]: why } } };
}

/** The dialog shows what happened, and the typed text to copy. */
export function tooLate(why: string, typed: string): Acted {
  return { response: { response_action: 'update', view: notice('Not sent', why, typed) } };
}

/** Why nothing can be done with it yet; undefined when something was written or chosen. */
export function missing({ kind, joints }: DialogContext, values: StateValues): string | undefined {
  if (kind === 'template') return readTemplate(values) === undefined ? 'Choose one first.' : undefined;
  if (kind === 'approve-alike') return readChosen(values).length === 0 ? 'Tick at least one customer.' : undefined;
  return readTyped(values, joints) === '' ? 'Write something first.' : undefined;
}

export async function act(
  context: DialogContext,
  values: StateValues,
  by: StaffMember,
  actions: StaffActions,
): Promise<Acted> {
  const { kind, approvalId, version, digest, joints } = context;
  const typed = readTyped(values, joints);
  const told = (outcome: VerdictOutcome) => answerTo(context, outcome, typed);
  switch (kind) {
    case 'edit': {
      const later = readLater(values) ? { later: true } : {};
      return told(await actions.decide(approvalId, version, { kind, text: typed, ...later }, by, digest));
    }
    case 'reject':
      return told(await actions.decide(approvalId, version, { kind, reason: typed }, by, digest));
    case 'reply':
      return told(await actions.reply(approvalId, typed, by));
    case 'template': {
      const templateId = readTemplate(values) ?? '';
      return told(await actions.decide(approvalId, version, { kind, templateId }, by, digest));
    }
    case 'approve-alike':
      return await approveAlike(context, values, by, actions);
  }
}

async function approveAlike(
  { approvalId }: DialogContext,
  values: StateValues,
  by: StaffMember,
  actions: StaffActions,
): Promise<Acted> {
  const outcomes = await actions.approveAlike(readChosen(values), by);
  const words = tallyInWords(outcomes);
  const card = await actions.card(approvalId);
  const shown = allDone(outcomes)
    ? { hint: words }
    : { response: { response_action: 'update', view: notice('Not all of them', words) } as const };
  return { ...shown, outcome: words, ...(card ? { card } : {}) };
}

function answerTo(context: DialogContext, outcome: VerdictOutcome, typed: string): Acted {
  const about = { outcome: outcome.kind, ...('card' in outcome ? { card: outcome.card } : {}) };
  if (outcome.kind === 'done') return { ...about, ...(needsAnother(outcome) ? { hint: inWords(outcome) } : {}) };
  const shown = outcome.kind === 'refused' ? stayOpen(context, outcome.why) : tooLate(inWords(outcome), typed);
  return { ...about, ...shown };
}
