/**
 * How a booking is asked for, moved, called off or asked about in each tongue besides English: what a message holds when
 * no question of ours is open. Sources of patterns over folded text, accents as they are written; found anywhere in it.
 */
export interface RequestPatterns {
  /** Words for a booking or a free time. */
  readonly books: string;
  /** How a wish is said: counts only beside a service and a time. */
  readonly wishes: string;
  /** Asks for a booking to be moved, called off or told. */
  readonly moves: string;
  readonly cancels: string;
  readonly mine: string;
}

export const REQUESTS: Readonly<Record<string, RequestPatterns>> = {
  es: {
    books:
      '(?:reserv\\w+|cita|huecos?|turno|pedir hora|apúnt\\w+|apunt\\w+|puede ser|podría ser|sería posible|(?:tenéis|tienen|tienes|hay) (?:algo|sitio|hora|hueco)|(?:puedo|podría|podemos) (?:ir|pasar\\w*|llevar\\w*|venir))',
    wishes: '(?:quiero|quería|quisiera|me gustaría|necesito|me hace falta|por favor|porfa)',
    moves:
      '(?:(?:cambi|mov|pas|aplaz|adelant|atras|retras)(?:ar|er|ad|a|e|o)?(?:la|lo|mela|melo)|(?:la|lo) (?:puedo|podemos|puedes|podéis|pueden|podría\\w*|quiero|querría|quería) (?:cambiar|mover|pasar|aplazar|adelantar|retrasar)|(?:cambi|muev|mov|aplaz|adelant|retras)(?:ar|er|a|o|e) (?:(?:la|mi|el|de) )*(?:cita|reserva|hora|día|turno|fecha)|a la misma hora)',
    cancels: '(?:(?:cancel|anul)(?:ar|a|o|en|ad|e)(?:la|lo|me|mela)?)',
    mine: '(?:mi referencia|(?:cuál|qué|cuándo)(?: \\p{L}+){0,4} (?:referencia|mi cita|mi reserva)|(?:a qué hora|qué día|cuándo) (?:era|quedamos|tenía))',
  },
  pt: {
    books:
      '(?:marcar|marque|marca|agend\\w+|reserv\\w+|vagas?|encaix\\w+|dá (?:pra|para)|pode ser|(?:posso|consigo|podia) (?:levar|passar|ir|vir|deixar)|seria possível|tem (?:como|hora|horário|vaga))',
    wishes: '(?:quero|queria|gostaria|preciso|precisava|por favor|pf)',
    moves:
      '(?:(?:remarc|reagend|adi)(?:ar|o|a|e)|(?:mud|pass|troc|alter|mov)(?:ar|er|e|a|que|o)(?: (?:la|lo|a|o|minha|meu|de|pra|para|pro))* (?:marcação|reserva|horário|hora|dia|data|agendamento|hoje|amanhã|segunda|terça|quarta|quinta|sexta|sábado|\\d+h?)|no mesmo horário|à mesma hora)',
    cancels: '(?:cancel(?:a|ar|e|o|em)(?: l[ao])?|desmar(?:car|ca|co|que))',
    mine: '(?:(?:meu|minha) (?:código|referência|marcação)|(?:que|qual)(?: \\p{L}+){0,3} (?:referência|código)|(?:que horas|que dia|quando) (?:era|é|ficou|tenho) (?:mesmo|a minha|o meu))',
  },
  fr: {
    books:
      '(?:rendez vous|rdv|réserv\\w+|créneaux?|de la place|une place|dispo\\w*|possible|(?:passer|venir|déposer|apporter|amener))',
    wishes:
      '(?:(?:je|j) (?:voudrais|veux|souhait\\w+|aimerais|ai besoin)|il (?:me faut|me faudrait|faudrait)|svp|stp|s il (?:vous|te) plaît|pouvez vous|vous pouvez|on peut)',
    moves: '(?:(?:décal|déplac|report|repouss|avanc|chang|modifi)(?:er|ez|e)|à la même heure)',
    cancels: '(?:annul(?:er|ez|e|és?))',
    mine: '(?:ma référence|numéro de (?:réservation|rdv|rendez vous)|(?:quand|quelle heure)(?: \\p{L}+){0,5} déjà|mon (?:rdv|rendez vous)(?: \\p{L}+){0,3} (?:quand|quelle heure))',
  },
  de: {
    books:
      '(?:termine?|buchen|buche|reservier\\w*|frei|ginge|geht|vorbei\\w*|(?:kann|könnte) ich(?: \\p{L}+){0,6} (?:bringen|kommen)|möglich|eintragen)',
    wishes: '(?:(?:hätte?|hätt) (?:\\p{L}+ )?gerne?|möchte|will|brauch\\w*|benötig\\w*|würde|bitte|könn\\w+)',
    moves: '(?:verschieb\\w*|verleg\\w*|umbuch\\w*|vorverleg\\w*|gleiche (?:uhr)?zeit)',
    cancels: '(?:absag\\w*|stornier\\w*|storno|sag\\w* (?:\\p{L}+ ){0,2}ab)',
    mine: '(?:meine (?:\\p{L}*nummer|referenz)|wann (?:war|ist|hatte|habe)(?: \\p{L}+){0,4} (?:nochmal|noch mal|termin)|(?:wann|wie)(?: \\p{L}+){0,4} nochmal)',
  },
  it: {
    books:
      '(?:prenot\\w+|appuntament\\w+|posto|posti|buco|si (?:può|potrebbe)|possibile|disponib\\w+|fissare|(?:posso|potrei) (?:passare|portar\\w*|venire))',
    wishes: '(?:vorrei|voglio|volevo|mi serv\\w+|ho bisogno|avrei bisogno|per favore|per piacere|potete|potreste)',
    moves:
      '(?:spost\\w+|rinvi\\w+|rimand\\w+|posticip\\w+|anticip\\w+|cambi(?:are|a|amo|o)(?: (?:l|il|la|mio|mia|di))* (?:appuntamento|prenotazione|orario|ora|giorno|data)|cambi(?:arlo|arla|alo|ala)|alla stessa ora)',
    cancels: '(?:annull\\w+|disdi\\w+|cancell\\w+)',
    mine: '(?:mio codice|(?:qual|quando|a che ora)(?: \\p{L}+){0,4} (?:codice|appuntamento|prenotazione))',
  },
};
