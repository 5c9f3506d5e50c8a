/**
 * Who fits an offer, as an owner writes it: rules as data, each about one question of the offer. Pure; nothing is ever
 * evaluated. What was not answered meets no rule.
 */
import { z } from 'zod';
import { type Business, type Offer, type Question, type Service, say } from '../domain/business.ts';
import { normalised } from '../phrases.ts';

const id = z.string('an id').regex(/^[a-z0-9][a-z0-9-]*$/u, 'an id of small letters, digits and dashes');
const step = z.enum(['call', 'quote', 'staff']);

/** At least one of the three must be said. */
const rule = z.strictObject({
  question: id,
  atLeast: z.number('a number').exactOptional(),
  atMost: z.number('a number').exactOptional(),
  oneOf: z.array(z.string('some text').min(1, 'some text')).min(1, 'at least one').exactOptional(),
});
export type FitRule = z.infer<typeof rule>;

export const qualifySchema = z.strictObject({ rules: z.array(rule), met: step, notMet: z.enum(['quote', 'staff']) });
export type Qualify = z.infer<typeof qualifySchema>;
export type NextStep = z.infer<typeof step>;

export const callSchema = z.strictObject({
  minutes: z.int('a whole number from 5 to 240').min(5).max(240),
  staff: z.array(id).min(1, 'at least one of the staff'),
});

export const leadRulesSchema = z.strictObject({
  owner: z.string('some text').trim().min(1, 'some text').exactOptional(),
  actWithinHours: z.int('a whole number from 1 to 720').min(1).max(720),
});

/** Service id of the call that a fitting lead may book. */
export const CALL = 'sales-call';

/** What config says about sales beside the price list; only this file reads it. */
interface SalesSettings {
  readonly call?: z.infer<typeof callSchema>;
  readonly leads?: z.infer<typeof leadRulesSchema>;
}

function settingsOf({ sales }: Pick<Business, 'sales'>): SalesSettings {
  return sales as Business['sales'] & SalesSettings;
}

export function qualifyOf(offer: Offer): Qualify | undefined {
  return (offer as Offer & { readonly qualify?: Qualify }).qualify;
}

export function leadRulesOf(business: Pick<Business, 'sales'>): z.infer<typeof leadRulesSchema> {
  return settingsOf(business).leads ?? { actWithinHours: 24 };
}

/** Who rings and for how long, as config has it, before anything has a name. */
export function callRulesOf(business: Pick<Business, 'sales'>): z.infer<typeof callSchema> | undefined {
  return settingsOf(business).call;
}

/** The call as the calendar knows services; not on the list that customers choose from. */
export function callOf(business: Pick<Business, 'sales' | 'texts'>): Service | undefined {
  const { call } = settingsOf(business);
  return (
    call && {
      id: CALL,
      name: say(business, 'sales.callName'),
      aliases: [],
      minutes: call.minutes,
      price: 0,
      description: '',
      staff: call.staff,
    }
  );
}

/** The shop with the call among its services: for the calendar and the tools, never for the list of services. */
export function withCall(business: Business): Business {
  const call = callOf(business);
  return call ? { ...business, services: [...business.services, call] } : business;
}

export interface Fit {
  readonly fits: boolean;
  readonly next: NextStep;
  /** For staff: each rule with how it went. */
  readonly why: string;
}

/** Whether the answers meet every rule of the offer. An offer without rules is quoted. */
export function fitOf(offer: Offer, answers: Readonly<Record<string, string>>): Fit {
  const qualify = qualifyOf(offer);
  if (!qualify) return { fits: true, next: 'quote', why: 'no rules' };
  const results = qualify.rules.map((one) => ({ one, met: meets(one, questionOf(offer, one), answers[one.question]) }));
  const fits = results.every(({ met }) => met);
  const why = results.map(({ one, met }) => `${ruleInWords(one)}: ${met ? 'yes' : 'no'}`).join('; ') || 'no rules';
  return { fits, next: fits ? qualify.met : qualify.notMet, why };
}

function questionOf({ questions }: Offer, { question }: FitRule): Question | undefined {
  return questions.find(({ id: asked }) => asked === question);
}

function meets(
  { atLeast, atMost, oneOf }: FitRule,
  question: Question | undefined,
  answer: string | undefined,
): boolean {
  if (answer === undefined || !question) return false;
  const number = Number(answer);
  if (atLeast !== undefined && !(number >= atLeast)) return false;
  if (atMost !== undefined && !(number <= atMost)) return false;
  if (!oneOf) return true;
  const said = ` ${normalised(answer)} `;
  return oneOf.some((option) =>
    question.answer === 'text' ? said.includes(` ${normalised(option)} `) : said.trim() === normalised(option),
  );
}

function ruleInWords({ question, atLeast, atMost, oneOf }: FitRule): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(oneOf ? [`one of ${oneOf.join(', ')}`] : []),
  ];
  return `${question} ${parts.join(' and ')}`;
}
