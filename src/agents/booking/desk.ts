/** What every step of a booking works with during one decision: the situation, the reading tools and what they were asked. */
import { z } from 'zod';
import type { Slot } from '../../domain/booking.ts';
import type { Business, Service } from '../../domain/business.ts';
import type { Step } from '../../domain/decision.ts';
import type { JsonObject } from '../../domain/json.ts';
import { withCall } from '../../leads/qualify.ts';
import type { Language } from '../../ports.ts';
import { type BookingOutput, bookingOutput } from '../../tools/booking-records.ts';
import { slotOutput } from '../../tools/slot-schema.ts';
import type { ToolBox } from '../../tools/tool.ts';
import type { Situation } from '../agent.ts';

const Slots = z.object({ slots: z.array(slotOutput) });
const Bookings = z.object({ bookings: z.array(bookingOutput) });

export interface SlotQuery {
  readonly serviceId: string;
  /** Starts in `[from, to)`, ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly moving?: string;
  readonly holdId?: string;
}

export interface Desk {
  readonly business: Business;
  readonly language: Language;
  readonly situation: Situation;
  readonly now: number;
  /** Calls of reading tools so far, for the trace. */
  readonly steps: readonly Step[];
  service(id: string): Service | undefined;
  /** Throws `Failure` when the calendar cannot be asked. */
  freeSlots(query: SlotQuery): Promise<readonly Slot[]>;
  /** This customer's open bookings, earliest first. Throws `Failure`. */
  bookings(): Promise<readonly BookingOutput[]>;
}

export function createDesk(
  business: Business,
  { language, tools }: { language: Language; tools: ToolBox },
  situation: Situation,
): Desk {
  const { conversation, now } = situation;
  const steps: Step[] = [];

  async function read(tool: string, input: JsonObject): Promise<JsonObject> {
    const output = await tools.read(
      { tool, input },
      {
        customerId: conversation.customerId,
        conversationId: conversation.id,
        ...(conversation.displayName ? { displayName: conversation.displayName } : {}),
        taskId: `${conversation.id}.read`,
        now,
      },
    );
    const found = Object.values(output)[0];
    steps.push({ name: 'tool', detail: { tool, input, found: Array.isArray(found) ? found.length : null } });
    return output;
  }

  return {
    business,
    language,
    situation,
    now,
    steps,
    service: (id) => withCall(business).services.find((service) => service.id === id),
    freeSlots: async (query) => Slots.parse(await read('find-slots', { ...query })).slots,
    bookings: async () => Bookings.parse(await read('find-bookings', {})).bookings,
  };
}
