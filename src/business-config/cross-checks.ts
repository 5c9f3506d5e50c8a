/** What ties the fields of config together: names that must exist, orders that must hold. Pure; finds every fault, stops at none. */
import type { Business } from '../domain/business.ts';
import { shown } from '../fault.ts';
import { normalised } from '../phrases.ts';
import { calendarFaults } from './calendar-checks.ts';
import { minutesOf, oneOf, type Path, type PathFault } from './path-fault.ts';
import { phoneFaults } from './phone-checks.ts';
import { qualifyFaults } from './qualify-checks.ts';
import { patternFault } from './safe-pattern.ts';

/** Agents this software has; config can only choose among them. */
export const AGENTS = ['faq', 'booking', 'sales', 'handoff'];

export function crossFaults(business: Business): readonly PathFault[] {
  return [
    ...unique(['services'], business.services),
    ...unique(['staff'], business.staff),
    ...unique(['sales', 'offers'], business.sales.offers),
    ...unique(['intents'], business.intents),
    ...unique(['resources'], business.resources ?? []),
    ...serviceFaults(business),
    ...calendarFaults(business),
    ...offerFaults(business),
    ...qualifyFaults(business),
    ...intentFaults(business),
    ...wordFaults(business),
    ...orderFaults(business),
  ];
}

function unique(path: Path, items: readonly { readonly id: string }[]): PathFault[] {
  return items.flatMap(({ id }, at) =>
    items.findIndex((other) => other.id === id) < at
      ? [{ path: [...path, at, 'id'], expected: 'an id used once', got: shown(id) }]
      : [],
  );
}

function serviceFaults({ services, staff, openingHours }: Business): PathFault[] {
  const known = staff.map(({ id }) => id);
  const longest = Math.max(
    0,
    ...Object.values(openingHours)
      .flat()
      .map(({ from, to }) => minutesOf(to) - minutesOf(from)),
  );
  return services.flatMap((service, at) => {
    const faults: PathFault[] = service.staff.flatMap((id, n) =>
      known.includes(id)
        ? []
        : [{ path: ['services', at, 'staff', n], expected: `${oneOf(known, id)} of staff`, got: shown(id) }],
    );
    if (service.minutes > longest) {
      faults.push({
        path: ['services', at, 'minutes'],
        expected: `at most ${longest}, the longest opening time`,
        got: String(service.minutes),
      });
    }
    return faults;
  });
}

function offerFaults({ sales }: Business): PathFault[] {
  return sales.offers.flatMap(({ questions, price }, at) => {
    const path: Path = ['sales', 'offers', at];
    const faults = unique([...path, 'questions'], questions);
    questions.forEach((question, n) => {
      const options = question.options.length;
      if (question.answer === 'choice' && options < 2) {
        faults.push({
          path: [...path, 'questions', n, 'options'],
          expected: 'at least two options for a choice',
          got: String(options),
        });
      }
      if (question.answer !== 'choice' && options > 0) {
        faults.push({
          path: [...path, 'questions', n, 'options'],
          expected: '[] unless the answer is a choice',
          got: shown(question.options),
        });
      }
    });
    const numbers = questions.filter(({ answer }) => answer === 'number').map(({ id }) => id);
    if (price.unitsFrom !== undefined && !numbers.includes(price.unitsFrom)) {
      faults.push({
        path: [...path, 'price', 'unitsFrom'],
        expected: 'the id of a question answered by a number',
        got: shown(price.unitsFrom),
      });
    }
    return faults;
  });
}

function intentFaults({ intents }: Business): PathFault[] {
  const owner = new Map<string, string>();
  return intents.flatMap((intent, at) => {
    const faults: PathFault[] = [];
    if (!AGENTS.includes(intent.agent))
      faults.push({ path: ['intents', at, 'agent'], expected: oneOf(AGENTS, intent.agent), got: shown(intent.agent) });
    intent.examples.forEach((example, n) => {
      const words = normalised(example);
      const other = owner.get(words);
      if (other !== undefined)
        faults.push({
          path: ['intents', at, 'examples', n],
          expected: `a sentence not yet listed under ${other}`,
          got: shown(example),
        });
      owner.set(words, intent.id);
    });
    return faults;
  });
}

