/** The console: what waits for a person, who is writing, how today went, and every conversation with its trace. */
import htm from 'htm';
import { h, render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Card, get, LoginNeeded, login, type Notice, type Stats, type Summary, type Whole } from './api.ts';
import { Approval } from './approval.ts';
import { Conversation } from './conversation.ts';
import { when } from './time.ts';

const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
const { shop = '' } = JSON.parse(document.body.dataset['page'] ?? '{}') as { shop?: string };

interface Seen {
  readonly cards: readonly Card[];
  readonly conversations: readonly Summary[];
  readonly notices: readonly Notice[];
  readonly stats: Stats;
}

function Console() {
  const [seen, setSeen] = useState<Seen | undefined>();
  const [whole, setWhole] = useState<Whole | undefined>();
  const [selected, setSelected] = useState<string | undefined>();
  const [problem, setProblem] = useState('');
  const [loginNeeded, setLoginNeeded] = useState(false);

  async function refresh(): Promise<void> {
    try {
      const [approvals, conversations, notices, stats] = await Promise.all([
        get<{ approvals: Card[] }>('/approvals'),
        get<{ conversations: Summary[] }>('/conversations'),
        get<{ notices: Notice[] }>('/notices'),
        get<Stats>('/stats'),
      ]);
      setSeen({ cards: approvals.approvals, conversations: conversations.conversations, notices: notices.notices, stats });
      if (selected) setWhole(await get<Whole>(`/conversations/${selected}`));
      setProblem('');
    } catch (error) {
      if (error instanceof LoginNeeded) setLoginNeeded(true);
      else setProblem((error as Error).message);
    }
  }

  useEffect(() => {
    if (loginNeeded) return;
    void refresh();
    const source = new EventSource('/api/console/stream');
    source.onmessage = () => void refresh();
    return () => source.close();
  }, [selected, loginNeeded]);

  if (loginNeeded) return html`<${Login} done=${() => setLoginNeeded(false)} />`;
  if (!seen) return html`<p class="empty">${problem || 'One moment…'}</p>`;
  return html`
    <header class="top">
      <h1>${shop}</h1>
      <${Figures} stats=${seen.stats} />
    </header>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <main class="board">
      <section class="waiting" aria-label="Waiting for a person">
        <h2>Waiting for you</h2>
        ${seen.cards.length === 0 && html`<p class="empty">Nothing waits. Questions the bot must not answer alone appear here.</p>`}
        ${seen.cards.map((card) => html`<${Approval} key=${card.approvalId} card=${card} open=${() => setSelected(card.approvalId.split('.')[0])} />`)}
        ${seen.notices.length > 0 && html`<h2>Notices</h2>${seen.notices.slice(0, 10).map((notice) => html`<p key=${notice.id} class="notice ${notice.urgency}">${notice.text} ${notice.quote && html`<q>${notice.quote}</q>`} <time>${when(notice.at)}</time></p>`)}`}
      </section>
      <nav class="list" aria-label="Conversations">
        <h2>Conversations</h2>
        ${seen.conversations.length === 0 && html`<p class="empty">No customer has written yet. Open <a href="/">the chat</a> and say hello.</p>`}
        ${seen.conversations.map((summary) => html`<${Row} key=${summary.id} summary=${summary} chosen=${summary.id === selected} choose=${() => setSelected(summary.id)} />`)}
      </nav>
      ${whole ? html`<${Conversation} whole=${whole} />` : html`<section class="conversation"><p class="empty">Choose a conversation to see every word of it, and why the bot said what it said.</p></section>`}
    </main>
  `;
}

function Row({ summary, chosen, choose }: { summary: Summary; chosen: boolean; choose: () => void }) {
  const mark = summary.owner.kind === 'staff' ? 'staff' : summary.approval === 'pending' ? 'waiting' : '';
  return html`
    <button type="button" class="row ${mark}" aria-current=${chosen} onClick=${choose}>
      <span class="name">${summary.name ?? 'A customer'} <small>${summary.channel}</small></span>
      <time>${when(summary.lastInboundAt)}</time>
      <span class="last">${summary.last?.text ?? ''}</span>
    </button>
  `;
}

const ENDINGS: readonly [string, string][] = [
  ['answered', 'answered'],
  ['with-staff', 'with staff'],
  ['silent', 'needed no answer'],
  ['in-work', 'in work'],
  ['not-delivered', 'not delivered'],
];

function Figures({ stats }: { stats: Stats }) {
  return html`
    <dl class="figures" aria-label="Today">
      <div><dt>waiting</dt><dd>${stats.approvalsWaiting}</dd></div>
      <div><dt>messages today</dt><dd>${stats.received}</dd></div>
      ${ENDINGS.filter(([key]) => (stats.endings[key] ?? 0) > 0).map(([key, label]) => html`<div class=${key}><dt>${label}</dt><dd>${stats.endings[key]}</dd></div>`)}
    </dl>
  `;
}

function Login({ done }: { done: () => void }) {
  const [wrong, setWrong] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const token = new FormData(event.target as HTMLFormElement).get('token');
    if (await login(String(token))) done();
    else setWrong(true);
  };
  return html`
    <form class="login" onSubmit=${(event: Event) => void submit(event)}>
      <h1>${shop}</h1>
      <label>Console token<input type="password" name="token" autocomplete="current-password" required /></label>
      <button type="submit" class="primary">Log in</button>
      ${wrong && html`<p class="problem" role="alert">This is not the CONSOLE_TOKEN.</p>`}
    </form>
  `;
}

render(html`<${Console} />`, document.getElementById('app') as HTMLElement);
