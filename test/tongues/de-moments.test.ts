/** What day and time customers mean in German, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from './moments-in.ts';

const heard = momentsIn('de');

/** Said on Saturday 21 November 2026 at 10:30. */
describe('a day and a time in German', () => {
  it.each([
    ['heute', '2026-11-21'],
    ['morgen', '2026-11-22'],
    ['übermorgen', '2026-11-23'],
    ['morgen früh', '2026-11-22 from 06:00 until 12:00'],
    ['morgen Nachmittag um halb sechs', '2026-11-22 at 17:30'],
    ['am Dienstag um 10 Uhr', '2026-11-24 at 10:00'],
    ['nächsten Freitag', '2026-11-27'],
    ['Freitag nächste Woche', '2026-11-27'],
    ['nächste Woche', '2026-11-23 to 2026-11-29'],
    ['am Wochenende', '2026-11-21 to 2026-11-22'],
    ['am 4. Dezember', '2026-12-04'],
    ['am 4. Dezember um 16:30 Uhr', '2026-12-04 at 16:30'],
    ['4. Dez.', '2026-12-04'],
    ['am 4.', '2026-12-04'],
    ['am 4.12.', '2026-12-04'],
    ['Donnerstag, den 3. um 11 Uhr', '2026-12-03 at 11:00'],
    ['Dienstag, 24. November 2026', '2026-11-24'],
    ['4.12.2026', '2026-12-04'],
    ['in zwei Wochen', '2026-12-05'],
    ['in einer Woche', '2026-11-28'],
    ['in drei Tagen', '2026-11-24'],
    ['um Viertel vor fünf', 'at 16:45'],
    ['um Viertel nach zehn', 'at 10:15'],
    ['um fünf vor halb sechs', 'at 17:25'],
    ['dreiviertel sechs', 'at 17:45'],
    ['um 15.30 Uhr', 'at 15:30'],
    ['15 Uhr 30', 'at 15:30'],
    ['um ein Uhr', 'at 13:00'],
    ['um 9 Uhr abends', 'at 21:00'],
    ['zwischen 14 und 16 Uhr', 'from 14:00 until 16:00'],
    ['von 10 bis 12 Uhr', 'from 10:00 until 12:00'],
    ['nach 17 Uhr', 'from 17:00'],
    ['vor 12 Uhr', 'until 12:00'],
    ['ab 15 Uhr', 'from 15:00'],
    ['heute Nachmittag', '2026-11-21 from 12:00 until 18:00'],
    ['heute Abend', '2026-11-21 from 18:00 until 23:59'],
    ['Samstagvormittag', '2026-11-21 from 06:00 until 12:00'],
    ['Freitagnachmittag', '2026-11-27 from 12:00 until 18:00'],
    ['gleich morgens', 'from 09:00 until 10:00'],
    ['nachmittags', 'from 12:00 until 18:00'],
    ['an Weihnachten', '2026-12-25'],
    ['Heiligabend', '2026-12-24'],
    ['Anfang Dezember', '2026-12-01 to 2026-12-10'],
    ['so bald wie möglich', '2026-11-21 to 2026-11-27'],
    ['Montag bis Mittwoch', '2026-11-23 to 2026-11-25'],
    ['Dienstag oder Mittwoch', '2026-11-24 to 2026-11-25'],
    ['Kann ich ihn von Dienstag auf Donnerstag verschieben?', '2026-11-26'],
    ['nicht am Montag, lieber Mittwoch', '2026-11-25'],
    ['guten Morgen', 'nothing'],
    ['Hallo, ich hätte gerne einen Termin am Freitag gegen 16 Uhr', '2026-11-27 at 16:00'],
    ['ich habe 3 Fahrräder', 'nothing'],
    ['einen Moment bitte', 'nothing'],
    ['zwanzig nach drei', 'at 15:20'],
    ['um fünf', 'at 17:00'],
    ['Das kostet 45 Euro', 'nothing'],
    ['den Termin auf den 4. verlegen', '2026-12-04'],
  ])('"%s" is %s', (text, meaning) => {
    expect(heard(text)).toBe(meaning);
  });
});
