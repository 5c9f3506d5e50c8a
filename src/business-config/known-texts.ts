/**
 * Every sentence the bot says by itself and the placeholders it may use. Its words come with us (`texts/<code>.yaml`) or
 * from config; a key that has them in neither stops the start, so that no customer ever meets a hole.
 */
import { BOOKING_TEXTS } from '../agents/booking/texts.ts';
import { PLAN_TEXTS } from '../agents/plans/texts.ts';
import type { Intent } from '../domain/business.ts';

/** The placeholder that every sentence may have: the name of the business. */
export const SHOP = 'shop';

export const KNOWN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  ...BOOKING_TEXTS,
  ...PLAN_TEXTS,
  askedTeam: [],
  askedTeamClosed: [],
  askedTeamRest: [],
  addedForTeam: [],
  opensNext: ['day', 'time'],
  nothingApproved: [],
  nothingApprovedRest: [],
  sourceIs: ['document', 'date'],
  sourcePerson: [],
  sourceRecords: [],
  sourceUnknown: [],
  sourceWhich: [],
  handOff: [],
  handOffClosed: [],
  handBack: [],
  complaint: [],
  teamUnreachable: [],
  unclear: [],
  unclearPerson: [],
  rephrase: [],
  unknownCustomer: [],
  languageChoice: [],
  languageChosen: [],
  originalLanguage: [],
  media: [],
  voice: [],
  location: [],
  stopConfirmed: [],
  startConfirmed: [],
  stopOffersConfirmed: [],
  startOffersConfirmed: [],
  rejected: [],
  lapsed: [],
  loop: [],
  error: [],
  'promise.late': [],
  'followUp.late': [],
  'followUp.review': ['service'],
  'followUp.again': ['service'],
  'followUp.missed': ['service', 'when'],
  'sales.start': [],
  'sales.quote': ['what', 'sum', 'offer', 'quantity', 'units', 'unit', 'perUnit', 'base', 'total'],
  'sales.quoteFor': ['offer', 'quantity'],
  'sales.quoteBase': ['sum', 'base', 'total'],
  'sales.discount': ['discount'],
  'sales.nudge': [],
  'sales.cancelled': [],
  'sales.offerCall': ['minutes'],
  'sales.callName': [],
  'sales.noCall': [],
  'sales.askPhone': [],
  'sales.callBooked': ['name', 'when', 'reference'],
  'sales.toTeam': [],
  'sales.accepted': [],
  'sales.declined': [],
  'sales.deliveryAsked': [],
};

/** Only a language beside the shop's own needs these. */
const IN_ANOTHER_LANGUAGE = ['originalLanguage'];
/** Intents answered by a fixed sentence instead of a look into the knowledge. */
export const FIXED_ANSWERS = ['greeting', 'thanks', 'goodbye'];

/** Keys that must have words for these intents: a greeting the bot knows needs its answer. */
export function requiredTexts(intents: readonly Pick<Intent, 'id'>[]): readonly string[] {
  const fixed = intents.filter(({ id }) => FIXED_ANSWERS.includes(id)).map(({ id }) => `intent.${id}`);
  return [...Object.keys(KNOWN_TEXTS).filter((key) => !IN_ANOTHER_LANGUAGE.includes(key)), ...fixed];
}