function wordFaults({ consent, personRequests, quickReplies }: Business): PathFault[] {
  const stops = new Set([...consent.stop, ...(consent.stopOffers ?? [])].map(normalised));
  const all = new Set([...consent.stop, ...consent.start].map(normalised));
  const faults: PathFault[] = (['start', 'startOffers'] as const).flatMap((list) =>
    (consent[list] ?? []).flatMap((word, at) =>
      stops.has(normalised(word))
        ? [{ path: ['consent', list, at], expected: 'a word that is not also a stop word', got: shown(word) }]
        : [],
    ),
  );
  (consent.stopOffers ?? []).forEach((word, at) => {
    if (all.has(normalised(word)))
      faults.push({ path: ['consent', 'stopOffers', at], expected: 'a word with one meaning', got: shown(word) });
  });
  personRequests.forEach((source, at) => {
    const fault = patternFault(source);
    if (fault) faults.push({ path: ['personRequests', at], expected: fault, got: shown(source) });
  });
  quickReplies.forEach(({ pattern, reply }, at) => {
    const fault = patternFault(pattern);
    if (fault) {
      faults.push({ path: ['quickReplies', at, 'pattern'], expected: fault, got: shown(pattern) });
      return;
    }
    const groups = (new RegExp(`${pattern}|`, 'iu').exec('')?.length ?? 1) - 1;
    const highest = Math.max(0, ...[...reply.matchAll(/\$(\d)/gu)].map((match) => Number(match[1])));
    if (highest > groups)
      faults.push({
        path: ['quickReplies', at, 'reply'],
        expected: `no more than $${groups}: that is what the pattern captures`,
        got: shown(reply),
      });
  });
  return faults;
}

function orderFaults({ confidence, waits, quietHours, approvals, intents, templates }: Business): PathFault[] {
  const faults: PathFault[] = [];
  if (confidence.ask > confidence.act)
    faults.push({
      path: ['confidence', 'ask'],
      expected: `at most confidence.act (${confidence.act})`,
      got: String(confidence.ask),
    });
  for (const name of ['sentenceMs', 'fragmentMs', 'greetingMs'] as const) {
    if (waits[name] > waits.capMs)
      faults.push({
        path: ['waits', name],
        expected: `at most waits.capMs (${waits.capMs})`,
        got: String(waits[name]),
      });
  }
  for (const [at, step] of approvals.escalation.entries()) {
    const path = ['approvals', 'escalation', at];
    const earliest = approvals.escalation[at - 1]?.afterMinutes ?? 0;
    if (step.afterMinutes <= earliest || step.afterMinutes >= approvals.lapseAfterMinutes) {
      faults.push({
        path: [...path, 'afterMinutes'],
        expected: `more than the step before (${earliest}) and less than lapseAfterMinutes (${approvals.lapseAfterMinutes})`,
        got: String(step.afterMinutes),
      });
    }
    if (step.how !== 'thread' && step.who.length === 0)
      faults.push({ path: [...path, 'who'], expected: `whom to reach by ${step.how}`, got: 'nobody' });
  }
  faults.push(...phoneFaults({ approvals, templates }));
  for (const [at, { intent }] of approvals.rules.entries()) {
    const known = intents.map(({ id }) => id);
    if (intent !== undefined && !known.includes(intent))
      faults.push({ path: ['approvals', 'rules', at, 'intent'], expected: oneOf(known, intent), got: shown(intent) });
  }
  if (approvals.managers.length === 0 && approvals.rules.some(({ needs }) => needs === 'manager'))
    faults.push({
      path: ['approvals', 'managers'],
      expected: 'at least one: a rule asks for a manager',
      got: 'nobody',
    });
  if (quietHours.from === quietHours.to)
    faults.push({
      path: ['quietHours'],
      expected: 'two different times',
      got: `${quietHours.from} to ${quietHours.to}`,
    });
  return faults;
}
