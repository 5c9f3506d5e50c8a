/**
 * What a model may look up before it answers: only to read, only the tools of the agent it works for, only for the
 * customer of the conversation. Nothing a model writes says who somebody is; its input is checked before it is read.
 */
import { z } from 'zod';
import { openOn } from '../agents/opening-answer.ts';
import type { Business } from '../domain/business.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Audience, Source } from '../domain/knowledge.ts';
import type { Knowledge } from '../ports.ts';
import { addDays, daysBetween, localDate, sayDay, sayTime, startOfDay } from '../time.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Desk } from './ask-models.ts';
import { sourcesOf } from './citations.ts';
import type { ToolWish } from './model.ts';
import type { TurnRead } from './turn-account.ts';

/** Who is served, from the conversation. */
export interface Served {
  readonly customerId: string;
  readonly conversationId: string;
  readonly audience: Audience;
  readonly now: number;
}

interface ReadingTool {
  readonly description: string;
  readonly input: z.ZodType;
  read(input: never, served: Served): Promise<readonly Source[]>;
}

export interface DeskFor {
  readonly agent: { readonly name: string; readonly reads: readonly string[] };
  readonly served: Served;
  /** Whatever came back, to be cited. */
  readonly found: (sources: readonly Source[]) => void;
  readonly noted: (read: TurnRead) => void;
}

export type ReadingTools = ReturnType<typeof createReadingTools>;

const FOUND = 4;
const LONGEST_QUERY = 300;
const MOST_DAYS = 14;
const SLOTS = 12;
const TIMES_SHOWN = 6;

const days = z.strictObject({ date: z.iso.date(), untilDate: z.iso.date().nullable() });
const query = z.strictObject({ query: z.string().min(1) });

export function createReadingTools(
  { business }: { readonly business: Business },
  { knowledge, tools }: { readonly knowledge: Knowledge; readonly tools: Pick<ToolBox, 'read'> },
) {
  const { timeZone, currency, services } = business;
  const slotsWanted = days.extend({ service: z.enum(services.map(({ id }) => id)) });
  const noon = (date: string) => startOfDay(date, timeZone) + 12 * 3_600_000;

  /** At most two weeks, from today on. */
  function span({ date, untilDate }: z.infer<typeof days>, now: number): readonly string[] {
    const today = localDate(now, timeZone);
    const from = date < today ? today : date;
    const count = Math.min(Math.max(0, daysBetween(from, untilDate ?? from)) + 1, MOST_DAYS);
    return Array.from({ length: count }, (_, n) => addDays(from, n));
  }

  const all: Readonly<Record<string, ReadingTool>> = {
    'search-knowledge': {
      description: 'Searches the approved knowledge of the shop. Use words that the shop would use.',
      input: query,
      read: async (input: z.infer<typeof query>, { audience }) =>
        sourcesOf(await knowledge.search(input.query.slice(0, LONGEST_QUERY), FOUND, audience)),
    },
    'opening-hours': {
      description: 'When the shop is open from `date` to `untilDate` (null: that day only), two weeks at most.',
      input: days,
      read: async (input: z.infer<typeof days>, { now }) =>
        span(input, now).map((date) => ({
          kind: 'business',
          id: `opening-hours:${date}`,
          title: 'Opening hours',
          text: `${date}: ${openOn(date, business)}`,
        })),
    },
    'price-list': {
      description: 'Every service of the shop with its price and how long it takes.',
      input: z.strictObject({}),
      read: async () =>
        services.map(({ id, name, price, minutes, description }) => ({
          kind: 'business',
          id: `service:${id}`,
          title: name,
          text: `${name}: ${currency} ${price}, ${minutes} minutes. ${description}`,
        })),
    },
    'free-slots': {
      description: `Free times from \`date\` to \`untilDate\` (null: that day only) for a service, one of: ${services.map(({ id }) => id).join(', ')}.`,
      input: slotsWanted,
      async read(input: z.infer<typeof slotsWanted>, { customerId, conversationId, now }) {
        const wanted = span(input, now);
        const [first = input.date] = wanted;
        const from = Math.max(now, startOfDay(first, timeZone));
        const to = startOfDay(addDays(wanted.at(-1) ?? first, 1), timeZone);
        const call = { tool: 'find-slots', input: { serviceId: input.service, from, to, limit: SLOTS * 10 } };
        const { slots } = await tools.read(call, { customerId, conversationId, taskId: 'reading', now });
        return wanted.slice(0, SLOTS).map((date) => {
          const times = (slots as readonly { startAt: number }[])
            .filter(({ startAt }) => localDate(startAt, timeZone) === date)
            .map(({ startAt }) => sayTime(startAt, business));
          const free = times.length === 0 ? 'nothing free' : times.slice(0, TIMES_SHOWN).join(', ');
          const text = `${date}, ${sayDay(noon(date), business)}: ${free}`;
          return { kind: 'tool', id: `free-slots:${input.service}:${date}`, title: 'Free times', text };
        });
      },
    },
  };

  /** What this agent's model may use; undefined when that is nothing. */
  return function deskFor({ agent, served, found, noted }: DeskFor): Desk | undefined {
    const mine = agent.reads.flatMap((name) => (all[name] ? [{ name, tool: all[name] }] : []));
    if (mine.length === 0) return undefined;

    async function look({ name, input }: ToolWish): Promise<readonly Source[] | string> {
      const tool = mine.find((one) => one.name === name)?.tool;
      if (!tool) return `there is no tool ${name.slice(0, 60)}; yours are ${mine.map((one) => one.name).join(', ')}`;
      const read = tool.input.safeParse(jsonOf(input));
      if (!read.success) {
        const [issue] = read.error.issues;
        return `the input does not fit: ${issue?.path.join('.') || 'the object'}: ${issue?.message}`;
      }
      try {
        return await tool.read(read.data as never, served);
      } catch (error) {
        if (!isFailure(error)) throw error;
        return 'it cannot be read at the moment';
      }
    }

    return {
      offers: mine.map(({ name, tool: { description, input } }) => ({
        name,
        description,
        schema: z.toJSONSchema(input) as Json,
      })),
      async read(wish) {
        const result = await look(wish);
        const failed = typeof result === 'string';
        if (!failed) found(result);
        const { name: tool, input } = wish;
        noted({
          agent: agent.name,
          tool,
          input: input.slice(0, 500),
          found: failed ? result : result.map(({ id }) => id),
        });
        return JSON.stringify(
          failed ? { error: result } : { passages: result.map(({ id, title, text }) => ({ id, title, text })) },
        );
      },
    };
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
