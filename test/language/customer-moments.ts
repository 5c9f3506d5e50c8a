/**
 * What customers write of days and times, 25 messages a language, each with what it means. Written before the readers
 * were mended for them; said on Wednesday 18 November 2026 at 14:20 in Dublin, to a salon that opens Tuesday to Saturday.
 */
export const SAID_AT = Date.parse('2026-11-18T14:20:00Z');

/** Code of the language; message and meaning, with `=` between. */
export const MOMENTS: Readonly<Record<string, readonly (readonly [said: string, meaning: string])[]>> = {
  en: pairs(`
    Any chance of a trim the first Monday of next month? = 2026-12-07
    could I swing by in a fortnight = 2026-12-02
    a week from tomorrow works best = 2026-11-26
    sometime towards the end of the month maybe = 2026-11-21 to 2026-11-30
    quarter to five tomorrow? = 2026-11-19 at 16:45
    5ish on friday = 2026-11-20 at 17:00
    tomorrow arvo if you can = 2026-11-19 from 12:00 until 18:00
    Sat the 5th of Dec half nine = 2026-12-05 at 09:30
    4/12 at half six = 2026-12-04 at 18:30
    next week wednesday, any time after 3 = 2026-11-25 from 15:00
    are ye free this coming friday between 2 and 4 = 2026-11-20 from 14:00 until 16:00
    in an hour and a half = 2026-11-18 at 15:50
    two days before Christmas = 2026-12-23
    not before Tuesday please = from 2026-11-24
    I need it done before the weekend = before 2026-11-21 to 2026-11-22
    mornings only, thursday or friday = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    what have you got the week of the 7th = 2026-12-07 to 2026-12-13
    sat 28th from 10 till noon = 2026-11-28 from 10:00 until 12:00
    has to be by friday lunchtime = until 2026-11-20 until 14:00
    no later than the 27th = until 2026-11-27
    any evening next week = 2026-11-23 to 2026-11-29 from 17:00 until 22:00
    Thurs 26 Nov, 6.30pm = 2026-11-26 at 18:30
    weekday mornings suit me best = from 06:00 until 12:00
    after the 1st of December = after 2026-12-01
    twenty past four today = 2026-11-18 at 16:20`),
  es: pairs(`
    ¿Puede ser el primer lunes del mes que viene? = 2026-12-07
    en un par de semanas = 2026-12-02
    de mañana en ocho = 2026-11-26
    a finales de mes = 2026-11-21 to 2026-11-30
    mañana a las cinco menos cuarto = 2026-11-19 at 16:45
    el viernes sobre las 5 = 2026-11-20 at 17:00
    mañana por la tarde si puede ser = 2026-11-19 from 12:00 until 18:00
    el sábado 5 a las nueve y media = 2026-12-05 at 09:30
    el 4/12 a las 10 = 2026-12-04 at 10:00
    el miércoles de la semana que viene a partir de las 3 = 2026-11-25 from 15:00
    el próximo viernes entre las 2 y las 4 = 2026-11-20 from 14:00 until 16:00
    en hora y media = 2026-11-18 at 15:50
    dos días antes de Navidad = 2026-12-23
    antes del martes no puedo = from 2026-11-24
    lo necesito antes del fin de semana = before 2026-11-21 to 2026-11-22
    solo por las mañanas, jueves o viernes = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    la semana del 7 = 2026-12-07 to 2026-12-13
    el sábado 28 de 10 a 12 = 2026-11-28 from 10:00 until 12:00
    tiene que ser para el viernes como muy tarde = until 2026-11-20
    a más tardar el 27 = until 2026-11-27
    cualquier tarde de la semana que viene = 2026-11-23 to 2026-11-29 from 12:00 until 18:00
    pasado mañana a mediodía = 2026-11-20 from 12:00 until 14:00
    después del 1 de diciembre = after 2026-12-01
    a partir del lunes = from 2026-11-23
    este finde por la mañana = 2026-11-21 to 2026-11-22 from 06:00 until 12:00`),
  pt: pairs(`
    Pode ser na primeira segunda-feira do mês que vem? = 2026-12-07
    daqui a duas semanas = 2026-12-02
    amanhã às quinze para as cinco = 2026-11-19 at 16:45
    lá pelo fim do mês = 2026-11-21 to 2026-11-30
    sexta lá pelas 5 = 2026-11-20 at 17:00
    amanhã à tarde, se der = 2026-11-19 from 12:00 until 18:00
    sábado dia 5 às nove e meia = 2026-12-05 at 09:30
    dia 4/12 às 10h = 2026-12-04 at 10:00
    quarta da semana que vem depois das 15h = 2026-11-25 from 15:00
    nesta sexta entre as 14h e as 16h = 2026-11-20 from 14:00 until 16:00
    daqui a uma hora e meia = 2026-11-18 at 15:50
    dois dias antes do Natal = 2026-12-23
    antes de terça não consigo = from 2026-11-24
    preciso disso antes do fim de semana = before 2026-11-21 to 2026-11-22
    só de manhã, quinta ou sexta = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    na semana do dia 7 = 2026-12-07 to 2026-12-13
    sábado 28 das 10 às 12 = 2026-11-28 from 10:00 until 12:00
    preciso até sexta = until 2026-11-20
    no máximo até dia 27 = until 2026-11-27
    qualquer tarde da semana que vem = 2026-11-23 to 2026-11-29 from 12:00 until 18:00
    depois de amanhã ao meio-dia = 2026-11-20 at 12:00
    depois do dia 1 de dezembro = after 2026-12-01
    a partir de segunda = from 2026-11-23
    esse fim de semana de manhã = 2026-11-21 to 2026-11-22 from 06:00 until 12:00
    hoje às 4 e vinte da tarde = 2026-11-18 at 16:20`),
  fr: pairs(`
    Le premier lundi du mois prochain, c'est possible ? = 2026-12-07
    dans quinze jours = 2026-12-02
    demain en huit = 2026-11-26
    vers la fin du mois = 2026-11-21 to 2026-11-30
    demain à cinq heures moins le quart = 2026-11-19 at 16:45
    vendredi vers 17h = 2026-11-20 at 17:00
    demain aprem si possible = 2026-11-19 from 12:00 until 18:00
    samedi 5 à 9h30 = 2026-12-05 at 09:30
    le 4/12 à 10h = 2026-12-04 at 10:00
    la semaine prochaine mercredi après 15h = 2026-11-25 from 15:00
    ce vendredi entre 14h et 16h = 2026-11-20 from 14:00 until 16:00
    dans une heure et demie = 2026-11-18 at 15:50
    deux jours avant Noël = 2026-12-23
    pas avant mardi svp = from 2026-11-24
    il me le faut avant le week-end = before 2026-11-21 to 2026-11-22
    le matin seulement, jeudi ou vendredi = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    la semaine du 7 = 2026-12-07 to 2026-12-13
    samedi 28 de 10h à midi = 2026-11-28 from 10:00 until 12:00
    d'ici vendredi = until 2026-11-20
    au plus tard le 27 = until 2026-11-27
    n'importe quel soir la semaine prochaine = 2026-11-23 to 2026-11-29 from 17:00 until 22:00
    après-demain à midi et demi = 2026-11-20 at 12:30
    après le 1er décembre = after 2026-12-01
    à partir de lundi = from 2026-11-23
    ce week-end le matin = 2026-11-21 to 2026-11-22 from 06:00 until 12:00`),
  de: pairs(`
    Ginge der erste Montag im nächsten Monat? = 2026-12-07
    in vierzehn Tagen = 2026-12-02
    morgen in einer Woche = 2026-11-26
    gegen Ende des Monats = 2026-11-21 to 2026-11-30
    morgen um Viertel vor fünf = 2026-11-19 at 16:45
    Freitag so gegen 5 = 2026-11-20 at 17:00
    morgen Nachmittag wenn's geht = 2026-11-19 from 12:00 until 18:00
    Samstag den 5. um halb zehn = 2026-12-05 at 09:30
    am 4.12. um 10 = 2026-12-04 at 10:00
    nächste Woche Mittwoch ab 15 Uhr = 2026-11-25 from 15:00
    diesen Freitag zwischen 14 und 16 Uhr = 2026-11-20 from 14:00 until 16:00
    in anderthalb Stunden = 2026-11-18 at 15:50
    zwei Tage vor Weihnachten = 2026-12-23
    nicht vor Dienstag bitte = from 2026-11-24
    ich brauche es noch vor dem Wochenende = before 2026-11-21 to 2026-11-22
    nur vormittags, Donnerstag oder Freitag = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    in der Woche vom 7. = 2026-12-07 to 2026-12-13
    Samstag der 28. von 10 bis 12 = 2026-11-28 from 10:00 until 12:00
    bis spätestens Freitagmittag = until 2026-11-20 until 14:00
    spätestens am 27. = until 2026-11-27
    irgendwann abends nächste Woche = 2026-11-23 to 2026-11-29 from 17:00 until 22:00
    übermorgen zu Mittag = 2026-11-20 from 12:00 until 14:00
    nach dem 1. Dezember = after 2026-12-01
    ab Montag = from 2026-11-23
    heute um halb sechs = 2026-11-18 at 17:30`),
  it: pairs(`
    Si può il primo lunedì del mese prossimo? = 2026-12-07
    tra un paio di settimane = 2026-12-02
    domani a otto = 2026-11-26
    verso la fine del mese = 2026-11-21 to 2026-11-30
    domani alle cinque meno un quarto = 2026-11-19 at 16:45
    venerdì verso le 5 = 2026-11-20 at 17:00
    domani pomeriggio se possibile = 2026-11-19 from 12:00 until 18:00
    sabato 5 alle nove e mezza = 2026-12-05 at 09:30
    il 4/12 alle 10 = 2026-12-04 at 10:00
    mercoledì della settimana prossima dopo le 15 = 2026-11-25 from 15:00
    questo venerdì tra le 14 e le 16 = 2026-11-20 from 14:00 until 16:00
    tra un'ora e mezza = 2026-11-18 at 15:50
    due giorni prima di Natale = 2026-12-23
    non prima di martedì = from 2026-11-24
    mi serve prima del weekend = before 2026-11-21 to 2026-11-22
    solo di mattina, giovedì o venerdì = 2026-11-19 to 2026-11-20 from 06:00 until 12:00
    la settimana del 7 = 2026-12-07 to 2026-12-13
    sabato 28 dalle 10 alle 12 = 2026-11-28 from 10:00 until 12:00
    entro venerdì = until 2026-11-20
    al più tardi il 27 = until 2026-11-27
    una sera qualsiasi della prossima settimana = 2026-11-23 to 2026-11-29 from 17:00 until 22:00
    dopodomani a mezzogiorno = 2026-11-20 at 12:00
    dopo il primo dicembre = after 2026-12-01
    da lunedì in poi = from 2026-11-23
    questo fine settimana di mattina = 2026-11-21 to 2026-11-22 from 06:00 until 12:00`),
};

