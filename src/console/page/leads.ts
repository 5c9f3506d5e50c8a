/** Who may buy: each lead with its answers, what is to be done by when, and what happened. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { html } from './html.ts';
import { changeLead, type LeadView, readLeads } from './leads-line.ts';
import { useLive } from './live.ts';
import { dayOf, when } from './words.ts';

export function LeadsPane({
  beat,
  name,
  open,
}: {
  beat: number;
  name: string;
  open: (conversationId: string) => void;
}): VNode | null {
  const { value, refused, again } = useLive(readLeads, 'leads', beat);
  const [message, setMessage] = useState('');
  if (value === undefined)
    return refused
      ? html`<section class="pane"><p class="message" role="alert">${refused.message}</p></section>`
      : null;
  const change = (id: string, wish: object) => {
    setMessage('');
    changeLead(id, wish, name).then(again, (error: Error) => setMessage(error.message));
  };
  return html`
    <section class="pane leads" aria-labelledby="leads">
      <header class="pane-head">
        <div><h2 id="leads">Leads</h2><p class="soft">Who wants a quote, and what we do next</p></div>
        <a class="download" href="/api/leads.csv" download="leads.csv">Download as CSV</a>
      </header>
      <div class="log">
        ${message && html`<p class="message" role="alert">${message}</p>`}
        ${value.leads.length === 0 && html`<p class="empty">Nobody has asked for a quote yet.</p>`}
        ${value.leads.map(
          (lead) =>
            html`<${Lead} key=${`${lead.id} ${lead.changedAt}`} lead=${lead} statuses=${value.statuses} change=${change} open=${open} />`,
        )}
      </div>
    </section>
  `;
}

interface LeadProps {
  readonly lead: LeadView;
  readonly statuses: readonly string[];
  readonly change: (id: string, wish: object) => void;
  readonly open: (conversationId: string) => void;
}

function Lead({ lead, statuses, change, open }: LeadProps): VNode {
  const [owner, setOwner] = useState(lead.owner ?? '');
  const [nextAction, setNextAction] = useState(lead.nextAction ?? '');
  const [status, setStatus] = useState(lead.status);
  const [day, setDay] = useState(lead.deadline === undefined ? '' : dayOf(lead.deadline));
  const typed = (set: (value: string) => void) => (event: Event) => set((event.target as HTMLInputElement).value);
  const submit = (event: Event) => {
    event.preventDefault();
    change(lead.id, {
      ...(status === lead.status ? {} : { status }),
      ...(owner === (lead.owner ?? '') ? {} : { owner: owner || null }),
      ...(nextAction === (lead.nextAction ?? '') ? {} : { nextAction: nextAction || null }),
      ...deadlineWish(day, lead.deadline),
    });
  };
  const overdue = lead.deadline !== undefined && lead.deadline < Date.now();
  return html`
    <article class="card lead">
      <h3>${lead.name ?? 'A customer'}: ${lead.offerName} <span class="badge ${lead.status}">${lead.status}</span></h3>
      ${lead.quote && html`<p>Quoted: ${lead.quote}</p>`}
      <dl>${Object.entries(lead.answers).map(([question, answer]) => html`<dt key=${question}>${question}</dt><dd>${answer}</dd>`)}</dl>
      <form onSubmit=${submit}>
        <label>Status <select value=${status} onChange=${typed(setStatus)}>${statuses.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>
        <label>Owner <input value=${owner} maxlength="80" onInput=${typed(setOwner)} /></label>
        <label>Next action <input value=${nextAction} maxlength="300" onInput=${typed(setNextAction)} /></label>
        <label>By <input type="date" value=${day} onInput=${typed(setDay)} /></label>
        <div class="actions"><button type="submit">Save</button></div>
      </form>
      ${lead.deadline !== undefined && html`<p class=${overdue ? 'message' : 'soft'}>${overdue ? 'Overdue since' : 'Due'} ${when(lead.deadline)}</p>`}
      <details><summary>History</summary><ul>${lead.history.toReversed().map((line) => html`<li key=${line.id}><time>${when(line.at)}</time> ${line.who}: ${line.what}</li>`)}</ul></details>
      <button type="button" class="link" onClick=${() => open(lead.conversationId)}>Conversation (${lead.channel})</button>
    </article>
  `;
}

/** The end of the day that was picked, by this browser's clock; nothing when it was left alone. */
function deadlineWish(day: string, known: number | undefined): { deadline?: number | null } {
  if (day === (known === undefined ? '' : dayOf(known))) return {};
  return { deadline: day === '' ? null : new Date(`${day}T18:00:00`).getTime() };
}
