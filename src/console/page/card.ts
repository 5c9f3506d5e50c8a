/** One approval as the record has it, and what a person may do about it. It shows what the server drew; it adds no facts. */
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Card, CardAction, VerdictOutcome } from '../../domain/approval.ts';
import { approveAlike, decide, type Wish } from './api.ts';
import { AlikeForm, TemplateForm, Writing } from './card-forms.ts';
import { Draft, Notes, Sources, Words } from './card-parts.ts';
import { html } from './html.ts';
import { when } from './words.ts';

/** A card that has just changed under the pointer cannot be clicked for this long: nobody approves what they did not read. */
const DISARM_MS = 1_500;

const LABELS: Readonly<Record<CardAction, string>> = {
  approve: 'Approve and send',
  'approve-later': 'Send later',
  'approve-alike': 'Approve all',
  template: 'Send a template',
  edit: 'Edit',
  reject: 'Reject',
  settle: 'Nothing left to answer',
  claim: "I'm on it",
  'take-over': 'Take over',
  reply: 'Reply',
  'hand-back': 'Hand back to the bot',
};
type Filled = 'edit' | 'reject' | 'reply' | 'template' | 'approve-alike';
const FILLED: readonly CardAction[] = ['edit', 'reject', 'reply', 'template', 'approve-alike'];

interface CardProps {
  readonly card: Card;
  readonly name: string;
  /** Shows the conversation; absent where it is shown already. */
  readonly open?: (conversationId: string) => void;
  /** Its conversation is shown with the card in it: here it is only a mark in the list. */
  readonly opened?: boolean;
  /** A verdict was answered: the record may have changed. */
  readonly decided: (outcome: VerdictOutcome) => void;
}

export function ApprovalCard({ card, name, open, opened = false, decided }: CardProps): VNode {
  /** `seen`: the card when the form was opened. */
  const [filling, setFilling] = useState<{ action: Filled; version: number; seen: Card } | undefined>();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const disarmed = useJustChanged(card.version);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setMessage('');
    try {
      await work();
    } catch (error) {
      setMessage((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  const act = (wish: Wish, version: number) =>
    run(async () => {
      const outcome = await decide({ approvalId: card.approvalId, version }, wish, name);
      if (outcome.kind === 'done') setFilling(undefined);
      else setMessage(inWords(outcome));
      if (outcome.kind === 'changed') setFilling((form) => form && { ...form, version: outcome.card.version });
      decided(outcome);
    });

  const actForAll = (chosen: Parameters<typeof approveAlike>[1]) =>
    run(async () => {
      const outcomes = await approveAlike(card.approvalId, chosen, name);
      const missed = outcomes.filter(({ kind }) => kind !== 'done').length;
      setFilling(undefined);
      if (missed > 0) setMessage(`${outcomes.length - missed} approved; ${missed} changed or were decided meanwhile.`);
      for (const outcome of outcomes.slice(0, 1)) decided(outcome);
    });

  const press = (action: CardAction) => {
    if (FILLED.includes(action)) setFilling({ action: action as Filled, version: card.version, seen: card });
    else if (action === 'approve-later') void act({ verdict: 'approve', later: true }, card.version);
    else void act({ verdict: action as Wish['verdict'] }, card.version);
  };
  const form = filling && card.actions.includes(filling.action) ? filling : undefined;
  return html`
    <article class="card ${card.state.kind} ${card.urgency} ${opened ? 'opened' : ''}" aria-label=${card.headline} data-approval=${card.approvalId}>
      <header>
        <h3>${card.customerName}</h3>
        <span class="badge">${card.channel}</span>
        ${card.urgency === 'high' && html`<span class="badge urgent">urgent</span>`}
        ${open && !opened && html`<button type="button" class="link" onClick=${() => open(conversationOf(card.approvalId))}>Conversation</button>`}
      </header>
      ${card.state.kind !== 'pending' && html`<p class="headline">${card.headline}</p>`}
      <${Words} card=${card} />
      ${card.summary && html`<p class="summary">${card.summary}</p>`}
      ${card.why.length > 0 && html`<ul class="why" aria-label="Why a person must look">${card.why.map((why) => html`<li key=${why}>${why}</li>`)}</ul>`}
      ${card.draft !== undefined && form?.action !== 'edit' && html`<${Draft} card=${card} draft=${card.draft} />`}
      ${card.sources.length > 0 && html`<${Sources} sources=${card.sources} />`}
      ${card.history.length > 0 && html`<ul class="history">${card.history.map(({ text, at }) => html`<li key=${text}><time>${when(at)}</time> ${text}</li>`)}</ul>`}
      <${Notes} card=${card} />
      ${disarmed && html`<p class="message" role="status">This card has just changed; read it again.</p>`}
      ${message && html`<p class="message" role="alert">${message}</p>`}
      ${
        form
          ? fields(form)
          : html`<div class="actions">
            ${card.actions.map((action) => html`<button type="button" key=${action} class=${action} disabled=${busy || disarmed} onClick=${() => press(action)}>${labelOf(action, card)}</button>`)}
          </div>`
      }
    </article>
  `;

  function fields({ action, version, seen }: NonNullable<typeof form>): VNode {
    const cancel = () => setFilling(undefined);
    if (action === 'template')
      return html`<${TemplateForm} templates=${seen.templates} busy=${busy} cancel=${cancel}
        send=${(templateId: string) => void act({ verdict: 'template', templateId }, version)} />`;
    if (action === 'approve-alike')
      return html`<${AlikeForm} card=${seen} busy=${busy} cancel=${cancel} send=${actForAll} />`;
    const send = (text: string, later: boolean) =>
      void act({ verdict: action, text, ...(later ? { later } : {}) }, version);
    return html`<${Writing} key=${action} action=${action} start=${action === 'edit' ? (seen.draft ?? '') : ''}
      laterAt=${card.laterAt} busy=${busy} cancel=${cancel} send=${send} />`;
  }
}

/** True for a moment after the version has moved. */
function useJustChanged(version: number): boolean {
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (seen === version) return;
    const timer = setTimeout(() => setSeen(version), DISARM_MS);
    return () => clearTimeout(timer);
  }, [version, seen]);
  return seen !== version;
}

function labelOf(action: CardAction, card: Card): string {
  if (action === 'edit' && card.draft === undefined) return 'Answer';
  if (action === 'approve-later' && card.laterAt !== undefined) return `Send at ${when(card.laterAt)}`;
  if (action === 'approve-alike') return `Approve all ${card.alike.length + 1}`;
  return LABELS[action];
}

function inWords(outcome: VerdictOutcome): string {
  switch (outcome.kind) {
    case 'already':
      return 'Somebody was faster; nothing was changed by you.';
    case 'changed':
      return 'The customer has written again. Read the card once more, then decide.';
    case 'refused':
      return outcome.why;
    case 'unknown':
      return 'A newer question has replaced this one.';
    case 'done':
      return '';
  }
}

/** Ids of approvals start with the conversation's own id, up to the first dot. */
function conversationOf(approvalId: string): string {
  return approvalId.split('.', 1)[0] ?? approvalId;
}
