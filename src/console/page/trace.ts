/** How one turn was decided, step by step: what was heard, where it went, what was found, what policy said. */
import type { VNode } from 'preact';
import type { Delivery, ShopSaid } from '../../domain/conversation.ts';
import type { Decision, Review, Step, Turn } from '../../domain/decision.ts';
import type { Json } from '../../domain/json.ts';
import { html } from './html.ts';
import { when } from './words.ts';

const NAMES: Readonly<Record<Step['name'], string>> = {
  screen: 'Screened',
  route: 'Routed',
  retrieve: 'Looked up',
  agent: 'Decided',
  review: 'Reviewed',
  plan: 'Planned',
  model: 'Asked the model',
  tool: 'Used a tool',
};

/** `sent`: what this turn has said, with what became of it. */
export function Trace({ turn, sent }: { turn: Turn; sent: readonly ShopSaid[] }): VNode {
  return html`
    <details class="trace" data-turn=${turn.id}>
      <summary><span>${decisionInWords(turn.decision)}</span><span class="verdict ${turn.review.kind}">${reviewInWords(turn.review)}</span><small>${turn.tookMs} ms</small></summary>
      <ol>
        ${turn.steps.map((step, index) => html`<li key=${index}><h5>${NAMES[step.name] ?? step.name}</h5><${Detail} value=${step.detail} /></li>`)}
        ${sent.map((entry) => html`<li key=${entry.sendId}><h5>Sent</h5><p>${entry.message.text}</p><p class="soft">${deliveryInWords(entry.delivery)}, ${when(entry.delivery.at)}</p></li>`)}
      </ol>
      ${
        Object.keys(turn.promptVersions).length > 0 &&
        html`<p class="soft">Prompts: ${Object.entries(turn.promptVersions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', ')}</p>`
      }
      <p class="soft">Turn <code>${turn.id}</code>, ${when(turn.at)}, had read up to entry ${turn.readUpTo}.</p>
    </details>
  `;
}

/** Any stored detail as a short list; what carries a score or a confidence gets a bar. */
function Detail({ value }: { value: Json | undefined }): VNode | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return html`<span class="soft">none</span>`;
    return html`<ul>${value.map((each, index) => html`<li key=${index}><${Detail} value=${each as Json} /></li>`)}</ul>`;
  }
  if (typeof value !== 'object') return html`<span class="value">${String(value)}</span>`;
  const fields = Object.entries(value).filter(
    ([, each]) => each !== undefined && each !== null && each !== '' && !(Array.isArray(each) && each.length === 0),
  );
  const scored = fields.find(([key, each]) => (key === 'score' || key === 'confidence') && typeof each === 'number');
  const named = fields.find(([key, each]) => (key === 'intent' || key === 'id') && typeof each === 'string');
  if (scored && named && fields.length === 2)
    return html`<${Bar} label=${named[1] as string} share=${scored[1] as number} />`;
  return html`<dl>${fields.map(([key, each]) => html`<div key=${key}><dt>${key}</dt><dd><${Detail} value=${each as Json} /></dd></div>`)}</dl>`;
}

function Bar({ label, share }: { label: string; share: number }) {
  const width = `${Math.round(Math.max(0, Math.min(1, share)) * 100)}%`;
  return html`<div class="bar"><span>${label}</span><i aria-hidden="true"><b style=${{ width }}></b></i><output>${share.toFixed(2)}</output></div>`;
}

export function decisionInWords(decision: Decision): string {
  switch (decision.kind) {
    case 'reply':
      return `Reply: ${decision.intent}, ${Math.round(decision.confidence * 100)} % sure`;
    case 'ask':
      return `Question: ${decision.intent}`;
    case 'use-tool':
      return `Tool: ${decision.call.tool}`;
    case 'hand-off':
      return `To staff: ${decision.reason.replaceAll('-', ' ')}`;
    case 'set-consent':
      return decision.proactive ? 'Messages allowed again' : 'No more messages';
    case 'stay-silent':
      return `Silent: ${decision.why}`;
  }
}

function reviewInWords(review: Review): string {
  return { allow: 'allowed', 'ask-staff': 'staff first', refuse: 'refused' }[review.kind];
}

export function deliveryInWords(delivery: Delivery): string {
  return delivery.state === 'failed' ? `not delivered (${delivery.failure})` : delivery.state;
}
