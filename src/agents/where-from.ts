/**
 * "Where does that come from?": names the document and the day it was approved, for the very words that were said last.
 * What no document holds is never given one: then the customer hears so.
 */
import type { Business } from '../domain/business.ts';
import { say } from '../domain/business.ts';
import type { Conversation, ShopSaid } from '../domain/conversation.ts';
import type { Utterance } from '../domain/decision.ts';
import type { Audience } from '../domain/knowledge.ts';
import { unprovenTokens } from '../number-lock.ts';
import type { Knowledge } from '../ports.ts';
import { configured } from '../review.ts';
import { customerWords } from '../said.ts';
import { HOUR_MS, sayDay, startOfDay } from '../time.ts';

/** The router's name for such a question; no intent of the config. */
export const WHERE_FROM = 'where-from';

const ENGLISH =
  /^(?:and |but |so |sorry,? |ok,? |hi,? |hello,? |thanks,? |great,? )*(?:where (?:does|do|did) (?:that|this|it|you|these?|those|your) (?:information |info |price |number |answer )?(?:come from|get (?:that|this|it|your (?:information|info))(?: from)?|have (?:that|this|it) from)|where(?:'s| is) (?:that|this|it) from|how do you know(?: that| this)?|who (?:says|said|told you)(?: so| that| this)?|says who|what(?:'s| is) (?:your|the) source(?: (?:for|of) (?:that|this|it))?|what are your sources|(?:do you have )?(?:a |any )?sources?(?: for (?:that|this|it))?|says where|where does it say (?:that|so|this)|where (?:is that|does that stand) written|is that official|are you sure(?: about (?:that|this|it))?|source)\s*[?!.]*$/iu;
