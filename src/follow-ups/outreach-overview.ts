/**
 * What staff look at beside the breaker: promises that are open, who waits for a full day, bookings that were changed in
 * staff's own calendars. The records here only say where to look; what holds is read from conversations and bookings.
 */
import { outsideChanges } from '../calendar/changed-elsewhere.ts';
import type { Business } from '../domain/business.ts';
import type { Clock, Store } from '../ports.ts';
import { openPromises } from '../promises/open-promises.ts';
import { conversationsWithPromises } from '../promises/promise-index.ts';
import { addDays, localDate } from '../time.ts';
import { waitingOn } from '../waitlist/waitlist.ts';

export interface OutreachOverview {
  readonly promises: readonly {
    readonly conversationId: string;
    readonly customer: string;
    /** The words, whose they are, and by when. */
    readonly about: string;
    readonly dueAt: number;
  }[];
  /** `date`: of the shop; `count`: customers. */
  readonly waiting: readonly { readonly date: string; readonly service: string; readonly count: number }[];
  readonly changed: readonly {
    readonly reference: string;
    readonly conversationId: string;
    readonly service: string;
    readonly kind: 'deleted' | 'moved';
    readonly startAt: number;
    readonly to?: number;
  }[];
}

/** Further ahead the waitlist is not shown. */
const WAITING_DAYS = 31;

export function createOutreachOverview(
  { business }: { business: Business },
  { store, clock }: { store: Pick<Store, 'load' | 'getRecord' | 'listRecords'>; clock: Pick<Clock, 'now'> },
) {
  const serviceName = (id: string) => business.services.find((service) => service.id === id)?.name ?? id;

  return async function overview(): Promise<OutreachOverview> {
    const [promises, waiting, changed] = await Promise.all([promised(), waits(), outsideChanges(store, clock.now())]);
    return {
      promises,
      waiting,
      changed: changed.map(({ serviceId, ...more }) => ({ ...more, service: serviceName(serviceId) })),
    };
  };

  async function promised(): Promise<OutreachOverview['promises']> {
    const ids = await conversationsWithPromises(store);
    const conversations = await Promise.all(ids.map((id) => store.load(id)));
    return conversations
      .flatMap((conversation) =>
        conversation
          ? openPromises(conversation).map(({ about, dueAt }) => ({
              conversationId: conversation.id,
              customer: conversation.displayName ?? 'a customer',
              about,
              dueAt,
            }))
          : [],
      )
      .sort((a, b) => a.dueAt - b.dueAt);
  }

  async function waits(): Promise<OutreachOverview['waiting']> {
    const today = localDate(clock.now(), business.timeZone);
    const dates = Array.from({ length: WAITING_DAYS }, (_, days) => addDays(today, days));
    const found = await Promise.all(dates.map((date) => waitingOn(store, date)));
    return found.flat().map(({ serviceId, date, who }) => ({
      date,
      service: serviceName(serviceId),
      count: who.length,
    }));
  }
}
