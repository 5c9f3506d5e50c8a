/** Small words of a sale, in every language the shop may speak: I would rather not say, that was wrong. Pure. */
import { codeOf } from '../../tongues/list.ts';

interface Words {
  /** The whole message is a refusal to answer. */
  readonly refusal: RegExp;
  /** Something said before is put right, or a price is asked for other figures. */
  readonly correction: RegExp;
  /** "not 12": the number that is put right, to be left out. */
  readonly not: RegExp;
  /** The quote is not wanted. */
  readonly declines: RegExp;
  readonly accepts: RegExp;
}

const EN: Words = {
  refusal:
    /^(?:(?:sorry|well|hmm|um|oh|please|i|we|can we|can i|let'?s)[, ]+)*(?:(?:i'?d|we'?d|would) rather not(?: say| tell| answer)?|prefer not to(?: say| tell)?|(?:can'?t|cannot|won'?t) (?:say|tell)(?: you)?(?: yet)?|(?:do not|don'?t) (?:know|want to say)(?: yet)?|not sure(?: yet)?|no idea|skip(?: it| that| this)?|pass|next(?: question)?|none of your business|that'?s private|no comment|not decided(?: yet)?|haven'?t decided(?: yet)?|does it matter|why do you (?:ask|need that))\W*$/iu,
  correction:
    /\b(?:actually|sorry|i meant|i mean|correction|make (?:it|that)|rather|instead|no wait|wait|change (?:it|that) to|not \d+|(?:what|how) (?:about|if)|and (?:if|for)|how much (?:would it be |is it )?(?:for|if))\b/iu,
  not: /\b(?:not|instead of|rather than)\s+(?:the\s+)?\d+/giu,
  declines:
    /\b(?:no,? thanks?|no thank you|not interested|too (?:expensive|much|dear)|(?:found|went with|going with) (?:someone|somebody|another)|(?:don'?t|do not|no longer) (?:want|need) (?:it|that|this|the quote)|decided against|forget (?:it|about it)|leave it)\b/iu,
  accepts:
    /\b(?:go ahead|we'?ll take it|i'?ll take it|let'?s do it|accept(?:ed)?(?: the quote)?|we accept|i accept|sounds good,? (?:book|do) it|deal|please proceed|happy with (?:that|the quote))\b/iu,
};

const OTHERS: Readonly<Record<string, Words>> = {
  es: {
    refusal:
      /^(?:prefiero no decirlo|prefiero no decir|no lo sé(?: todavía| aún)?|no sé|ni idea|paso|saltar|siguiente|aún no lo sé|todavía no(?: lo sé)?)\W*$/iu,
    correction:
      /(?<!\p{L})(?:perdón|perdona|en realidad|mejor dicho|quería decir|mejor|corrección|y (?:si|para)|qué tal)(?!\p{L})/iu,
    not: /(?<!\p{L})(?:no|en vez de|en lugar de)\s+\d+/giu,
    declines:
      /(?<!\p{L})(?:no,? gracias|demasiado caro|muy caro|no me interesa|ya no (?:lo|la) (?:quiero|necesito))(?!\p{L})/iu,
    accepts: /(?<!\p{L})(?:adelante|lo acepto|aceptamos|acepto|trato hecho|nos lo quedamos)(?!\p{L})/iu,
  },
  de: {
    refusal:
      /^(?:(?:das )?(?:möchte|will) ich (?:lieber )?nicht sagen|keine angabe|weiß (?:ich )?(?:noch )?nicht|keine ahnung|überspringen|weiter|nächste frage)\W*$/iu,
    correction:
      /(?<!\p{L})(?:eigentlich|entschuldigung|sorry|ich meinte|doch|korrektur|lieber|stattdessen|und (?:wenn|für|bei)|was (?:wäre|ist) (?:mit|bei|wenn))(?!\p{L})/iu,
    not: /(?<!\p{L})(?:nicht|statt)\s+\d+/giu,
    declines: /(?<!\p{L})(?:nein,? danke|zu teuer|kein interesse|brauchen? (?:wir|ich) nicht mehr)(?!\p{L})/iu,
    accepts: /(?<!\p{L})(?:einverstanden|nehmen wir|nehme ich|machen wir|angenommen|abgemacht)(?!\p{L})/iu,
  },
  fr: {
    refusal:
      /^(?:je préfère ne pas (?:le )?dire|je ne sais pas(?: encore)?|je sais pas(?: encore)?|aucune idée|passer|suivant|pas encore décidé)\W*$/iu,
    correction:
      /(?<!\p{L})(?:en fait|pardon|désolée?|je voulais dire|plutôt|finalement|correction|et (?:si|pour))(?!\p{L})/iu,
    not: /(?<!\p{L})(?:pas|au lieu de)\s+\d+/giu,
    declines: /(?<!\p{L})(?:non,? merci|trop cher|pas intéressée?|plus besoin)(?!\p{L})/iu,
    accepts:
      /(?<!\p{L})(?:allez-y|d'accord pour le devis|on accepte|j'accepte|c'est bon pour nous|marché conclu)(?!\p{L})/iu,
  },
  it: {
    refusal:
      /^(?:preferisco non dirlo|non lo so(?: ancora)?|nessuna idea|salta|saltare|avanti|non ancora deciso)\W*$/iu,
    correction: /(?<!\p{L})(?:in realtà|scusi|scusa|volevo dire|anzi|piuttosto|correzione|e (?:se|per))(?!\p{L})/iu,
    not: /(?<!\p{L})(?:non|invece di)\s+\d+/giu,
    declines: /(?<!\p{L})(?:no,? grazie|troppo caro|non mi interessa|non serve più)(?!\p{L})/iu,
    accepts: /(?<!\p{L})(?:procediamo|accetto|accettiamo|va bene il preventivo|affare fatto)(?!\p{L})/iu,
  },
  pt: {
    refusal: /^(?:prefiro não dizer|não sei(?: ainda)?|ainda não sei|não faço ideia|saltar|pular|passo|próxima)\W*$/iu,
    correction:
      /(?<!\p{L})(?:na verdade|desculpe|desculpa|queria dizer|aliás|melhor|correção|e (?:se|para))(?!\p{L})/iu,
    not: /(?<!\p{L})(?:não|em vez de)\s+\d+/giu,
    declines: /(?<!\p{L})(?:não,? obrigad[oa]|muito caro|não tenho interesse|já não preciso)(?!\p{L})/iu,
    accepts: /(?<!\p{L})(?:podem avançar|aceito|aceitamos|negócio fechado|vamos em frente)(?!\p{L})/iu,
  },
};

/** The words of the language of a locale; English for all others. */
export function salesWords(locale: string): Words {
  return OTHERS[codeOf(locale)] ?? EN;
}
