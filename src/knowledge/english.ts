/** Everyday English for retrieval: words that mean the same to a shop, and words that mean nothing to a search. Data, no code path of its own. */

/** Phrases that are one term; replaced before the text is cut into words. Order matters: longer ones first. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sorry|excuse me)\b(?: (?:to|for) \w+(?:ing)? (?:you|ye)\b)?/gu, ' '],
  [/\bnever ?mind\b|\bforget (?:it|that|about it)\b|\bby the way\b/gu, ' '],
  [/\bhow (?:much|expensive|dear)\b|\bset me back\b|\bwhat(?:s| is)? the damage\b/gu, ' price '],
  [/\b(?:you|ye|they|it) charge\b|\bcharges? for\b|\bcharges\b/gu, ' price '],
  [/\bhow (?:long|many (?:days|hours|weeks|minutes)|fast|quick(?:ly)?)\b/gu, ' duration '],
  [/\bhow (?:often|many times|regularly)\b/gu, ' frequency '],
  [/\bhow (?:old|young)\b|\bminimum age\b|\bage limit\b|\byears? olds?\b/gu, ' age '],
  [/\b(?:bring|send|take|give)(?:ing|s)? (?:it |them |this |that )?back\b/gu, ' return '],
  [/\bmoney back\b/gu, ' refund '],
  [/\bmoney off\b|\bsomething off\b|\bprice reduction\b/gu, ' discount '],
  [/\b(?:second[- ]?hand|pre[- ]?owned|pre[- ]?loved)\b/gu, ' used '],
  [/\b(?:gift|present) (?:card|certificate|token)s?\b|\bgift vouchers?\b/gu, ' giftvoucher '],
  [/\b(?:part[- ]exchange|trade[- ]ins?|trade in)\b/gu, ' tradein '],
  [/\belectric (?:bike|bicycle|cycle)s?\b/gu, ' ebike '],
  [/\bpick(?:ing|ed)? (?:it |them |my order |my bike |my \w+ )?up\b|\bcome and get\b/gu, ' collect '],
  [/\bput (?:it |them |my \w+ )?together\b/gu, ' assemble '],
  [/\bwalk[- ]?ins?\b|\b(?:drop|walk|pop) in\b/gu, ' dropin '],
  [/\b(?:what|which) times?\b|\b(?:un)?till? (?:what|which) time\b/gu, ' when '],
  [/\bhow (?:do|can|would|could) (?:i|we) (?:get|come) (?:to|there|over)\b|\bdirections\b/gu, ' where '],
  [/\bpay monthly\b|\bpay it off\b|\bpayment plan\b|\bmonthly payments?\b/gu, ' instalments '],
  [/\b(?:cycle|bike) to work\b/gu, ' cycletowork '],
  [/\bamerican express\b/gu, ' amex '],
  [/\bhalf (?:a |an )?day\b/gu, ' halfday '],
  [/\b(?:couple|few) (?:of )?hours\b|\bby the hour\b/gu, ' halfday '],
  [/\bin advance\b|\bup ?front\b|\bbefore ?hand\b/gu, ' advance '],
  [/\bnorthern ireland\b/gu, ' northernireland '],
  [/\bbank holidays?\b|\bpublic holidays?\b/gu, ' bankholiday '],
];

/** One word for several; on whole words and on their stems. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  price: [
    'cost',
    'costs',
    'price',
    'prices',
    'rate',
    'rates',
    'fee',
    'fees',
    'pricing',
    'priced',
    'costing',
    'expens',
    'cheap',
    'cheapest',
  ],
  rent: ['rental', 'rentals', 'hire', 'hiring', 'hired', 'renting', 'rented', 'hires'],
  phone: ['ring', 'call', 'telephone', 'mobile', 'phoning', 'ringing'],
  repair: ['fix', 'fixing', 'fixed', 'mend', 'mending', 'repairs'],
  deliver: ['ship', 'shipping', 'delivery', 'post', 'postage', 'shipment', 'posting', 'deliveries'],
  warranty: ['guarantee', 'guarantees', 'guaranteed', 'warranties', 'guarante'],
  child: ['kid', 'kids', 'children', 'childs', 'daughter', 'son', 'childrens', 'toddler'],
  christmas: ['xmas', 'chrimbo'],
  saturday: ['sat', 'saturdays'],
  sunday: ['sundays'],
  patrick: ['paddy', 'paddys', 'patricks'],
  stephen: ['stephens'],
  where: ['address', 'located', 'location', 'whereabouts', 'locat'],
  open: ['opening', 'opens', 'opened'],
  close: ['shut', 'shuts', 'closed', 'closing', 'closes'],
  hour: ['hours', 'hrs'],
  exchange: ['swap', 'swapping', 'exchanging'],
  assemble: ['assembly', 'assembled', 'assembling', 'build', 'built', 'assembl'],
  puncture: ['flat', 'punctures', 'flats'],
  tyre: ['tire', 'tires', 'tyres'],
  bike: ['bicycle', 'bicycles', 'bikes', 'pushbike', 'pushbikes'],
  ebike: ['ebikes', 'ebicycle', 'pedelec', 'pedelecs'],
  appointment: ['slot', 'booking', 'reservation'],
  reserve: ['book', 'prebook', 'booked'],
  voucher: ['giftvoucher', 'vouchers'],
  accept: ['accepted', 'accepts'],
  parking: ['park', 'carpark'],
  car: ['cars'],
  instalments: ['finance', 'financing', 'instalment', 'installment', 'installments', 'credit'],
  duration: ['long'],
  used: ['refurbished'],
  brand: ['make', 'makes', 'brands', 'manufacturer'],
  sell: ['stock', 'sale', 'selling', 'sells', 'stocking'],
  collect: ['collection', 'pickup', 'collecting'],
  abroad: ['international', 'internationally', 'overseas', 'abroad'],
  shop: ['store', 'branch', 'branches', 'shops', 'stores'],
  insurance: ['insured', 'insure'],
  theft: ['stolen', 'steal', 'thief'],
  company: ['business', 'corporate', 'companies', 'office'],
  discount: ['reduction', 'discounts', 'reduced', 'discounted'],
  tax: ['vat'],
  straighten: ['true', 'truing', 'trued'],
  buckled: ['bent', 'wobbly', 'buckle'],
};

const MEANING = new Map(
  Object.entries(SAME).flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)),
);

export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after again all also always am an and any anything anywhere are around as at back be been before being but by
  can cannot could d did do does doing done dont down each eh else etc even ever every exactly for from further get gets
  getting give go going gonna got guys had has have having he hello her here hey hi him his how i id if im in into is it
  its just kind know let like ll looking lot lots m maybe me might mine more most much must my myself need needed needs no
  not now of off ok okay on once one only or other our ours out over own per please pls possible possibly quick really
  right roughly s same say see shall she should so some somebody someone something sort still such sure take takes taking
  tell than thank thanks that the their them then there these they thing things this those through to too u under
  until up ur us use very want wanted wanting wants was wasnt way we well were what whats which while who whom whose
  why will wish with within without wonder wondering wont would y ya ye yes yet yis you your yours folks lads
  currently actually bit able anyone hear heard think anyway anyways btw nevermind`.split(/\s+/u),
);

export function englishMeaning(word: string): string {
  return MEANING.get(word) ?? word;
}

export function withEnglishPhrases(text: string): string {
  return PHRASES.reduce((rest, [pattern, term]) => rest.replace(pattern, term), text);
}
