/** The web chat a customer sees: their conversation as stored, what they are sending, and a place to write. */
import { render, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { conversationKey, follow, type Line, newConversation, type Saying } from './connection.ts';
import { html } from './html.ts';
import { Dots, Lines, Unsent } from './log.ts';
import { useOutbox } from './outgoing.ts';
import { initials } from './words.ts';
import { Writer } from './writer.ts';

const { shop = 'Chat' } = JSON.parse(document.body.dataset.page ?? '{}') as { shop?: string };

/** How long the dots are shown after the customer wrote; then a person is thinking, and dots would be a lie. */
const DOTS_MS = 12_000;
/** The next choices may appear under the finger that has just tapped. */
const DOUBLE_TAP_MS = 500;
/** Whoever has scrolled further up than this is reading: new lines do not pull them down. */
const NEAR_END_PX = 160;

function Page(): VNode {
  const [key, setKey] = useState(conversationKey);
  return html`<${Chat} key=${key} conversation=${key} startOver=${() => setKey(newConversation())} />`;
}

function Chat({ conversation, startOver }: { conversation: string; startOver: () => void }): VNode {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [online, setOnline] = useState(true);
  const [spoke, setSpoke] = useState(0);
  const [dots, setDots] = useState(false);
  const outbox = useOutbox(conversation);
  const log = useRef<HTMLDivElement>(null);
  const pickedAt = useRef(0);

  useEffect(
    () =>
      follow(conversation, {
        line(line) {
          setLines((known) => (known.some(({ n }) => n === line.n) ? known : [...known, line]));
          if (line.from === 'customer') outbox.cameBack(line);
          else setDots(false);
        },
        online: setOnline,
      }),
    [conversation],
  );
  useEffect(() => {
    if (spoke === 0) return;
    setDots(true);
    const timer = setTimeout(() => setDots(false), DOTS_MS);
    return () => clearTimeout(timer);
  }, [spoke]);
  useStayAtEnd(log, `${lines.length} ${outbox.all.length} ${dots}`, spoke);

  const say = (saying: Saying, text: string) => {
    outbox.say(saying, text, lines.at(-1)?.n ?? 0);
    setSpoke((count) => count + 1);
  };
  const pick = (id: string, label: string) => {
    if (Date.now() - pickedAt.current < DOUBLE_TAP_MS) return;
    pickedAt.current = Date.now();
    say({ choice: id }, label);
    log.current?.focus({ preventScroll: true }); // the button goes dead: keep the keyboard in the conversation
  };
  const onItsWay = outbox.all.filter(({ state }) => state !== 'refused');
  const empty = lines.length === 0 && outbox.all.length === 0;

  return html`
    <main class="chat">
      <${Header} online=${online} canStartOver=${!empty} startOver=${startOver} />
      ${!online && html`<p class="offline" role="status">No connection. What you write is kept and sent when it is back.</p>`}
      <div class="log" ref=${log} role="log" aria-live="polite" aria-label="Conversation with ${shop}" tabindex="0">
        ${empty && html`<p class="welcome"><b>Hello!</b> Ask us anything, or tell us when you would like to come in.</p>`}
        <${Lines} lines=${lines} open=${onItsWay.length === 0 ? openChoices(lines) : undefined} pick=${pick} />
        ${outbox.all.map((message) => html`<${Unsent} key=${message.id} message=${message} retry=${outbox.retryNow} drop=${() => outbox.drop(message.id)} />`)}
        ${dots && onItsWay.every(({ state }) => state === 'stored') && html`<${Dots} shop=${shop} />`}
      </div>
      <${Writer} send=${(text: string) => say({ text }, text)} />
    </main>
  `;
}

interface HeaderProps {
  readonly online: boolean;
  readonly canStartOver: boolean;
  readonly startOver: () => void;
}

function Header({ online, canStartOver, startOver }: HeaderProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  return html`
    <header>
      <span class="sign" aria-hidden="true">${initials(shop)}</span>
      <div><h1>${shop}</h1><p class=${online ? 'on' : 'off'}>${online ? 'Usually answers at once' : 'Trying to connect…'}</p></div>
      ${canStartOver && html`<button type="button" class="quiet" onClick=${() => dialog.current?.showModal()}>Start over</button>`}
      <dialog ref=${dialog} aria-labelledby="start-over">
        <h2 id="start-over">Start a new conversation?</h2>
        <p>This one stays with the shop, but you will not see it here any more.</p>
        <form method="dialog">
          <button type="submit" class="plain">Keep it</button>
          <button type="submit" class="primary" onClick=${startOver}>Start over</button>
        </form>
      </dialog>
    </header>
  `;
}

/** The newest choices, as long as the customer has said nothing since. */
function openChoices(lines: readonly Line[]): number | undefined {
  const offered = lines.findLast(({ choices }) => choices !== undefined);
  return offered && !lines.some(({ n, from }) => n > offered.n && from === 'customer') ? offered.n : undefined;
}

/** Keeps the newest line in view, unless the customer is reading further up; their own words always bring them back. */
function useStayAtEnd(log: { readonly current: HTMLElement | null }, content: string, spoke: number): void {
  const atEnd = useRef(true);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const look = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    // A keyboard that opens takes room away: the newest line stays in view then, too.
    const resized = new ResizeObserver(() => atEnd.current && element.scrollTo({ top: element.scrollHeight }));
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useLayoutEffect(() => {
    atEnd.current = true;
  }, [spoke]);
  useLayoutEffect(() => {
    if (atEnd.current) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [content]);
}

render(html`<${Page} />`, document.getElementById('app') as HTMLElement);
