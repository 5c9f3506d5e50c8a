/** Customers who write another language than the shop, with models behind it: answered in their own, and only what is proven. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createModelServer, type Data, type ModelServer } from '../fakes/model-server.ts';
import { createModelWorld } from './model-world.ts';
import { shop, type World } from './world.ts';

let server: ModelServer;
let world: World;
beforeEach(async () => {
  server = await createModelServer();
  world = await createModelWorld(server);
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await server.close();
});

/** The request for this schema, as it came in. */
function request(schema: string): { system: string; data: Data } {
  const found = server.requests().find((body) => (body as Data).response_format?.json_schema?.name === schema);
  const [system, user] = found?.messages ?? [];
  return { system: system?.content ?? '', data: JSON.parse(user?.content ?? '{}') };
}

/** Cites the first passage and says this. */
function answers(text: string): void {
  server.answers('answer', ({ passages }: Data) => ({
    answerable: true,
    answer: text,
    citations: [{ passage: passages[0].id, quote: passages[0].text.slice(0, 60) }],
    confidence: 0.95,
  }));
}

describe.each([
  [
    'Spanish',
    'Mi bici de paseo hace un ruido horrible al frenar, ¿se puede hacer algo con eso?',
    'Sí, claro que nos ocupamos de eso en el taller, pásate cuando quieras.',
  ],
  [
    'German',
    'Mein altes Hollandrad klappert ganz furchtbar beim Bremsen, kann man da etwas machen?',
    'Ja, darum kümmern wir uns gerne in der Werkstatt, kommen Sie einfach vorbei.',
  ],
  [
    'French',
    'Mon vieux vélo hollandais fait un bruit affreux au freinage, peut-on y faire quelque chose ?',
    'Oui, nous nous en occupons volontiers à l’atelier, passez quand vous voulez.',
  ],
  [
    'Italian',
    'La mia vecchia bici olandese fa un rumore terribile in frenata, si può fare qualcosa?',
    'Sì, ce ne occupiamo volentieri in officina, passi pure quando vuole.',
  ],
  [
    'Portuguese',
    'A minha bicicleta antiga faz um barulho horrível a travar, é possível fazer alguma coisa?',
    'Sim, tratamos disso com todo o gosto na oficina, passe quando quiser.',
  ],
])('a customer who writes %s, in words that only a model understands', (name, question, reply) => {
  it('is answered in it, and the model was told which language that is', async () => {
    server.answers('classify', () => ({ intent: 'none', confidence: 0.9 }));
    answers(reply);
    expect(await world.customer('ana').asks(question)).toBe(reply);
    expect(request('classify').system).toContain(`The customer writes ${name}`);
    expect(request('answer').system).toContain('Whatever the team will read is in English.');
    expect(request('answer').system).not.toContain(question);
    expect(request('answer').data.question).toBe(question);
    const spent = await world.store.listRecords('spend', { limit: 10 });
    expect(spent.map(({ id }) => id.split(':')[0]).toSorted()).toEqual(['business', 'conversation', 'customer']);
  });
});

describe('a Spanish customer', () => {
  const KNOWN = '¿Cuánto cuesta reparar un pinchazo?';

  it('hears in Spanish what stands in English only, with the same price', async () => {
    server.answers('word', ({ text }: Data) => ({ text: spanish(text) }));
    const answer = await world.customer('ana').asks(KNOWN);
    expect(answer).toMatch(/Reparar un pinchazo cuesta €18/);
    expect(answer).not.toMatch(/está en inglés/);
    expect(request('word').data.text).toMatch(/€18/);
    expect(world.desk.cards).toHaveLength(0);
  });

  it.each([
    ['another price', (text: string) => spanish(text).replace('€18', '€15')],
    ['a day that nobody named', (text: string) => `${spanish(text)} Solo los lunes.`],
    ['less than the text', () => 'Reparar un pinchazo no cuesta mucho y se hace enseguida.'],
  ])('hears the English text as it stands when a model makes %s of it', async (_what, make) => {
    server.answers('word', ({ text }: Data) => ({ text: make(text) }));
    const answer = await world.customer('ana').asks(KNOWN);
    expect(answer).toMatch(/^Nuestra información está en inglés\./);
    expect(answer).toMatch(/€18/);
    expect(answer).not.toMatch(/€15|lunes/);
  });

  it('hears no price and no day in Spanish that no passage has: the model is told, and then the team is asked', async () => {
    server.answers('classify', () => ({ intent: 'none', confidence: 0.9 }));
    answers('Sí, lo arreglamos el miércoles por la mañana por 777 €.');
    const ana = world.customer('ana');
    const reply = await ana.asks('Mi bici de paseo hace un ruido horrible al frenar, ¿se puede hacer algo con eso?');
    expect(reply).not.toMatch(/777|miércoles/);
    expect(reply).toBe(say(shop.spoken?.['es'] ?? shop, 'askedTeam'));
    const mended = server.requests().filter(({ messages }) => /no passage says/.test(messages.at(-1)?.content ?? ''));
    expect(mended.length).toBeGreaterThan(0);
  });

  it('is answered as without models when every one of them is down', async () => {
    server.mock.on({ predicate: () => true }, { error: { message: 'down' }, status: 503 });
    const ana = world.customer('ana');
    expect(await ana.asks(KNOWN)).toMatch(/^Nuestra información está en inglés\..*€18/s);
    expect(await ana.asks('¿Están abiertos mañana?')).toMatch(/martes, 24 de noviembre.*09:30–18:00/);
  });
});

/** The puncture passage in Spanish, sentence by sentence; numbers stay where they are. */
function spanish(text: string): string {
  const figures = text.match(/€?\d[\d.,:]*\s?\w*/gu) ?? [];
  return `Reparar un pinchazo cuesta €18. ${figures.filter((figure) => !figure.includes('18')).join(' ')}`.trim();
}