/** More of them, written and measured after those were read. */
export const MORE_MOMENTS: typeof MOMENTS = {
  en: pairs(`
  Friday morning any time before 11? = 2026-11-20 from 06:00 until 11:00
  would the 24th around 10.30 suit = 2026-11-24 at 10:30
  I'm free from Tuesday on = from 2026-11-24
  can ye do the day after st stephens day = 2026-12-27
  sometime in the second week of December = 2026-12-08 to 2026-12-14
  tomorrow first thing? = 2026-11-19 from 10:00 until 11:00
  either thursday after 5 or saturday morning = 2026-11-19 from 17:00
  not this friday, the one after = 2026-11-27
  a few days before new year's eve = 2026-12-28
  is 10 to 3 on fri ok = 2026-11-20 at 14:50
  between Christmas and New Year = 2026-12-25 to 2027-01-01
  end of next week = 2026-11-26 to 2026-11-29
  wed or thurs next week pls = 2026-11-25 to 2026-11-26
  tonight? = 2026-11-18 from 18:00 until 23:59`),
  es: pairs(`
  ¿Tenéis hueco el jueves a última hora? = 2026-11-19 from 19:00 until 20:00
  el martes que viene a las diez y cuarto = 2026-11-24 at 10:15
  de martes a jueves por la tarde = 2026-11-24 to 2026-11-26 from 12:00 until 18:00
  no puedo antes de las 5 = from 17:00
  a principios de diciembre = 2026-12-01 to 2026-12-10
  el sábado por la mañana temprano = 2026-11-21 from 06:00 until 09:00
  la última semana de noviembre = 2026-11-24 to 2026-11-30
  el día 24 a las 16:30 = 2026-11-24 at 16:30
  hoy mismo si puede ser = 2026-11-18
  entre martes y jueves = 2026-11-24 to 2026-11-26`),
  pt: pairs(`
  têm vaga na quinta ao fim da tarde? = 2026-11-19 from 15:00 until 18:00
  terça que vem às dez e um quarto = 2026-11-24 at 10:15
  de terça a quinta à tarde = 2026-11-24 to 2026-11-26 from 12:00 until 18:00
  não posso antes das 17h = from 17:00
  no início de dezembro = 2026-12-01 to 2026-12-10
  sábado logo cedo = 2026-11-21 from 06:00 until 12:00
  na última semana de novembro = 2026-11-24 to 2026-11-30
  dia 24 às 16h30 = 2026-11-24 at 16:30
  hoje ainda = 2026-11-18
  entre terça e quinta = 2026-11-24 to 2026-11-26`),
  fr: pairs(`
    le premier créneau libre = 2026-11-18 to 2026-11-24
  avez-vous de la place jeudi en fin d'après-midi ? = 2026-11-19 from 15:00 until 18:00
  mardi prochain à dix heures et quart = 2026-11-24 at 10:15
  de mardi à jeudi l'après-midi = 2026-11-24 to 2026-11-26 from 12:00 until 18:00
  je ne peux pas avant 17h = from 17:00
  début décembre = 2026-12-01 to 2026-12-10
  samedi matin tôt = 2026-11-21 from 06:00 until 09:00
  la dernière semaine de novembre = 2026-11-24 to 2026-11-30
  le 24 à 16h30 = 2026-11-24 at 16:30
  dès demain = from 2026-11-19
  entre mardi et jeudi = 2026-11-24 to 2026-11-26`),
  de: pairs(`
  Haben Sie Donnerstag am späten Nachmittag Zeit? = 2026-11-19 from 15:00 until 18:00
  nächsten Dienstag um Viertel nach zehn = 2026-11-24 at 10:15
  Dienstag bis Donnerstag nachmittags = 2026-11-24 to 2026-11-26 from 12:00 until 18:00
  vor 17 Uhr kann ich nicht = from 17:00
  Anfang Dezember = 2026-12-01 to 2026-12-10
  Samstag ganz früh = 2026-11-21 from 09:00 until 10:00
  am 24. um 16:30 = 2026-11-24 at 16:30
  Freitag ab halb drei = 2026-11-20 from 14:30
  zwischen Dienstag und Donnerstag = 2026-11-24 to 2026-11-26`),
  it: pairs(`
    nel primo pomeriggio di venerdì = 2026-11-20 from 12:00 until 15:00
    il primo posto libero = 2026-11-18 to 2026-11-24
  avete posto giovedì nel tardo pomeriggio? = 2026-11-19 from 15:00 until 18:00
  martedì prossimo alle dieci e un quarto = 2026-11-24 at 10:15
  da martedì a giovedì di pomeriggio = 2026-11-24 to 2026-11-26 from 12:00 until 18:00
  non posso prima delle 17 = from 17:00
  inizio dicembre = 2026-12-01 to 2026-12-10
  sabato mattina presto = 2026-11-21 from 06:00 until 09:00
  l'ultima settimana di novembre = 2026-11-24 to 2026-11-30
  il 24 alle 16.30 = 2026-11-24 at 16:30
  entro fine mese = until 2026-11-21 to 2026-11-30
  tra martedì e giovedì = 2026-11-24 to 2026-11-26`),
};

function pairs(lines: string): readonly (readonly [string, string])[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [said = '', meaning = ''] = line.split(' = ');
      return [said.trim(), meaning.trim()];
    });
}
