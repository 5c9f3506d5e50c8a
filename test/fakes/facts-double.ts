/** Facts that end soon, kept in memory: the first answer counts, as in the record of the core. */
import type { FactQuestion } from '../../channels/slack/fact-question-blocks.ts';
import type { FactAnswer, Facts } from '../../channels/slack/fact-questions.ts';

export interface FactsDouble extends Facts {
  add(fact: FactQuestion): void;
  readonly answers: readonly { readonly id: string; readonly given: FactAnswer; readonly by: string }[];
}

export function createFactsDouble(): FactsDouble {
  const open = new Map<string, FactQuestion>();
  const answers: { id: string; given: FactAnswer; by: string }[] = [];
  return {
    answers,
    add: (fact) => void open.set(fact.id, fact),
    question: async (id) => open.get(id),
    async answer(id, given, by) {
      if (given.answer === 'change' && given.text.includes('##')) return { kind: 'refused', why: 'Not as a heading.' };
      if (!open.delete(id)) return { kind: 'refused', why: 'Somebody has answered this already, or it is gone.' };
      answers.push({ id, given, by });
      return { kind: 'done' };
    },
  };
}
