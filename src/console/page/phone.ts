/** The shop's own phone, where one is used: how it and its number are, and the code to scan when it must be linked. */
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type PhoneView, read } from './api.ts';
import { html } from './html.ts';
import { useLive } from './live.ts';

/** A code lives about 20 seconds: a newer one must be on the screen well before. */
const LOOK_MS = 2_000;

export function Phone(): VNode | null {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setBeat((count) => count + 1), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const { value } = useLive<PhoneView>(read.phone, 'phone', beat);
  if (!value) return null;
  const { ok, qr, detail, number } = value;
  return html`
    <section class="phone" aria-labelledby="phone">
      <h2 id="phone">The shop’s phone</h2>
      <p role="status" class=${ok && number.light === 'green' ? 'well' : 'unwell'}>${detail}</p>
      ${
        qr &&
        html`
          <p>On the phone open Settings, Linked devices, Link a device, and scan:</p>
          <img class="code" alt="Code to link the phone" src=${`data:image/svg+xml,${encodeURIComponent(qr)}`} />
        `
      }
    </section>
  `;
}
