/** A draft as staff read and edit it: its choices stand as lines below the text, and are read back from there. Pure. */
import type { Utterance } from './domain/decision.ts';
import type { Choice } from './domain/message.ts';

type Draft = Pick<Utterance, 'text' | 'choices'>;

const lineOf = ({ label }: Choice) => `• ${label}`;

export function draftText({ text, choices }: Draft): string {
  return [text, ...choices.map(lineOf)].join('\n');
}

/** What an edited text means: choice lines that were left at its end are buttons again, deleted ones are gone. */
export function readDraftText(edited: string, draft: Draft | undefined): Draft {
  const lines = edited.trimEnd().split('\n');
  const kept: Choice[] = [];
  for (;;) {
    const last = lines.at(-1)?.trim();
    const choice = draft?.choices.find((option) => lineOf(option) === last);
    if (!choice || kept.includes(choice)) break;
    kept.unshift(choice);
    lines.pop();
  }
  return { text: lines.join('\n').trim(), choices: kept };
}
