/** Builds what bookings are made of: the calendar, the tools that change it, the waitlist's way to customers, the files. */

import type { BusyElsewhere } from './calendar/elsewhere.ts';
import { createCalendar } from './calendar.ts';
import { type CalendarFeed, createCalendarFeed } from './calendar-feed/calendar-feed.ts';
import type { Business } from './domain/business.ts';
import { createTellLater } from './follow-ups/tell-later.ts';
import { createLeads } from './leads/leads.ts';
import { withCall } from './leads/qualify.ts';
import type { Calendar, Clock, Store } from './ports.ts';
import { createTools } from './tools/list.ts';
import type { ToolBox } from './tools/tool.ts';

/** An outside calendar round the one that decides, which is told how to ask what stands elsewhere. */
export type AroundCalendar = (builtIn: (busyElsewhere: BusyElsewhere) => Calendar) => Calendar;

/** `publicUrl`: how customers reach this server; absent, they get no calendar file. */
export function createBookings(
  { business, publicUrl }: { business: Business; publicUrl: string | undefined },
  { store, clock, around }: { store: Store; clock: Clock; around?: AroundCalendar | undefined },
): { readonly tools: ToolBox; readonly feed: CalendarFeed } {
  const builtIn = (more: { busyElsewhere?: BusyElsewhere } = {}) =>
    createCalendar({ business: withCall(business) }, { store, clock, ...more });
  const calendar = around ? around((busyElsewhere) => builtIn({ busyElsewhere })) : builtIn();
  const leads = createLeads({ business }, { store, clock });
  return {
    tools: createTools({ business, calendar, store, clock, leads, tellLater: createTellLater(store) }),
    feed: createCalendarFeed({ business: withCall(business), ...(publicUrl ? { publicUrl } : {}) }, { store, clock }),
  };
}
