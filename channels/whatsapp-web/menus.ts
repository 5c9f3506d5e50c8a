/** A menu without buttons: numbered lines under the text. The core reads the number or the label that comes back. Pure. */
import type { Choice, OutboundMessage } from '../../src/domain/message.ts';

/** What the customer sees. A template has no meaning here: its words are sent as they are. */
export function asText(message: OutboundMessage): string {
  if (message.kind === 'template') return message.text;
  if (message.choices.length === 0) return message.text;
  return [message.text, message.choices.map(line).join('\n')].join('\n\n');
}

function line({ label, description }: Choice, index: number): string {
  const words = [label.trim(), description?.trim()].filter(Boolean).join(': ');
  return `${index + 1}. ${words}`;
}
