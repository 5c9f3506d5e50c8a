/** The switch that stops all sending: a banner for as long as it is off, and the way to turn it off. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { type PausedView, switchSending } from './api.ts';
import { html } from './html.ts';
import type { Live } from './live.ts';
import { when } from './words.ts';

interface Props {
  readonly sending: Live<PausedView | null>;
  readonly name: string;
}

export function Sending({ sending, name }: Props): VNode | null {
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState('');
  const { value: paused } = sending;
  if (paused === undefined) return null;
  const turn = async (to: boolean) => {
    try {
      await switchSending(to, why.trim(), name);
      setFault('');
      setAsking(false);
      setWhy('');
    } catch (error) {
      setFault((error as Error).message);
    }
    sending.again();
  };
  const told = fault && html`<span role="alert">${fault}</span>`;
  if (paused)
    return html`
      <div class="sending paused" role="status">
        <span><b>Sending is paused</b> by ${paused.by} since ${when(paused.since)}. Nothing goes out to customers; what is decided waits.${paused.why ? ` Why: ${paused.why}` : ''}</span>
        <button type="button" onClick=${() => void turn(false)}>Resume</button>${told}
      </div>
    `;
  if (!asking)
    return html`<div class="sending"><button type="button" class="link" onClick=${() => setAsking(true)}>Pause all sending</button></div>`;
  const submit = (event: Event) => {
    event.preventDefault();
    void turn(true);
  };
  return html`
    <form class="sending" onSubmit=${submit}>
      <label>Why? <input value=${why} maxlength="300" placeholder="your colleagues read it" onInput=${(event: Event) => setWhy((event.target as HTMLInputElement).value)} /></label>
      <button type="submit" class="bad">Pause all sending</button>
      <button type="button" class="link" onClick=${() => setAsking(false)}>Cancel</button>${told}
    </form>
  `;
}
