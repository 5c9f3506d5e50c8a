/**
 * Staff deleted or moved a booking in their own calendar. The customer has our word for the old time, so nothing is
 * changed by that alone: staff are asked, and their answer goes through the customer's own agenda.
 */
import { commit } from '../commit.ts';
import { item } from '../domain/agenda.ts';
import type { Booking } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import { append, withAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Store } from '../ports.ts';
import { sayWhen } from '../time.ts';

export interface ChangedElsewhere {
  readonly kind: 'deleted' | 'moved';
  readonly booking: Pick<Booking, 'reference' | 'conversationId' | 'serviceId' | 'startAt'>;
  /** Where it was moved to. */
  readonly to?: number;
}

export interface ChangedElsewhereDeps {
  readonly store: Pick<Store, 'load' | 'save' | 'getRecord' | 'putRecord' | 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Staff hear of it once, in the conversation of its customer; being told again changes nothing. */
export function createChangedElsewhere({ business }: { business: Business }, { store, clock }: ChangedElsewhereDeps) {
  return async function changed({ kind, booking, to }: ChangedElsewhere): Promise<void> {
    const { reference, conversationId, serviceId, startAt } = booking;
    const service = business.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
    const what =
      kind === 'deleted' || to === undefined
        ? 'was deleted in the calendar of the staff'
        : `was moved to ${sayWhen(to, business)} in the calendar of the staff`;
    const text = `Booking ${reference} (${service}, ${sayWhen(startAt, business)}) ${what}. The customer knows nothing of it and still comes at the old time, which stays taken. In the console, under Outreach: cancel it (the customer is told), or keep it (it is written into the calendar again).`;
    await noteChange(
      store,
      { reference, conversationId, serviceId, startAt, kind, ...(to ? { to } : {}) },
      clock.now(),
    );
    const id = `elsewhere:${reference}:${kind}:${to ?? startAt}`;
    await commit(store, conversationId, (fresh) => {
      const known = fresh.entries.some((entry) => entry.kind === 'note' && entry.text === text);
      if (known) return fresh;
      const now = clock.now();
      const noted = append(fresh, { kind: 'note', at: now, text });
      return withAgenda(noted, item(id, { kind: 'tell-staff', text, urgency: 'high' }, now));
    });
  };
}

export type Settled = 'done' | 'unknown' | 'not-on';

/** What staff want to become of a booking: both are tasks of its conversation, so that the customer is told by it. */
export function createSettleBooking({ store, clock }: ChangedElsewhereDeps) {
  return async function settle(reference: string, as: 'cancel' | 'keep', by: string): Promise<Settled> {
    const record = await store.getRecord('booking', reference);
    if (!record) return 'unknown';
    const { status, startAt, conversationId } = record.body as unknown as Booking;
    const now = clock.now();
    if (status !== 'booked' || startAt <= now) return 'not-on';
    const call = { tool: `${as}-booking`, input: { reference } };
    const id = `staff-${as}:${reference}:${record.version}`;
    await commit(store, conversationId, (fresh) =>
      withAgenda(fresh, item(id, { kind: 'call-tool', call, turnId: `${fresh.id}.${id}` }, now)),
    );
    const what = as === 'cancel' ? 'cancelled a booking' : 'kept a booking';
    await store.audit({ at: now, who: by, what, conversationId, detail: { reference } });
    await noteChange(store, { reference }, now);
    return 'done';
  };
}

const KEY = 'changed-elsewhere';
const LATEST = 100;

type OutsideChange = { readonly kind: 'deleted' | 'moved'; readonly to?: number } & Pick<
  Booking,
  'reference' | 'conversationId' | 'serviceId' | 'startAt'
>;

/** A change that waits for staff; with nothing but the reference: they have answered. */
async function noteChange(
  store: Pick<Store, 'getRecord' | 'putRecord'>,
  change: OutsideChange | { readonly reference: string },
  at: number,
): Promise<void> {
  const id = `${KEY} ${change.reference}`;
  const before = await store.getRecord('outreach', id);
  const open = 'kind' in change;
  if (!before && !open) return;
  try {
    const key = open ? KEY : `${KEY} settled`;
    await store.putRecord('outreach', { id, version: before?.version ?? 0, key, at, body: { ...change } as Json });
  } catch (error) {
    if (!isFailure(error, 'overtaken')) throw error; // of two the newer stands
  }
}

/** Changes in staff's own calendars that nobody has answered, of bookings that still stand as they did. */
export async function outsideChanges(
  store: Pick<Store, 'getRecord' | 'listRecords'>,
  now: number,
): Promise<readonly OutsideChange[]> {
  const records = await store.listRecords('outreach', { key: KEY, limit: LATEST });
  const open = await Promise.all(
    records.map(async ({ body }) => {
      const change = body as unknown as OutsideChange;
      const booking = (await store.getRecord('booking', change.reference))?.body as unknown as Booking | undefined;
      const stands = booking?.status === 'booked' && booking.startAt === change.startAt && booking.startAt > now;
      return stands ? [change] : [];
    }),
  );
  return open.flat();
}
