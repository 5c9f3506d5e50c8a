/** German. */
import type { Tongue } from './tongue.ts';

const HALF =
  '(?<half>morgens|fruh|vormittags|mittags|nachmittags|abends|nachts|am morgen|am vormittag|am nachmittag|am abend|in der nacht)';

/** "Ab 12. Dezember" and "vor 4.12." are no times. */
const NO_DATE = '(?!\\. ?(?:\\d{1,2}\\.|jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez))';

export const de: Tongue = {
  code: 'de',
  name: 'Deutsch',
  tells:
    'der die das den dem des ein eine einen einem einer ich du wir ihr sie mir mich uns euch mein meine meinen ist sind war habe haben hat hätte möchte will kann könnte können könnt wann wo wie was wer warum wieviel ' +
    'viel kostet kosten für mit ohne auf zum zur bei nach von vom bis um und oder aber nicht kein keine bitte danke hallo guten tag morgen abend heute übermorgen woche montag dienstag mittwoch donnerstag freitag samstag ' +
    'sonntag termin geöffnet offen uhr fahrrad rad gibt gibts es noch schon auch geht gerne würde brauche suche machen reparieren reparatur reifen öffnungszeiten',
  marks: 'ß',
  greetings:
    'hallo|guten tag|guten morgen|guten abend|moin|servus|grüß gott|grüezi|danke|vielen dank|tschüss|auf wiedersehen'.split(
      '|',
    ),
  wished:
    '(?:auf deutsch|spreche?n (?:sie|ihr) deutsch|sprichst du deutsch|^deutsch(?: bitte)?$|german please|in german|speak german)',
  weekdays: [
    'montags?|mo',
    'dienstags?|di',
    'mittwochs?|mi',
    'donnerstags?|do',
    'freitags?|fr',
    'samstags?|sonnabends?|sa',
    'sonntags?',
  ],
  months:
    'januar|jaenner|janner|jan februar|feb marz|maerz|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez'.split(
      ' ',
    ),
  nth: ['erste[nmrs]?|1\\.', 'zweite[nmrs]?|2\\.', 'dritte[nmrs]?|3\\.', 'vierte[nmrs]?|4\\.', 'letzte[nmrs]?'],
  numbers: numbers(),
  clock: {
    pattern: `(?:(?<plus>viertel|5|10|20|25) nach |(?<minus>viertel|5|10|20|25) vor |(?<minus>dreiviertel) )?(?<halb>halb )?(?<h>2[0-4]|[01]?\\d)(?:[:.](?<m>[0-5]\\d)(?:\\s?uhr)?(?![.\\d])|\\s?(?<unit>uhr|h)(?!\\p{L})(?:\\s(?<m>[0-5]\\d)(?![.\\d:]))?)?(?: ${HALF})?`,
    minutes: { viertel: 15, dreiviertel: 15 },
    halves: {
      morgens: 'am',
      fruh: 'am',
      vormittags: 'am',
      'am morgen': 'am',
      'am vormittag': 'am',
      mittags: 'pm',
      nachmittags: 'pm',
      abends: 'pm',
      'am nachmittag': 'pm',
      'am abend': 'pm',
      nachts: 'night',
      'in der nacht': 'night',
    },
  },
  rules: [
    ['(?:in der |die )?{NTH} woche (?:im |des )?{MON}', '<NTH> week of <MON>'],
    ['(?:in der |die )?{NTH} woche (?:im|des)(?= )', '<NTH> week of'],
    ['(?:am |der )?{NTH} {WD} im {MON}', '<NTH> <WD> of <MON>'],
    ['(?:am |der )?{NTH} {WD} (?:im|des|in)', '<NTH> <WD> of'],
    ['(?:in der |die )?woche (?:vom|ab dem|um den)', 'the week of'],
    ['morgen in (?:einer woche|1 woche|8 tagen)', 'a week tomorrow'],
    ['(?<in>in )?(?:anderthalb|eineinhalb) stunden?', '<in>1 hour and a half'],
    ['guten (?:morgen|tag|abend)|gute nacht|schönen (?:tag|abend)', 'zzz'],
    ['(?:einen?|1|kurzen?) (?:moment|augenblick|sekunde|minute)', 'one moment'],
    [
      '(?:so (?:bald|schnell) wie möglich|möglichst bald|schnellstmöglich|frühestmöglich|(?:der |den )?(?:nächste|nächsten|erste|ersten|früheste|frühesten) (?:freie[rn]?|mögliche[rn]?) (?:termin|zeitpunkt))',
      'as soon as possible',
    ],
    ['jetzt(?: gleich| sofort)?|sofort', 'right now'],
    ['zwischen {CLOCK} und {CLOCK_2}', 'between <CLOCK> and <CLOCK_2>'],
    ['von {CLOCK} bis {CLOCK_2}', 'between <CLOCK> and <CLOCK_2>'],
    [`ab (?:etwa |circa |ca\\.? )?{CLOCK}${NO_DATE}`, 'after <CLOCK>'],
    [`nach {CLOCK}(?! ?(?:tagen|wochen|monaten|jahren|stunden|minuten))${NO_DATE}`, 'after <CLOCK>'],
    [`vor {CLOCK}(?! ?(?:tagen|wochen|monaten|jahren|stunden|minuten))${NO_DATE}`, 'before <CLOCK>'],
    [
      `bis (?:um |spätestens )?{CLOCK}(?! ?(?:tage|wochen|monate|jahre|stunden|minuten|euro))${NO_DATE}`,
      'until <CLOCK>',
    ],
    ['(?:um|gegen|so gegen|so um|ca\\.?|circa|etwa um) {CLOCK}', 'at <CLOCK>'],
    ['(?:am )?{WD},? (?:den |dem |der )?{N}\\.? ?{MON}(?: (?<year>\\d{4}))?', '<WD> <N> <MON> <year>'],
    ['(?:am |den |der |zum )?{N}\\.? ?{MON}(?: (?<year>\\d{4}))?', '<N> <MON> <year>'],
    [
      '(?:am |den |der |zum )?(?<day>\\d{1,2})\\.(?<month>1[0-2]|0?[1-9])\\.(?<year>\\d{4}|\\d{2})?',
      '<day>/<month>/<year>',
    ],
    ['anfang {MON}', 'early <MON>'],
    ['mitte {MON}', 'mid <MON>'],
    ['ende {MON}', 'late <MON>'],
    ['(?:am )?ende des monats|ende (?:dieses )?monats?', 'end of this month'],
    ['im {MON}', 'in <MON>'],
    ['{CLOCK}', '<!CLOCK>'],
    ['{WDJ}(?:vormittag|morgen|früh)s?', '<WD> morning'],
    ['{WDJ}nachmittags?', '<WD> afternoon'],
    ['{WDJ}abends?', '<WD> evening'],
    ['{WDJ}mittags?', '<WD> lunchtime'],
    ['(?:am )?{WD} (?:in )?(?:der )?(?:nächste[rn]?|kommende[rn]?) woche', '<WD> next week'],
    ['(?:in der |die )?(?:nächste|nächsten|kommende|kommenden) woche,? (?:am )?{WD}', '<WD> next week'],
    ['(?:am )?{WD} (?:in )?dieser woche', '<WD> this week'],
    ['(?:am )?{WD} in (?:einer|1) woche', '<WD> week'],
    ['(?:am )?(?:nächsten?|nächster|kommenden?|kommender) {WD}', 'coming <WD>'],
    ['(?:am )?(?:letzten|vergangenen) {WD}', 'last <WD>'],
    ['(?:nicht|außer) (?:am |den )?{WD}', 'not <WD>'],
    ['(?:am )?{WD} (?:geht|kann|passt)(?: es)?(?: ich)?(?: bei mir| mir)? (?:leider )?nicht', 'not <WD>'],
    ['(?:am )?diese[nr]? {WD}', 'this <WD>'],
    ['(?:am )?{WD},? (?:den |dem |der ){N}\\.?', '<WD> the <N>th'],
    ['(?:am )?{WD},? {N}\\.(?!\\d)', '<WD> the <N>th'],
    ['von {WD} (?:auf|bis|zu) {WD_2}', 'from <WD> to <WD_2>'],
    ['(?:am )?{WD} (?:früh|vormittag|morgen)', '<WD> morning'],
    ['(?:am |den )?{WD}', '<WD>'],
    ['übermorgen', 'the day after tomorrow'],
    ['heute in (?:einer woche|8 tagen)', 'a week today'],
    ['morgen (?:früh|vormittag)', 'tomorrow morning'],
    ['heute (?:früh|morgen|vormittag)', 'this morning'],
    ['(?:am|in der) (?:frühen )?(?:morgen|früh|vormittag)|morgens|vormittags', 'in the morning'],
    ['(?:am )?frühen nachmittag', 'early afternoon'],
    ['(?:am )?späten nachmittag', 'late afternoon'],
    ['heute nachmittag', 'this afternoon'],
    ['heute abend', 'tonight'],
    ['(?:am )?nachmittags?', 'in the afternoon'],
    ['(?:am )?abends?', 'in the evening'],
    ['(?:um |gegen |über )?(?:die )?mittags?(?:szeit)?|am mittag|zu mittag', 'lunchtime'],
    ['(?:um )?mitternacht', 'midnight'],
    ['gleich (?:morgens|früh)|(?:gleich )?als erstes|ganz früh|zur öffnung', 'first thing'],
    ['kurz vor (?:ladenschluss|feierabend)|am ende des tages', 'last thing'],
    ['nach (?:der arbeit|feierabend)', 'after work'],
    ['in (?:einer )?halben stunde', 'in half an hour'],
    ['in (?:eine[mr]|1)(?= (?:tag|woche|monat|stunde)(?!\\p{L}))', 'in 1'],
    ['in(?= \\d{1,3} (?:tage?|woche|monate?|stunde|minute)n?(?!\\p{L}))', 'in'],
    ['vor {N} tagen', '<N> days ago'],
    ['(?:in den |die )?nächsten {N} tagen?', 'next <N> days'],
    ['(?:in den |die )?nächsten tagen?', 'next 3 days'],
    ['(?:in der |die )?(?:nächste|nächsten|kommende|kommenden) woche', 'next week'],
    ['(?:in )?diese[rn]? woche|unter der woche', 'this week'],
    ['(?:am |dieses |nächstes |kommendes |übers )?(?:kommenden )?wochenende', 'this weekend'],
    ['(?:im )?(?:nächste[rn]?|kommende[rn]?) monat', 'next month'],
    ['(?:in )?diese[rnm]? monat', 'this month'],
    ['(?:an |zu )?weihnachten', 'christmas'],
    ['(?:an )?(?:heiligabend|heilig abend)', 'christmas eve'],
    ['(?:an )?silvester', "new year's eve"],
    ['(?:an )?neujahr', "new year's day"],
    ['(?:am )?karfreitag', 'good friday'],
    ['(?:am )?ostermontag', 'easter monday'],
    ['auf den {N}\\.?(?![:/.-]?\\d| ?(?:%|euro|uhr|personen))', 'on the <N>th,'],
    ['(?:am|den|der|zum) {N}\\.?(?![:/.-]?\\d| ?(?:%|euro|uhr|personen))', 'the <N>th'],
    ['(?<day>\\d{1,2})\\.(?= |,|$)(?! (?:uhr|euro))', 'the <day>th'],
    ['(?:wir sind|sind) (?:zu )?{N}', 'we are <N>'],
    ['für {N} (?:personen|leute|erwachsene|kinder)', 'for <N> people'],
    ['an ?statt|statt', 'instead of'],
    ['(?:1|einen?|eine) halben? tag', 'half a day'],
    ['(?:1|eine[nr]?) halben? stunde', 'half an hour'],
    ['bis(?: zum| zur)?(?: spatestens)?', 'until'],
    ['(?:aller)?spatestens(?: am| bis(?: zum)?)?', 'at the latest'],
    ['vor(?: dem| der)?', 'before'],
    ['nach(?: dem| der)?', 'after'],
    ['(?:von|ab)(?= {WD} (?:an|ab))', 'starting'],
    ['ab(?: dem| der)?', 'starting'],
  ],
  words: {
    dann: 'then',
    erwachsene: 'adults',
    kinder: 'kids',
    kind: 'kids',
    baby: 'baby',
    weg: 'away',
    verreist: 'away',
    heute: 'today',
    morgen: 'tomorrow',
    gestern: 'yesterday',
    vormittag: 'morning',
    nachmittag: 'afternoon',
    abend: 'evening',
    mittag: 'lunchtime',
    oder: 'or',
    und: 'and',
    bis: 'until',
    nicht: 'not',
    bitte: 'please',
    danke: 'thanks',
    ok: 'ok',
    okay: 'ok',
    gerne: 'ok',
    vielleicht: 'maybe',
    lieber: 'maybe',
    verschieben: 'move',
    verlegen: 'move',
    andern: 'change',
    umbuchen: 'move',
    personen: 'people',
    leute: 'people',
    fahrrader: 'bikes',
    rader: 'bikes',
    fahrrad: 'bike',
    rad: 'bike',
    minuten: 'minutes',
    stunden: 'hours',
    stunde: 'hours',
    tage: 'days',
    tagen: 'days',
    wochen: 'weeks',
    monate: 'months',
    monaten: 'months',
    jahre: 'years',
    euro: 'euros',
    dutzend: 'dozen',
    paar: 'couple',
    tag: 'day',
    woche: 'week',
    monat: 'month',
    fur: 'for',
  },
  small: {
    tail: '(?: (?:bitte|danke|danke schön|vielen dank|dann|super|prima|gerne))*',
    lead: '(?:(?:ok|okay|gut|na gut|ach|oh|bitte|doch|lieber|nein|moment|warte|ich möchte|ich will|können sie|kannst du) )*',
    yes: '(?:(?:ja|jo|jap|ja bitte|ja gerne|klar|na klar|genau|richtig|stimmt|ok|okay|passt|passt so|passt gut|in ordnung|gut|sehr gut|super|prima|perfekt|gerne|sicher|natürlich|einverstanden|das passt|mach das|machen sie das|bestätigt|bestätigen|ich bestätige|buchen|bitte buchen|buchen sie|das geht|yes|klingt gut) ?)+',
    no: '(?:nein|nee|ne|nö|nein nein|noch nicht|jetzt nicht|keine(?:r|s|n)?(?: davon)?|keiner passt|(?:das )?passt (?:leider )?nicht|geht (?:leider )?nicht|lieber nicht|auf keinen fall)',
    quit: '(?:abbrechen|abbruch|vergiss es|vergessen sie es|vergiss das|lass es|lassen sie es|lass mal|schon gut|egal|doch nicht|nicht mehr nötig|hat sich erledigt|ich habe es mir anders überlegt|anders überlegt|ein andermal|vielleicht (?:später|ein andermal)|kein interesse|nicht buchen)',
    cancelYes:
      '(?:(?:ja|ok|gut) )?(?:absagen|stornieren|storniere|storno|(?:den termin|meinen termin|ihn|die buchung) (?:absagen|stornieren|löschen)|sag ihn ab|sagen sie ihn ab|löschen)',
    keep: '(?:behalten|ich behalte ihn|den termin behalten|so lassen|lassen sie ihn|nicht absagen|nicht stornieren|lass es so|vergiss es)',
    change:
      '(?:ändern|ändere es|ändern sie es|(?:eine )?andere (?:zeit|uhrzeit)|(?:einen? )?anderer?n? (?:tag|termin)|anders|umbuchen)',
    ordinals: [
      '(?:ich nehme )?(?:die |der |den |das )?erste[nrs]?(?: option| termin)?',
      '(?:ich nehme )?(?:die |der |den |das )?(?:zweite[nrs]?|mittlere[nrs]?)(?: option| termin)?',
      '(?:ich nehme )?(?:die |der |den |das )?dritte[nrs]?(?: option| termin)?',
      '(?:ich nehme )?(?:die |der |den |das )?letzte[nrs]?(?: option| termin)?',
    ],
    soonest:
      '(?:so (?:bald|schnell) wie möglich|möglichst bald|schnellstmöglich|frühestmöglich|(?:nächste[rn]?|erste[rn]?|früheste[rn]?) (?:freie[rn]?|mögliche[rn]?|termin)|wann (?:geht|ginge|haben sie|habt ihr|kann ich|könnte ich|passt)|egal wann|jederzeit|bin flexibel|welche (?:zeiten|termine))',
    later: '(?:später|danach)',
    earlier: '(?:früher|eher|davor)',
    information:
      '(?:was|wie (?:viel|lange|oft|weit|komme|funktioniert)|wieviel|wo|wer|warum|welche[rs]?|haben sie|habt ihr|hast du|gibt es|gibts|kann man|kann ich (?:mit|bei)|machen sie|macht ihr|sind sie|seid ihr|ist|verkauft|nehmen sie|nehmt ihr|bis wann|ab wann)',
    availability:
      '(?:frei|freie|freien|freier|verfügbar\\w*|termine?|buchen|reservieren|wie wäre|passt|passen|möglich|stattdessen|lieber|kann ich (?:kommen|vorbeikommen|bringen)|könnte ich (?:kommen|vorbeikommen|bringen))',
  },
  names: {
    sure: [
      '(?:ich heiße|ich heisse|mein name ist|mein name:|der name ist|name ist|name:) NAME',
      '(?:auf den namen|unter dem namen|auf namen) NAME',
    ],
    likely: [
      'meine?n? (?:frau|mann|tochter|sohn|mutter|vater|freundin|freund|schwester|bruder|partnerin|partner),? (?:(?:der|die) )?NAME',
      '^\\W*(?:ich bin|hier ist|hier spricht|das ist|für|auf) (?:der |die )?NAME',
      '(?:ich bin) NAME',
      '(?:für) NAME(?=$|[.,!]| bitte)',
    ],
    ends: 'bitte danke und oder aber für mit am um im in auf an zu von bis heute morgen montag dienstag mittwoch donnerstag freitag samstag sonntag der die das den dem ein eine einen mein meine ja nein ok hallo ist bin habe hätte möchte kann wenn dass auch noch schon gerne leider nicht termin rad fahrrad',
    notNames:
      'ja nein nee ok okay gut klar genau danke bitte hallo tschüss nichts niemand abbrechen stopp was wer wann wo wie welche warum hilfe mensch person andere anderer besser perfekt super prima richtig egal ich mich mir uns wir sorry entschuldigung warte später früher ändern absagen stornieren',
    opening: '(?:hallo|guten tag|hi|ok|okay|ja|klar|gut|gerne|natürlich)',
    courtesy: '(?:bitte|danke|vielen dank|danke schön)',
  },
  offTopic: `
    wie wird das Wetter morgen? | wer hat gestern das Spiel gewonnen? | erzähl mir einen Witz |
    was ist die Hauptstadt von Australien? | kennst du ein gutes Restaurant? | wie kocht man Spätzle? |
    ich suche eine Wohnung | wie steht der Dollar? | buche mir einen Flug nach Berlin | wie spät ist es in Tokio? |
    ich habe Fieber, was soll ich nehmen? | spiel Musik | was heißt Hund auf Englisch? |
    mein Computer startet nicht | wer ist der Präsident? | ich brauche einen Anwalt | meine Katze frisst nicht |
    was ist sieben mal acht? | ich suche Arbeit als Kellner | eine große Pizza mit Käse | mein Handy ist kaputt |
    wo gibt es Karten für das Konzert?`,
};

function numbers(): Tongue['numbers'] {
  const small =
    'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig'.split(
      ' ',
    );
  const all: Record<string, number | string> = Object.fromEntries(small.map((word, value) => [word, value]));
  for (const [tens, word] of [
    [20, 'zwanzig'],
    [30, 'dreissig'],
    [40, 'vierzig'],
    [50, 'funfzig'],
  ] as const) {
    all[word] = tens;
    for (let unit = 1; unit < 10; unit++) all[`${unit === 1 ? 'ein' : small[unit]}und${word}`] = tens + unit;
  }
  const company = 'zweit dritt viert funft sechst siebt acht neunt zehnt'.split(' ');
  return {
    ...all,
    'ein paar tagen': '3 tagen',
    'ein paar wochen': '3 wochen',
    ...Object.fromEntries(company.map((word, at) => [`zu ${word}`, `wir sind ${at + 2}`])),
    zwo: 2,
    fuenf: 5,
    zwoelf: 12,
    fuenfzehn: 15,
    'ein uhr': '1 uhr',
    ersten: '1.',
    zweiten: '2.',
    dritten: '3.',
    vierten: '4.',
    funften: '5.',
  };
}
