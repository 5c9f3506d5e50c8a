/** Names, numbers, yes and no, in every language that the shop may speak. */
import { describe, expect, it } from '@jest/globals';
import { cancelAnswer, smallWords } from '../../src/agents/booking/words.ts';
import { prepareLesson } from '../../src/language/local/intent-lesson.ts';
import { unprovenTokens } from '../../src/number-lock.ts';
import { tongueOf } from '../../src/tongues/list.ts';
import { extractionsIn } from './moments-in.ts';

const NOW = Date.parse('2026-11-21T10:30:00Z');

describe('a name', () => {
  it.each([
    ['es', 'me llamo Ana García', 'Ana García'],
    ['es', 'a nombre de josé luis pérez por favor', 'José Luis Pérez'],
    ['es', 'Marta Ruiz', 'Marta Ruiz'],
    ['de', 'ich heiße Jonas Weber', 'Jonas Weber'],
    ['de', 'auf den Namen Müller bitte', 'Müller'],
    ['fr', "je m'appelle Chloé Martin", 'Chloé Martin'],
    ['fr', 'au nom de Dupont', 'Dupont'],
    ['it', 'mi chiamo Giulia Rossi', 'Giulia Rossi'],
    ['pt', 'o meu nome é João da Silva', 'João da Silva'],
    ['pt', 'em nome de Inês', 'Inês'],
  ])('in %s "%s" is %s', async (code, text, name) => {
    expect(await extractionsIn(code).extract('name', text, { now: NOW, asked: true })).toBe(name);
  });

  it.each([
    ['es', 'sí'],
    ['es', 'mejor otra hora'],
    ['es', 'el martes'],
    ['de', 'nein danke'],
    ['de', 'lieber am Montag'],
    ['fr', 'non merci'],
    ['fr', 'demain matin'],
    ['it', 'va bene'],
    ['it', 'domani'],
    ['pt', 'não obrigado'],
    ['pt', 'outro dia'],
  ])('in %s "%s" is none', async (code, text) => {
    expect(await extractionsIn(code).extract('name', text, { now: NOW, asked: true })).toBeUndefined();
  });
});

describe('how many', () => {
  it.each([
    ['es', 'somos doce personas', 12],
    ['es', 'para 4', 4],
    ['de', 'wir sind zu fünft', 5],
    ['de', 'fünfundzwanzig Fahrräder', 25],
    ['fr', 'nous sommes huit', 8],
    ['fr', 'vingt-cinq vélos', 25],
    ['it', 'siamo in sei', 6],
    ['it', 'trentacinque bici', 35],
    ['pt', 'somos dez pessoas', 10],
    ['pt', 'vinte e duas bicicletas', 22],
  ])('in %s "%s" is %i', async (code, text, count) => {
    expect(await extractionsIn(code).extract('count', text, { now: NOW, asked: true })).toBe(count);
  });
});

describe('yes, no and leave it', () => {
  it.each([
    ['es', 'sí', 'yes'],
    ['es', 'Vale, perfecto', 'yes'],
    ['es', 'no, gracias', 'no'],
    ['es', 'déjalo', 'quit'],
    ['es', 'otra hora', 'change'],
    ['de', 'Ja, gerne!', 'yes'],
    ['de', 'passt', 'yes'],
    ['de', 'nein danke', 'no'],
    ['de', 'vergiss es', 'quit'],
    ['de', 'eine andere Zeit bitte', 'change'],
    ['fr', "D'accord", 'yes'],
    ['fr', 'oui, parfait', 'yes'],
    ['fr', 'non merci', 'no'],
    ['fr', 'laissez tomber', 'quit'],
    ['fr', 'une autre heure', 'change'],
    ['it', 'sì grazie', 'yes'],
    ['it', 'va bene', 'yes'],
    ['it', 'no grazie', 'no'],
    ['it', 'lascia perdere', 'quit'],
    ['it', 'un altro orario', 'change'],
    ['pt', 'sim, pode ser', 'yes'],
    ['pt', 'não, obrigada', 'no'],
    ['pt', 'deixa pra lá', 'quit'],
    ['pt', 'outro horário', 'change'],
  ] as const)('in %s "%s" means %s', (code, text, meaning) => {
    const { yes, no, quit, change } = smallWords(text, code);
    expect({ yes, no, quit, change }).toEqual({
      yes: meaning === 'yes',
      no: meaning === 'no',
      quit: meaning === 'quit',
      change: meaning === 'change',
    });
  });

  it.each([
    ['es', 'sí, cancélala', 'no la canceles'],
    ['de', 'ja, absagen', 'nicht absagen'],
    ['fr', 'oui annulez le', "n'annulez pas"],
    ['it', 'sì annulla', 'lo tengo'],
    ['pt', 'sim, cancele', 'não cancele'],
  ])('in %s "%s" cancels and "%s" keeps', (code, cancels, keeps) => {
    expect(cancelAnswer(cancels, code)).toBe('yes');
    expect(cancelAnswer(keeps, code)).toBe('no');
  });
});

describe('the number lock in other languages', () => {
  it.each([
    ['Le espero el martes, 24 de noviembre a las 10:00', 'Tuesday 24 November 2026, 10:00'],
    ['Dienstag, 24. November 2026, 15.30 Uhr', '2026-11-24 15:30'],
    ['le mardi 1er décembre à 15h30', 'Tuesday 1 December 2026, 15:30'],
    ['martedì 24 novembre alle 17', 'Tuesday 24 November 2026, 17:00'],
    ['terça-feira, 24 de novembro às 9', 'Tuesday 24 November 2026, 09:00'],
    ['Son 45 €', 'EUR 45'],
  ])('"%s" is proven by "%s"', (text, proof) => {
    expect(unprovenTokens(text, [proof])).toEqual([]);
  });

  it.each([
    ['el 4 de diciembre', 'on 4 November 2026'],
    ['am 4. Dezember', 'on 4 November 2026'],
    ['le lundi 24 novembre', 'Tuesday 24 November 2026'],
    ['alle 16', 'at 17:00'],
    ['Son 54 €', 'EUR 45'],
  ])('"%s" is not proven by "%s"', (text, proof) => {
    expect(unprovenTokens(text, [proof])).not.toEqual([]);
  });
});

describe('spelling in other languages', () => {
  const examples = ['¿cuánto cuesta arreglar un pinchazo?', '¿cuánto vale ajustar los frenos?', 'tengo un pinchazo'];
  const lesson = prepareLesson(
    [{ id: 'prices', label: '', agent: 'faq', autonomy: 'auto', documents: [], examples }],
    ['Ajuste de frenos'],
    tongueOf('es'),
  );

  it.each([
    ['pinchaso', 'pinchazo'],
    ['freenos', 'frenos'],
  ])('puts "%s" right to a word of the business', (typed, right) => {
    expect(lesson.spelled(`tengo ${typed}`)).toBe(`tengo ${right}`);
  });

  it.each([
    'me llamo Lucía Fuentes',
    'voy con Marta Puente',
    'quiero cuatro manzanas',
    'mañana por la tarde',
    'hoy vuelvo',
  ])('leaves "%s" as it is', (text) => {
    expect(lesson.spelled(text)).toBe(text);
  });
});
