/** The day's proof that nobody was left behind: how many wrote, how each message ended, and which to look at. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { type Ending, read } from './api.ts';
import { html } from './html.ts';
import { useLive } from './live.ts';
import { dayOf, when } from './words.ts';

const ENDINGS: readonly (readonly [Ending, string])[] = [
  ['answered', 'answered'],
  ['with-staff', 'with staff'],
  ['silent', 'silent, with a reason'],
  ['in-work', 'in work'],
  ['not-delivered', 'not delivered'],
];

export function LedgerPane({ beat, open }: { beat: number; open: (conversationId: string) => void }): VNode {
  const [day, setDay] = useState(dayOf(Date.now()));
  const { value: ledger, refused } = useLive(() => read.ledger(day), day, beat);
  const worth = (ledger?.messages ?? []).filter(({ ending }) => ending !== 'answered');
  const step = (days: number) =>
    setDay(new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10));
  return html`
    <section class="pane ledger" aria-label="Ledger">
      <header class="pane-head">
        <div><h2>Ledger</h2><p class="soft">Where every message of the day has ended</p></div>
        <div class="day">
          <button type="button" aria-label="Day before" onClick=${() => step(-1)}>‹</button>
          <input type="date" aria-label="Day" value=${day} onChange=${(event: Event) => setDay((event.target as HTMLInputElement).value || day)} />
          <button type="button" aria-label="Day after" onClick=${() => step(1)}>›</button>
        </div>
      </header>
      <div class="log">
        ${refused && html`<p class="message" role="alert">${refused.message}</p>`}
        ${
          ledger &&
          html`
          <p class="total"><b>${ledger.received}</b> ${ledger.received === 1 ? 'message' : 'messages'} received</p>
          <div class="shares" aria-hidden="true">${ENDINGS.map(([ending]) => ledger.endings[ending] > 0 && html`<i key=${ending} class=${ending} style=${{ flexGrow: ledger.endings[ending] }}></i>`)}</div>
          <ul class="endings">${ENDINGS.map(([ending, label]) => html`<li key=${ending} class=${ending}><b>${ledger.endings[ending]}</b> ${label}</li>`)}</ul>
          ${worth.length > 0 && html`<h3>Worth a look</h3>`}
          <ul class="worth">${worth.map((line) => html`<li key=${line.id}><button type="button" class="link" onClick=${() => open(line.conversationId)}>${when(line.at)}</button> ${labelOf(line.ending)}${line.why ? `: ${line.why}` : ''}</li>`)}</ul>
          ${ledger.received > 0 && worth.length === 0 && html`<p class="soft">Every message was answered.</p>`}
        `
        }
      </div>
    </section>
  `;
}

function labelOf(ending: Ending): string {
  return ENDINGS.find(([id]) => id === ending)?.[1] ?? ending;
}
