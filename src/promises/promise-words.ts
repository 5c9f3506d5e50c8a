/**
 * How a promise sounds in each tongue the shop may write. Patterns are over folded text (small letters, no accents) but
 * for `depends`, where an accent tells "yes" from "if". A sentence that asks the customer to call is no promise of ours.
 */
export interface PromiseWords {
  readonly code: string;
  readonly promises: RegExp;
  /** It hangs on something: nobody can be held to it. */
  readonly depends: RegExp;
}

const some = (most: number) => `(?:[^\\s]+ ){0,${most}}?`;
const word = (source: string) => new RegExp(`(?<![\\p{L}\\p{M}])(?:${source})(?![\\p{L}\\p{M}])`, 'iu');

const de: PromiseWords = {
  code: 'de',
  promises: word(
    [
      `(?:rufen wir|wir rufen|rufe ich|ich rufe|ruft (?:sie|dich|euch)) ${some(9)}(?:zuruck|an)`,
      '(?:melden wir uns|wir melden uns|melde ich mich|ich melde mich|meldet sich)',
      '(?:wir|ich|jemand|team|kollege|kollegin) (?:schreib|schick|send|antwort)(?:en|e|et|t) (?:ihnen|dir|euch)',
      '(?:schreib|schick|send|antwort)(?:en|e) (?:wir|ich) (?:ihnen|dir|euch)',
      `(?:geben wir|wir geben|gebe ich|ich gebe) ${some(8)}bescheid`,
      `(?:werden wir|wir werden|werde ich|ich werde|wird) ${some(10)}(?:anrufen|zuruckrufen|melden|schicken|senden|schreiben|antworten|bescheid geben)`,
      `sie horen ${some(8)}von (?:uns|mir)|von (?:uns|mir) horen sie`,
      `(?:sie haben|haben sie|sie bekommen|bekommen sie|erhalten sie|sie erhalten) ${some(8)}(?:antwort|angebot|bescheid|ruckmeldung)(?! (?:erhalten|bekommen))`,
      `(?:haben wir|wir haben) ${some(10)}fertig`,
    ].join('|'),
  ),
  depends: word('wenn|falls|sobald|sofern|es sei denn|im fall'),
};

const es: PromiseWords = {
  code: 'es',
  promises: word(
    [
      '(?:le|te|os|les|lo|la|se lo) (?:volvemos a |volveremos a |vuelvo a )?(?:llam|envi|mand|contest|avis|contact)(?:amos|aremos|are|ara|aran|o)',
      '(?:le|te|os|les) (?:respond|escrib|dir|dec)(?:emos|imos|eremos|iremos|ere|ire|era|ira|o)',
      `(?:vamos|voy|va) a (?:llamar|enviar|mandar|contestar|avisar|contactar|responder|escribir)(?:le|te|os|les|lo|la)`,
      '(?:nos|me|se) (?:pondremos|pondre|pondra|ponemos|pongo) en contacto',
      `(?:le|te|os|les) (?:devolv|dar|da)(?:emos|eremos|ere|era|mos|e|a) (?:la llamada|una respuesta|respuesta)`,
      '(?:tendra|tendras|tendran) (?:una |su |la )?(?:respuesta|oferta)',
      `tendremos ${some(6)}list[oa]s?`,
    ].join('|'),
  ),
  depends: word('si|cuando|en cuanto|a menos que|salvo que|en caso'),
};

const pt: PromiseWords = {
  code: 'pt',
  promises: word(
    [
      '(?:vamos|vou|vai|iremos|irei) (?:lhe |te |voltar a )?(?:ligar|telefonar|escrever|enviar|mandar|responder|avisar|contactar|contatar|retornar|entrar em contac?to)(?:-lhe|-te|-vos)?',
      '(?:lig|telefon|mand|avis|envi|contact|contat)(?:amos|aremos|arei|ara)(?:-lhe|-te|-vos|-o|-a)?',
      '(?:respond|escrev)(?:emos|eremos|erei|era)(?:-lhe|-te|-vos)?',
      '(?:ligo|mando|respondo|escrevo|telefono)(?:-lhe|-te|-vos)?',
      '(?:dou|damos|daremos|darei)(?:-lhe|-te)? (?:uma |a )?(?:resposta|noticias)|(?:tera|teras) (?:uma |a )?resposta',
      'liga-(?:lhe|te)',
      '(?:entramos|entraremos|entrarei) em contac?to',
      `teremos ${some(6)}pront[oa]s?`,
    ].join('|'),
  ),
  depends: word('se|quando|caso|assim que|logo que|a menos que'),
};

const fr: PromiseWords = {
  code: 'fr',
  promises: word(
    [
      "(?:vous|te|t')\\s?(?:r?appel(?:ons|lerons|lerai|lera|le)|r?appell(?:e|erons|erai|era))(?! qu)",
      "(?:vous|te|t')\\s?(?:re)?contact(?:ons|erons|erai|era|e)",
      "(?:vous|te|t')\\s?(?:r?enverr(?:ons|ai|a)|r?envoyons|r?envoie|repondons|repondrons|repondrai|repondra|reponds|ecrivons|ecrirons|ecrirai|ecrira|ecris|previendrons|previendrai|previendra|dirons|dirai|dira)",
      "(?:vous|te|t')\\s?(?:tiendr(?:ons|ai|a)|tenons|tiens) (?:au courant|informee?s?)",
      "(?:allons|vais|va) (?:vous |te |t')(?:r?appeler|(?:re)?contacter|r?envoyer|repondre|ecrire|prevenir)",
      '(?:reviens|revenons|reviendrai|reviendrons|reviendra|revient) vers (?:vous|toi)',
      '(?:vous aurez|tu auras|vous recevrez) (?:une |la |notre |votre |le |un )?(?:reponse|devis|appel)',
      `(?:aurons|aura) ${some(6)}prete?s?`,
    ].join('|'),
  ),
  depends: word("si|s'il|s'ils|dès que|quand|lorsque|à moins|au cas où"),
};

const it: PromiseWords = {
  code: 'it',
  promises: word(
    [
      '(?:la|ti|vi|le|lo|gli|glielo) (?:ri)?(?:chiam|contatt|invi|mand|telefon|avvis)(?:iamo|amo|eremo|heremo|ero|era|o)',
      '(?:le|ti|vi|gli) (?:scriv|rispond)(?:iamo|eremo|ero|era|o)',
      '(?:le|ti|vi|gli) (?:faremo|facciamo|faro|fara|faccio) sapere',
      '(?:ci|mi|si) (?:faremo|faro|fara|facciamo|faccio) (?:sentire|vivi|vivo|viva)',
      'ci sentiamo|(?:avra|avrai|ricevera|riceverai) (?:una |la |un |il )?(?:risposta|preventivo)',
      `avremo ${some(6)}pront[oaie]`,
    ].join('|'),
  ),
  depends: word('se|quando|appena|qualora|a meno|nel caso'),
};

export const PROMISE_WORDS: readonly PromiseWords[] = [de, es, pt, fr, it];
