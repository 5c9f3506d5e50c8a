/** What a person should look at before approving a draft, in sentences for them. Pure; nothing obeys a draft's words. */
import { MASKS } from './mask-personal.ts';

/** Words that talk to a machine instead of a customer: data all the same, but somebody should see them. */
const ADDRESSES_A_MACHINE =
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:rules?|instructions?|prompts?|above|previous)\b|\b(?:system prompt|you are now|as an ai|jailbreak|developer mode)\b/iu;

export function warningsOf(body: string): readonly string[] {
  const masks = MASKS.filter((mask) => body.includes(mask));
  return [
    ...(ADDRESSES_A_MACHINE.test(body)
      ? ['it holds words that give orders to a machine; nothing obeys them, but read it with care']
      : []),
    ...(masks.length > 0
      ? [`personal data was taken out (${masks.join(', ')}): reword these places, they are not spoken as they stand`]
      : []),
  ];
}
