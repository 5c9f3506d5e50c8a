/** What day and time customers mean in Italian, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from './moments-in.ts';

const heard = momentsIn('it');

/** Said on Saturday 21 November 2026 at 10:30. */
describe('a day and a time in Italian', () => {
  it.each([
    ['oggi', '2026-11-21'],
    ['domani', '2026-11-22'],
    ['dopodomani', '2026-11-23'],
    ['domani mattina', '2026-11-22 from 06:00 until 12:00'],
    ['domani pomeriggio alle cinque e mezza', '2026-11-22 at 17:30'],
    ['martedì alle 10', '2026-11-24 at 10:00'],
    ['venerdì prossimo', '2026-11-27'],
    ['venerdì della prossima settimana', '2026-11-27'],
    ['la settimana prossima', '2026-11-23 to 2026-11-29'],
    ['questo weekend', '2026-11-21 to 2026-11-22'],
    ['il 4 dicembre', '2026-12-04'],
    ['il 4 dicembre alle 16:30', '2026-12-04 at 16:30'],
    ['il 4', '2026-12-04'],
    ['giovedì 3 alle 11', '2026-12-03 at 11:00'],
    ['martedì 24 novembre 2026', '2026-11-24'],
    ['4/12', '2026-12-04'],
    ['tra due settimane', '2026-12-05'],
    ['fra una settimana', '2026-11-28'],
    ['tra tre giorni', '2026-11-24'],
    ['alle 5 meno un quarto', 'at 16:45'],
    ['alle dieci e un quarto', 'at 10:15'],
    ['alle 17', 'at 17:00'],
    ["all'una", 'at 13:00'],
    ['alle 9 di sera', 'at 21:00'],
    ['tra le 2 e le 4', 'from 14:00 until 16:00'],
    ['dalle 10 alle 12', 'from 10:00 until 12:00'],
    ['dopo le 17', 'from 17:00'],
    ['prima di mezzogiorno', 'until 12:00'],
    ['prima delle 12', 'until 12:00'],
    ['dalle 15 in poi', 'from 15:00'],
    ['questo pomeriggio', '2026-11-21 from 12:00 until 18:00'],
    ['stasera', '2026-11-21 from 18:00 until 23:59'],
    ['sabato mattina', '2026-11-21 from 06:00 until 12:00'],
    ['nel pomeriggio', 'from 12:00 until 18:00'],
    ['a Natale', '2026-12-25'],
    ['la vigilia di Natale', '2026-12-24'],
    ['inizio dicembre', '2026-12-01 to 2026-12-10'],
    ['metà dicembre', '2026-12-11 to 2026-12-20'],
    ['il prima possibile', '2026-11-21 to 2026-11-27'],
    ['da lunedì a mercoledì', '2026-11-23 to 2026-11-25'],
    ['martedì o mercoledì', '2026-11-24 to 2026-11-25'],
    ['posso spostarlo da martedì a giovedì?', '2026-11-26'],
    ['non lunedì, meglio mercoledì', '2026-11-25'],
    ['buona giornata', 'nothing'],
    ['Buongiorno, vorrei un appuntamento venerdì pomeriggio verso le 16', '2026-11-27 at 16:00'],
    ['ho 3 bici', 'nothing'],
    ['un attimo per favore', 'nothing'],
    ['a mezzogiorno', 'at 12:00'],
    ['il 3 dicembre a mezzogiorno e mezzo', '2026-12-03 at 12:30'],
    ['alla stessa ora', 'nothing'],
    ['in tarda mattinata', 'from 10:00 until 12:00'],
    ['sulle 10', 'at 10:00'],
    ['spostarlo al 4', '2026-12-04'],
  ])('"%s" is %s', (text, meaning) => {
    expect(heard(text)).toBe(meaning);
  });
});
