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
      <header class="pane-head">
        <div><h2 id="knowledge">Knowledge</h2><p class="soft">${value.passages} approved passages; below, what waits for you${nightLine(value.night)}</p></div>
      </header>
      <div class="log">
        ${message && html`<p class="message" role="alert">${message}</p>`}
        ${nothing && html`<p class="empty">Everything is approved and up to date, and no question is open.</p>`}
        ${renewals.map((each) => html`<${Renewal} key=${each.id} each=${each} act=${act} />`)}
        ${gaps.map((each) => html`<${Gap} key=${each.id} each=${each} act=${act} />`)}
        ${proposals.map((each) => html`<${Proposal} key=${each.id} each=${each} act=${act} />`)}
        ${asked(drafts).map((each) => html`<${Draft} key=${each.file} each=${each} act=${act} />`)}
        <${Faults} title="To be mended" faults=${faults} />
        <${Faults} title="To be looked at" faults=${notices} />
      </div>
    </section>
  `;
}

/** What colleagues corrected is asked again every night. */
function nightLine(night: KnowledgeView['night']): string {
  if (!night) return '';
  return `. Corrections asked again on ${night.on}: ${night.right} right, ${night.wrong} wrong, ${night.team} left to the team`;
}

/** What customers wait for comes before what was imported. */
function asked(drafts: KnowledgeView['drafts']): KnowledgeView['drafts'] {
  const first = ({ importedFrom = '' }: KnowledgeView['drafts'][number]) =>
    importedFrom.startsWith('asked by') ? 0 : 1;
  return drafts.toSorted((a, b) => first(a) - first(b));
}

/** As tall as its words, within reason. */
function rowsFor(text: string): number {
  return Math.min(
    18,
    Math.max(
      3,
      text.split('\n').reduce((rows, line) => rows + 1 + Math.floor(line.length / 80), 0),
    ),
  );
}

function Words({ label, text, write }: { label: string; text: string; write: (text: string) => void }): VNode {
  return html`<label>${label} <textarea rows=${rowsFor(text)} value=${text} onInput=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}></textarea></label>`;
}

function Renewal({ each, act }: { each: KnowledgeView['renewals'][number]; act: Act }): VNode {
  const { id, fact } = each;
  const [text, setText] = useState(fact.text);
  return html`
    <article class="card">
      <h3>${fact.question}</h3>
      <p class="soft">It is said until ${fact.until}. ${fact.owner} knows.</p>
      ${fact.mayChange ? html`<${Words} label="What customers are told" text=${text} write=${setText} />` : html`<p>${fact.text}</p>`}
      <div class="actions">
        <button type="button" class="approve" onClick=${() => act({ do: 'yes', id })}>Yes, until ${fact.keptUntil}</button>
        ${fact.mayChange && html`<button type="button" disabled=${text.trim() === fact.text.trim() || text.trim() === ''} onClick=${() => act({ do: 'change', id, text })}>Change</button>`}
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

const LEARNED = {
  fact: 'corrected a fact',
  policy: 'followed a rule that is not written down',
  tone: 'said it in other words',
  typo: 'corrected a slip of the pen',
} as const;

function Proposal({ each, act }: { each: KnowledgeView['proposals'][number]; act: Act }): VNode {
  const { id, body, proposed } = each;
  const [text, setText] = useState(proposed);
  const what = body.passageId === undefined ? 'Make a draft of it' : 'Say this from now on';
  return html`
    <article class="card">
      <h3>${body.by} ${LEARNED[body.kind]}</h3>
      <p class="soft">Asked: ${body.question}</p>
      <p class="old">${body.before}</p>
      <p>${body.after}</p>
      ${body.conflicts.length > 0 && html`<p class="warning">This still says otherwise:</p><ul>${body.conflicts.map((one) => html`<li key=${one.id}><code>${one.id}</code> ${one.text}</li>`)}</ul>`}
      <${Words} label=${body.passageId === undefined ? 'No document says it yet. The answer' : `What ${body.passageId} would say`} text=${text} write=${setText} />
      <div class="actions">
        <button type="button" class="approve" disabled=${text.trim() === ''} onClick=${() => act({ do: 'accept', id, text })}>${what}</button>
        <button type="button" onClick=${() => act({ do: 'dismiss', id })}>Only this once</button>
      </div>
    </article>
  `;
}

function Draft({ each, act }: { each: KnowledgeView['drafts'][number]; act: Act }): VNode {
  const { file, title, importedFrom, body, warnings } = each;
  const [text, setText] = useState(body.trim());
  const approve = (audience: string) => act({ do: 'approve-draft', id: file, text, audience });
  return html`
    <article class="card">
      <h3>Draft: ${title}</h3>
      ${importedFrom && html`<p class="soft">From ${importedFrom}. Nobody hears it before you approve it.</p>`}
      ${warnings.map((warning) => html`<p class="warning" key=${warning}>${warning[0]?.toUpperCase()}${warning.slice(1)}.</p>`)}
      <${Words} label="A heading (##) for each question, the answer below it" text=${text} write=${setText} />
      <div class="actions">
        <button type="button" class="approve" onClick=${() => approve('customer')}>Approve for customers</button>
        <button type="button" onClick=${() => approve('internal')}>Approve for staff only</button>
        <button type="button" onClick=${() => act({ do: 'discard-draft', id: file })}>Throw away</button>
      </div>
    </article>
  `;
}

function Faults({ title, faults }: { title: string; faults: readonly KnowledgeFault[] }): VNode | null {
  if (faults.length === 0) return null;
  return html`<h3>${title}</h3><ul>${faults.map(({ path, expected, got }) => html`<li key=${`${path}${got}`}><code>${path}</code>: expected ${expected}, got ${got}</li>`)}</ul>`;
}
