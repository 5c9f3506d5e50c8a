/** One approval as the record has it, and what a person may do about it. It shows what the server drew; it adds no facts. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Card, CardAction, VerdictOutcome } from '../../domain/approval.ts';
import { decide } from './api.ts';
import { html } from './html.ts';
import { marked, timeLeft, when } from './words.ts';

/** A card that has just changed under the pointer cannot be clicked for this long: nobody approves what they did not read. */
const DISARM_MS = 1_500;

const LABELS: Readonly<Record<CardAction, string>> = {
  approve: 'Approve and send',
  edit: 'Edit',
  reject: 'Reject',
  'take-over': 'Take over',
  reply: 'Reply',
  'hand-back': 'Hand back to the bot',
};

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
  const [writing, setWriting] = useState<{ action: 'edit' | 'reject' | 'reply'; version: number } | undefined>();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const disarmed = useJustChanged(card.version);

  async function act(action: CardAction, text: string, version: number): Promise<void> {
    setBusy(true);
    setMessage('');
    try {
      const outcome = await decide({ ...card, version }, action, text, name);
      if (outcome.kind === 'done') setWriting(undefined);
      else setMessage(inWords(outcome));
      if (outcome.kind === 'changed') setWriting((form) => form && { ...form, version: outcome.card.version });
      decided(outcome);
    } catch (error) {
      setMessage((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  const press = (action: CardAction) => {
    if (action === 'edit' || action === 'reject' || action === 'reply') setWriting({ action, version: card.version });
    else void act(action, '', card.version);
  };
  const form = writing && card.actions.includes(writing.action) ? writing : undefined;
  return html`
    <article class="card ${card.state.kind} ${card.urgency} ${opened ? 'opened' : ''}" aria-label=${card.headline} data-approval=${card.approvalId}>
      <header>
        <h3>${card.customerName}</h3>
        <span class="badge">${card.channel}</span>
        ${card.urgency === 'high' && html`<span class="badge urgent">urgent</span>`}
        ${open && !opened && html`<button type="button" class="link" onClick=${() => open(conversationOf(card.approvalId))}>Conversation</button>`}
      </header>
      ${card.state.kind !== 'pending' && html`<p class="headline">${card.headline}</p>`}
      ${card.customerWords.length > 0 && html`<blockquote>${card.customerWords.map((words, index) => html`<p key=${index}>${words}</p>`)}</blockquote>`}
      ${card.summary && html`<p class="summary">${card.summary}</p>`}
      ${card.why.length > 0 && html`<ul class="why" aria-label="Why a person must look">${card.why.map((why) => html`<li key=${why}>${why}</li>`)}</ul>`}
      ${card.draft !== undefined && !form && html`<${Draft} card=${card} draft=${card.draft} />`}
      ${card.sources.length > 0 && html`<${Sources} sources=${card.sources} />`}
      ${card.history.length > 0 && html`<ul class="history">${card.history.map(({ text, at }) => html`<li key=${text}><time>${when(at)}</time> ${text}</li>`)}</ul>`}
      ${card.windowEndsAt !== undefined && card.actions.length > 0 && html`<p class="window">Free text is allowed for ${timeLeft(card.windowEndsAt)} more.</p>`}
      ${disarmed && html`<p class="message" role="status">This card has just changed; read it again.</p>`}
      ${message && html`<p class="message" role="alert">${message}</p>`}
      ${
        form
          ? html`<${Writing} key=${form.action} action=${form.action} start=${form.action === 'edit' ? (card.draft ?? '') : ''} busy=${busy}
            send=${(text: string) => void act(form.action, text, form.version)} cancel=${() => setWriting(undefined)} />`
          : html`<div class="actions">
            ${card.actions.map((action) => html`<button type="button" key=${action} class=${action} disabled=${busy || disarmed} onClick=${() => press(action)}>${labelOf(action, card)}</button>`)}
          </div>`
      }
    </article>
  `;
}

function Draft({ card, draft }: { card: Card; draft: string }) {
  return html`
    <section class="draft" aria-label="Draft of the reply">
      <h4>${card.state.kind === 'pending' ? 'Would be sent' : 'Draft'}</h4>
      <p>${marked(draft, card.unproven)}</p>
      ${card.previousDraft !== undefined && html`<details><summary>Draft before the customer wrote again</summary><p class="old">${card.previousDraft}</p></details>`}
    </section>
  `;
}

function Sources({ sources }: { sources: Card['sources'] }) {
  return html`
    <details class="sources">
      <summary>${sources.length === 1 ? '1 source' : `${sources.length} sources`}</summary>
      <dl>${sources.map(({ title, text }, index) => html`<div key=${index}><dt>${title}</dt><dd>${text}</dd></div>`)}</dl>
    </details>
  `;
}

interface WritingProps {
  readonly action: 'edit' | 'reject' | 'reply';
  readonly start: string;
  readonly busy: boolean;
  readonly send: (text: string) => void;
  readonly cancel: () => void;
}

function Writing({ action, start, busy, send, cancel }: WritingProps) {
  const [text, setText] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const label = {
    edit: 'The customer will read exactly this',
    reject: 'Why not? For the record, the customer does not read it',
    reply: 'Your words to the customer',
  }[action];
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() !== '') send(text.trim());
  };
  return html`
    <form class="writing" onSubmit=${submit}>
      <label>${label}
        <textarea ref=${field} rows=${action === 'reject' ? 2 : 4} maxlength="4000" value=${text}
          onInput=${(event: Event) => setText((event.target as HTMLTextAreaElement).value)}></textarea>
      </label>
      <div class="actions">
        <button type="submit" class="approve" disabled=${busy || text.trim() === ''}>${action === 'reject' ? 'Reject' : 'Send'}</button>
        <button type="button" onClick=${cancel}>Cancel</button>
      </div>
    </form>
  `;
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
  return action === 'edit' && card.draft === undefined ? 'Answer' : LABELS[action];
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
