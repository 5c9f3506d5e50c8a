/** Every tool there is. A new one: its file and a line here. */
import type { Business } from '../domain/business.ts';
import type { Calendar, Clock, Store } from '../ports.ts';
import { createWaitlist, type TellLater } from '../waitlist/waitlist.ts';
import { createBookSlot } from './book-slot.ts';
import { createBookingRecords } from './booking-records.ts';
import { createCancelBooking } from './cancel-booking.ts';
import { createFindBookings } from './find-bookings.ts';
import { createFindSlots } from './find-slots.ts';
import { createHoldSlot } from './hold-slot.ts';
import { createJoinWaitlist } from './join-waitlist.ts';
import { createKeepBooking } from './keep-booking.ts';
import { createMoveBooking } from './move-booking.ts';
import { createReleaseHold } from './release-hold.ts';
import type { Tool, ToolBox } from './tool.ts';
import { createToolBox } from './tool-box.ts';

export interface ToolDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Absent: nobody is told when a time is given back. */
  readonly tellLater?: TellLater;
}

export function createTools({ business, calendar, store, clock, tellLater = async () => {} }: ToolDeps): ToolBox {
  const records = createBookingRecords({ prefix: business.booking.referencePrefix }, { store });
  const waitlist = createWaitlist({ business }, { store, calendar, tellLater });
  const deps = { business, calendar, records, clock, waitlist };
  return createToolBox([
    createFindSlots(deps),
    createHoldSlot(deps),
    createFindBookings(deps),
    createBookSlot(deps),
    createMoveBooking(deps),
    createCancelBooking(deps),
    createKeepBooking(deps),
    createReleaseHold(deps),
    createJoinWaitlist(deps),
  ] as readonly Tool[]);
}
