/** Italian. */
import type { Tongue } from './tongue.ts';

const HALF = '(?<half>mattina|mattino|pomeriggio|sera|notte)';

export const it: Tongue = {
  code: 'it',
  name: 'Italiano',
  tells:
    'di i a in si da il lo la gli le un uno una dei delle degli del della dello al alla alle nel nella e o ma è sono sei siete siamo ho hai ha abbiamo avete hanno mi ti ci vi mio mia miei vostro vostra per con senza su tra fra ' +
    'che chi cosa come quando dove quanto quanti quanta costa costano perché ciao salve buongiorno buonasera grazie prego vorrei voglio posso può potete potrei oggi domani ieri dopodomani settimana lunedì martedì mercoledì giovedì venerdì sabato domenica ' +
    "aperto aperti aprite chiudete chiuso appuntamento prenotare prenotazione bici bicicletta riparare riparazione gomma orari prezzo fate c'è anche non più questo questa vorremmo",
  greetings: [
    'ciao',
    'salve',
    'buongiorno',
    'buonasera',
    'buon giorno',
    'buona sera',
    'grazie',
    'grazie mille',
    'arrivederci',
    'ciao ciao',
  ],
  wished: '(?:in italiano|parl(?:a|ate|i) italiano|^italiano(?: per favore)?$|italian please|in italian|speak italian)',
  weekdays: [
    'lunedi|lun',
    'martedi',
    'mercoledi|mer',
    'giovedi|gio',
    'venerdi|ven',
    'sabato|sab',
    'domeniche|domenica|dom',
  ],
  months: [
    'gennaio|gen',
    'febbraio|feb',
    'marzo|mar',
    'aprile|apr',
    'maggio|mag',
    'giugno|giu',
    'luglio|lug',
    'agosto|ago',
    'settembre|sett|set',
    'ottobre|ott',
    'novembre|nov',
    'dicembre|dic',
  ],
  numbers: numbers(),
  clock: {
    pattern: `(?:le |l')?(?<h>2[0-4]|[01]?\\d)(?:[:.](?<m>[0-5]\\d)(?![.\\d])| e (?<plus>mezzo|mezza|un quarto|quarto|5|10|15|20|25|30|35|40|45|50)| meno (?<minus>un quarto|5|10|20|25))?(?<unit>\\s?(?:h|ore)(?!\\p{L}))?(?: in punto)?(?: (?:di|del|della) ${HALF})?`,
    minutes: { mezzo: 30, mezza: 30, quarto: 15, 'un quarto': 15 },
    halves: { mattina: 'am', mattino: 'am', pomeriggio: 'pm', sera: 'pm', notte: 'night' },
  },
  rules: [
    ['(?:buona|buon) (?:giornata|serata|sera|giorno|pomeriggio|notte|mattina)', 'zzz'],
    ['(?:un|1) (?:momento|attimo|secondo|minuto|minutino)', 'one moment'],
    [
      '(?:(?:il )?prima possibile|al piu presto|quanto prima|appena possibile|(?:il )?primo (?:posto|appuntamento|orario|buco)(?: libero| disponibile)?)',
      'as soon as possible',
    ],
    ['adesso|subito|ora(?= |$)(?! di)', 'right now'],
    ['mezzogiorno e mezzo', '12:30 pm'],
    ['prima di mezzogiorno', 'before noon'],
    ['(?:a |verso |per )?mezzogiorno', 'at noon'],
    ["all'una e mezza", 'at 1:30'],
    ["(?:all'|verso l')una", 'at 1:00'],
    ['(?:a )?mezzanotte', 'midnight'],
    ["(?:tra|fra|dalle|dall'|da) {CLOCK} (?:e|alle|all'|a) {CLOCK_2}", 'between <CLOCK> and <CLOCK_2>'],
    ["(?:dopo|a partire dalle|a partire dall'|dalle|dall') ?{CLOCK}(?: in poi)?", 'after <CLOCK>'],
    ["prima (?:delle|dell') ?{CLOCK}", 'before <CLOCK>'],
    ["(?:fino alle|fino all'|entro) ?{CLOCK}", 'until <CLOCK>'],
    [
      "(?:alle|all'|verso|intorno alle|per) ?(?:ore )?{CLOCK}(?! ?(?:persone|bici|biciclette|giorni|euro|adulti))",
      'at <CLOCK>',
    ],
    ['(?:il )?{WD},? (?:il )?(?<day>\\d{1,2}) (?:di )?{MON}(?: (?<year>\\d{4}))?', '<WD> <day> <MON> <year>'],
    ["(?:il |l'|per il )?(?<day>\\d{1,2}) (?:di )?{MON}(?: (?<year>\\d{4}))?", '<day> <MON> <year>'],
    ["(?:a |all')?inizio (?:di )?{MON}|(?:ai )?primi di {MON_2}", 'early <MON><MON_2>'],
    ['(?:a )?met[a] (?:di )?{MON}', 'mid <MON>'],
    ['(?:a )?fine (?:di )?{MON}', 'late <MON>'],
    ['(?:a |alla )?fine (?:del )?mese', 'end of this month'],
    ['(?:a|in|nel mese di) {MON}', 'in <MON>'],
    ['{CLOCK}', '<!CLOCK>'],
    ['(?:il )?{WD} (?:mattina|mattino)', '<WD> morning'],
    ['(?:il )?{WD} pomeriggio', '<WD> afternoon'],
    ['(?:il )?{WD} sera', '<WD> evening'],
    ['(?:il )?{WD} (?:della )?(?:prossima settimana|settimana prossima)', '<WD> next week'],
    ['(?:la )?(?:prossima settimana|settimana prossima),? (?:il |di )?{WD}', '<WD> next week'],
    ['(?:il )?{WD} (?:di )?questa settimana', '<WD> this week'],
    ['(?:il |la )?(?:prossimo|prossima) {WD}|(?:il |la )?{WD_2} (?:prossimo|prossima|che viene)', 'coming <WD><WD_2>'],
    ['(?:lo |la )?(?:scorso |scorsa ){WD}|(?:il |la )?{WD_2} (?:scorso|scorsa)', 'last <WD><WD_2>'],
    ['(?:non|tranne|eccetto) (?:posso )?(?:il )?{WD}', 'not <WD>'],
    ['(?:il )?{WD} (?:non posso|no|non riesco)', 'not <WD>'],
    ['quest[oa] {WD}', 'this <WD>'],
    ['(?:il )?{WD},? il (?<day>\\d{1,2})', '<WD> the <day>th'],
    ['(?:il )?{WD} (?<day>\\d{1,2})(?![:.h/]\\d| ?ore)', '<WD> <day>th'],
    ['(?:da|dal) {WD} (?:a|al) {WD_2}', 'from <WD> to <WD_2>'],
    ['(?:il |la |di |per )?{WD}', '<WD>'],
    ['dopodomani', 'the day after tomorrow'],
    ['oggi a (?:8|otto)', 'a week today'],
    ['domani (?:mattina|mattino)', 'tomorrow morning'],
    ['stamattina|stamani|questa mattina', 'this morning'],
    ['(?:di |la |in |al )(?:mattina|mattinata|mattino)|presto la mattina', 'in the morning'],
    ['(?:oggi|questo) pomeriggio', 'this afternoon'],
    ['(?:nel )?primo pomeriggio', 'early afternoon'],
    ['(?:nel )?tardo pomeriggio', 'late afternoon'],
    ['(?:di |nel |il )?pomeriggio', 'in the afternoon'],
    ['stasera|questa sera', 'tonight'],
    ['(?:di |la |in )?(?:sera|serata)', 'in the evening'],
    ['(?:a |in )?(?:pausa pranzo|ora di pranzo|pranzo)', 'lunchtime'],
    ["(?:di |alla )?prima ora|appena aprite|all'apertura", 'first thing'],
    ['prima di chiudere|prima della chiusura|a fine giornata', 'last thing'],
    ['dopo il lavoro', 'after work'],
    ['(?:tra|fra|in) (?:un|1) giorno', 'in 1 day'],
    ['(?:tra|fra|in) (?:una|1) settimana', 'in 1 week'],
    ['(?:tra|fra|in) (?:un|1) mese', 'in 1 month'],
    ["(?:tra|fra) (?:un|1)'? ?ora", 'in 1 hour'],
    ["(?:tra|fra) mezz'? ?ora", 'in half an hour'],
    ['(?:tra|fra|in) {N} giorni', 'in <N> days'],
    ['(?:tra|fra|in) {N} settimane', 'in <N> weeks'],
    ['(?:tra|fra|in) {N} mesi', 'in <N> months'],
    ['(?:tra|fra) {N} ore', 'in <N> hours'],
    ['(?:tra|fra) {N} minuti', 'in <N> minutes'],
    ['{N} giorni fa', '<N> days ago'],
    ['(?:nei )?prossimi {N} giorni', 'next <N> days'],
    ['(?:nei )?prossimi giorni', 'next 3 days'],
    ['(?:la )?(?:prossima settimana|settimana prossima)', 'next week'],
    ['(?:in )?questa settimana', 'this week'],
    ['(?:nel |questo |il |lo )?(?:prossimo )?(?:fine ?settimana|weekend|week-end)(?: prossimo)?', 'this weekend'],
    ['(?:il )?(?:prossimo mese|mese prossimo)', 'next month'],
    ['questo mese', 'this month'],
    ['(?:alla |la )?vigilia(?: di natale)?', 'christmas eve'],
    ['(?:a )?natale', 'christmas'],
    ["(?:a )?(?:san silvestro|ultimo dell'anno)", "new year's eve"],
    ['(?:a )?capodanno', "new year's day"],
    ['(?:il )?venerdi santo', 'good friday'],
    ['(?:a )?pasquetta', 'easter monday'],
    ['(?:a )?ferragosto', '15 august'],
    ["(?:il |l'|giorno |il giorno )(?<day>\\d{1,2})(?![:/.-]\\d| ?(?:%|euro|persone))", 'the <day>th'],
    ['(?:siamo|saremmo|saremo) (?:in )?{N}', 'we are <N>'],
    ['per {N} (?:persone|adulti|bambini)', 'for <N> people'],
    ['(?:invece|al posto) (?:di|del|della)', 'instead of'],
  ],
  words: {
    oggi: 'today',
    domani: 'tomorrow',
    ieri: 'yesterday',
    mattina: 'morning',
    pomeriggio: 'afternoon',
    sera: 'evening',
    o: 'or',
    oppure: 'or',
    e: 'and',
    non: 'not',
    favore: 'please',
    grazie: 'thanks',
    ok: 'ok',
    forse: 'maybe',
    meglio: 'maybe',
    spostare: 'move',
    spostarlo: 'move',
    spostarla: 'move',
    cambiare: 'change',
    rimandare: 'move',
    persone: 'people',
    persona: 'people',
    bici: 'bikes',
    biciclette: 'bikes',
    bicicletta: 'bike',
    minuti: 'minutes',
    ore: 'hours',
    ora: 'hours',
    giorni: 'days',
    settimane: 'weeks',
    mesi: 'months',
    anni: 'years',
    euro: 'euros',
    dozzina: 'dozen',
    coppia: 'couple',
    giorno: 'day',
    settimana: 'week',
    mese: 'month',
    per: 'for',
  },
  small: {
    tail: '(?: (?:per favore|per piacere|grazie|grazie mille|allora|perfetto|ottimo))*',
    lead: '(?:(?:ok|va bene|allora|ah|oh|beh|meglio|scusi|scusa|no|aspetti|aspetta|vorrei|voglio|può|puoi) )*',
    yes: '(?:(?:sì|si|sì sì|certo|certamente|va bene|ok|okay|d accordo|perfetto|ottimo|esatto|giusto|benissimo|bene|volentieri|confermo|confermato|conferma|prenota|prenoti|prenotate|mi va bene|va benissimo|vada per quello|assolutamente|yes|procedi|procedete|per me va bene) ?)+',
    no: '(?:no|no no|non ora|non ancora|nessuno|nessuna|nessuno dei tre|nessuno di questi|non (?:va|mi va) bene|meglio di no|per niente|niente)',
    quit: '(?:annulla|annullare|annulla tutto|annullate|lascia stare|lasci stare|lascia perdere|lasci perdere|lasciamo stare|non importa|fa niente|ho cambiato idea|non serve più|non mi serve più|un altra volta|magari (?:più tardi|un altra volta)|non mi interessa|non prenotare(?: niente)?)',
    cancelYes:
      '(?:(?:sì|si|ok) )?(?:annulla|annullare|annullalo|annullatelo|annulli|disdici|disdire|cancella|cancellare|cancellalo)(?: (?:l appuntamento|il mio appuntamento|la prenotazione|la mia prenotazione))?',
    keep: '(?:lo tengo|tienilo|tenetelo|mantieni|mantenere|lascialo(?: così)?|lo lasci(?: così)?|non annullare|non annullarlo|non annullate|tieni l appuntamento|lascia stare)',
    change:
      '(?:cambia|cambiare|cambialo|cambiamo|modifica|modificare|(?:un )?altr[oa] (?:ora|orario|giorno|data|momento)|un altra (?:ora|data)|cambiare (?:l ora|l orario|il giorno|la data))',
    ordinals: [
      '(?:prendo )?(?:il |la )?(?:prim[oa]|1°)(?: opzione| orario)?',
      '(?:prendo )?(?:il |la |quello in )?(?:second[oa]|2°|mezzo)(?: opzione| orario)?',
      '(?:prendo )?(?:il |la )?(?:terz[oa]|3°)(?: opzione| orario)?',
      '(?:prendo )?(?:l )?ultim[oa](?: opzione| orario)?',
    ],
    soonest:
      '(?:(?:il )?prima possibile|al più presto|quanto prima|appena possibile|primo (?:posto|appuntamento|orario|buco)|quando (?:potete|può|posso|potrei|volete|vuole|avete|avreste)|qualsiasi (?:giorno|ora|momento|orario)|mi è indifferente|sono flessibile|che orari|quali orari)',
    later: '(?:più tardi|dopo quello|un po più tardi)',
    earlier: '(?:più presto|prima di quello|un po prima)',
    information:
      '(?:che|cosa|quanto|quanta|quanti|quante|come|dove|chi|perché|quale|quali|avete|fate|accettate|siete|c è|ci sono|è|si può|posso pagare|a che ora|fino a che ora|vendete|riparate)',
    availability:
      '(?:liber[oi]|libera|disponib\\w+|posto|posti|appuntamento|prenotare|che ne dite|va bene|possibile|invece|meglio|posso (?:venire|passare|portare)|potrei (?:venire|passare|portare))',
  },
  names: {
    sure: [
      '(?:mi chiamo|il mio nome è|il mio nome e|il nome è|nome ?:|chiamatemi) NAME',
      '(?:a nome di|a nome|con il nome di) NAME',
    ],
    likely: [
      '^\\W*(?:sono|è|per|sono il signor|sono la signora) NAME',
      '(?:sono) NAME',
      '(?:per) NAME(?=$|[.,!]| grazie)',
    ],
    ends: 'per favore grazie e o ma che con il lo la le gli un una mi in a al alle di da oggi domani lunedì martedì mercoledì giovedì venerdì sabato domenica se no sì ok ciao salve buongiorno buonasera anche sono è ho vorrei posso bici bicicletta appuntamento prenotazione',
    notNames:
      'sì si no ok va bene certo ciao grazie niente nessuno annulla annullare stop che cosa chi quando dove come quale perché aiuto persona umano altro altra meglio perfetto ottimo esatto giusto uguale io me mi noi scusi scusa aspetti aspetta tardi presto prima dopo cambiare',
    opening: '(?:ciao|salve|buongiorno|buonasera|ok|sì|si|certo|va bene|perfetto)',
    courtesy: '(?:per favore|per piacere|grazie|grazie mille)',
  },
  offTopic: `
    che tempo farà domani? | chi ha vinto la partita ieri? | raccontami una barzelletta |
    qual è la capitale dell'Australia? | mi consigli un ristorante? | come si fa la carbonara? |
    cerco un appartamento | quanto vale il dollaro? | prenotami un volo per Roma | che ore sono a Tokyo? |
    ho la febbre, cosa prendo? | metti un po di musica | come si dice cane in inglese? |
    il mio computer non si accende | chi è il presidente? | mi serve un avvocato | il mio gatto non mangia |
    quanto fa sette per otto? | cerco lavoro come cameriere | una pizza grande con il formaggio |
    dove compro i biglietti per il concerto? | mi si è rotto il telefono`,
};

function numbers(): Tongue['numbers'] {
  const small =
    'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove'.split(
      ' ',
    );
  const all: Record<string, number | string> = Object.fromEntries(small.map((word, value) => [word, value]));
  for (const [tens, word] of [
    [20, 'venti'],
    [30, 'trenta'],
    [40, 'quaranta'],
    [50, 'cinquanta'],
  ] as const) {
    all[word] = tens;
    for (let unit = 1; unit < 10; unit++) {
      const stem = unit === 1 || unit === 8 ? word.slice(0, -1) : word;
      all[`${stem}${small[unit]}`] = tens + unit;
    }
  }
  return { ...all, primo: 1 };
}
