/** What day and time customers mean in Spanish, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from './moments-in.ts';

const heard = momentsIn('es');

/** Said on Saturday 21 November 2026 at 10:30. */
describe('a day and a time in Spanish', () => {
  it.each([
    ['hoy', '2026-11-21'],
    ['mañana', '2026-11-22'],
    ['pasado mañana', '2026-11-23'],
    ['mañana por la mañana', '2026-11-22 from 06:00 until 12:00'],
    ['mañana por la tarde a las cinco y media', '2026-11-22 at 17:30'],
    ['el martes a las 10', '2026-11-24 at 10:00'],
    ['el martes que viene', '2026-11-24'],
    ['el próximo viernes', '2026-11-27'],
    ['el viernes de la semana que viene', '2026-11-27'],
    ['la semana que viene', '2026-11-23 to 2026-11-29'],
    ['este fin de semana', '2026-11-21 to 2026-11-22'],
    ['el 4 de diciembre', '2026-12-04'],
    ['el 4 de diciembre a las 16:30', '2026-12-04 at 16:30'],
    ['4 dic', '2026-12-04'],
    ['el día 4', '2026-12-04'],
    ['el jueves 3 a las 11', '2026-12-03 at 11:00'],
    ['martes 24 de noviembre de 2026', '2026-11-24'],
    ['4/12', '2026-12-04'],
    ['dentro de dos semanas', '2026-12-05'],
    ['en una semana', '2026-11-28'],
    ['dentro de tres días', '2026-11-24'],
    ['a las 5 menos cuarto', 'at 16:45'],
    ['a las diez y cuarto', 'at 10:15'],
    ['a las 12 de la mañana', 'at 12:00'],
    ['a la una', 'at 13:00'],
    ['a la una y media', 'at 13:30'],
    ['a las 9 de la noche', 'at 21:00'],
    ['entre las 2 y las 4', 'from 14:00 until 16:00'],
    ['de 10 a 12', 'from 10:00 until 12:00'],
    ['después de las 5', 'from 17:00'],
    ['antes de las 12', 'until 12:00'],
    ['a partir de las 3 de la tarde', 'from 15:00'],
    ['esta tarde', '2026-11-21 from 12:00 until 18:00'],
    ['esta noche', '2026-11-21 from 18:00 until 23:59'],
    ['el sábado por la mañana', '2026-11-21 from 06:00 until 12:00'],
    ['a primera hora', 'from 09:00 until 10:00'],
    ['por la tarde', 'from 12:00 until 18:00'],
    ['en Navidad', '2026-12-25'],
    ['Nochebuena', '2026-12-24'],
    ['a principios de diciembre', '2026-12-01 to 2026-12-10'],
    ['lo antes posible', '2026-11-21 to 2026-11-27'],
    ['de lunes a miércoles', '2026-11-23 to 2026-11-25'],
    ['el martes o el miércoles', '2026-11-24 to 2026-11-25'],
    ['¿puedo cambiarla del martes al jueves?', '2026-11-26'],
    ['el lunes no, mejor el miércoles', '2026-11-25'],
    ['17h30', 'at 17:30'],
    ['17.30', 'at 17:30'],
    ['a las 17 horas', 'at 17:00'],
    ['tengo 3 bicis', 'nothing'],
    ['un momento por favor', 'nothing'],
    ['son 45 euros', 'nothing'],
    ['me llamo Marta', 'nothing'],
    ['buenas tardes', 'nothing'],
    ['Hola, quería pedir cita para el viernes por la tarde, sobre las cuatro y media', '2026-11-27 at 16:30'],
  ])('"%s" is %s', (text, meaning) => {
    expect(heard(text)).toBe(meaning);
  });
});
