/** The name for a booking: taken when it is given, and nothing else is taken for one. */
import { describe, expect, it } from '@jest/globals';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const language = createLocalLanguage({ intents: INTENTS, business: SALON });
const now = Date.parse('2026-11-21T10:30:00Z');
const name = (text: string, asked: boolean) => language.extract('name', text, { now, asked });

describe('a customer who says who they are', () => {
  it.each([
    ['my name is Ana Souza', 'Ana Souza'],
    ['my name is ana souza', 'Ana Souza'],
    ["it's Ben", 'Ben'],
    ["for John O'Neill please", "John O'Neill"],
    ['book a haircut for Ben next Tuesday at 10', 'Ben'],
    ['put it under Murphy', 'Murphy'],
    ['José Müller here', 'José Müller'],
    ['in the name of Niamh Ní Bhriain', 'Niamh Ní Bhriain'],
    ['name: Li Wei', 'Li Wei'],
    ["I'm Maria and I need a trim", 'Maria'],
  ])('"%s" is heard without being asked', async (text, expected) => {
    expect(await name(text, false)).toBe(expected);
  });

  it.each([
    ['Ana', 'Ana'],
    ['ana souza', 'Ana Souza'],
    ['ANA SOUZA', 'Ana Souza'],
    ["o'neill", "O'Neill"],
    ['mcdonald', 'McDonald'],
    ['Ana 😊', 'Ana'],
    ['Ben please', 'Ben'],
    ['John, thanks', 'John'],
    ['sure, its tom', 'Tom'],
    ['just put Sarah', 'Sarah'],
    ['my wife Mary', 'Mary'],
    ['Mark Young', 'Mark Young'],
    ['April', 'April'],
    ['Will Smith', 'Will Smith'],
    ['Marie-Claire', 'Marie-Claire'],
    ['Jo & Mike', 'Jo & Mike'],
    ['Dr van der Berg', 'Dr van der Berg'],
    ['Seán Ó Súilleabháin', 'Seán Ó Súilleabháin'],
    ['nguyễn văn an', 'Nguyễn Văn An'],
    ['王伟', '王伟'],
    ['Paddy (the tall one)', 'Paddy'],
  ])('"%s" answers the question for a name', async (text, expected) => {
    expect(await name(text, true)).toBe(expected);
  });
});

describe('an answer that is no name', () => {
  it.each([
    ['yes'],
    ['no'],
    ['not yet'],
    ['ok'],
    ['hello'],
    ['Tuesday'],
    ['tomorrow at 3'],
    ['Why do you need it?'],
    ['what time do you close'],
    ['how much is it'],
    ['cancel my appointment'],
    ['I want to cancel'],
    ['Actually make it Thursday'],
    ['the same as before'],
    ['5'],
    ['😊'],
  ])('"%s"', async (text) => {
    expect(await name(text, true)).toBeUndefined();
  });

  it.each([
    ['I need a cut for my hair'],
    ['this is ridiculous'],
    ["I'm looking for a colour"],
    ["it's too long"],
    ['my name is not important'],
    ['Ana'],
    ["I'm sorry, it's fine"],
  ])('"%s" is not taken for one when nobody asked', async (text) => {
    expect(await name(text, false)).toBeUndefined();
  });
});
