/** French. */
import type { Tongue } from './tongue.ts';

const HALF = '(?<half>matin|apres-midi|apres midi|aprem|soir|nuit)';

export const fr: Tongue = {
  code: 'fr',
  name: 'Français',
  tells:
    "en y d l le la les un une des du de et ou mais est sont suis êtes avez avons ai as il elle nous vous je tu on mon ma mes votre vos notre nos pour avec sans dans sur chez très bonjour bonsoir salut merci s'il plaît svp " +
    "voudrais veux peux pouvez pourriez puis quand où combien comment pourquoi quel quelle quels quelles quoi que qui coûte coûtent prix heure heures aujourd'hui demain hier semaine lundi mardi mercredi jeudi vendredi samedi dimanche " +
    "ouvert ouverts ouvrez fermez fermé rendez-vous rdv réserver vélo vélos réparer réparation pneu crevaison faites c'est j'ai j'aimerais y-a-t-il est-ce qu'est-ce pas plus oui non ça ce cet cette aussi horaires",
  marks: '[œêùû]',
  greetings: [
    'bonjour',
    'bonsoir',
    'salut',
    'coucou',
    'merci',
    'merci beaucoup',
    'au revoir',
    'bonne journée',
    'bonjour madame',
    'bonjour monsieur',
  ],
  wished:
    '(?:en francais|parlez[- ]vous francais|parles[- ]tu francais|vous parlez francais|^francais(?: svp)?$|french please|in french|speak french)',
  weekdays: [
    'lundis?|lun',
    'mardis?',
    'mercredis?|mer',
    'jeudis?|jeu',
    'vendredis?|ven',
    'samedis?|sam',
    'dimanches?|dim',
  ],
  months: [
    'janvier|janv',
    'fevrier|fevr|fev',
    'mars',
    'avril|avr',
    'mai',
    'juin',
    'juillet|juil',
    'aout',
    'septembre|sept',
    'octobre|oct',
    'novembre|nov',
    'decembre|dec',
  ],
  numbers: numbers(),
  clock: {
    pattern: `(?<h>2[0-4]|[01]?\\d)(?:\\s?(?<unit>h|heures?)(?:\\s?(?<m>[0-5]\\d)(?!\\d)| et (?<plus>demie?|quart)| moins (?<minus>le quart|quart|5|10|20|25))?(?!\\p{L})|:(?<m>[0-5]\\d))?(?: (?:du |de l'|le |dans l')?${HALF})?`,
    minutes: { demi: 30, demie: 30, quart: 15, 'le quart': 15 },
    halves: { matin: 'am', 'apres-midi': 'pm', 'apres midi': 'pm', aprem: 'pm', soir: 'pm', nuit: 'night' },
  },
  rules: [
    ['(?:bonne|bon) (?:journee|soiree|matinee|apres-midi|nuit|soir)', 'zzz'],
    ['(?:un|1) (?:moment|instant|seconde|minute)|une (?:seconde|minute)', 'one moment'],
    [
      '(?:des que possible|au plus vite|au plus tot|le plus (?:tot|vite|rapidement) possible|(?:le )?(?:premier|prochain) (?:creneau|rendez-vous|rdv)(?: libre| disponible)?)',
      'as soon as possible',
    ],
    ['maintenant|tout de suite|immediatement', 'right now'],
    ['midi et demie?', '12:30 pm'],
    ['midi et quart', '12:15 pm'],
    ['(?:a|vers) midi', 'at noon'],
    ['avant midi', 'before noon'],
    ['apres midi(?! )', 'in the afternoon'],
    ['(?:a |vers )?minuit', 'midnight'],
    ['(?:entre|de) {CLOCK} (?:et|a) {CLOCK_2}', 'between <CLOCK> and <CLOCK_2>'],
    ['(?:apres|a partir de|des) {CLOCK}(?! ?(?:jours?|semaines?|mois))', 'after <CLOCK>'],
    ['avant {CLOCK}(?! ?(?:jours?|semaines?|mois))', 'before <CLOCK>'],
    ["jusqu'?a {CLOCK}", 'until <CLOCK>'],
    [
      '(?:a|vers|pour)(?: environ)? {CLOCK}(?! ?(?:jours?|semaines?|mois|personnes|velos|adultes|euros|heures? de))',
      'at <CLOCK>',
    ],
    ['(?:le )?{WD},? (?:le )?(?<day>\\d{1,2})(?:er)? {MON}(?: (?<year>\\d{4}))?', '<WD> <day> <MON> <year>'],
    ['(?:le )?(?<day>\\d{1,2})(?:er)? {MON}(?: (?<year>\\d{4}))?', '<day> <MON> <year>'],
    ['(?:au )?debut {MON}|debut du mois de {MON_2}', 'early <MON><MON_2>'],
    ['(?:a la )?mi-? ?{MON}', 'mid <MON>'],
    ['(?:a la |en )?fin {MON}', 'late <MON>'],
    ['(?:a la )?fin (?:du|de ce) mois', 'end of this month'],
    ['(?:en|au mois de|courant) {MON}', 'in <MON>'],
    ['{CLOCK}', '<!CLOCK>'],
    ['(?:le )?{WD} (?:matin)', '<WD> morning'],
    ['(?:le )?{WD} (?:apres-midi|apres midi|aprem)', '<WD> afternoon'],
    ['(?:le )?{WD} soir', '<WD> evening'],
    ['(?:le )?{WD} midi', '<WD> lunchtime'],
    ['(?:le )?{WD} de la semaine prochaine', '<WD> next week'],
    ['(?:la )?semaine prochaine,? (?:le )?{WD}', '<WD> next week'],
    ['(?:le )?{WD} (?:de )?cette semaine', '<WD> this week'],
    ['(?:le )?{WD} en (?:huit|8)', '<WD> week'],
    ['(?:le )?{WD} en (?:quinze|15)', '<WD> fortnight'],
    ['(?:le )?(?:prochain) {WD}|(?:le )?{WD_2} (?:prochain|qui vient)', 'coming <WD><WD_2>'],
    ['(?:le )?{WD} dernier', 'last <WD>'],
    ['(?:pas|sauf) (?:le )?{WD}', 'not <WD>'],
    ['(?:le )?{WD} (?:je ne peux pas|je peux pas|non|impossible)', 'not <WD>'],
    ['ce {WD}', 'this <WD>'],
    ['(?:le )?{WD},? le (?<day>\\d{1,2})(?:er)?', '<WD> the <day>th'],
    ['(?:le )?{WD} (?<day>\\d{1,2})(?![:.h/]\\d| ?h| ?heures)', '<WD> <day>th'],
    ['(?:du|de) {WD} (?:au|a) {WD_2}', 'from <WD> to <WD_2>'],
    ['(?:le |les )?{WD}', '<WD>'],
    ['apres[- ]demain', 'the day after tomorrow'],
    ["d'aujourd'hui en (?:huit|8)|aujourd'hui en (?:huit|8)", 'a week today'],
    ["aujourd'hui", 'today'],
    ['demain (?:matin)', 'tomorrow morning'],
    ['ce matin', 'this morning'],
    ['(?:le |dans la |en |au )?(?:matin|matinee)|tot le matin', 'in the morning'],
    ['cet? (?:apres-midi|apres midi|aprem)', 'this afternoon'],
    ["(?:en )?debut d'apres-midi", 'early afternoon'],
    ["(?:en )?fin d'apres-midi", 'late afternoon'],
    ["(?:l'|dans l'|en )?(?:apres-midi|aprem)", 'in the afternoon'],
    ['ce soir', 'tonight'],
    ['(?:le |en |dans la )?(?:soir|soiree)', 'in the evening'],
    ['(?:le )?midi|a la pause dejeuner|entre midi et (?:deux|2)', 'lunchtime'],
    ["(?:a )?(?:la )?premiere heure|a l'ouverture", 'first thing'],
    ['(?:juste )?avant la fermeture|en fin de journee', 'last thing'],
    ['apres le (?:travail|boulot)', 'after work'],
    ['dans (?:un|1) jour', 'in 1 day'],
    ['dans (?:une|1|8|huit) (?:semaine|jours)', 'in 1 week'],
    ['dans (?:15|quinze) jours|dans une quinzaine(?: de jours)?', 'in 2 weeks'],
    ['dans (?:un|1) mois', 'in 1 month'],
    ['dans (?:une|1) heure', 'in 1 hour'],
    ['dans une demi-?heure', 'in half an hour'],
    ['dans {N} jours', 'in <N> days'],
    ['dans {N} semaines', 'in <N> weeks'],
    ['dans {N} mois', 'in <N> months'],
    ['dans {N} heures', 'in <N> hours'],
    ['dans {N} minutes', 'in <N> minutes'],
    ['il y a {N} jours', '<N> days ago'],
    ['(?:dans )?les {N} prochains jours', 'next <N> days'],
    ['(?:dans )?les prochains jours|ces prochains jours', 'next 3 days'],
    ['(?:la )?semaine prochaine', 'next week'],
    ['cette semaine|en semaine', 'this week'],
    ['(?:ce |le )?(?:week-?end|weekend)(?: prochain)?', 'this weekend'],
    ['(?:le )?mois prochain', 'next month'],
    ['ce mois(?:-ci)?', 'this month'],
    ['(?:la )?veille de noel|(?:le )?reveillon(?: de noel)?', 'christmas eve'],
    ['(?:a )?noel', 'christmas'],
    ['(?:la )?saint[- ]sylvestre', "new year's eve"],
    ["(?:le )?jour de l'an|nouvel an", "new year's day"],
    ['(?:le )?vendredi saint', 'good friday'],
    ['(?:le )?lundi de paques', 'easter monday'],
    ['(?:a la |la )?toussaint', '1 november'],
    ['le (?<day>\\d{1,2})(?:er)?(?![:/.-]\\d| ?(?:%|euros?|h|personnes))', 'the <day>th'],
    ['(?:nous sommes|on est|on sera|nous serons) {N}', 'we are <N>'],
    ['pour {N} (?:personnes|adultes|enfants|pers)', 'for <N> people'],
    ['au lieu (?:de|du|d)|plutot que', 'instead of'],
  ],
  words: {
    demain: 'tomorrow',
    hier: 'yesterday',
    ou: 'or',
    et: 'and',
    pas: 'not',
    svp: 'please',
    stp: 'please',
    merci: 'thanks',
    ok: 'ok',
    "d'accord": 'ok',
    'peut-etre': 'maybe',
    plutot: 'maybe',
    deplacer: 'move',
    decaler: 'move',
    reporter: 'move',
    changer: 'change',
    personnes: 'people',
    personne: 'people',
    velos: 'bikes',
    velo: 'bike',
    minutes: 'minutes',
    heures: 'hours',
    heure: 'hours',
    jours: 'days',
    semaines: 'weeks',
    ans: 'years',
    euros: 'euros',
    euro: 'euros',
    douzaine: 'dozen',
    couple: 'couple',
    jour: 'day',
    semaine: 'week',
    mois: 'month',
    pour: 'for',
  },
  small: {
    tail: '(?: (?:s il vous plaît|s il te plaît|svp|stp|merci|merci beaucoup|alors|super|parfait))*',
    lead: '(?:(?:ok|oui|bon|ah|oh|alors|plutôt|pardon|désolée?|non|attendez|attends|je veux|je voudrais|pouvez vous|peux tu) )*',
    yes: '(?:(?:oui|ouais|oui oui|ok|okay|d accord|dac|bien sûr|parfait|super|génial|exact|exactement|c est ça|c est bon|ça marche|ça me va|ça me convient|volontiers|avec plaisir|entendu|très bien|bien|je confirme|confirmé|confirmer|réservez|réserve|allez y|vas y|yes|impeccable|nickel|tout à fait) ?)+',
    no: '(?:non|non non|nan|pas maintenant|pas encore|aucun|aucune|aucun des trois|ça ne (?:va|marche|convient) pas|ça ne me (?:va|convient) pas|plutôt pas|surtout pas)',
    quit: '(?:annuler|annulez|annule|annulez tout|laissez tomber|laisse tomber|oubliez|oublie|oubliez ça|oublie ça|tant pis|plus besoin|ce n est plus (?:la peine|nécessaire)|j ai changé d avis|une autre fois|peut être (?:plus tard|une autre fois)|pas intéressée?|ne réservez (?:rien|pas))',
    cancelYes:
      '(?:(?:oui|ok) )?(?:annuler|annulez|annule)(?: (?:le|la|ça|tout|le rendez vous|mon rendez vous|le rdv|mon rdv|la réservation|ma réservation|l annulation))?|(?:oui )?supprimez? (?:le|la)',
    keep: '(?:gardez le|garde le|je le garde|on le garde|garder le rendez vous|gardez le rendez vous|laissez le|n annulez pas|ne l annulez pas|non gardez le|laissez tomber)',
    change:
      '(?:changer|changez|changez le|modifier|modifiez|(?:une )?autre (?:heure|date)|(?:un )?autre (?:jour|moment|créneau)|changer (?:l heure|le jour|la date))',
    ordinals: [
      '(?:je prends )?(?:le |la )?(?:première?|1er|1ère)(?: option| créneau)?',
      '(?:je prends )?(?:le |la |celui du )?(?:deuxième|seconde?|2e|2ème|milieu)(?: option| créneau)?',
      '(?:je prends )?(?:le |la )?(?:troisième|3e|3ème)(?: option| créneau)?',
      '(?:je prends )?(?:le |la )?derni(?:er|ère)(?: option| créneau)?',
    ],
    soonest:
      '(?:dès que possible|au plus vite|au plus tôt|le plus (?:tôt|vite|rapidement) possible|premier (?:créneau|rendez vous|rdv)|prochain (?:créneau|rendez vous|rdv)|n importe (?:quand|quel jour|quelle heure)|quand (?:pouvez vous|puis je|pourriez vous|vous voulez|est ce que je peux)|peu importe|je suis flexible|quels (?:horaires|créneaux)|quelles disponibilités)',
    later: '(?:plus tard|après ça|un peu plus tard)',
    earlier: '(?:plus tôt|avant ça|un peu plus tôt)',
    information:
      '(?:que|qu est ce|quel|quelle|quels|quelles|combien|comment|où|qui|pourquoi|est ce que vous|avez vous|vous avez|faites vous|vous faites|acceptez vous|êtes vous|y a t il|il y a|peut on|puis je payer|jusqu à quelle heure|à quelle heure)',
    availability:
      '(?:libres?|disponib\\w+|créneaux?|rendez vous|rdv|réserver|que diriez vous|possible|convient|plutôt|à la place|est ce que je peux (?:venir|passer)|puis je (?:venir|passer))',
  },
  names: {
    sure: [
      "(?:je m['’]appelle|mon nom est|mon nom c['’]est|le nom est|appelez-moi|nom ?:) NAME",
      '(?:au nom de|sous le nom de) NAME',
    ],
    likely: [
      "^\\W*(?:je suis|c['’]est|ici|pour|moi c['’]est) NAME",
      '(?:je suis) NAME',
      '(?:pour) NAME(?=$|[.,!]| svp| s)',
    ],
    ends: "s'il svp stp merci et ou mais pour avec à a le la les un une du de des demain aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche si oui non ok bonjour bonsoir salut est suis ai veux voudrais peux mon ma vélo rendez-vous rdv que qui quand",
    notNames:
      "oui non ok okay bien merci bonjour bonsoir salut rien personne annuler arrêter stop que quoi qui quand où comment pourquoi quel quelle aide humain autre plutôt mieux parfait super exact peu importe je moi nous on désolé désolée pardon attendez plus tard tôt avant après changer d'accord",
    opening: "(?:bonjour|bonsoir|salut|ok|oui|d['’]accord|parfait|bien sûr)",
    courtesy: "(?:s['’]il vous plaît|s['’]il te plaît|svp|stp|merci|merci beaucoup)",
  },
  offTopic: `
    quel temps fera-t-il demain ? | qui a gagné le match hier ? | raconte-moi une blague |
    quelle est la capitale de l'Australie ? | vous connaissez un bon restaurant ? |
    comment fait-on une quiche ? | je cherche un appartement | combien vaut le dollar ? |
    réservez-moi un vol pour Paris | quelle heure est-il à Tokyo ? | j'ai de la fièvre, que prendre ? |
    mets de la musique | comment dit-on chien en anglais ? | mon ordinateur ne démarre pas |
    qui est le président ? | j'ai besoin d'un avocat | mon chat ne mange pas | combien font sept fois huit ? |
    je cherche un travail de serveur | une grande pizza au fromage | où acheter des billets pour le concert ? |
    mon téléphone est cassé`,
};

function numbers(): Tongue['numbers'] {
  const small = 'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
    ' ',
  );
  const all: Record<string, number | string> = Object.fromEntries(small.map((word, value) => [word, value]));
  for (const unit of [7, 8, 9]) all[`dix ${small[unit]}`] = 10 + unit;
  for (const [tens, word] of [
    [20, 'vingt'],
    [30, 'trente'],
    [40, 'quarante'],
    [50, 'cinquante'],
  ] as const) {
    all[word] = tens;
    for (let unit = 1; unit < 10; unit++) all[`${word} ${unit === 1 ? 'et un' : small[unit]}`] = tens + unit;
  }
  const { un: _article, ...rest } = all;
  return { ...rest, 'une heure': '1 heure', premier: 1 };
}
