/** Brings a person in: summary, reason and urgency to staff; the customer is told only after staff were notified. */
import type { Business } from '../domain/business.ts';
import { describeContent } from '../domain/message.ts';
import type { Language } from '../ports.ts';
import { configured } from '../review.ts';
import { toTheTeam } from '../to-the-team.ts';
import type { Agent } from './agent.ts';

export function createHandoff({ business }: { business: Business }, { language }: { language: Language }): Agent {
  return {
    name: 'handoff',
    async decide({ conversation, intent, toolAnswer, now }) {
      const reason = toolAnswer ? 'tool-failed' : intent === 'complaint' ? 'complaint' : 'customer-asked';
      const summary = await language.summarise(conversation.entries);
      return {
        flow: null,
        decision: {
          kind: 'hand-off',
          reason,
          summary: [summary, transcriptOf(conversation.entries)].filter(Boolean).join('\n'),
          urgency: reason === 'complaint' ? 'high' : 'normal',
          sayAfter: reason === 'complaint' ? configured(business, 'complaint') : toTheTeam(business, 'handOff', now),
        },
      };
    },
  };
}

const LINES = 6;

/** The last lines of the conversation, oldest first, so that staff need not ask again. */
function transcriptOf(entries: Parameters<Language['summarise']>[0]): string {
  return entries
    .flatMap((entry) => {
      if (entry.kind === 'customer-said') return [`Customer: ${describeContent(entry.content)}`];
      if (entry.kind === 'bot-said') return [`Bot: ${entry.message.text}`];
      if (entry.kind === 'staff-said') return [`Staff: ${entry.message.text}`];
      return [];
    })
    .slice(-LINES)
    .join('\n');
}
