/** The place to write: Enter sends, Shift+Enter breaks the line. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { html } from './html.ts';

export function Writer({ send }: { send: (text: string) => void }): VNode {
  const [text, setText] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    send(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  };
  return html`
    <form class="writer" onSubmit=${submit}>
      <textarea rows="1" maxlength="4000" placeholder="Write a message" aria-label="Write a message" enterkeyhint="send" value=${text}
        onInput=${(event: InputEvent) => setText((event.target as HTMLTextAreaElement).value)} onKeyDown=${onKeyDown}></textarea>
      <button type="submit" disabled=${text.trim() === ''} aria-label="Send">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M3 20.5v-7l9-1.5-9-1.5v-7L22 12z" /></svg>
      </button>
    </form>
  `;
}
