/** What an owner decides about messages nobody asked for: `config/follow-ups.yaml`, field by field. */
import { z } from 'zod';

const whole = (least: number, most: number) =>
  z
    .int(`a whole number from ${least} to ${most}`)
    .min(least, `a whole number from ${least} to ${most}`)
    .max(most, `a whole number from ${least} to ${most}`);

const YEAR_MINUTES = 366 * 24 * 60;

const kind = z.strictObject({
  /** Looked at again when it is due: a kind that was switched off stays silent from then on. */
  enabled: z.boolean('true or false'),
  /** For the kinds whose time stands nowhere else: after what they follow. */
  afterMinutes: whole(0, 2 * YEAR_MINUTES).exactOptional(),
  purpose: z.enum(['service', 'offers']),
  staleAfterMinutes: whole(1, YEAR_MINUTES),
  businessDaysOnly: z.boolean('true or false'),
  unlessBooked: z.boolean('true or false'),
  template: z.string('the id of a template').exactOptional(),
});

export const FOLLOW_UP_KINDS = [
  'booking-reminder',
  'quote-nudge',
  'no-show',
  'review-request',
  're-engagement',
  'waitlist-offer',
] as const;
export type FollowUpKindName = (typeof FOLLOW_UP_KINDS)[number];

export const followUpsFile = z.strictObject({
  limits: z.strictObject({ perDay: whole(1, 100), perWeek: whole(1, 500), perMinute: whole(1, 10_000) }),
  breaker: z.strictObject({ timesLargestDay: whole(1, 100), floor: whole(1, 1_000_000) }),
  apologiseAfterMinutes: whole(1, YEAR_MINUTES),
  kinds: z.strictObject(
    Object.fromEntries(FOLLOW_UP_KINDS.map((name) => [name, kind])) as Record<FollowUpKindName, typeof kind>,
  ),
});

export type FollowUpKind = z.infer<typeof kind>;
export type FollowUpRules = z.infer<typeof followUpsFile>;

const QUIET: FollowUpKind = {
  enabled: false,
  purpose: 'offers',
  staleAfterMinutes: 720,
  businessDaysOnly: true,
  unlessBooked: true,
};
const EXPECTED: FollowUpKind = {
  enabled: true,
  purpose: 'service',
  staleAfterMinutes: 720,
  businessDaysOnly: false,
  unlessBooked: false,
};

/** Without the file: what customers expect anyway, and nothing they have not asked for. */
export const DEFAULT_FOLLOW_UPS: FollowUpRules = {
  limits: { perDay: 3, perWeek: 6, perMinute: 30 },
  breaker: { timesLargestDay: 3, floor: 50 },
  apologiseAfterMinutes: 60,
  kinds: {
    'booking-reminder': { ...EXPECTED, staleAfterMinutes: 1_380 },
    'quote-nudge': EXPECTED,
    'waitlist-offer': EXPECTED,
    'no-show': QUIET,
    'review-request': QUIET,
    're-engagement': QUIET,
  },
};

/** The rules of a kind; undefined for one that this version does not know (an older or newer record). */
export function kindOf(rules: FollowUpRules, name: string): FollowUpKind | undefined {
  return (rules.kinds as Readonly<Record<string, FollowUpKind>>)[name];
}
