/** The shape of the three files in config/, field by field. What one field must satisfy stands here; what ties fields together stands in cross-checks. */
import { z } from 'zod';
import { callSchema, leadRulesSchema, qualifySchema } from '../leads/qualify.ts';

/** The narrowest button any channel draws holds 20 characters. */
const MAX_LABEL_LENGTH = 20;
/** Fewer examples than this teach a classifier nothing. */
const MIN_EXAMPLES = 5;

const text = z.string('some text').trim().min(1, 'some text');
const id = z.string('an id').regex(/^[a-z0-9][a-z0-9-]*$/u, 'an id of small letters, digits and dashes');
const whole = (least: number, most: number) =>
  z
    .int(`a whole number from ${least} to ${most}`)
    .min(least, `a whole number from ${least} to ${most}`)
    .max(most, `a whole number from ${least} to ${most}`);
const money = z
  .number('an amount of money')
  .min(0, 'an amount of money')
  .multipleOf(0.01, 'an amount with at most two decimals');
const share = z.number('a number from 0 to 1').min(0, 'a number from 0 to 1').max(1, 'a number from 0 to 1');
const time = z
  .string('a time HH:MM in quotes, 24 hours')
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'a time HH:MM, 24 hours');
const date = z
  .string('a date YYYY-MM-DD in quotes')
  .refine((value) => isCalendarDate(value), 'a date of the calendar, YYYY-MM-DD');
const span = z.strictObject({ from: time, to: time });
const phone = text.regex(/^\+\d[\d ]{6,20}$/u, 'a phone number with country code, such as +353 20 910 1234');
const words = z.array(text, 'a list of words');

/** Whether it is a real day, `YYYY-MM-DD`: 30 February is none. */
export function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

function accepted(check: (value: string) => unknown): (value: string) => boolean {
  return (value) => {
    try {
      return Boolean(check(value));
    } catch {
      return false; // Intl throws for names it does not know: that is the answer
    }
  };
}

const hours = z.array(span, 'a list of opening times; [] when closed');
const question = z.strictObject({
  id,
  ask: text,
  answer: z.enum(['number', 'date', 'text', 'choice']),
  options: words,
});

const absences = z.array(z.strictObject({ from: date, to: date })).default([]);
/** As its settings page shows it. */
const calendarId = text.regex(/^\S+@\S+$/u, 'the id of a calendar, such as aoife@example.com').exactOptional();
/** What a service may have of its own beside the rules of all bookings. */
const serviceRules = {
  buffer: z.strictObject({ before: whole(0, 240), after: whole(0, 240) }).exactOptional(),
  resources: z.array(id).default([]),
  capacity: whole(1, 1_000).exactOptional(),
  needsApproval: z.boolean('true or false').exactOptional(),
  leadMinutes: whole(0, 20_160).exactOptional(),
  horizonDays: whole(1, 365).exactOptional(),
};

