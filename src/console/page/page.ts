/** The operator's console: what waits for a person on the left, one conversation or the day's ledger on the right. */
import { render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Card, VerdictOutcome } from '../../domain/approval.ts';
import { loggedIn, logOut, read } from './api.ts';
import { ApprovalCard } from './card.ts';
import { ConversationPane } from './conversation.ts';
import { html } from './html.ts';
import { KnowledgePane } from './knowledge.ts';
import { LeadsPane } from './leads.ts';
import { LedgerPane } from './ledger.ts';
import { Conversations, Notices } from './lists.ts';
import { type Live, useLive, usePulse } from './live.ts';
import { Login } from './login.ts';
import { modelsLine } from './models-line.ts';
import { OutreachPane } from './outreach.ts';
import { Phone } from './phone.ts';
import { Sending } from './sending.ts';

const page = JSON.parse(document.body.dataset.page ?? '{}') as { shop?: string; phone?: string };
const { shop = 'Frontdesk', phone } = page;
const NAME = 'frontdesk-staff-name';

/** Asks first whether this browser may look at all; only then anything is followed. */
function Entrance(): VNode | null {
  const first = useLive(read.approvals, 'first', 0);
  if (first.refused && first.value === undefined)
    return html`<${Login} refused=${first.refused} done=${first.again} />`;
  return first.value === undefined ? null : html`<${Console} />`;
}

function Console(): VNode {
  const { beat, online } = usePulse();
  const approvals = useLive(read.approvals, 'approvals', beat);
  const conversations = useLive(read.conversations, 'conversations', beat);
  const notices = useLive(read.notices, 'notices', beat);
  const today = useLive(read.stats, 'stats', beat);
  const sending = useLive(read.sending, 'sending', beat);
  const [place, go] = usePlace();
  const [told, setTold] = useState('');
  const [name, setName] = useState(localStorage.getItem(NAME) ?? '');
  const cards = approvals.value ?? [];
  const waiting = cards.filter(({ state }) => state.kind === 'pending');
  const inHand = cards.filter(({ state }) => state.kind === 'taken-over' || state.kind === 'lapsed');
  const settled = cards.filter((card) => !waiting.includes(card) && !inHand.includes(card));
  useEffect(() => {
    document.title = `${waiting.length > 0 ? `(${waiting.length}) ` : ''}${shop}: console`;
  }, [waiting.length]);

  const shown = place?.startsWith('c/') ? place.slice(2) : undefined;
  const open = (conversationId: string) => go(`c/${conversationId}`);
  const decided = (outcome: VerdictOutcome) => {
    if (outcome.kind === 'done') setTold(outcome.card.headline);
    if (outcome.kind === 'already') setTold(`Somebody was faster. ${outcome.card.headline}`);
    approvals.again();
    conversations.again();
  };
  const rename = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    localStorage.setItem(NAME, value);
    setName(value);
  };
  const signature = name.trim() || 'Console';
  const cardsOf = (some: readonly Card[]) =>
    some.map(
      (card) =>
        html`<${ApprovalCard} key=${card.approvalId} card=${card} name=${signature} open=${open}
          opened=${card.actions.length > 0 && card.approvalId.startsWith(`${shown}.`)} decided=${decided} />`,
    );
  const refused = [approvals, conversations, notices].find((live: Live<unknown>) => live.refused)?.refused;

  return html`
    <div class="console ${place ? 'looking' : ''}">
      <header class="top">
        <h1>${shop} <span>console</span></h1>
        <span class="state ${online ? 'on' : 'off'}" role="status">${online ? 'live' : 'no connection, trying again'}</span>
        <label class="name">You are <input value=${name} placeholder="your name" maxlength="60" onInput=${rename} /></label>
        ${today.value && html`<button type="button" class="link today" onClick=${() => go('ledger')}>Today: ${today.value.received} received, ${today.value.endings.answered} answered${modelsLine(today.value.models)}</button>`}
        <button type="button" class="link" onClick=${() => go('outreach')}>Outreach</button>
        <button type="button" class="link" onClick=${() => go('leads')}>Leads</button>
        <button type="button" class="link" onClick=${() => go('knowledge')}>Knowledge</button>
        ${loggedIn() && html`<button type="button" class="link" onClick=${() => void logOut().then(() => location.reload())}>Log out</button>`}
      </header>
      <${Sending} sending=${sending} name=${signature} />
      <div class="left">
        ${refused && html`<p class="message" role="alert">${refused.message}</p>`}
        <p class="told" role="status">${told}</p>
        ${phone === 'yes' && html`<${Phone} />`}
        <section aria-labelledby="waiting">
          <h2 id="waiting">Waiting for you ${waiting.length > 0 && html`<b class="count">${waiting.length}</b>`}</h2>
          ${waiting.length === 0 ? html`<p class="empty">Nothing waits. The bot answers what it can prove and asks here when it cannot.</p>` : cardsOf(waiting)}
        </section>
        ${inHand.length > 0 && html`<section aria-labelledby="in-hand"><h2 id="in-hand">In your hands</h2>${cardsOf(inHand)}</section>`}
        <${Notices} notices=${notices.value ?? []} open=${open} />
        ${settled.length > 0 && html`<details class="settled"><summary>Decided lately (${settled.length})</summary>${cardsOf(settled)}</details>`}
        <section aria-labelledby="conversations">
          <h2 id="conversations">Conversations</h2>
          <${Conversations} conversations=${conversations.value ?? []} shown=${shown} open=${open} />
        </section>
      </div>
      <main class="right">
        ${
          shown
            ? html`<${Conversation} key=${shown} id=${shown} beat=${beat} cards=${cards} name=${signature} close=${() => go('')} decided=${decided} />`
            : place === 'knowledge'
              ? html`<${KnowledgePane} beat=${beat} name=${signature} />`
              : place === 'outreach'
                ? html`<${OutreachPane} beat=${beat} name=${signature} open=${open} />`
                : place === 'leads'
                  ? html`<${LeadsPane} beat=${beat} name=${signature} open=${open} />`
                  : html`<${LedgerPane} beat=${beat} open=${open} />`
        }
        ${['ledger', 'knowledge', 'outreach', 'leads'].includes(place ?? '') && html`<button type="button" class="back float" onClick=${() => go('')} aria-label="Back">‹</button>`}
      </main>
    </div>
  `;
}

interface ConversationProps {
  readonly id: string;
  readonly beat: number;
  readonly cards: readonly Card[];
  readonly name: string;
  readonly close: () => void;
  readonly decided: (outcome: VerdictOutcome) => void;
}

function Conversation({ id, beat, cards, name, close, decided }: ConversationProps): VNode | null {
  const { value, refused, again } = useLive(() => read.conversation(id), id, beat);
  if (value === undefined)
    return refused
      ? html`<section class="pane"><p class="message" role="alert">${refused.message}</p></section>`
      : null;
  const card = cards.find(({ approvalId }) => approvalId === value.conversation.approval?.id);
  const both = (outcome: VerdictOutcome) => {
    decided(outcome);
    again();
  };
  return html`<${ConversationPane} view=${value} card=${card} name=${name} close=${close} decided=${both} />`;
}

/** Where we are stands in the address after `#`, so that Back and a reload work. */
function usePlace(): [string | undefined, (place: string) => void] {
  const now = () => location.hash.slice(1) || undefined;
  const [place, setPlace] = useState(now);
  useEffect(() => {
    const moved = () => setPlace(now());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return [
    place,
    (next) => {
      location.hash = next;
    },
  ];
}

render(html`<${Entrance} />`, document.getElementById('app') as HTMLElement);
