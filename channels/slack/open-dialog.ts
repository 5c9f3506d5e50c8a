/**
 * Opens dialogs on the card as it is now, so that nobody edits an old draft. Whoever opens the draft to edit it is on
 * it from then on; the dialog comes first, because its trigger lives three seconds.
 */
import type { Card, CardRef, StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import { alikeDialog, templateDialog } from './choice-dialogs.ts';
import type { DialogContext, DialogKind } from './dialog-context.ts';
import { writingDialog } from './dialogs.ts';
import { createHints } from './hints.ts';
import type { InteractionDeps } from './interaction-deps.ts';

export interface Opening {
  readonly kind: DialogKind;
  readonly approvalId: string;
  readonly staff: StaffMember;
  readonly place: CardRef;
  readonly triggerId: string;
  /** What the person was looking at; absent where it does not matter. */
  readonly seen?: { readonly version: number; readonly digest?: string };
  /** What stands in the input at first, instead of the draft. */
  readonly prefill?: string;
}

/** Undefined: the dialog is open, or the person was told why not. */
export type OpenDialog = (opening: Opening) => Promise<VerdictOutcome | undefined>;

export function createDialogs(deps: InteractionDeps): OpenDialog {
  const { actions, interactive, clock, log, sayWhen } = deps;
  const hint = createHints(deps);

  return async ({ kind, approvalId, staff, place, triggerId, seen, prefill }) => {
    const card = await actions.card(approvalId);
    if (!card) return { kind: 'unknown' };
    if (!card.actions.includes(kind)) {
      const over = card.state.kind !== 'pending' || kind === 'reply';
      return { kind: over ? 'already' : 'changed', card };
    }
    if (seen && (card.version !== seen.version || (seen.digest ?? card.digest) !== card.digest))
      return { kind: 'changed', card };
    const context: DialogContext = {
      kind,
      approvalId,
      version: card.version,
      digest: card.digest,
      channel: place.place,
      ts: place.id,
      ...(place.under === undefined ? {} : { under: place.under }),
    };
    try {
      const view = viewOf(context, card, prefill);
      await interactive.views.open({ trigger_id: triggerId, view: view as never });
    } catch (error) {
      log.warn({ err: error }, 'slack: a dialog did not open');
      await hint(place.place, staff.id, 'The dialog did not open in time. Please click once more.', place.under);
      return undefined;
    }
    if (kind === 'edit') await claim(approvalId, staff, place);
    return undefined;
  };

  function viewOf(context: DialogContext, card: Card, prefill: string | undefined): object {
    const { kind } = context;
    if (kind === 'template') return templateDialog(context, card);
    if (kind === 'approve-alike') return alikeDialog(context, card);
    const start = prefill === undefined ? {} : { prefill };
    return writingDialog({ context: { ...context, kind }, now: clock.now(), sayWhen, ...start }, card);
  }

  /** Writing goes on without it. */
  async function claim(approvalId: string, staff: StaffMember, place: CardRef): Promise<void> {
    try {
      const outcome = await actions.claim(approvalId, staff);
      if ('card' in outcome) await deps.redraw(outcome.card, place);
    } catch (error) {
      log.warn({ err: error, approvalId }, 'slack: a card could not be claimed');
    }
  }
}
