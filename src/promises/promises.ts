/**
 * The promise ledger: what the shop said it would do by when, with whose word it is. A promise stands on the agenda of
 * its conversation until somebody has kept it; before it is due its owner is reminded, after that staff get an apology
 * to approve. Nobody's promise is dropped without a note.
 */
import type { Effect } from '../agenda.ts';
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, type ShopSaid, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import type { Capabilities } from '../domain/message.ts';
import type { Effects } from '../effects/carry-out.ts';
import { escalate } from '../escalate.ts';
import type { Clock, Language, Lease, Store } from '../ports.ts';
import { configured } from '../review.ts';
import { MINUTE_MS, sayWhen } from '../time.ts';
import { answeredSince, isPromise, NUDGE, openPromises, PROMISE } from './open-promises.ts';
import { promiseIn } from './promise-in.ts';
import { notePromise } from './promise-index.ts';

export interface PromiseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly language: Pick<Language, 'extract'>;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
}

/** The owner hears of it this long before, or half way when it is nearer. */
const NUDGE_BEFORE_MS = 30 * MINUTE_MS;

/** The effects, with promises noticed as they are sent and looked after when they are due. */
export function withPromises(effects: Effects, deps: PromiseDeps): Effects {
  const { store, clock, business } = deps;

  const send: Effect = async (conversation, item, lease) => {
    await effects.send(conversation, item, lease);
    if (item.task.kind !== 'send' || item.task.purpose !== 'reply') return;
    const promise = await promiseIn(item.task.message.text, clock.now(), deps);
    if (!promise) return;
    await notePromise(store, conversation.id, clock.now());
    await commit(store, conversation.id, (fresh) => noted(fresh, item.id, promise), { lease });
  };

  const followUp: Effect = async (conversation, item, lease) => {
    const { kind } = (item.task as Extract<Task, { kind: 'follow-up' }>).followUp;
    if (kind !== PROMISE && kind !== NUDGE) return effects['follow-up'](conversation, item, lease);
    await commit(store, conversation.id, (fresh) => due(fresh, item), { lease });
  };

  return { ...effects, send, 'follow-up': followUp };

  function noted(
    fresh: Conversation,
    sendId: string,
    { words, dueAt }: { words: string; dueAt: number },
  ): Conversation {
    const said = fresh.entries.find((entry): entry is ShopSaid => 'sendId' in entry && entry.sendId === sendId);
    if (!said || said.delivery.state === 'failed' || said.delivery.state === 'sending') return fresh;
    const id = `promise:${said.n}`;
    if (fresh.agenda.some((other) => other.id === id)) return fresh;
    const { speaker } = said;
    const owner = speaker.kind === 'staff' ? speaker.name : (speaker.approvedBy ?? 'the team');
    const about = `"${words}" (${owner}, by ${sayWhen(dueAt, business)})`;
    const promise: FollowUp = {
      id,
      kind: PROMISE,
      dueAt,
      say: configured(business, 'promise.late'),
      cancelIf: 'booking-gone',
      about,
    };
    const now = clock.now();
    const nudge = {
      ...promise,
      id: `${id}:nudge`,
      kind: NUDGE,
      dueAt: Math.max(dueAt - NUDGE_BEFORE_MS, (now + dueAt) / 2),
    };
    const items = [promise, nudge].map((one) =>
      agendaItem(one.id, { kind: 'follow-up', followUp: one }, Math.round(one.dueAt)),
    );
    return withAgenda(append(fresh, { kind: 'note', at: now, text: `Promised: ${about}.` }), ...items);
  }

  function due(fresh: Conversation, item: AgendaItem): Conversation {
    if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
    const { followUp: promise } = item.task as Extract<Task, { kind: 'follow-up' }>;
    const done = withoutAgenda(fresh, ({ id }) => id === item.id);
    const now = clock.now();
    if (answeredSince(fresh, promise))
      return promise.kind === NUDGE
        ? done
        : append(done, { kind: 'note', at: now, text: `Promise kept: ${promise.about}.` });
    const customer = fresh.displayName ?? 'a customer';
    if (promise.kind === NUDGE) return told(done, item, `Still open for ${customer}: ${promise.about}.`, 'normal');
    const slipped = append(done, { kind: 'note', at: now, text: `Promise not kept in time: ${promise.about}.` });
    // Who is writing with the customer needs no card over their own words.
    if (fresh.owner.kind === 'staff')
      return told(
        slipped,
        item,
        `Not kept in time for ${customer}: ${promise.about}. An apology would be: "${promise.say.text}"`,
        'high',
      );
    const turn = { id: `${fresh.id}.${promise.id}`, readUpTo: fresh.readUpTo };
    const summary = `A promise was not kept in time: ${promise.about}. The draft apologises.`;
    const escalation = { reason: 'needs-approval', summary, urgency: 'high', draft: promise.say } as const;
    return escalate(slipped, turn, escalation, { business, capabilities: deps.capabilitiesOf(fresh), now });
  }

  function told(
    conversation: Conversation,
    { id }: AgendaItem,
    text: string,
    urgency: 'normal' | 'high',
  ): Conversation {
    const task = { kind: 'tell-staff', text, urgency } as const;
    return withAgenda(conversation, agendaItem(`${conversation.id}.${id}.told`, task, clock.now()));
  }
}

export type Kept = 'done' | 'unknown';

/** Staff kept their word where we cannot see it, on the phone say: every open promise of the conversation is closed. */
export function createKept({
  store,
  clock,
}: {
  store: Pick<Store, 'load' | 'save' | 'audit'>;
  clock: Pick<Clock, 'now'>;
}) {
  return async function kept(conversationId: string, by: string, lease?: Lease): Promise<Kept> {
    let closed: readonly FollowUp[] = [];
    await commit(
      store,
      conversationId,
      (fresh) => {
        closed = openPromises(fresh);
        if (closed.length === 0) return fresh;
        const text = `Kept, says ${by}: ${closed.map(({ about }) => about).join('; ')}.`;
        return append(
          withoutAgenda(fresh, ({ task }) => isPromise(task)),
          { kind: 'note', at: clock.now(), text },
        );
      },
      lease ? { lease } : {},
    );
    if (closed.length === 0) return 'unknown';
    await store.audit({
      at: clock.now(),
      who: by,
      what: 'kept a promise',
      conversationId,
      detail: { promises: closed.length },
    });
    return 'done';
  };
}
