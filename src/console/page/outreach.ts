/** Messages nobody asked for: whether they flow and how the number fares; promises, the waitlist, changed bookings. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { type OutreachView, read, settleOutreach } from './api.ts';
import { html } from './html.ts';
import { useLive } from './live.ts';
import { when } from './words.ts';

interface Props {
  readonly beat: number;
  readonly name: string;
  readonly open: (conversationId: string) => void;
}

const LIGHTS = {
  green: 'The number is doing well.',
  amber: 'People are getting tired of us: such messages leave more slowly.',
  red: 'Too many fail or are unwanted: such messages wait.',
} as const;

export function OutreachPane({ beat, name, open }: Props): VNode {
  const { value, refused, again } = useLive(read.outreach, 'outreach', beat);
  const [fault, setFault] = useState('');
  const settle = async (path: string, more: object = {}) => {
    try {
      await settleOutreach(path, { name, ...more });
      setFault('');
    } catch (error) {
      setFault((error as Error).message);
    }
    again();
  };
  return html`
    <section class="pane outreach" aria-label="Outreach">
      <header class="pane-head">
        <div><h2>Outreach</h2><p class="soft">Messages nobody asked for, and what we owe</p></div>
      </header>
      <div class="log">
        ${refused && html`<p class="message" role="alert">${refused.message}</p>`}
        ${fault && html`<p class="message" role="alert">${fault}</p>`}
        ${
          value &&
          html`
          ${breaker(value, () => void settle('/api/outreach/unlatch'))}
          ${number(value)}
          ${value.changed.length > 0 && html`<h3>Changed in a colleague's calendar</h3>`}
          <ul>${value.changed.map((one) => changed(one, open, (as) => void settle(`/api/bookings/${encodeURIComponent(one.reference)}/settle`, { as })))}</ul>
          <h3>Open promises</h3>
          ${value.promises.length === 0 && html`<p class="soft">None is open.</p>`}
          <ul>${value.promises.map((one) => promise(one, open, () => void settle(`/api/conversations/${encodeURIComponent(one.conversationId)}/kept`)))}</ul>
          <h3>Waitlist</h3>
          ${value.waiting.length === 0 && html`<p class="soft">Nobody waits for a full day.</p>`}
          <ul>${value.waiting.map(({ date, service, count }) => html`<li key=${`${date} ${service}`}><b>${date}</b> ${service}: ${count} ${count === 1 ? 'customer' : 'customers'}</li>`)}</ul>
        `
        }
      </div>
    </section>
  `;
}

function breaker({ latched }: OutreachView, unlatch: () => void): VNode {
  if (!latched) return html`<p>Reminders and nudges are leaving.</p>` as VNode;
  return html`
    <div class="stopped" role="status">
      <p><b>Stopped</b> since ${when(latched.at)}: ${latched.why}. Look at what was going out, then let it go on.</p>
      <button type="button" onClick=${unlatch}>Let them go on</button>
    </div>
  ` as VNode;
}

function number({ health }: OutreachView): VNode {
  const share = (value: number) => `${Math.round(value * 100)} %`;
  return html`
    <p class="light ${health.light}">${LIGHTS[health.light]}</p>
    <p class="soft">The last 7 days: ${health.sent} sent, ${share(health.answered)} answered, ${share(health.failed)} failed, ${share(health.unwanted)} unwanted, ${share(health.repeated)} the same words.</p>
  ` as VNode;
}

function changed(
  { reference, conversationId, service, kind, startAt, to }: OutreachView['changed'][number],
  open: Props['open'],
  settle: (as: 'cancel' | 'keep') => void,
): VNode {
  return html`
    <li key=${reference}>
      <button type="button" class="link" onClick=${() => open(conversationId)}>${reference}</button>
      <span>${service}, ${when(startAt)}: ${kind === 'deleted' ? 'deleted there' : `moved there to ${when(to ?? startAt)}`}. The customer still comes.</span>
      <button type="button" onClick=${() => settle('keep')}>Keep it</button>
      <button type="button" class="bad" onClick=${() => settle('cancel')}>Cancel it and tell the customer</button>
    </li>
  ` as VNode;
}

function promise(
  { conversationId, customer, about, dueAt }: OutreachView['promises'][number],
  open: Props['open'],
  kept: () => void,
): VNode {
  return html`
    <li key=${`${conversationId} ${about}`}>
      <button type="button" class="link" onClick=${() => open(conversationId)}>${customer}</button>
      <span class=${dueAt < Date.now() ? 'late' : ''}>${about}</span>
      <button type="button" onClick=${kept}>Kept</button>
    </li>
  ` as VNode;
}
