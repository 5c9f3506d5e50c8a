/** What ties the rules of offers to their questions: a rule that could never be met is a fault, not a silent no. Pure. */
import type { Business, Offer, Question } from '../domain/business.ts';
import { shown } from '../fault.ts';
import { CALL, callRulesOf, type FitRule, leadRulesOf, qualifyOf } from '../leads/qualify.ts';
import { oneOf, type Path, type PathFault } from './path-fault.ts';

export function qualifyFaults(business: Business): readonly PathFault[] {
  const { offers } = business.sales;
  return [
    ...offers.flatMap((offer, at) => offerFaults(offer, ['sales', 'offers', at, 'qualify'], business)),
    ...callFaults(business),
  ];
}

function offerFaults(offer: Offer, path: Path, business: Business): readonly PathFault[] {
  const qualify = qualifyOf(offer);
  if (!qualify) return [];
  const faults = qualify.rules.flatMap((rule, n) => ruleFaults(rule, offer, [...path, 'rules', n]));
  if (qualify.met === 'call' && !callRulesOf(business))
    faults.push({ path: [...path, 'met'], expected: 'sales.call to say who calls and how long', got: 'no sales.call' });
  return faults;
}

function ruleFaults(rule: FitRule, { questions }: Offer, path: Path): PathFault[] {
  const ids = questions.map(({ id }) => id);
  const question = questions.find(({ id }) => id === rule.question);
  if (!question)
    return [
      { path: [...path, 'question'], expected: `${oneOf(ids, rule.question)} of the offer`, got: shown(rule.question) },
    ];
  const { atLeast, atMost, oneOf: options } = rule;
  if (atLeast === undefined && atMost === undefined && !options)
    return [{ path, expected: 'atLeast, atMost or oneOf', got: 'none of them' }];
  const number = atLeast !== undefined || atMost !== undefined;
  if (number && question.answer !== 'number')
    return [{ path, expected: 'a question answered by a number', got: `one answered by a ${question.answer}` }];
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost)
    return [{ path: [...path, 'atMost'], expected: `at least ${atLeast}`, got: String(atMost) }];
  return options ? optionFaults(options, question, path) : [];
}

function optionFaults(options: readonly string[], question: Question, path: Path): PathFault[] {
  if (question.answer === 'text') return [];
  if (question.answer !== 'choice')
    return [{ path: [...path, 'oneOf'], expected: 'a choice or a text', got: `a ${question.answer}` }];
  return options.flatMap((option, n) =>
    question.options.includes(option)
      ? []
      : [{ path: [...path, 'oneOf', n], expected: oneOf(question.options, option), got: shown(option) }],
  );
}

function callFaults(business: Business): readonly PathFault[] {
  const call = callRulesOf(business);
  const known = business.staff.map(({ id }) => id);
  const strangers = (call?.staff ?? []).flatMap((id, n) =>
    known.includes(id)
      ? []
      : [{ path: ['sales', 'call', 'staff', n], expected: `${oneOf(known, id)} of staff`, got: shown(id) }],
  );
  const taken = call && business.services.some(({ id }) => id === CALL);
  const { owner } = leadRulesOf(business);
  return [
    ...strangers,
    ...(taken
      ? [{ path: ['services'], expected: `another id than ${CALL}, which sales.call has`, got: shown(CALL) }]
      : []),
    ...(owner === '' ? [{ path: ['sales', 'leads', 'owner'], expected: 'a name', got: 'nothing' }] : []),
  ];
}
