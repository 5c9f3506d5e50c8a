/** One card: what the customer said, what would be sent, why a person must look, and what they can do. */
import htm from 'htm';
import { type ComponentChild, h, type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { type Action, type Card, decide } from './api.ts';
import { when } from './time.ts';

const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;

const LABELS: Readonly<Record<Action, string>> = {
  approve: 'Approve',
  edit: 'Edit',
  reject: 'Reject',
  'take-over': 'Take over',
  reply: 'Reply',
  'hand-back': 'Hand back',
};
/** These need words before they can be done. */
const WRITING: readonly Action[] = ['edit', 'reject', 'reply'];
const ASKS: Partial<Record<Action, string>> = {
  edit: 'What the customer will read',
  reject: 'Why? For the record; the customer does not see it',
  reply: 'What the customer will read',
};

export function Approval({ card, open }: { card: Card; open: () => void }) {
  const [writing, setWriting] = useState<Action | undefined>();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const act = async (action: Action, words: string) => {
    setBusy(true);
    const said = await decide(card, action, words).catch((error: unknown) => (error as Error).message);
    setBusy(false);
    setProblem(said);
    if (said === '') {
      setWriting(undefined);
      setText('');
    }
  };
  const start = (action: Action) => {
    if (!WRITING.includes(action)) return void act(action, '');
    setWriting(action);
    setText(action === 'edit' ? (card.draft ?? '') : '');
  };
  const label = (action: Action) => (action === 'edit' && card.draft === undefined ? 'Answer' : LABELS[action]);

  return html`
    <article class="card ${card.urgency} ${card.state.kind}" aria-label=${card.headline}>
      <header><button type="button" class="link" onClick=${open}>${card.customerName}</button><span>${card.channel}</span></header>
      <p class="headline">${card.headline}</p>
      <blockquote>${card.customerWords.map((words) => html`<p>${words}</p>`)}</blockquote>
      ${card.previousDraft !== undefined && html`<p class="label">Draft before the customer wrote again</p><p class="draft old">${card.previousDraft}</p>`}
      ${card.draft !== undefined && html`<p class="label">Draft</p><p class="draft">${marked(card.draft, card.unproven)}</p>`}
      ${card.why.length > 0 && html`<ul class="why">${card.why.map((why) => html`<li>${why}</li>`)}</ul>`}
      ${card.sources.length > 0 && html`<details><summary>${card.sources.length === 1 ? '1 source' : `${card.sources.length} sources`}</summary>${card.sources.map((source) => html`<p class="source"><b>${source.title}</b> ${source.text}</p>`)}</details>`}
      ${card.summary !== '' && html`<details><summary>Summary</summary><p class="source">${card.summary}</p></details>`}
      ${card.windowEndsAt !== undefined && html`<p class="window">Free text is allowed until ${when(card.windowEndsAt)}</p>`}
      ${card.history.map((line) => html`<p class="history">${line.text} · ${when(line.at)}</p>`)}
      ${
        writing
          ? html`<form class="write" onSubmit=${(event: Event) => { event.preventDefault(); void act(writing, text); }}>
              <label>${ASKS[writing]}<textarea rows="4" value=${text} onInput=${(event: InputEvent) => setText((event.target as HTMLTextAreaElement).value)}></textarea></label>
              <div class="actions"><button type="submit" class="primary" disabled=${busy || text.trim() === ''}>${writing === 'reject' ? 'Reject' : 'Send'}</button>
              <button type="button" onClick=${() => setWriting(undefined)}>Cancel</button></div>
            </form>`
          : html`<div class="actions">${card.actions.map((action) => html`<button type="button" key=${action} class=${action} disabled=${busy} aria-label="${label(action)}: ${card.customerName}" onClick=${() => start(action)}>${label(action)}</button>`)}</div>`
      }
      ${problem !== '' && html`<p class="problem" role="alert">${problem}</p>`}
    </article>
  `;
}

/** The draft with what nothing proves highlighted. */
function marked(text: string, tokens: readonly string[]): ComponentChild[] {
  const first = tokens
    .map((token) => ({ token, at: text.toLowerCase().indexOf(token.toLowerCase()) }))
    .filter(({ at, token }) => at >= 0 && token !== '')
    .sort((a, b) => a.at - b.at)[0];
  if (!first) return [text];
  const end = first.at + first.token.length;
  return [text.slice(0, first.at), html`<mark title="Nothing proves this">${text.slice(first.at, end)}</mark>`, ...marked(text.slice(end), tokens)];
}
