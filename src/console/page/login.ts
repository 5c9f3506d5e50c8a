/** Asks for the console's token, or says why there is none to ask for. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { logIn, type Refused } from './api.ts';
import { html } from './html.ts';

export function Login({ refused, done }: { refused: Refused; done: () => void }): VNode {
  const [token, setToken] = useState('');
  const [message, setMessage] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    logIn(token).then(done, (error: Error) => setMessage(error.message));
  };
  return html`
    <main class="login">
      <h1>Console</h1>
      ${
        refused.status === 401
          ? html`<form onSubmit=${submit}>
            <label>Console token
              <input type="password" autocomplete="current-password" required value=${token} onInput=${(event: Event) => setToken((event.target as HTMLInputElement).value)} />
            </label>
            ${message && html`<p class="message" role="alert">${message}</p>`}
            <button type="submit" class="approve">Log in</button>
            <p class="soft">It is the value of CONSOLE_TOKEN on the server.</p>
          </form>`
          : html`<p role="alert">${refused.message}</p>`
      }
    </main>
  `;
}
