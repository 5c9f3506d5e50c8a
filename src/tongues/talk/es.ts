/** Spanish, as customers talk it. */
import type { Talk } from './talk.ts';

/** Behind a request or alone; one may follow another. */
const CLOSING =
  '(?:y )?(?:(?:muchas |mil |muchísimas )?gracias(?: (?:de antemano|por adelantado|de nuevo|otra vez|chic[oa]s|por (?:todo|responder|contestar|(?:su|tu|vuestra|la) (?:ayuda|respuesta|atención|info|información))))*|por favor|porfa(?:vor)?|porfis|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|(?:quedo |quedamos )?a la espera(?: de (?:su|tu|vuestra) respuesta)?|esper(?:o|amos) (?:su |tu |vuestra )?respuesta|que teng(?:as|a|an|áis) (?:un )?buen (?:día|finde|fin de semana)|buen (?:finde|fin de semana)|hasta (?:luego|pronto))';

export const es: Talk = {
  code: 'es',
  greeting:
    '(?:ay |ah |oh )?(?:hola+|holi+|(?:muy )?buenas(?: (?:tardes|noches))?|buenos días|buenos dias|buen día|buen dia|saludos|qué tal|que tal|hey+|hi|vale|ok(?:ay)?|pues|entonces|perfecto|genial|estupendo|(?:bueno|bien|claro|s[ií])(?= *[,.;:!–-])|perd[oó]n|perdon(?:a|e|ad|en)|disculp(?:a|e|ad|en)|una (?:pregunta|duda|consulta|cosa más|cosa mas)|otra (?:pregunta|cosa|duda)|por cierto|además|ademas|también|tambien|y|ah|oh|eh|mira|oye|oiga)(?:[ ,]+(?:a tod[oa]s|chic[oa]s|gente|equipo|qué tal|que tal|otra vez|de nuevo|entonces|por (?:la molestia|las molestias)|que (?:les?|te|os) moleste|quería preguntar|queria preguntar))*',
  closing: CLOSING,
  pleasantry: `(?:${CLOSING})(?:[ ,.!]+(?:${CLOSING}))*|(?:espero que (?:esté|este|estés|estes|todo|os|se)).*|(?:cómo|como) (?:est[aáé]s?|est[aá]is|est[aá]n|va|va todo)(?: (?:todo|hoy))?|qué tal|que tal|(?:muchas |mil )?gracias(?: .{0,25})?|una (?:pregunta|duda|consulta)|tengo una (?:pregunta|duda|consulta)|por favor|un saludo.*|saludos.*|vale|ok(?:ay)?|perfecto|genial|estupendo|muy bien|no pasa nada`,
  when: 'a las?|antes|después|despues|hasta|desde|sobre las|este|esta|(?:el|los)(?= (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|pr[oó]ximo|\\d))|por la(?= (?:mañana|tarde|noche))|para(?= (?:el|las?|esta|este|mañana))|la próxima|la proxima|en \\d+',
  asks: 'puedo|puedes|puede|pueden|pod[eé]is|podr[ií]a[ns]?|podr[ií]amos|podemos|me (?:puede[ns]?|podr[ií]a[ns]?)|se puede|tienen|tienes|ten[eé]is|tiene|hay|hac[eé]is|hacen|haces|est[aá]n?|est[aá]is|es|son|abr[ií]s|abren|cierran|aceptan|venden|alquilan|reparan|qu[eé]|cu[aá]l(?:es)?|cu[aá]ndo|d[oó]nde|qui[eé]n(?:es)?|por qu[eé]|c[oó]mo|cu[aá]nt[oa]s?|a qu[eé] hora|hasta qu[eé] hora',
  continues: 'y',
  bare: '(?:(?:y|ok|okay|vale|entonces) )*(?:cuánto(?: cuesta| tarda| vale)?|cuanto(?: cuesta| tarda| vale)?|cuándo|cuando|dónde|donde|por qué|a qué hora|precios?)',
  pointing: 'eso|esto|esos|esas|ellos|ellas',
  brought: 'entreg\\p{L}*|env[ií]\\p{L}*|lleg\\p{L}*|list[oa]s?|tra[ei]\\p{L}*',
  whereFrom:
    '(?:[¿¡]*)(?:y |pero |hola,? |gracias,? )*(?:[¿]*)(?:de donde (?:viene|sale|sacas?|sacan|has sacado|lo sacas?|ha sacado|procede|es) ?(?:eso|esto|ese dato|esa informacion|esta informacion|la informacion|ese precio)?|como (?:lo )?(?:sabes|sabe|saben|sabeis)(?: eso| esto)?|quien (?:lo )?dice(?: eso)?|(?:cual es )?(?:la|tu|su|vuestra)? ?fuente(?: de (?:eso|esto))?|donde (?:lo )?pone(?: eso)?|donde esta escrito(?: eso)?|es oficial(?: eso)?|(?:estas|esta) segur[oa](?: de eso)?)',
};
