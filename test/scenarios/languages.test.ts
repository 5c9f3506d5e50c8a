/** Customers who write another language than the shop: booked, answered and sent to people in their own. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

describe('a Spanish customer', () => {
  it('is booked in from the first word to the reference', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    expect(await ana.asks('Hola, quería pedir cita para una revisión básica')).toMatch(/Qué día y a qué hora/);
    expect(await ana.asks('mañana a las 10')).toMatch(
      /Martes, 24 de noviembre de 2026, 10:00.*guardo 10 minutos.*A nombre de quién/s,
    );
    expect(await ana.asks('me llamo Ana García')).toMatch(/a nombre de Ana García, 59\s€\. ¿Lo reservo\?/);
    expect(await ana.asks('sí, por favor')).toMatch(/Tienes cita, Ana García.*HC-/s);
    expect((await ana.conversation()).tongue).toBe('es');
    expect((await ana.conversation()).approvalCount).toBe(0);
  });
});

describe('a German customer', () => {
  it('is booked in, moves the appointment and calls it off', async () => {
    world = await createWorld();
    const jonas = world.customer('jonas');
    expect(await jonas.asks('Guten Tag, ich hätte gerne einen Termin für die kleine Inspektion')).toMatch(
      /Welcher Tag und welche Uhrzeit/,
    );
    expect(await jonas.asks('morgen um 15.30 Uhr')).toMatch(/Dienstag, 24\. November 2026, 15:30.*Auf welchen Namen/s);
    expect(await jonas.asks('Jonas Weber')).toMatch(/auf den Namen Jonas Weber, 59\s€\. Soll ich das buchen\?/);
    expect(await jonas.asks('ja gerne')).toMatch(/Ihr Termin steht, Jonas Weber/);
    expect(await jonas.asks('Kann ich meinen Termin auf Donnerstag um halb elf verschieben?')).toMatch(
      /Donnerstag, 26\. November 2026, 10:30.*verschieben/s,
    );
    expect(await jonas.asks('passt')).toMatch(/Erledigt\. Ihr Termin/);
    expect(await jonas.asks('Ich muss den Termin leider absagen')).toMatch(/Soll ich .* absagen\?/);
    expect(await jonas.asks('ja, absagen')).toMatch(/ist abgesagt/);
    expect((await jonas.conversation()).approvalCount).toBe(0);
  });
});

describe('an answer that stands in another language only', () => {
  it('is given as it stands, and the customer is told so', async () => {
    world = await createWorld();
    const answer = await world.customer('ana').asks('¿Cuánto cuesta reparar un pinchazo?');
    expect(answer).toMatch(/^Nuestra información está en inglés\. Esto es lo que dice:/);
    expect(answer).toMatch(/€18/);
  });

  it('is told from the calendar where the calendar knows it', async () => {
    world = await createWorld();
    expect(await world.customer('ana').asks('¿Están abiertos mañana?')).toMatch(/martes, 24 de noviembre.*09:30–18:00/);
  });

  it('goes to the team rather than being guessed', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    expect(await ana.asks('¿Pueden pintar mi bicicleta de rojo metalizado?')).toMatch(/he preguntado al equipo/);
  });
});

describe('the language of a conversation', () => {
  it('does not flip on one foreign word or a name', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('Hi, I would like to book a basic service');
    await ana.asks('tomorrow at 10');
    expect(await ana.asks('María García López')).toMatch(/for María García López/);
    expect(await ana.asks('si')).toMatch(/You are booked in/);
    await ana.asks('gracias');
    expect((await ana.conversation()).tongue ?? 'en').toBe('en');
  });

  it('stays when a place is named with a word that another language has too', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('Un devis pour la location de vélos pour 12 personnes');
    await ana.asks('le 5 juin');
    await ana.asks('Vélos de ville');
    await ana.asks('un défilé à Salthill');
    expect((await ana.conversation()).tongue).toBe('fr');
  });

  it('changes when the customer does, and when they ask for it', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('What are your opening hours on Saturdays?');
    expect(await ana.asks('Quería pedir cita para una revisión completa')).toMatch(/Qué día y a qué hora/);
    expect(await ana.asks('in English please')).not.toMatch(/[¿é]/);
    expect((await ana.conversation()).tongue).toBe('en');
  });

  it('is offered once to those whose language we do not speak, and then a person helps', async () => {
    world = await createWorld();
    const ola = world.customer('ola');
    expect(await ola.asks('Dzień dobry, czy mogę wypożyczyć rower na weekend?')).toMatch(
      /nie mówię jeszcze po polsku.*I do not speak your language yet/s,
    );
    expect(await ola.asks('Ile kosztuje naprawa hamulców w moim rowerze?')).not.toMatch(/nie mówię/);
    expect((await ola.conversation()).approvalCount).toBe(1);
  });

  it('is the one that was chosen', async () => {
    world = await createWorld();
    const ken = world.customer('ken');
    expect(await ken.asks('自転車の修理を予約したいのですが、明日は空いていますか')).toMatch(
      /日本語にはまだ対応していません/,
    );
    await ken.taps('Deutsch');
    await world.settle();
    expect(ken.last()).toMatchObject({ text: expect.stringMatching(/auf Deutsch weiter/) });
    expect((await ken.conversation()).tongue).toBe('de');
  });

  it('stops in any language, and says so in the one that is spoken', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('Hola, ¿a qué hora abren los sábados?');
    expect(await ana.asks('baja')).toMatch(/No te enviaremos más mensajes/);
  });
});
