/** What is said around a request, in every language: it is taken off, and a line that only says when is not left alone. */
import { describe, expect, it } from '@jest/globals';
import { loadBusiness } from '../../src/business-config.ts';
import { trainIntentClassifier } from '../../src/language/local/intent-classifier.ts';
import { isQuestion, segmentsOf } from '../../src/language/local/segments.ts';
import { serviceWords } from '../../src/language/local-language.ts';
import { leansOnBefore } from '../../src/said.ts';
import { TONGUES, tongueOf } from '../../src/tongues/list.ts';
import { TALKS, talkOf } from '../../src/tongues/talk/list.ts';

describe('the words of how people talk', () => {
  it('are there for every language', () => {
    expect(TALKS.map(({ code }) => code).sort()).toEqual(['en', ...TONGUES.map(({ code }) => code)].sort());
  });

  it('are those of English for a language without any', () => {
    expect(talkOf('nl-NL')).toBe(talkOf('en-IE'));
    expect(talkOf(undefined)).toBe(talkOf('en'));
  });
});

describe('a message', () => {
  it.each([
    // Courtesies go.
    ['es', '¡Hola! ¿Tienen cascos? Muchas gracias', ['¿Tienen cascos?']],
    ['es', 'buenas tardes, queria saber el horario por favor', ['queria saber el horario']],
    ['es', 'Hola, qué tal. Perdona, ¿abren el domingo?', ['¿abren el domingo?']],
    ['pt', 'Bom dia, têm capacetes? Obrigada!', ['têm capacetes?']],
    ['pt', 'oi, tudo bem? vocês abrem no domingo por favor', ['vocês abrem no domingo']],
    ['fr', "Bonjour, vous avez des casques ou pas s'il vous plaît", ['vous avez des casques ou pas']],
    ['fr', 'Bonsoir à tous ! Une question : vous ouvrez dimanche ? Merci beaucoup', ['vous ouvrez dimanche ?']],
    ['de', 'Hallo zusammen, haben Sie Helme? Vielen Dank im Voraus', ['haben Sie Helme?']],
    ['de', 'Guten Tag, ich hätte eine Frage. Was kostet ein Schlauch bitte', ['Was kostet ein Schlauch']],
    ['it', 'Buongiorno, avete caschi? Grazie mille', ['avete caschi?']],
    ['it', 'ciao ragazzi, scusate, quanto costa un casco per favore', ['quanto costa un casco']],
    ['es', 'Muy buenas, perdonad que os moleste, ¿hacen envíos? Gracias y un saludo', ['¿hacen envíos?']],
    ['pt', 'Boas, fazem entregas ao domicílio? Obrigado pela ajuda. Fico a aguardar', ['fazem entregas ao domicílio?']],
    [
      'fr',
      "Bonjour, vous livrez à domicile ? Dans l'attente de votre retour, bonne journée à vous",
      ['vous livrez à domicile ?'],
    ],
    [
      'de',
      'Schönen guten Tag, liefern Sie auch? Ich freue mich auf Ihre Antwort. Mit freundlichen Grüßen',
      ['liefern Sie auch?'],
    ],
    [
      'it',
      'Salve, fate consegne a domicilio? Resto in attesa, buona giornata e grazie',
      ['fate consegne a domicilio?'],
    ],
    // Nothing but courtesy stays.
    ['es', '¡Muchas gracias!', ['¡Muchas gracias!']],
    ['pt', 'muito obrigado', ['muito obrigado']],
    ['fr', 'merci beaucoup', ['merci beaucoup']],
    ['de', 'vielen Dank', ['vielen Dank']],
    ['it', 'grazie mille', ['grazie mille']],
    // Words that look like courtesies but are the matter.
    ['es', 'bueno bonito y barato', ['bueno bonito y barato']],
    ['pt', 'bom preço para dois', ['bom preço para dois']],
    ['fr', 'bon cadeau de Noël', ['bon cadeau de Noël']],
    ['de', 'Gute Reifen gesucht', ['Gute Reifen gesucht']],
    ['it', 'bene o male fatto', ['bene o male fatto']],
    ['pt', 'amanhã é um bom dia', ['amanhã é um bom dia']],
    ['de', 'LG Akku für mein Rad', ['LG Akku für mein Rad']],
    // A line that only says when belongs to the one before it.
    ['es', '¿a qué hora cierran?\nel jueves', ['¿a qué hora cierran? el jueves']],
    ['pt', 'a que horas fecham?\nna quinta', ['a que horas fecham? na quinta']],
    ['fr', 'vous fermez à quelle heure ?\nle jeudi', ['vous fermez à quelle heure ? le jeudi']],
    ['de', 'wann machen Sie zu?\nam Donnerstag', ['wann machen Sie zu? am Donnerstag']],
    ['es', '¿me la guardan?\npara mañana', ['¿me la guardan? para mañana']],
    ['it', 'a che ora chiudete?\ndi giovedì', ['a che ora chiudete? di giovedì']],
    // One that says something else does not.
    ['es', '¿abren hoy?\nel casco rojo', ['¿abren hoy?', 'el casco rojo']],
    ['fr', 'vous ouvrez ce soir ?\nle vélo rouge', ['vous ouvrez ce soir ?', 'le vélo rouge']],
    ['it', 'siete aperti oggi?\nil casco rosso', ['siete aperti oggi?', 'il casco rosso']],
    // Two requests stay two.
    ['de', 'Haben Sie heute offen? Und was kostet ein Platten?', ['Haben Sie heute offen?', 'was kostet ein Platten?']],
    ['pt', 'Estão abertos hoje? E quanto custa um furo?', ['Estão abertos hoje?', 'quanto custa um furo?']],
  ])('in %s %j has the parts %j', (code, text, parts) => {
    expect(segmentsOf(text, talkOf(code))).toEqual(parts);
  });
});