/** The same in the other languages that are spoken, over small letters without accents. */
const ABROAD: readonly RegExp[] = [
  /^(?:und |aber |hallo,? |danke,? )*(?:woher (?:kommt|stammt|hast du|haben sie|habt ihr|wei(?:ß|ss)t du|wissen sie|wisst ihr) ?(?:das|dies|diese (?:information|info|angabe|auskunft|zahl)|die(?:se)? information|der preis)?(?: denn)?|wo steht das(?: denn)?(?: geschrieben)?|wer sagt das(?: denn)?|(?:was ist |nenn mir |haben sie |gibt es )?(?:die|deine|ihre|eine|dafur eine)? ?quelle(?: dafur| davon| ist das)?|ist das (?:offiziell|sicher)|sind sie (?:sich )?(?:da )?sicher)\s*[?!.]*$/u,
  /^(?:[¿¡]*)(?:y |pero |hola,? |gracias,? )*(?:[¿]*)(?:de donde (?:viene|sale|sacas?|sacan|has sacado|lo sacas?|ha sacado|procede|es) ?(?:eso|esto|ese dato|esa informacion|esta informacion|la informacion|ese precio)?|como (?:lo )?(?:sabes|sabe|saben|sabeis)(?: eso| esto)?|quien (?:lo )?dice(?: eso)?|(?:cual es )?(?:la|tu|su|vuestra)? ?fuente(?: de (?:eso|esto))?|donde (?:lo )?pone(?: eso)?|donde esta escrito(?: eso)?|es oficial(?: eso)?|(?:estas|esta) segur[oa](?: de eso)?)\s*[?!.]*$/u,
  /^(?:et |mais |bonjour,? |merci,? )*(?:d'ou (?:vient|viennent|sort|tenez[- ]vous|tiens[- ]tu|vous tenez|tu tiens|ca vient|cela vient) ?(?:ca|cela|cette information|cette info|ces informations|ce prix|l'information)?|comment (?:(?:le )?savez[- ]vous|(?:le )?sais[- ]tu|vous (?:le )?savez|tu (?:le )?sais)(?: ca| cela)?|qui (?:dit|a dit) (?:ca|cela)|(?:quelle est |c'est quoi )?(?:votre|ta|la)? ?source(?: de (?:ca|cela))?|(?:ou est-ce que )?(?:c'est|est-ce) ecrit ou|ou est-ce ecrit|c'est officiel|vous etes surs?)\s*[?!.]*$/u,
  /^(?:e |ma |ciao,? |grazie,? )*(?:da dove (?:viene|arriva|proviene|l'hai pres[oa]|l'avete pres[oa]|vengono) ?(?:questo|questa informazione|quest'informazione|quello|cio|queste informazioni|il prezzo|l'informazione)?|come (?:lo )?(?:sai|sa|sapete|fa a saperlo|fai a saperlo|fate a saperlo)(?: questo)?|chi (?:lo )?dice(?: questo)?|(?:qual e )?(?:la|tua|sua|vostra|la tua|la sua|la vostra)? ?fonte(?: di (?:questo|cio))?|dove (?:c'e|sta) scritto(?: questo)?|e ufficiale|(?:sei|siete|e) sicur[oia])\s*[?!.]*$/u,
  /^(?:e |mas |ola,? |obrigad[oa],? )*(?:de onde (?:vem|veio|saiu|tirou|tiraram|e|vem a|tira) ?(?:isso|isto|essa informacao|esta informacao|a informacao|esse preco|informacao)?|como (?:e que )?(?:sabe|sabes|sabem|voce sabe|voces sabem)(?: isso| disso)?|quem (?:e que )?(?:disse|diz)(?: isso)?|(?:qual e )?(?:a|sua|tua|vossa|a sua|a tua)? ?fonte(?: disso| disto)?|onde (?:e que )?(?:esta|diz) (?:escrito|isso)(?: isso)?|isso e oficial|e oficial|tem (?:a )?certeza(?: disso)?)\s*[?!.]*$/u,
];
const LOOKED_AT = 12;

/** Only as a whole message, in any language that is spoken: "where does that bike come from" is another question. */
export function asksWhereFrom(words: string): boolean {
  const said = words.trim().replace(/[’`´]/gu, "'");
  const folded = said
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/gu, ' ');
  return ENGLISH.test(said) || ABROAD.some((asks) => asks.test(folded));
}

export async function whereFrom(
  { conversation, audience }: { conversation: Conversation; audience: Audience },
  { business, knowledge }: { business: Business; knowledge: Pick<Knowledge, 'search'> },
): Promise<Utterance> {
  const last = lastAnswer(conversation, business);
  if (!last) return configured(business, 'sourceWhich');
  if (last.kind === 'staff-said' || (last.speaker.kind === 'bot' && last.speaker.approvedBy !== undefined))
    return configured(business, 'sourcePerson');
  const { text } = last.message;
  const found = (await knowledge.search(text, LOOKED_AT, audience)).filter(({ passage }) => shares(text, passage.text));
  // What no document holds and the customer has not said was looked up: no price or time leaves without a proof.
  const lookedUp = unprovenTokens(
    text,
    [customerWords(conversation), ...found.map(({ passage }) => passage.text)],
    business,
  );
  const records = lookedUp.length === 0 ? [] : [configured(business, 'sourceRecords')];
  if (found.length === 0) return records[0] ?? configured(business, 'sourceUnknown');
  const sentences = found.map(({ passage }) => {
    const noon = startOfDay(passage.approvedOn, business.timeZone) + 12 * HOUR_MS;
    return say(business, 'sourceIs', { document: passage.documentTitle, date: sayDay(noon, business) });
  });
  const sources = found.map(({ passage, score }) => ({
    kind: 'passage' as const,
    id: passage.id,
    title: `${passage.documentTitle}: ${passage.heading}`,
    text: `${passage.documentTitle}, approved on ${passage.approvedOn}. ${passage.text}`,
    score,
    date: passage.approvedOn,
  }));
  const said = [...new Set(sentences), ...records.map((each) => each.text)].join(' ');
  return { text: said, choices: [], sources: [...sources, ...records.flatMap((each) => each.sources)] };
}

/** What was said last and is no answer to this very question, which may come twice. */
function lastAnswer({ entries }: Conversation, business: Business): ShopSaid | undefined {
  const [begins = ''] = (business.texts['sourceIs'] ?? '').split('{');
  const own = ['sourcePerson', 'sourceUnknown', 'sourceWhich', 'sourceRecords'].map((key) => business.texts[key]);
  const said = entries.filter((entry): entry is ShopSaid => {
    if (entry.kind !== 'bot-said' && entry.kind !== 'staff-said') return false;
    const { text } = entry.message;
    return !own.some((one) => one !== undefined && text.startsWith(one)) && !(begins !== '' && text.startsWith(begins));
  });
  const last = said.at(-1);
  const before = said.at(-2);
  // "What name shall I put it under?" says nothing: what was told just before is meant.
  const asksOnly = last && before && /\?\s*$/u.test(last.message.text) && claims(last.message.text, business) === 0;
  return asksOnly && claims(before.message.text, business) > 0 ? before : last;
}

function claims(text: string, business: Business): number {
  return unprovenTokens(text, [], business).length;
}

/** Whether a sentence of the passage stands in what was said, word for word. */
function shares(said: string, passage: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}€£$%:.]+/gu, ' ')
      .trim();
  const words = plain(said);
  return passage.split(/(?<=[.!?])\s+|\n+/u).some((sentence) => {
    const sought = plain(sentence).replace(/[.:]+$/u, '');
    return sought.length >= 12 && words.includes(sought);
  });
}
