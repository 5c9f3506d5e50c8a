/** What a card says before anybody decides: the customer's words, the draft, its sources, who looks, who else waits. */
import type { VNode } from 'preact';
import type { Card } from '../../domain/approval.ts';
import { html } from './html.ts';
import { marked, timeLeft, when } from './words.ts';

export function Words({ card: { customerWords, newWords } }: { card: Card }): VNode | null {
  if (customerWords.length === 0) return null;
  const first = newWords > 0 && newWords < customerWords.length ? customerWords.length - newWords : -1;
  return html`
    <blockquote>
      ${customerWords.map(
        (words, index) => html`
          ${index === first && html`<p class="again">The customer wrote again:</p>`}
          <p key=${index}>${words}</p>
        `,
      )}
    </blockquote>
  `;
}

export function Draft({ card, draft }: { card: Card; draft: string }): VNode {
  return html`
    <section class="draft" aria-label="Draft of the reply">
      <h4>${card.state.kind === 'pending' ? 'Would be sent' : 'Draft'}</h4>
      <p>${marked(draft, card.unproven)}</p>
      ${card.unanswered.length > 0 && html`<p class="note">The draft does not answer this; the card stays open for it: ${card.unanswered.map((words, index) => html`<q key=${index}>${words}</q> `)}</p>`}
      ${card.previousDraft !== undefined && html`<details><summary>Draft before the customer wrote again</summary><p class="old">${card.previousDraft}</p></details>`}
    </section>
  `;
}

export function Sources({ sources }: { sources: Card['sources'] }): VNode {
  return html`
    <details class="sources">
      <summary>${sources.length === 1 ? '1 source' : `${sources.length} sources`}</summary>
      <dl>${sources.map(({ title, text, id, score, date }, index) => html`<div key=${index}><dt>${title}</dt><dd>${text}${id && html` <small><code>${id}</code>${date && `, approved ${date}`}${score !== undefined && `, fits ${Math.round(score * 100)} %`}</small>`}</dd></div>`)}</dl>
    </details>
  `;
}

/** Who is on it, whom the rules ask for, who else waits, until when words may be sent. */
export function Notes({ card }: { card: Card }): VNode {
  const { claim, state, needed, firstApproval, alike, windowEndsAt, actions } = card;
  const open = state.kind === 'pending';
  const closed = open && windowEndsAt !== undefined && !actions.includes('edit');
  return html`
    ${claim && html`<p class="note">${claim.by} is on it until ${when(claim.until)}.</p>`}
    ${open && needed === 'manager' && html`<p class="note">Your rules ask for a manager.</p>`}
    ${open && needed === 'two-people' && html`<p class="note">Your rules ask for two people.${firstApproval ? ` ${firstApproval} has approved; one more has to.` : ''}</p>`}
    ${alike.length > 0 && html`<p class="note">The same answer waits for: ${alike.map(({ customerName }) => customerName).join(', ')}.</p>`}
    ${closed && html`<p class="window">The reply window has closed: free text is allowed again when they write.</p>`}
    ${windowEndsAt !== undefined && !closed && actions.length > 0 && html`<p class="window">Free text is allowed for ${timeLeft(windowEndsAt)} more.</p>`}
  `;
}
