/** How plans stand in the record: the names of their tools, and the lines staff read of them. Pure. */
import type { Approval } from '../domain/approval.ts';
import type { Conversation } from '../domain/conversation.ts';

export const RUN_PLAN = 'run-plan';
export const DROP_PLAN = 'drop-plan';
/** How the notes of a plan begin. */
export const PLAN_NOTE = 'Plan: ';

/** The steps of the plan an approval is about, for its card; undefined for any other approval. */
export function planOnCard({ act, state }: Approval): readonly string[] | undefined {
  if (act?.call.tool !== RUN_PLAN) return undefined;
  if (state.kind !== 'pending') return [];
  const steps = Array.isArray(act.call.input['steps'])
    ? (act.call.input['steps'] as readonly { words?: unknown }[])
    : [];
  return [
    'Approve, and these steps are done one after the other; if one fails, those before it are taken back:',
    ...steps.map(({ words }, at) => `${at + 1}. ${String(words ?? '')}`),
  ];
}

/** What has been done of it, as it stands in the conversation. */
export function planHistory({ entries }: Conversation, approval: Approval): readonly { text: string; at: number }[] {
  if (approval.act?.call.tool !== RUN_PLAN) return [];
  return entries.flatMap((entry) =>
    entry.kind === 'note' && entry.at >= approval.askedAt && entry.text.startsWith(PLAN_NOTE)
      ? [{ text: entry.text, at: entry.at }]
      : [],
  );
}