describe('a question', () => {
  it.each([
    ['es', 'cuanto cuesta un casco'],
    ['es', '¿dónde están'],
    ['pt', 'vocês têm capacetes'],
    ['pt', 'quanto custa um capacete'],
    ['fr', 'vous avez des casques'],
    ['fr', 'où êtes-vous'],
    ['de', 'haben Sie Helme'],
    ['de', 'was kostet ein Helm'],
    ['it', 'avete caschi'],
    ['it', 'può ripararla oggi'],
  ])('in %s is heard in "%s" without its mark', (code, text) => {
    expect(isQuestion(text, talkOf(code))).toBe(true);
  });

  it.each([
    ['es', 'quiero una cita'],
    ['pt', 'quero marcar uma revisão'],
    ['fr', 'je voudrais un rendez-vous'],
    ['de', 'ich möchte einen Termin'],
    ['it', 'vorrei un appuntamento'],
  ])('in %s is not heard in "%s"', (code, text) => {
    expect(isQuestion(text, talkOf(code))).toBe(false);
  });

  it.each(['and tomorrow?', 'how much?', 'y mañana?', '¿cuánto cuesta?', 'e amanhã?', 'quanto custa?', 'et demain ?'])(
    '"%s" leans on the one before it',
    (text) => {
      expect(leansOnBefore(text)).toBe(true);
    },
  );

  it.each(['combien ?', 'à quelle heure ?', 'und morgen?', 'wie lange dauert das?', 'ed il sabato?', 'dove?'])(
    '"%s" leans on the one before it',
    (text) => {
      expect(leansOnBefore(text)).toBe(true);
    },
  );

  it.each(['how much is a helmet?', '¿cuánto cuesta un casco?', 'wo kann ich parken?', 'combien coûte un casque ?'])(
    '"%s" stands for itself',
    (text) => {
      expect(leansOnBefore(text)).toBe(false);
    },
  );
});

describe('courtesy around a question', () => {
  const shop = loadBusiness('config');
  const spoken = 'business' in shop ? (shop.business.spoken ?? {}) : {};

  it.each([
    ['es', 'Hola buenas, ¿abren los sábados? Muchas gracias de antemano'],
    ['pt', 'Olá, boa tarde. Abrem ao sábado? Obrigada desde já'],
    ['fr', "Bonjour à tous, vous ouvrez le samedi ? Merci d'avance"],
    ['de', 'Hallo zusammen, haben Sie samstags offen? Vielen Dank im Voraus'],
    ['it', 'Ciao a tutti, siete aperti il sabato? Grazie in anticipo'],
  ])('in %s leaves it the question: "%s"', async (code, text) => {
    const business = spoken[code];
    const classifier = trainIntentClassifier(
      business?.intents ?? [],
      serviceWords(business ?? { services: [] }),
      tongueOf(code),
    );
    expect((await classifier.classify(text)).ranked[0]?.intent).toBe('opening-hours');
  });
});
