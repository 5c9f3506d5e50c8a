/** One conversation from the shop's side: every entry, how each turn was decided, what became of each message. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Card, VerdictOutcome } from '../../domain/approval.ts';
import type { CustomerSaid, ShopSaid } from '../../domain/conversation.ts';
import type { ConversationView, EntryView } from './api.ts';
import { ApprovalCard } from './card.ts';
import { html } from './html.ts';
import { deliveryInWords, Trace } from './trace.ts';
import { when } from './words.ts';

interface ConversationProps {
  readonly view: ConversationView;
  readonly card: Card | undefined;
  readonly name: string;
  readonly close: () => void;
  readonly decided: (outcome: VerdictOutcome) => void;
}

export function ConversationPane({ view, card, name, close, decided }: ConversationProps): VNode {
  const { conversation, turns, audit } = view;
  const { entries, owner } = conversation;
  const end = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => end.current?.scrollIntoView({ block: 'end' }), [conversation.id, conversation.lastN]);
  const said = entries.filter(
    (entry): entry is EntryView & ShopSaid => entry.kind === 'bot-said' || entry.kind === 'staff-said',
  );
  return html`
    <section class="pane" aria-label="Conversation with ${conversation.displayName ?? 'a customer'}">
      <header class="pane-head">
        <button type="button" class="back" onClick=${close} aria-label="Back">‹</button>
        <div>
          <h2>${conversation.displayName ?? 'A customer'}</h2>
          <p class="soft">${conversation.channel} · ${owner.kind === 'staff' ? `${owner.name} is writing with them` : 'the bot answers'}</p>
        </div>
      </header>
      <div class="log" tabindex="0">
        ${entries.map(
          (entry) => html`
            <${EntryLine} key=${entry.n} entry=${entry} />
            ${turns.filter(({ readUpTo }) => readUpTo === entry.n).map((turn) => html`<${Trace} key=${turn.id} turn=${turn} sent=${said.filter(({ turnId }) => turnId === turn.id)} />`)}
          `,
        )}
        ${audit.length > 0 && html`<details class="audit"><summary>What staff did</summary><ul>${audit.map((line) => html`<li><time>${when(line.at)}</time> ${line.who}: ${line.what}</li>`)}</ul></details>`}
        <div ref=${end}></div>
      </div>
      ${card && card.actions.length > 0 && html`<div class="pane-foot"><${ApprovalCard} card=${card} name=${name} decided=${decided} /></div>`}
    </section>
  `;
}

function EntryLine({ entry }: { entry: EntryView }): VNode {
  switch (entry.kind) {
    case 'customer-said':
      return html`<div class="row customer"><p class="bubble">${entry.words}</p><small><time>${when(entry.at)}</time>${outcomeInWords(entry)}</small></div>`;
    case 'bot-said':
    case 'staff-said':
      return html`<${ShopLine} entry=${entry} />`;
    case 'tool-answered':
      return html`<p class="aside">${entry.ok ? '✓' : '✕'} ${entry.tool}, <time>${when(entry.at)}</time></p>`;
    case 'note':
      return html`<p class="aside">${entry.text} <time>${when(entry.at)}</time></p>`;
  }
}

const MARKS = { sending: '…', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '✕' } as const;

function ShopLine({ entry }: { entry: ShopSaid }) {
  const { speaker, message, delivery } = entry;
  const who =
    speaker.kind === 'staff' ? speaker.name : speaker.approvedBy ? `bot, approved by ${speaker.approvedBy}` : 'bot';
  const choices = message.kind === 'text' ? message.choices : [];
  return html`
    <div class="row shop ${entry.kind}">
      <p class="bubble">${message.text}</p>
      ${choices.length > 0 && html`<ul class="offered">${choices.map(({ id, label }) => html`<li key=${id}>${label}</li>`)}</ul>`}
      <small>${who} · <time>${when(entry.at)}</time> <span class="delivery ${delivery.state}" title=${deliveryInWords(delivery)} aria-label=${deliveryInWords(delivery)}>${MARKS[delivery.state]}</span>${delivery.state === 'failed' && ` ${deliveryInWords(delivery)}`}</small>
    </div>
  `;
}

function outcomeInWords({ outcome }: CustomerSaid): string {
  if (!outcome) return ' · being worked on';
  if (outcome.kind === 'with-staff') return ' · with staff';
  return outcome.kind === 'silent' ? ` · no answer: ${outcome.why}` : '';
}
