/** One conversation as it happened, with the trace of every turn: what was read, routed, found, decided and sent. */
import htm from 'htm';
import { h, type VNode } from 'preact';
import type { Entry, Turn, Whole } from './api.ts';
import { when } from './time.ts';

const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;

export function Conversation({ whole }: { whole: Whole }) {
  const { conversation, turns } = whole;
  const shown = new Set<string>();
  return html`
    <section class="conversation" aria-label="Conversation">
      <header>
        <h2>${conversation.displayName ?? 'A customer'}</h2>
        <p>${conversation.channel} · ${conversation.owner.kind === 'staff' ? `${conversation.owner.name} is writing` : 'the bot answers'} · ${conversation.id}</p>
      </header>
      <ol class="entries">
        ${conversation.entries.map((entry) => {
          const turn = turns.find(({ id }) => id === (entry.outcome?.turnId ?? entry.turnId));
          const first = turn && !shown.has(turn.id) && entry.kind !== 'customer-said';
          if (first) shown.add(turn.id);
          return html`<${Line} key=${entry.n} entry=${entry} turn=${first ? turn : silentTurn(entry, turn)} />`;
        })}
      </ol>
      ${whole.audit.length > 0 && html`<details class="audit"><summary>Audit</summary>${whole.audit.map((line) => html`<p>${when(line.at)} · ${line.who} · ${line.what}</p>`)}</details>`}
    </section>
  `;
}

/** A turn that said nothing hangs on the customer's own line. */
function silentTurn(entry: Entry, turn: Turn | undefined): Turn | undefined {
  return entry.kind === 'customer-said' && entry.outcome?.kind === 'silent' ? turn : undefined;
}

function Line({ entry, turn }: { entry: Entry; turn: Turn | undefined }) {
  return html`
    <li class=${entry.kind}>
      <div class="words">${wordsOf(entry)}</div>
      <div class="meta">${metaOf(entry)}</div>
      ${turn && html`<${Trace} turn=${turn} />`}
    </li>
  `;
}

function Trace({ turn }: { turn: Turn }) {
  return html`
    <details class="trace">
      <summary>${turn.decision.kind} · ${turn.review.kind} · ${turn.tookMs} ms</summary>
      <dl>${turn.steps.map((step) => html`<dt>${step.name}</dt><dd><pre>${JSON.stringify(step.detail, null, 1)}</pre></dd>`)}</dl>
    </details>
  `;
}

function wordsOf(entry: Entry): string {
  if (entry.kind === 'customer-said') {
    const { content } = entry;
    return content?.text ?? content?.label ?? [`[${content?.mediaType ?? content?.description ?? content?.kind}]`, content?.caption].filter(Boolean).join(' ');
  }
  if (entry.kind === 'tool-answered') return `${entry.tool}: ${JSON.stringify(entry.result)}`;
  if (entry.kind === 'note') return entry.text ?? '';
  const choices = entry.message?.choices ?? [];
  return [entry.message?.text ?? '', ...choices.map(({ label }) => `• ${label}`)].join('\n');
}

function metaOf(entry: Entry): string {
  const parts = [when(entry.at)];
  if (entry.outcome) parts.push(entry.outcome.why ?? entry.outcome.kind.replace('-', ' '));
  if (entry.speaker?.kind === 'staff') parts.push(entry.speaker.name ?? 'staff');
  if (entry.speaker?.approvedBy) parts.push(`approved by ${entry.speaker.approvedBy}`);
  if (entry.delivery) parts.push(entry.delivery.failure ? `${entry.delivery.state}: ${entry.delivery.failure}` : entry.delivery.state);
  return parts.join(' · ');
}
