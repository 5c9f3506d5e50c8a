/** Cuts an utterance into messages that a channel can carry. Pure; the channel itself never cuts. */
import type { Utterance } from './domain/decision.ts';
import type { Capabilities, OutboundMessage } from './domain/message.ts';

/** At least one message; choices go on the last, so that they stand under the whole text. */
export function fitTo(
  utterance: Pick<Utterance, 'text' | 'choices'>,
  capabilities: Capabilities,
): readonly OutboundMessage[] {
  const choices = utterance.choices.slice(0, capabilities.maxChoices);
  const parts = split(utterance.text.trim(), capabilities.maxText);
  const last = parts.at(-1) ?? '';
  if (choices.length > 0 && last.length > capabilities.maxTextWithChoices) {
    parts.splice(-1, 1, ...split(last, capabilities.maxTextWithChoices));
  }
  return parts.map((text, index) => ({ kind: 'text', text, choices: index === parts.length - 1 ? choices : [] }));
}

/** Splits at the last paragraph, line, sentence or word end that fits; never inside a character. */
export function split(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const cut = cutAt(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

function cutAt(text: string, max: number): number {
  const head = text.slice(0, max);
  for (const end of [/\n\s*\n(?!.*\n\s*\n)/su, /\n(?!.*\n)/su, /[.!?…]\s(?!.*[.!?…]\s)/su, /\s(?!.*\s)/su]) {
    const match = end.exec(head);
    if (match && match.index > max / 4) return match.index + match[0].length;
  }
  const code = head.charCodeAt(max - 1);
  return code >= 0xd800 && code <= 0xdbff ? max - 1 : max; // a lone high surrogate would be half an emoji
}
