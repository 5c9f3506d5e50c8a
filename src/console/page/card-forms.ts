/** What a person fills in before a card is decided: words, a template, or which customers get the same answer. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Card } from '../../domain/approval.ts';
import { html } from './html.ts';
import { when } from './words.ts';

interface FormProps {
  readonly busy: boolean;
  readonly cancel: () => void;
}

interface WritingProps extends FormProps {
  readonly action: 'edit' | 'reject' | 'reply';
  readonly start: string;
  /** When the shop opens: words can wait until then. */
  readonly laterAt: number | undefined;
  readonly send: (text: string, later: boolean) => void;
}

export function Writing({ action, start, laterAt, busy, send, cancel }: WritingProps): VNode {
  const [text, setText] = useState(start);
  const [later, setLater] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const label = {
    edit: 'The customer will read exactly this',
    reject: 'Why not? For the record, the customer does not read it',
    reply: 'Your words to the customer',
  }[action];
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() !== '') send(text.trim(), later);
  };
  return html`
    <form class="writing" onSubmit=${submit}>
      <label>${label}
        <textarea ref=${field} rows=${action === 'reject' ? 2 : 4} maxlength="4000" value=${text}
          onInput=${(event: Event) => setText((event.target as HTMLTextAreaElement).value)}></textarea>
      </label>
      ${action === 'edit' && laterAt !== undefined && html`<label class="choice"><input type="checkbox" checked=${later} onChange=${() => setLater(!later)} /> Send it when the shop opens (${when(laterAt)})</label>`}
      <${Buttons} label=${action === 'reject' ? 'Reject' : 'Send'} ready=${!busy && text.trim() !== ''} cancel=${cancel} />
    </form>
  `;
}

interface TemplateProps extends FormProps {
  readonly templates: Card['templates'];
  readonly send: (templateId: string) => void;
}

export function TemplateForm({ templates, busy, send, cancel }: TemplateProps): VNode {
  const [chosen, setChosen] = useState(templates.length === 1 ? templates[0]?.id : undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen !== undefined) send(chosen);
  };
  return html`
    <form class="writing" onSubmit=${submit}>
      <fieldset>
        <legend>The customer will read exactly this</legend>
        ${templates.map(({ id, text }) => html`<label class="choice" key=${id}><input type="radio" name="template" checked=${chosen === id} onChange=${() => setChosen(id)} /> ${text}</label>`)}
      </fieldset>
      <${Buttons} label="Send" ready=${!busy && chosen !== undefined} cancel=${cancel} />
    </form>
  `;
}

interface AlikeProps extends FormProps {
  /** As it was when the form was opened: what is sent off is what was read. */
  readonly card: Card;
  readonly send: (chosen: readonly { readonly approvalId: string; readonly version: number }[]) => void;
}

export function AlikeForm({ card, busy, send, cancel }: AlikeProps): VNode {
  const { approvalId, version, customerName, customerWords, alike } = card;
  const all = [{ approvalId, version, customerName, customerWords, exception: false }, ...alike];
  const [ticked, setTicked] = useState(new Set(all.filter((one) => !one.exception).map((one) => one.approvalId)));
  const toggle = (id: string) =>
    setTicked(new Set([...ticked].filter((one) => one !== id).concat(ticked.has(id) ? [] : id)));
  const chosen = all.filter((one) => ticked.has(one.approvalId));
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen.length > 0) send(chosen.map((one) => ({ approvalId: one.approvalId, version: one.version })));
  };
  return html`
    <form class="writing" onSubmit=${submit}>
      <fieldset>
        <legend>Who gets this answer</legend>
        ${all.map(
          (one) => html`
            <label class="choice" key=${one.approvalId}>
              <input type="checkbox" checked=${ticked.has(one.approvalId)} onChange=${() => toggle(one.approvalId)} />
              <span><b>${one.customerName}</b> ${one.customerWords.join(' / ')} ${one.exception && html`<em>not quite the same question</em>`}</span>
            </label>
          `,
        )}
      </fieldset>
      <${Buttons} label=${`Approve ${chosen.length}`} ready=${!busy && chosen.length > 0} cancel=${cancel} />
    </form>
  `;
}

function Buttons({ label, ready, cancel }: { label: string; ready: boolean; cancel: () => void }): VNode {
  return html`
    <div class="actions">
      <button type="submit" class="approve" disabled=${!ready}>${label}</button>
      <button type="button" onClick=${cancel}>Cancel</button>
    </div>
  `;
}
