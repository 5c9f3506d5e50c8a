/** Italian, as customers talk it. */
import type { Talk } from './talk.ts';

/** Behind a request or alone; one may follow another. */
const CLOSING =
  "(?:e )?(?:(?:molte |tante |mille )?grazie(?: (?:mille|tante|in anticipo|ancora|di tutto|a tutti|ragazz[ie]|per (?:la |l['’]|il )?(?:vostr[oa] |tu[oa] |su[oa] )?(?:risposta|aiuto|attenzione|disponibilità|informazione|info)))*|per (?:favore|piacere|cortesia)|pf|(?:cordiali |distinti )?saluti|un saluto|buona (?:giornata|serata|domenica|settimana)|buon (?:weekend|week-end|fine settimana|lavoro)|(?:resto |rimango )?in attesa(?: di (?:una |vostra |tua )?risposta)?|attendo (?:una |vostra |tua )?risposta|fatemi sapere|a presto)";

export const it: Talk = {
  code: 'it',
  greeting:
    "(?:ah |oh )?(?:ciao+|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|buond[iì]|hey+|ehi|hi|ok(?:ay)?|allora|dunque|quindi|perfetto|ottimo|(?:bene|va bene|certo|s[iì])(?= *[,.;:!–-])|scusi|scusa|scusate|mi scusi|una (?:domanda|curiosità|cosa)|un['’]altra (?:domanda|cosa)|ancora una cosa|a proposito|comunque|inoltre|anche|e|ah|oh|eh|senta|senti)(?:[ ,]+(?:a tutt[ie]|ragazz[ie]|tutti|team|di nuovo|ancora|allora|il disturbo|per il disturbo|volevo (?:chiedere|sapere)|vorrei sapere))*",
  closing: CLOSING,
  pleasantry: `(?:${CLOSING})(?:[ ,.!]+(?:${CLOSING}))*|(?:spero (?:che|stia|stiate|tutto)).*|come (?:va|stai|sta|state)(?: (?:oggi|tutto))?|tutto bene|(?:molte |tante |mille )?grazie(?: .{0,25})?|(?:ho |solo )?una (?:domanda|curiosità)|per (?:favore|piacere|cortesia)|(?:cordiali |distinti )?saluti.*|ok(?:ay)?|perfetto|ottimo|va bene|bene|nessun problema|buona (?:giornata|serata)`,
  when: 'alle|prima|dopo|entro|fino|dalle|dal|verso|quest[oa]|prossim[oa]|il(?= (?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|prossimo|\\d))|la(?= (?:domenica|prossima))|di(?= (?:mattina|pomeriggio|sera|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica))|nel(?= pomeriggio)|per(?= (?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|domani|le|il \\d))|tra \\d+|fra \\d+',
  asks: "posso|puoi|può|possiamo|potete|potrei|potresti|potrebbe|potreste|mi (?:può|puoi|potete|potreste)|si può|si possono|avete|hai|ha|c['’]è|ci sono|fate|siete|è|sono|aprite|chiudete|accettate|vendete|noleggiate|affittate|riparate|prendete|che|cosa|cos['’]è|qual|quale|quali|quando|dove|dov['’]è|chi|perch[eé]|come|quant[oaie]|a che ora|fino a che ora",
  continues: 'e|ed',
  bare: '(?:(?:e|ed|ok|okay|allora) )*(?:quanto(?: costa| tempo| viene| ci vuole)?|quando|dove|perché|a che ora|prezz[oi])',
  pointing: 'quell[oaie]|essi|esse|ne (?:avete|fate|vendete)',
  brought: 'consegn\\p{L}*|spedi\\p{L}*|arriv\\p{L}*',
  ready: 'pront[oaie]|riparat[oaie]',
  whereFrom:
    "(?:e |ma |ciao,? |grazie,? )*(?:da dove (?:viene|arriva|proviene|l'hai pres[oa]|l'avete pres[oa]|vengono) ?(?:questo|questa informazione|quest'informazione|quello|cio|queste informazioni|il prezzo|l'informazione)?|come (?:lo )?(?:sai|sa|sapete|fa a saperlo|fai a saperlo|fate a saperlo)(?: questo)?|chi (?:lo )?dice(?: questo)?|(?:qual e )?(?:la|tua|sua|vostra|la tua|la sua|la vostra)? ?fonte(?: di (?:questo|cio))?|dove (?:c'e|sta) scritto(?: questo)?|e ufficiale|(?:sei|siete|e) sicur[oia])",
};
