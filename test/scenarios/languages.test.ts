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
      /martes, 24 de noviembre de 2026, 10:00.*guardo 10 minutos.*A nombre de quién/s,
    );
    expect(await ana.asks('me llamo Ana García')).toMatch(/a nombre de Ana García, 59\s€\. ¿Lo reservo\?/);
    expect(await ana.asks('sí, por favor')).toMatch(/Tienes cita, Ana García.*HC-/s);
    expect((await ana.conversation()).tongue).toBe('es');
    expect((await ana.conversation()).approvalCount).toBe(0);
  });
});
