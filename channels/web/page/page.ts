/** The web chat a customer sees: their conversation as stored, what they are sending, and a place to write. */
import htm from 'htm';
import { h, render, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { conversationKey, follow, type Line, messageId, newConversation, post, type Saying } from './connection.ts';
import { time, words } from './words.ts';

const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
const { shop = 'Chat' } = JSON.parse(document.body.dataset['page'] ?? '{}') as { shop?: string };

interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly saying: Saying;
  readonly state: 'sending' | 'waiting' | 'refused';
  readonly why?: string;
}

const RETRY_MS = 3_000;
/** How long the dots are shown after the customer wrote; then a person is thinking, and dots would be a lie. */
const DOTS_MS = 12_000;

function Chat() {
  const [key, setKey] = useState(conversationKey);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [outgoing, setOutgoing] = useState<readonly Outgoing[]>([]);
  const [online, setOnline] = useState(true);
  const [dots, setDots] = useState(false);
  const end = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      follow(
        key,
        (line) => {
          setLines((known) => (known.some(({ n }) => n === line.n) ? known : [...known, line]));
          setDots(line.from === 'customer' && Date.now() - line.at < DOTS_MS);
          // Our own words have come back: they are stored.
          if (line.from === 'customer') setOutgoing((all) => without(all, line.text));
        },
        setOnline,
      ),
    [key],
  );
  useEffect(() => {
    if (!dots) return;
    const timer = setTimeout(() => setDots(false), DOTS_MS);
    return () => clearTimeout(timer);
  }, [dots, lines.length]);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [lines.length, outgoing.length, dots]);
  useEffect(() => {
    const waiting = outgoing.filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const timer = setTimeout(() => waiting.forEach((message) => void deliver(message)), RETRY_MS);
    return () => clearTimeout(timer);
  }, [outgoing]);

  const update = (id: string, change: Partial<Outgoing>) =>
    setOutgoing((all) => all.map((message) => (message.id === id ? { ...message, ...change } : message)));

  async function deliver(message: Outgoing): Promise<void> {
    update(message.id, { state: 'sending' });
    try {
      if (!(await post(key, message.id, message.saying))) update(message.id, { state: 'waiting' });
    } catch (error) {
      update(message.id, { state: 'refused', why: (error as Error).message });
    }
  }

  function say(saying: Saying, text: string): void {
    const message: Outgoing = { id: messageId(), text, saying, state: 'sending' };
    setOutgoing((all) => [...all, message]);
    void deliver(message);
  }

  function startOver(): void {
    if (lines.length > 0 && !confirm('Start a new conversation? This one stays with the shop, but you will not see it here any more.')) return;
    setLines([]);
    setOutgoing([]);
    setDots(false);
    setKey(newConversation());
  }

  const newest = lines.at(-1);
  return html`
    <main class="chat">
      <header>
        <span class="sign" aria-hidden="true">${initials(shop)}</span>
        <div><h1>${shop}</h1><p>${online ? 'Usually answers at once' : 'No connection, trying again…'}</p></div>
        <button type="button" class="quiet" onClick=${startOver}>Start over</button>
      </header>
      <div class="log" role="log" aria-live="polite" aria-label="Conversation" tabindex="0">
        ${lines.length === 0 && outgoing.length === 0 && html`<p class="welcome">Hello. Ask about opening hours, prices or repairs, or tell us when you would like to come in.</p>`}
        ${lines.map((line) => html`<${Bubble} key=${line.n} line=${line} />`)}
        ${outgoing.map((message) => html`<${Unsent} key=${message.id} message=${message} retry=${() => void deliver(message)} />`)}
        ${newest?.choices && outgoing.length === 0 && html`<${Choices} choices=${newest.choices} pick=${(id: string, label: string) => say({ choice: id }, label)} />`}
        ${dots && html`<div class="row theirs"><p class="bubble dots" aria-label="${shop} is writing"><i></i><i></i><i></i></p></div>`}
        <div ref=${end}></div>
      </div>
      <${Writer} send=${(text: string) => say({ text }, text)} />
    </main>
  `;
}

function Bubble({ line }: { line: Line }) {
  const mine = line.from === 'customer';
  return html`
    <div class="row ${mine ? 'mine' : 'theirs'} ${line.from}">
      ${line.from === 'staff' && html`<span class="who">The team</span>`}
      <p class="bubble">${words(line.text)}</p>
      <time>${time(line.at)}</time>
    </div>
  `;
}

function Unsent({ message, retry }: { message: Outgoing; retry: () => void }) {
  const note = { sending: 'Sending…', waiting: 'Not sent yet, trying again…', refused: message.why ?? 'Not sent' }[message.state];
  return html`
    <div class="row mine unsent ${message.state}">
      <p class="bubble">${message.text}</p>
      <span class="note" role="status">${note} ${message.state === 'waiting' && html`<button type="button" onClick=${retry}>Now</button>`}</span>
    </div>
  `;
}

function Choices({ choices, pick }: { choices: NonNullable<Line['choices']>; pick: (id: string, label: string) => void }) {
  return html`
    <div class="choices" role="group" aria-label="Suggested answers">
      ${choices.map(({ id, label, description }) => html`<button type="button" key=${id} title=${description ?? ''} onClick=${() => pick(id, label)}>${label}</button>`)}
    </div>
  `;
}

function Writer({ send }: { send: (text: string) => void }) {
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
      <textarea rows="1" maxlength="4000" placeholder="Write a message" aria-label="Write a message" value=${text}
        onInput=${(event: InputEvent) => setText((event.target as HTMLTextAreaElement).value)} onKeyDown=${onKeyDown}></textarea>
      <button type="submit" disabled=${text.trim() === ''} aria-label="Send">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M3 20.5v-7l9-1.5-9-1.5v-7L22 12z" /></svg>
      </button>
    </form>
  `;
}

/** Drops the first of our own messages with these words: it has come back from the shop. */
function without(all: readonly Outgoing[], text: string): readonly Outgoing[] {
  const index = all.findIndex((message) => message.text === text);
  return index < 0 ? all : all.toSpliced(index, 1);
}

function initials(name: string): string {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? '').join('').toUpperCase();
}

render(html`<${Chat} />`, document.getElementById('app') as HTMLElement);
