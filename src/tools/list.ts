/** Every tool there is. A new one: its file and a line here. */
import type { Business } from '../domain/business.ts';
import type { Calendar, Clock, Store } from '../ports.ts';
import { createBookSlot } from './book-slot.ts';
import { createBookingRecords } from './booking-records.ts';
import { createCancelBooking } from './cancel-booking.ts';
import { createFindBookings } from './find-bookings.ts';
import { createFindSlots } from './find-slots.ts';
import { createHoldSlot } from './hold-slot.ts';
import { createMoveBooking } from './move-booking.ts';
import { createReleaseHold } from './release-hold.ts';
import type { Tool, ToolBox } from './tool.ts';
import { createToolBox } from './tool-box.ts';

export interface ToolDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function createTools({ business, calendar, store, clock }: ToolDeps): ToolBox {
  const records = createBookingRecords({ prefix: business.booking.referencePrefix }, { store });
  const deps = { business, calendar, records, clock };
  return createToolBox([
    createFindSlots(deps),
    createHoldSlot(deps),
    createFindBookings(deps),
    createBookSlot(deps),
    createMoveBooking(deps),
    createCancelBooking(deps),
    createReleaseHold(deps),
  ] as readonly Tool[]);
}
