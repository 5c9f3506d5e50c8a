/** German, as customers talk it. */
import type { Talk } from './talk.ts';

/** Behind a request or alone; one may follow another. */
const CLOSING =
  '(?:und )?(?:(?:vielen |besten |herzlichen |lieben |schönen )?dank(?: (?:im voraus|im vorraus|schon ?mal|nochmals?|euch|ihnen|für (?:die |ihre |eure |deine )?(?:hilfe|antwort|info|infos|rückmeldung|mühe|auskunft)))*|danke(?: (?:sehr|schön|dir|euch|ihnen|im voraus|im vorraus|schon ?mal|nochmals?|fürs? (?:die |ihre |eure |deine )?(?:hilfe|antwort|info|infos|rückmeldung|mühe|auskunft)))*|bitte(?: schön| sehr)?|(?:viele|liebe|beste|schöne|freundliche|herzliche) grü(?:ße|sse)|(?:schöner |lieber )?gru(?:ß|ss)|grüße|mit freundlichen grü(?:ßen|ssen)|mfg|lg|vg|(?:ich freue mich|wir freuen uns|freue mich) auf (?:ihre|eure|deine|eine) (?:antwort|rückmeldung)|schönen (?:tag|abend)(?: noch)?|schönes wochenende|bis (?:bald|dann))';

export const de: Talk = {
  code: 'de',
  greeting:
    '(?:ah |oh |ach )?(?:hallo+|halo|hi+|hey+|hei|moin(?: moin)?|servus|grüezi|grüß (?:gott|dich|euch|sie)|gruess gott|(?:(?:einen )?schönen )?guten (?:tag|morgen|abend)|gute[nr]? (?:morgen|abend|tag)|morgen(?=[,!])|liebes? (?:team|alle)|sehr geehrte (?:damen und herren)?|ok(?:ay)?|also|nun|perfekt|alles klar|(?:gut|ja|na|super|prima|toll)(?= *[,.;:!–-])|entschuldigung|entschuldigen sie|sorry|verzeihung|(?:eine |kurze |noch eine |eine kurze )frage|noch (?:was|etwas|eins)|eine sache noch|übrigens|außerdem|ausserdem|auch|und|ah|oh|ähm?|äh)(?:[ ,]+(?:zusammen|alle|leute|liebes team|ihr lieben|nochmals?|noch ?mal|dann|für die störung|wegen der störung|ich wollte fragen|ich wollte mal fragen))*',
  closing: CLOSING,
  pleasantry: `(?:${CLOSING})(?:[ ,.!]+(?:${CLOSING}))*|(?:ich )?hoffe,? .*|wie geht(?: es|['’]?s)(?: (?:ihnen|dir|euch))?|(?:vielen |besten |herzlichen |lieben )?dank(?: .{0,25})?|danke(?: .{0,25})?|(?:ich h[aä]tte |ich habe |nur )?(?:eine |kurze |eine kurze )frage|bitte|(?:viele|liebe|beste|schöne|freundliche) grüße.*|mit freundlichen grüßen.*|(?:mfg|lg|vg)(?:[ ,].{0,25})?|ok(?:ay)?|super|prima|perfekt|alles klar|gut|kein problem`,
  when: 'am|um|ab|bis|vor|nach|gegen|von|diese[nrms]?|nächste[nrms]?|kommende[nrms]?|den(?= \\d)|für(?= (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|den \\d))|in \\d+',
  asks: "kann|könnte|können|könnten|könnt|kannst|darf|dürfte|dürfen|würde|würden|würdet|haben|habt|hast|hat|gibt|gibts|gibt['’]s|macht|machen|ist|sind|seid|bist|nehmt|nehmen|verkauft|verkaufen|vermietet|vermieten|repariert|reparieren|liefert|liefern|soll|sollte|muss|was|wann|wo|welche[rsnm]?|wer|wem|wen|wessen|warum|wieso|weshalb|wie|wieviel|woher|wohin|bis wann|ab wann|um wie ?viel",
  continues: 'und|wie sieht es|was ist mit',
  bare: '(?:(?:und|ok|okay|also) )*(?:wie ?viel(?: kostet (?:das|es|die|der))?|wie lange(?: dauert (?:das|es))?|wie teuer(?: ist (?:das|es))?|was kostet (?:das|es)|wann|wo|warum|um wie ?viel uhr|preise?|kosten)',
  pointing: 'davon|dafür|damit|dazu|solche[rsnm]?|(?:die|der|das|den) (?:hier|da|dort)|diese hier',
  brought: 'liefer\\p{L}*|geliefert|schick\\p{L}*|ankommen|ankommt|fertig|da sein',
  whereFrom:
    '(?:und |aber |hallo,? |danke,? )*(?:woher (?:kommt|stammt|hast du|haben sie|habt ihr|wei(?:ß|ss)t du|wissen sie|wisst ihr) ?(?:das|dies|diese (?:information|info|angabe|auskunft|zahl)|die(?:se)? information|der preis)?(?: denn)?|wo steht das(?: denn)?(?: geschrieben)?|wer sagt das(?: denn)?|(?:was ist |nenn mir |haben sie |gibt es )?(?:die|deine|ihre|eine|dafur eine)? ?quelle(?: dafur| davon| ist das)?|ist das (?:offiziell|sicher)|sind sie (?:sich )?(?:da )?sicher)',
};
