/** What the knowledge needs from people: facts that end, questions nothing answers, corrections, drafts and faults. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { decideKnowledge, type KnowledgeFault, type KnowledgeView, read } from './api.ts';
import { html } from './html.ts';
import { useLive } from './live.ts';

type Act = (wish: { do: string; id: string; text?: string; audience?: string }) => void;

export function KnowledgePane({ beat, name }: { beat: number; name: string }): VNode | null {
  const { value, refused, again } = useLive(read.knowledge, 'knowledge', beat);
  const [message, setMessage] = useState('');
  if (value === undefined)
    return refused
      ? html`<section class="pane"><p class="message" role="alert">${refused.message}</p></section>`
      : null;
  const act: Act = (wish) => {
    setMessage('');
    decideKnowledge({ ...wish, name }).then(again, (error: Error) => setMessage(error.message));
  };
  const { renewals, gaps, proposals, drafts, faults, notices } = value;
  const nothing = [renewals, gaps, proposals, drafts, faults, notices].every(({ length }) => length === 0);
  return html`
    <section class="pane knowledge" aria-labelledby="knowledge">
      <h2 id="knowledge">Knowledge <small>${value.passages} passages</small></h2>
      ${message && html`<p class="message" role="alert">${message}</p>`}
      ${nothing && html`<p class="empty">Everything is approved and up to date, and no question is open.</p>`}
      ${renewals.map((each) => html`<${Renewal} key=${each.id} each=${each} act=${act} />`)}
      ${gaps.map((each) => html`<${Gap} key=${each.id} each=${each} act=${act} />`)}
      ${proposals.map((each) => html`<${Proposal} key=${each.id} each=${each} act=${act} />`)}
      ${drafts.map((each) => html`<${Draft} key=${each.file} each=${each} act=${act} />`)}
      <${Faults} title="To be mended" faults=${faults} />
      <${Faults} title="To be looked at" faults=${notices} />
    </section>
  `;
}

function Renewal({ each, act }: { each: KnowledgeView['renewals'][number]; act: Act }): VNode {
  const { id, body } = each;
  const [text, setText] = useState(body.text);
  return html`
    <article class="card">
      <h3>${body.question}</h3>
      <p>It ends on ${body.validUntil}. ${body.owner} knows.</p>
      ${body.passageId === undefined ? html`<p>${body.text}</p>` : html`<label>The answer <textarea rows="4" value=${text} onInput=${(event: Event) => setText((event.target as HTMLTextAreaElement).value)}></textarea></label>`}
      <div class="actions">
        <button type="button" onClick=${() => act({ do: 'yes', id })}>Yes, until ${body.proposedUntil}</button>
        ${body.passageId !== undefined && html`<button type="button" disabled=${text.trim() === body.text.trim()} onClick=${() => act({ do: 'change', id, text })}>Change</button>`}
        <button type="button" onClick=${() => act({ do: 'pause', id })}>Pause</button>
      </div>
    </article>
  `;
}

function Gap({ each, act }: { each: KnowledgeView['gaps'][number]; act: Act }): VNode {
  const { id, body, thisWeek } = each;
  return html`
    <article class="card">
      <h3>Asked ${thisWeek === 1 ? 'once' : `${thisWeek} times`} this week: ${body.question}</h3>
      ${body.alsoAsked.length > 0 && html`<ul>${body.alsoAsked.map((one) => html`<li key=${one}>${one}</li>`)}</ul>`}
      <div class="actions">
        <button type="button" onClick=${() => act({ do: 'draft-gap', id })}>Make a draft</button>
        <button type="button" onClick=${() => act({ do: 'dismiss-gap', id })}>Put aside</button>
      </div>
    </article>
  `;
}

function Proposal({ each, act }: { each: KnowledgeView['proposals'][number]; act: Act }): VNode {
  const { id, body } = each;
  return html`
    <article class="card">
      <h3>${body.kind === 'fact' ? 'A colleague corrected a fact' : 'A colleague followed a rule that is not written down'}</h3>
      <p>Asked: ${body.question}</p>
      <p class="old">${body.before}</p>
      <p>${body.after}</p>
      <p class="soft">By ${body.by}${body.passageId && html`, instead of <code>${body.passageId}</code>`}</p>
      ${body.conflicts.length > 0 && html`<p>This still says otherwise:</p><ul>${body.conflicts.map((one) => html`<li key=${one.id}><code>${one.id}</code> ${one.text}</li>`)}</ul>`}
      <div class="actions">
        <button type="button" onClick=${() => act({ do: 'accept', id })}>${body.kind === 'fact' ? 'Take it over' : 'Noted, I will add the rule'}</button>
        <button type="button" onClick=${() => act({ do: 'dismiss', id })}>Only this once</button>
      </div>
    </article>
  `;
}

function Draft({ each, act }: { each: KnowledgeView['drafts'][number]; act: Act }): VNode {
  const { file, title, importedFrom, body } = each;
  const [text, setText] = useState(body.trim());
  const approve = (audience: string) => act({ do: 'approve-draft', id: file, text, audience });
  return html`
    <article class="card">
      <h3>Draft: ${title}</h3>
      ${importedFrom && html`<p class="soft">From ${importedFrom}</p>`}
      <label>Its words, a heading for each question <textarea rows="8" value=${text} onInput=${(event: Event) => setText((event.target as HTMLTextAreaElement).value)}></textarea></label>
      <div class="actions">
        <button type="button" onClick=${() => approve('customer')}>Approve for customers</button>
        <button type="button" onClick=${() => approve('internal')}>Approve for staff only</button>
      </div>
    </article>
  `;
}

function Faults({ title, faults }: { title: string; faults: readonly KnowledgeFault[] }): VNode | null {
  if (faults.length === 0) return null;
  return html`<h3>${title}</h3><ul>${faults.map(({ path, expected, got }) => html`<li key=${`${path}${got}`}><code>${path}</code>: expected ${expected}, got ${got}</li>`)}</ul>`;
}