export const businessFile = z.strictObject({
  name: text,
  timeZone: text.refine(
    accepted((zone) => new Intl.DateTimeFormat('en', { timeZone: zone })),
    'a time zone such as Europe/Dublin',
  ),
  locale: text.refine(
    accepted((tag) => Intl.getCanonicalLocales(tag).length > 0),
    'a language tag such as en-IE',
  ),
  currency: text.refine((code) => Intl.supportedValuesOf('currency').includes(code), 'a currency code such as EUR'),
  country: text.regex(/^[A-Z]{2}$/u, 'a country code such as IE'),
  phone,
  email: z.email('an e-mail address'),
  website: z.url({ protocol: /^https?$/u, error: 'a web address with https://' }),
  address: text,
  openingHours: z.strictObject({
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  }),
  closedOn: z.array(z.strictObject({ date, reason: text })),
  services: z.array(
    z.strictObject({
      id,
      name: text,
      aliases: words,
      minutes: whole(5, 720),
      price: money,
      description: text,
      staff: z.array(id).min(1, 'at least one of the staff'),
      ...serviceRules,
    }),
  ),
  staff: z.array(z.strictObject({ id, name: text, role: text, away: absences, calendar: calendarId })),
  specialHours: z.array(z.strictObject({ date, hours, reason: text })).default([]),
  resources: z.array(z.strictObject({ id, name: text, count: whole(1, 1_000), calendar: calendarId })).default([]),
  booking: z.strictObject({
    leadMinutes: whole(0, 20_160),
    horizonDays: whole(1, 365),
    stepMinutes: whole(5, 240),
    holdMinutes: whole(1, 120),
    offerMinutes: whole(0, 30).exactOptional(),
    slotsOffered: whole(1, 9),
    maxOpenPerCustomer: whole(1, 50),
    reminderHoursBefore: whole(1, 168),
    referencePrefix: text.regex(/^[A-Z]{2,4}$/u, '2 to 4 capital letters'),
  }),
  sales: z.strictObject({
    nudgeAfterHours: whole(1, 720),
    call: callSchema.exactOptional(),
    leads: leadRulesSchema.exactOptional(),
    offers: z.array(
      z.strictObject({
        id,
        name: text,
        aliases: words,
        questions: z.array(question),
        qualify: qualifySchema.exactOptional(),
        price: z.strictObject({
          base: money,
          perUnit: money,
          unitsFrom: id.exactOptional(),
          unitName: text,
          unitNamePlural: text.exactOptional(),
        }),
      }),
    ),
  }),
  quietHours: span,
  approvals: z.strictObject({
    approvers: words,
    approverGroup: text.exactOptional(),
    managers: words.default([]),
    rules: z
      .array(
        z.strictObject({
          intent: id.exactOptional(),
          percentAbove: z.number().min(0).max(100).exactOptional(),
          amountAbove: money.exactOptional(),
          needs: z.enum(['manager', 'two-people']),
        }),
      )
      .default([]),
    phones: z.array(z.strictObject({ id: text, name: text, phone })).default([]),
    staffTemplate: id.exactOptional(),
    escalation: z.array(
      z.strictObject({
        afterMinutes: whole(1, 10_080),
        how: id,
        who: words.default([]),
      }),
    ),
    claimMinutes: whole(1, 240),
    lapseAfterMinutes: whole(2, 10_080),
    handBackAfterIdleMinutes: whole(5, 10_080),
  }),
  templates: z.array(z.strictObject({ id, name: text, language: text, text })).default([]),
  limits: z.strictObject({
    turnsPerWindow: whole(1, 1_000),
    windowMinutes: whole(1, 1_440),
    sameTextInARow: whole(2, 100),
    maxCustomerText: whole(100, 20_000),
    tailEntries: whole(10, 1_000),
    staleAfterMinutes: whole(1, 10_080),
    receiptWaitSeconds: whole(1, 600),
  }),
});

export const agentsFile = z.strictObject({
  confidence: z.strictObject({ act: share, ask: share, answer: share }),
  intents: z
    .array(
      z.strictObject({
        id,
        label: text.max(MAX_LABEL_LENGTH, `at most ${MAX_LABEL_LENGTH} characters, so that it fits a button`),
        agent: id,
        autonomy: z.enum(['auto', 'draft', 'shadow']),
        documents: z.array(text).default([]),
        examples: z.array(text, 'a list of sentences').min(MIN_EXAMPLES, `at least ${MIN_EXAMPLES} sentences`),
      }),
    )
    .min(1, 'at least one intent'),
});

export const conversationFile = z.strictObject({
  waits: z.strictObject({
    sentenceMs: whole(0, 60_000),
    fragmentMs: whole(0, 60_000),
    greetingMs: whole(0, 60_000),
    capMs: whole(0, 120_000),
    greetings: words,
  }),
  personRequests: words,
  consent: z.strictObject({
    stop: words.min(1, 'at least the word stop'),
    start: words.min(1, 'at least the word start'),
    stopOffers: words.default([]),
    startOffers: words.default([]),
  }),
  quickReplies: z.array(z.strictObject({ pattern: text, reply: text })),
  texts: z.record(z.string(), text).default({}),
});
