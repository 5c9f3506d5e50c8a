/** English, as customers talk it. */
import type { Talk } from './talk.ts';

export const en: Talk = {
  code: 'en',
  greeting:
    '(?:oh |ah )?(?:hi+|hello+|hey+|hiya|heya|howdy|hallo|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|greetings|dear|yo|ok(?:ay)?|so|well|right|grand|great|perfect|sorry|excuse me|quick question|just wondering|one more thing|(?:never ?mind|forget (?:it|that))(?= *[,.;:!–-])|actually|anyways?|by the way|btw|also|and|ah|oh|um+|eh)\\b(?:[ ,]+(?:there|all|folks|guys|lads|everyone|everybody|team|again|to (?:you|ye|all|everyone)|sir|madam|then|now|so|to bother you|for bothering you|i was wondering|just wondering))*',
  closing:
    '(?:many |kind )?(?:thanks|thank you|thx|cheers|ta)(?: (?:a lot|a million|a mill|so much|very much|in advance|again|guys|lads))?|please|pls|plz|regards|kind regards|best regards|x+',
  pleasantry:
    "(?:i )?hope (?:you|ye|all|this|everyone|everything)\\b.*|how are (?:you|ye|things)\\b.*|how(?: i|')?s it going.*|(?:many )?(?:thanks|thank you|thx|cheers|ta)\\b.{0,25}|(?:quick|a) question|please|pls|i have (?:a|another) (?:quick )?question|(?:kind |best )?regards.*|nice one|sound|no worries|ok(?:ay)?|great|perfect",
  when: 'on|at|by|before|after|until|till|from|this|next',
  asks: "can|could|may|would|will|do|does|did|is|are|am|was|have|has|should|what|whats|what's|when|where|which|who|whom|whose|why|how|any",
  continues: 'and|what about|how about',
  bare: '(?:(?:and|ok|okay|so) )*(?:how (?:much|long|far|many)|when|where|why|what time|prices?|costs?)(?: (?:is|does|would|will) (?:it|that|this)(?: be| cost| take)?)?',
  pointing: 'it|they|them|those|these|that one|this one|ones?',
  brought: 'deliver(?:ed|y)?|ship(?:ped)?|arrive',
  ready:
    'send|sent|post(?:ed)?|here|get (?:it|them|one|this|that)|have (?:it|them)|bring|ready|finish(?:ed)?|done|fixed|built|repaired|back',
  whereFrom:
    "(?:and |but |so |sorry,? |ok,? |hi,? |hello,? |thanks,? |great,? )*(?:where (?:does|do|did) (?:that|this|it|you|these?|those|your) (?:information |info |price |number |answer )?(?:come from|get (?:that|this|it|your (?:information|info))(?: from)?|have (?:that|this|it) from)|where(?:'s| is) (?:that|this|it) from|how do you know(?: that| this)?|who (?:says|said|told you)(?: so| that| this)?|says who|what(?:'s| is) (?:your|the) source(?: (?:for|of) (?:that|this|it))?|what are your sources|(?:do you have )?(?:a |any )?sources?(?: for (?:that|this|it))?|says where|where does it say (?:that|so|this)|where (?:is that|does that stand) written|is that official|are you sure(?: about (?:that|this|it))?|source)",
};
