/** French, as customers talk it. */
import type { Talk } from './talk.ts';

/** Behind a request or alone; one may follow another. */
const CLOSING =
  "(?:et )?(?:(?:un grand |mille )?merci(?: (?:beaucoup|bien|d['’]avance|par avance|encore|à vous|pour tout|(?:pour|de) (?:votre |ton |ta |l['’])(?:réponse|aide|retour|attention|info|compréhension)))*|mrc|s['’]il (?:vous|te) pla[iî]t|svp|stp|(?:bien )?cordialement|cdlt|bonne (?:journée|soirée|fin de journée)(?: à (?:vous|tous))?|bon (?:week-end|weekend)|dans l['’]attente (?:de (?:votre|ta|ton) (?:réponse|retour)|de vous lire)|en attente de (?:votre|ta) (?:réponse|retour)|à bientôt)";

export const fr: Talk = {
  code: 'fr',
  greeting:
    "(?:ah |oh )?(?:bonjour+|bjr|bonsoir|salut+|re(?:-| )?bonjour|coucou|hello+|hey+|hi|allô|allo|ok(?:ay)?|d['’]accord|alors|donc|parfait|(?:bon|bien|super|génial|très bien|oui)(?= *[,.;:!–-])|pardon|désolée?|excusez[- ]moi|excuse[- ]moi|une (?:petite )?question|(?:une )?autre (?:question|chose)|encore une (?:question|chose)|au fait|sinon|aussi|et|ah|oh|euh|dites)(?:[ ,]+(?:à (?:tous|toutes|vous)|madame|monsieur|messieurs|mesdames|tout le monde|l['’]équipe|les gars|encore|alors|donc|de vous déranger|pour le dérangement|je voulais savoir))*",
  closing: CLOSING,
  pleasantry: `(?:${CLOSING})(?:[ ,.!]+(?:${CLOSING}))*|(?:j['’])?esp[eè]re que .*|comment (?:allez[- ]vous|vas[- ]tu|ça va|ca va)|(?:ça|ca) va(?: bien)?|vous allez bien|(?:un grand |mille )?merci(?: .{0,25})?|(?:j['’]ai |juste )?une (?:petite )?question|s['’]il (?:vous|te) pla[iî]t|svp|(?:bien )?cordialement.*|ok(?:ay)?|d['’]accord|parfait|super|très bien|pas de souci|bonne (?:journée|soirée)`,
  when: "à(?= (?:\\d|midi|partir))|vers|avant|après|apres|jusqu['’]à|jusqu['’]au|dès|ce|cet|cette|le(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|\\d))|pour(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|le \\d))|dans \\d+",
  asks: "est[- ]ce|qu['’]est[- ]ce|puis[- ]je|peut[- ]on|pouvez|pourriez|pourrais|pourrait|peux|je peux|on peut|avez|auriez|as[- ]tu|faites|êtes|vous (?:avez|faites|êtes|pouvez|vendez|louez|réparez|acceptez|ouvrez|fermez|prenez)|acceptez|vendez|louez|réparez|ouvrez|fermez|il y a|y a[- ]t[- ]il|c['’]est|que|quoi|quel(?:le)?s?|quand|où|qui|pourquoi|comment|combien|à quelle heure|jusqu['’]à quelle heure",
  continues: 'et',
  bare: "(?:(?:et|ok|okay|alors|donc) )*(?:(?:c['’]est )?combien(?: de temps| ça coûte)?|quand|où|pourquoi|à quelle heure|(?:les |quels )?prix|tarifs?)",
  pointing: 'ça|cela|celui(?:-ci|-là)?|celles?(?:-ci|-là)?|ceux(?:-ci|-là)?|ils|elles',
  brought: 'livr\\p{L}*|envoy\\p{L}*|arriv\\p{L}*',
  ready: 'prête?s?|faite?s?|réparée?s?',
  whereFrom:
    "(?:et |mais |bonjour,? |merci,? )*(?:d'ou (?:vient|viennent|sort|tenez[- ]vous|tiens[- ]tu|vous tenez|tu tiens|ca vient|cela vient) ?(?:ca|cela|cette information|cette info|ces informations|ce prix|l'information)?|comment (?:(?:le )?savez[- ]vous|(?:le )?sais[- ]tu|vous (?:le )?savez|tu (?:le )?sais)(?: ca| cela)?|qui (?:dit|a dit) (?:ca|cela)|(?:quelle est |c'est quoi )?(?:votre|ta|la)? ?source(?: de (?:ca|cela))?|(?:ou est-ce que )?(?:c'est|est-ce) ecrit ou|ou est-ce ecrit|c'est officiel|vous etes surs?)",
};
