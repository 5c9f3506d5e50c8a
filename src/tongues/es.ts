/** Spanish. */
import type { Tongue } from './tongue.ts';

const HALF = '(?<half>manana|tarde|noche|madrugada)';

export const es: Tongue = {
  code: 'es',
  name: 'Español',
  tells:
    'de y o en a la lo te nos se es al que el los las una unos que por para con sin muy pero como cuando cuanto cuanta cuantos cuesta cuestan donde hola gracias buenos buenas tardes noches dias quiero quisiera querria necesito ' +
    'puedo puede puedes pueden podria podrian tengo tienen tienes hay esta estan estoy soy somos mi mis mi su sus del al hoy manana ayer semana lunes martes miercoles jueves viernes sabado domingo ' +
    'abren abierto abiertos cierran cita reservar reserva bici bicicleta hacer hacen favor mejor otra otro tambien donde esto eso este esa ese cual llamo vale arreglar reparar precio horario ustedes vosotros teneis abris me gustaria',
  marks: '[¿¡ñ]',
  greetings: [
    'hola',
    'buenos días',
    'buenas tardes',
    'buenas noches',
    'buenas',
    'muy buenas',
    'hola buenas',
    'hola buenos días',
    'gracias',
    'muchas gracias',
    'hasta luego',
    'adiós',
  ],
  wished:
    '(?:en (?:espanol|castellano)|habla[ns]? (?:espanol|castellano)|^(?:espanol|castellano)$|spanish please|in spanish|speak spanish)',
  weekdays: ['lunes|lun', 'martes', 'miercoles|mierc', 'jueves|jue', 'viernes|vie', 'sabados?|sab', 'domingos?|dom'],
  months: [
    'enero|ene',
    'febrero|feb',
    'marzo|mar',
    'abril|abr',
    'mayo|may',
    'junio|jun',
    'julio|jul',
    'agosto|ago',
    'septiembre|setiembre|sept|sep',
    'octubre|oct',
    'noviembre|nov',
    'diciembre|dic',
  ],
  numbers: numbers(),
  clock: {
    pattern: `(?:las? )?(?<h>1|2[0-4]|[01]?\\d)(?:(?:[:.]|\\s?h\\s?)(?<m>[0-5]\\d)| y (?<plus>media|cuarto|pico|5|10|15|20|25|30|40|45|50)| menos (?<minus>cuarto|5|10|20|25))?(?<unit>\\s?(?:h|hs|hrs|horas)(?!\\p{L}))?(?: en punto)?(?: (?:de|por|en) la ${HALF})?`,
    minutes: { media: 30, cuarto: 15, pico: 0 },
    halves: { manana: 'am', tarde: 'pm', noche: 'night', madrugada: 'am' },
  },
  rules: [
    ['(?:un|1|solo un|espera un) (?:momento|momentito|segundo|minuto)', 'one moment'],
    [
      '(?:lo antes posible|cuanto antes|lo mas pronto posible|(?:el|la) primer[ao]? (?:hueco|hora|cita|fecha)(?: libre| disponible)?)',
      'as soon as possible',
    ],
    ['ahora(?: mismo)?', 'right now'],
    ['(?:entre|de|desde) {CLOCK} (?:y|a|hasta) {CLOCK_2}', 'between <CLOCK> and <CLOCK_2>'],
    ['(?:despues de|pasadas|a partir de|desde) (?:las?) {CLOCK}', 'after <CLOCK>'],
    ['(?:antes de) (?:las?) {CLOCK}', 'before <CLOCK>'],
    ['hasta (?:las?) {CLOCK}', 'until <CLOCK>'],
    ['(?:a|hacia|sobre|para)(?: eso de)? las? {CLOCK}', 'at <CLOCK>'],
    ['(?:el )?{WD},? (?:(?:el )?(?:dia )?){N} de {MON}(?: de(?:l)? (?<year>\\d{4}))?', '<WD> <N> <MON> <year>'],
    ['(?:el )?(?:dia )?{N}o? (?:de )?{MON}(?: de(?:l)? (?<year>\\d{4}))?', '<N> <MON> <year>'],
    ['(?:a |en )?(?:principios|comienzos) de {MON}', 'early <MON>'],
    ['(?:a |en )?mediados de {MON}', 'mid <MON>'],
    ['(?:a |en )?(?:finales|fines) de {MON}', 'late <MON>'],
    ['(?:a )?(?:finales|fines) de (?:este )?mes', 'end of this month'],
    ['en {MON}', 'in <MON>'],
    ['{CLOCK}', '<!CLOCK>'],
    ['(?:el )?{WD} (?:de|por) la manana', '<WD> morning'],
    [
      '(?:el )?{WD} de (?:la|esta) semana (?:que viene|proxima|siguiente)|(?:el )?{WD_2} de la proxima semana',
      '<WD><WD_2> next week',
    ],
    ['(?:el )?{WD} de esta semana', '<WD> this week'],
    ['(?:la semana que viene|la proxima semana|la semana proxima),? (?:el )?{WD}', '<WD> next week'],
    ['(?:el )?(?:proximo|siguiente) {WD}', 'coming <WD>'],
    ['(?:el )?{WD} (?:que viene|proximo|siguiente)', 'coming <WD>'],
    ['(?:el )?{WD} (?:pasado)', 'last <WD>'],
    ['(?:no|menos|excepto) (?:puedo )?(?:el |los )?{WD}', 'not <WD>'],
    ['(?:el )?{WD} no(?: puedo)?', 'not <WD>'],
    ['este {WD}', 'this <WD>'],
    ['(?:el |los )?{WD},? (?:(?:el )?dia |el ){N}', '<WD> the <N>th'],
    ['{WD} {N}(?![:.h/]\\d| h| ?horas)', '<WD> <N>th'],
    ['(?:de|del|desde el|entre el) {WD} (?:al?|y|hasta) (?:el )?{WD_2}', 'from <WD> to <WD_2>'],
    ['(?:el |los |al )?{WD}', '<WD>'],
    ['pasado manana', 'the day after tomorrow'],
    ['(?:de hoy|desde hoy|de aqui) (?:en|a) (?:8|ocho)(?: dias)?', 'a week today'],
    ['manana (?:por|en|a) la manana|manana temprano', 'tomorrow morning'],
    ['(?:por|de|en|a) la manana|esta manana|temprano por la manana', 'in the morning'],
    ['(?:esta|hoy por la) tarde', 'this afternoon'],
    ['(?:esta|hoy por la) noche', 'tonight'],
    ['(?:por|de|en|a) la tarde', 'in the afternoon'],
    ['(?:por|de|en|a) la noche', 'in the evening'],
    ['(?:al|a) mediodia', 'lunchtime'],
    ['(?:a )?medianoche', 'midnight'],
    ['(?:a )?primera hora', 'first thing'],
    ['(?:a )?ultima hora', 'last thing'],
    ['despues (?:del|de) (?:trabajo|trabajar)', 'after work'],
    ['despues de comer', 'after lunch'],
    ['(?:dentro de|en) (?:1|un) dia', 'in 1 day'],
    ['(?:dentro de|en) (?:1|una) semana', 'in 1 week'],
    ['(?:dentro de|en) (?:1|un) mes', 'in 1 month'],
    ['(?:dentro de|en) (?:1|una) hora', 'in 1 hour'],
    ['(?:dentro de|en) {N} dias', 'in <N> days'],
    ['(?:dentro de|en) {N} semanas', 'in <N> weeks'],
    ['(?:dentro de|en) {N} meses', 'in <N> months'],
    ['(?:dentro de|en) {N} horas', 'in <N> hours'],
    ['(?:dentro de|en) media hora', 'in half an hour'],
    ['(?:dentro de|en) {N} minutos', 'in <N> minutes'],
    ['hace {N} dias', '<N> days ago'],
    ['(?:en )?los proximos dias', 'next 3 days'],
    ['(?:en )?los proximos {N} dias', 'next <N> days'],
    ['(?:la )?(?:semana que viene|proxima semana|semana proxima|siguiente semana)', 'next week'],
    ['(?:esta|durante la) semana', 'this week'],
    ['(?:el )?(?:proximo )?(?:este )?(?:fin de semana|finde)(?: que viene)?', 'this weekend'],
    ['(?:el )?(?:mes que viene|proximo mes|mes proximo)', 'next month'],
    ['este mes', 'this month'],
    ['(?:el )?dia de navidad|(?:en )?navidad(?:es)?', 'christmas'],
    ['nochebuena', 'christmas eve'],
    ['nochevieja|fin de ano', "new year's eve"],
    ['(?:el )?(?:dia de )?ano nuevo', "new year's day"],
    ['(?:el )?(?:dia de )?(?:los )?reyes(?: magos)?', '6 january'],
    ['(?:el )?viernes santo', 'good friday'],
    ['(?:el )?lunes de pascua', 'easter monday'],
    ['(?:el dia|el|dia) {N}(?![:/.-]\\d| ?(?:%|euros?|personas|bicis))', 'the <N>th'],
    ['(?:somos|seriamos|seremos|vamos a ser) {N}', 'we are <N>'],
    ['(?:para|de) {N} (?:personas|gente|pax|adultos|ninos)', 'for <N> people'],
    ['(?:en lugar de|en vez de)', 'instead of'],
  ],
  words: {
    hoy: 'today',
    manana: 'tomorrow',
    ayer: 'yesterday',
    tarde: 'afternoon',
    noche: 'evening',
    mediodia: 'lunchtime',
    o: 'or',
    y: 'and',
    ni: 'not',
    por: 'zzz',
    favor: 'please',
    gracias: 'thanks',
    vale: 'ok',
    ok: 'ok',
    quizas: 'maybe',
    mejor: 'maybe',
    mover: 'move',
    cambiar: 'change',
    cambiarla: 'change',
    moverla: 'move',
    moverlo: 'move',
    aplazar: 'move',
    personas: 'people',
    persona: 'people',
    bicis: 'bikes',
    bicicletas: 'bikes',
    bici: 'bike',
    bicicleta: 'bike',
    minutos: 'minutes',
    minuto: 'minutes',
    horas: 'hours',
    dias: 'days',
    semanas: 'weeks',
    meses: 'months',
    anos: 'years',
    euros: 'euros',
    euro: 'euros',
    docena: 'dozen',
    pareja: 'couple',
    dia: 'day',
    semana: 'week',
    mes: 'month',
    hora: 'hour',
    para: 'for',
  },
  small: {
    tail: '(?: (?:por favor|porfa|gracias|muchas gracias|entonces|genial|perfecto|estupendo))*',
    lead: '(?:(?:vale|bueno|ok|mejor|perdón|perdona|no|espera|por favor|quiero|puedes|podrías) )*',
    yes: '(?:(?:sí|si|claro|claro que sí|vale|ok|okay|de acuerdo|perfecto|perfecta|genial|estupendo|correcto|exacto|por supuesto|adelante|hazlo|resérvala|resérvalo|reserva|confirmo|confirmado|confirmar|me va bien|me viene bien|está bien|bien|muy bien|eso es|sí quiero|yes|me parece bien) ?)+',
    no: '(?:no|no no|nop|ahora no|todavía no|aún no|ninguna|ninguno|ninguna de (?:esas|estas|las tres)|no me (?:va|viene) bien(?: ninguna| ninguno)?|mejor no|para nada|nada)',
    quit: '(?:cancela|cancelar|cancélalo|cancela(?:lo|la)? todo|déjalo|olvídalo|da igual|ya no(?: hace falta| lo necesito| la necesito)?|no importa|he cambiado de (?:idea|opinión)|otro día quizás|quizás (?:más tarde|otro día)|no reserves(?: nada)?|no me interesa)',
    cancelYes:
      '(?:(?:sí|si|vale) )?(?:cancela|cancelar|cancélala|cancélalo|anúlala|anular|anula)(?: (?:la cita|la reserva|mi cita|mi reserva))?',
    keep: '(?:déjala|déjalo|déjala como está|mantenla|mantén la cita|no la canceles|no canceles(?: nada)?|me la quedo|olvídalo)',
    change:
      '(?:cambiar|cambia|cámbiala|cámbialo|cambiarla|otra hora|otro día|otra fecha|otro momento|cambiar (?:la hora|el día|la fecha))',
    ordinals: [
      '(?:la |el )?(?:primera?|primero|1ª|1º)(?: opción| hora)?',
      '(?:la |el )?(?:segunda|segundo|2ª|2º|del medio)(?: opción| hora)?',
      '(?:la |el )?(?:tercera?|tercero|3ª|3º)(?: opción| hora)?',
      '(?:la |el )?últim[ao](?: opción| hora)?',
    ],
    soonest:
      '(?:lo antes posible|cuanto antes|primer hueco|primera (?:hora|cita) (?:libre|disponible)|cuando (?:sea|podáis|puedan|pueda|quieras|queráis)|cuándo (?:podéis|pueden|puedo|tenéis|tienen)|cualquier (?:día|hora|momento)|me da igual|qué horas|qué huecos|soy flexible)',
    later: '(?:más tarde|después de eso|algo más tarde)',
    earlier: '(?:más temprano|más pronto|antes de eso|algo antes)',
    information:
      '(?:qué|cuánto|cuánta|cuántos|cuántas|cuánd?o cuesta|cómo|dónde|quién|por qué|cuál|tenéis|tienen|tienes|hacéis|hacen|aceptáis|aceptan|estáis|están|hay|es|se puede|puedo pagar|a qué hora|hasta qué hora)',
    availability:
      '(?:libres?|hueco|huecos|disponib\\w+|cita|reservar|reserva|qué tal|va bien|viene bien|puede ser|sería posible|en vez|en lugar|mejor|puedo (?:ir|venir|pasar|llevar)|podría (?:ir|venir|pasar|ser))',
  },
  names: {
    sure: [
      '(?:me llamo|mi nombre es|me puedes llamar|el nombre es|se llama) NAME',
      '(?:a nombre de|al nombre de|nombre:) NAME',
    ],
    likely: ['^\\W*(?:soy|es|para|pon|ponlo a|con) NAME', '(?:soy) NAME', '(?:a|para) NAME(?=$|[.,!]| por favor)'],
    ends: 'por favor gracias y o pero que para el la los las un una mi en a de hoy manana lunes martes miercoles jueves viernes sabado domingo si no vale ok hola buenas tambien con del al es soy quiero quisiera puedo bici bicicleta cita reserva',
    notNames:
      'si no vale ok bueno claro hola gracias adios nada nadie cancelar cancela parar que quien cuando donde como cual porque ayuda persona humano otra otro mejor perfecto genial bien correcto exacto da igual mismo misma yo me nos perdon perdona espera luego tarde antes despues cambiar',
    opening: '(?:hola|buenas|buenos días|buenas tardes|vale|ok|sí|si|claro|perfecto|bueno)',
    courtesy: '(?:por favor|porfa|gracias|muchas gracias)',
  },
  offTopic: `
    ¿qué tiempo hará mañana? | ¿quién ganó el partido ayer? | cuéntame un chiste |
    ¿cuál es la capital de Australia? | ¿me recomiendas un restaurante? | ¿cómo se cocina una paella? |
    quiero comprar un piso | ¿a cuánto está el dólar? | reserva un vuelo a Madrid | ¿qué hora es en Tokio? |
    tengo fiebre, ¿qué tomo? | pon música | ¿cómo se dice perro en inglés? | mi ordenador no arranca |
    ¿quién es el presidente? | necesito un abogado | el gato no come | ¿cuánto es siete por ocho? |
    busco trabajo de camarero | una pizza grande con queso | ¿dónde compro entradas para el concierto? |
    se me ha roto el móvil`,
};

function numbers(): Tongue['numbers'] {
  const small =
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta'.split(
      ' ',
    );
  const all: Record<string, number | string> = Object.fromEntries(small.map((word, value) => [word, value]));
  for (const [tens, word] of [
    [30, 'treinta'],
    [40, 'cuarenta'],
    [50, 'cincuenta'],
  ] as const) {
    all[word] = tens;
    for (let unit = 1; unit < 10; unit++) all[`${word} y ${small[unit]}`] = tens + unit;
  }
  return { ...all, 'la una': 'la 1', primero: 1 };
}
