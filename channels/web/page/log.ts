/** The conversation as the customer sees it: bubbles by day and speaker, offered choices, what is still on its way. */
import type { VNode } from 'preact';
import type { Line } from './connection.ts';
import { html } from './html.ts';
import type { Outgoing } from './outgoing.ts';
import { day, time, words } from './words.ts';

/** Messages of one speaker this close together share one time below them. */
const TOGETHER_MS = 3 * 60_000;

interface LinesProps {
  readonly lines: readonly Line[];
  /** Number of the line whose choices can be tapped; all others are history. */
  readonly open: number | undefined;
  readonly pick: (id: string, label: string) => void;
}

export function Lines({ lines, open, pick }: LinesProps): VNode {
  return html`
    ${lines.map((line, index) => {
      const before = lines[index - 1];
      const after = lines[index + 1];
      const reply = lines.slice(index + 1).find(({ from }) => from === 'customer');
      return html`
        ${(!before || day(before.at) !== day(line.at)) && html`<p class="day" key=${`day-${line.n}`}>${day(line.at)}</p>`}
        <div class="row ${line.from === 'customer' ? 'mine' : 'theirs'} ${line.from}" key=${line.n}>
          ${line.from === 'staff' && before?.from !== 'staff' && html`<span class="who">The team</span>`}
          <p class="bubble">${words(line.text)}</p>
          ${line.choices && html`<${Choices} choices=${line.choices} disabled=${line.n !== open} chosen=${line.n === open ? undefined : reply?.text} pick=${pick} />`}
          ${!(after && after.from === line.from && after.at - line.at < TOGETHER_MS) && html`<time datetime=${new Date(line.at).toISOString()}>${time(line.at)}</time>`}
        </div>
      `;
    })}
  `;
}

interface ChoicesProps {
  readonly choices: NonNullable<Line['choices']>;
  readonly disabled: boolean;
  readonly chosen: string | undefined;
  readonly pick: (id: string, label: string) => void;
}

function Choices({ choices, disabled, chosen, pick }: ChoicesProps) {
  return html`
    <div class="choices" role="group" aria-label="Suggested answers">
      ${choices.map(
        ({ id, label, description }) => html`
          <button type="button" key=${id} class=${disabled && label === chosen ? 'chosen' : ''} disabled=${disabled} onClick=${() => pick(id, label)}>
            ${label}${description && html`<small>${description}</small>`}
          </button>
        `,
      )}
    </div>
  `;
}

interface UnsentProps {
  readonly message: Outgoing;
  readonly retry: () => void;
  readonly drop: () => void;
}

export function Unsent({ message, retry, drop }: UnsentProps): VNode {
  const { state, why } = message;
  return html`
    <div class="row mine unsent ${state}">
      <p class="bubble">${words(message.text)}</p>
      <span class="note">
        ${state === 'waiting' ? html`Not sent yet. <button type="button" onClick=${retry}>Try now</button>` : state === 'refused' ? html`${why ?? 'Not sent.'} <button type="button" onClick=${drop}>Remove</button>` : 'Sending…'}
      </span>
    </div>
  `;
}

export function Dots({ shop }: { shop: string }): VNode {
  return html`<div class="row theirs"><p class="bubble dots" role="img" aria-label="${shop} is writing"><i></i><i></i><i></i></p></div>`;
}
