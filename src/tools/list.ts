/** Every tool there is. A new one: its file and a line here. */
import type { Business } from '../domain/business.ts';
import type { Leads } from '../leads/leads.ts';
import { withCall } from '../leads/qualify.ts';
import type { Calendar, Clock, Store } from '../ports.ts';
import { createWaitlist, type TellLater } from '../waitlist/waitlist.ts';
import { createBookCall } from './book-call.ts';
import { createBookSlot } from './book-slot.ts';
import { createBookingRecords } from './booking-records.ts';
import { createCancelBooking } from './cancel-booking.ts';
import { createFindBookings } from './find-bookings.ts';
import { createFindLeads } from './find-leads.ts';
import { createFindSlots } from './find-slots.ts';
import { createHoldOffer } from './hold-offer.ts';
import { createHoldSlot } from './hold-slot.ts';
import { createJoinWaitlist } from './join-waitlist.ts';
import { createKeepBooking } from './keep-booking.ts';
import { createMoveBooking } from './move-booking.ts';
import { createHoldPlan, createReleasePlan } from './plan-holds.ts';
import { PLAN_TOOLS } from './plan-tools.ts';
import { createRefundDeposit } from './refund-deposit.ts';
import { createReleaseHold } from './release-hold.ts';
import { createSaveLead } from './save-lead.ts';
import type { Tool, ToolBox } from './tool.ts';
import { createToolBox } from './tool-box.ts';

export interface ToolDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Absent: nobody is told when a time is given back. */
  readonly tellLater?: TellLater;
  /** Absent: nobody keeps leads. */
  readonly leads?: Leads;
}

export function createTools({ calendar, store, clock, leads, tellLater = async () => {}, ...shop }: ToolDeps): ToolBox {
  const business = withCall(shop.business);
  const records = createBookingRecords({ prefix: business.booking.referencePrefix }, { store });
  const waitlist = createWaitlist({ business }, { store, calendar, tellLater });
  const deps = { business, calendar, records, clock, waitlist };
  const holds = { holdSlot: createHoldSlot(deps), releaseHold: createReleaseHold(deps) };
  return createToolBox([
    createFindSlots(deps),
    holds.holdSlot,
    createHoldOffer(deps),
    createFindBookings(deps),
    createBookSlot(deps),
    createMoveBooking(deps),
    createCancelBooking(deps),
    createKeepBooking(deps),
    holds.releaseHold,
    createHoldPlan(holds),
    createReleasePlan(holds),
    createJoinWaitlist(deps),
    createRefundDeposit(),
    ...PLAN_TOOLS,
    ...(leads ? [createSaveLead({ leads }), createFindLeads({ leads }), createBookCall({ ...deps, leads })] : []),
  ] as readonly Tool[]);
}
