/** The left column's lists: conversations, newest first, and what staff were told. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ConversationSummary, Notice } from './api.ts';
import { html } from './html.ts';
import { when } from './words.ts';

interface ConversationsProps {
  readonly conversations: readonly ConversationSummary[];
  readonly shown: string | undefined;
  readonly open: (conversationId: string) => void;
}

export function Conversations({ conversations, shown, open }: ConversationsProps): VNode {
  if (conversations.length === 0) return html`<p class="empty">Nobody has written yet.</p>`;
  return html`
    <ul class="conversations">
      ${conversations.map(
        (each) => html`
          <li key=${each.id}>
            <button type="button" aria-current=${each.id === shown ? 'true' : undefined} onClick=${() => open(each.id)}>
              <span class="name">${each.name ?? 'A customer'}</span>
              <span class="badge">${each.channel}</span>
              ${each.approval === 'pending' && html`<span class="badge urgent">waiting</span>`}
              ${each.owner.kind === 'staff' && html`<span class="badge staff">${each.owner.name}</span>`}
              <time>${when(each.last?.at ?? each.lastInboundAt)}</time>
              <span class="last">${each.last && `${each.last.kind === 'customer-said' ? '' : '↩ '}${each.last.text}`}</span>
            </button>
          </li>
        `,
      )}
    </ul>
  `;
}

const SEEN = 'frontdesk-notices-seen-at';
const SHOWN = 20;

export function Notices({
  notices,
  open,
}: {
  notices: readonly Notice[];
  open: (conversationId: string) => void;
}): VNode | null {
  const [seenAt, setSeenAt] = useState(Number(localStorage.getItem(SEEN) ?? 0));
  const fresh = notices.filter(({ at }) => at > seenAt).slice(0, SHOWN);
  if (fresh.length === 0) return null;
  const markSeen = () => {
    const newest = Math.max(...fresh.map(({ at }) => at));
    localStorage.setItem(SEEN, String(newest));
    setSeenAt(newest);
  };
  return html`
    <section aria-labelledby="notices">
      <h2 id="notices">Notices <button type="button" class="link" onClick=${markSeen}>Mark as read</button></h2>
      <ul class="notices">
        ${fresh.map(
          ({ id, at, text, quote, urgency, conversationId }) => html`
            <li key=${id} class=${urgency}>
              <p>${text}</p>
              ${quote && html`<blockquote><p>${quote}</p></blockquote>`}
              <small><time>${when(at)}</time> ${conversationId && html`<button type="button" class="link" onClick=${() => open(conversationId)}>Conversation</button>`}</small>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
