/** What day and time customers mean in French, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from './moments-in.ts';

const heard = momentsIn('fr');

/** Said on Saturday 21 November 2026 at 10:30. */
describe('a day and a time in French', () => {
  it.each([
    ["aujourd'hui", '2026-11-21'],
    ['demain', '2026-11-22'],
    ['après-demain', '2026-11-23'],
    ['demain matin', '2026-11-22 from 06:00 until 12:00'],
    ['demain après-midi à 17h30', '2026-11-22 at 17:30'],
    ['mardi à 10h', '2026-11-24 at 10:00'],
    ['vendredi prochain', '2026-11-27'],
    ['vendredi de la semaine prochaine', '2026-11-27'],
    ['la semaine prochaine', '2026-11-23 to 2026-11-29'],
    ['ce week-end', '2026-11-21 to 2026-11-22'],
    ['le 4 décembre', '2026-12-04'],
    ['le 4 décembre à 16 heures 30', '2026-12-04 at 16:30'],
    ['1er décembre', '2026-12-01'],
    ['le 4', '2026-12-04'],
    ['jeudi 3 à 11h', '2026-12-03 at 11:00'],
    ['mardi 24 novembre 2026', '2026-11-24'],
    ['4/12', '2026-12-04'],
    ['dans deux semaines', '2026-12-05'],
    ['dans une semaine', '2026-11-28'],
    ['dans quinze jours', '2026-12-05'],
    ['dans trois jours', '2026-11-24'],
    ['à 5 heures moins le quart', 'at 16:45'],
    ['à dix heures et quart', 'at 10:15'],
    ['à 5 heures et demie', 'at 17:30'],
    ['à midi', 'at 12:00'],
    ['à une heure', 'at 13:00'],
    ['à 9 heures du soir', 'at 21:00'],
    ['entre 14h et 16h', 'from 14:00 until 16:00'],
    ['de 10h à 12h', 'from 10:00 until 12:00'],
    ['après 17h', 'from 17:00'],
    ['avant midi', 'until 12:00'],
    ['à partir de 15h', 'from 15:00'],
    ['cet après-midi', '2026-11-21 from 12:00 until 18:00'],
    ['ce soir', '2026-11-21 from 18:00 until 23:59'],
    ['samedi matin', '2026-11-21 from 06:00 until 12:00'],
    ["l'après-midi", 'from 12:00 until 18:00'],
    ['à Noël', '2026-12-25'],
    ['début décembre', '2026-12-01 to 2026-12-10'],
    ['dès que possible', '2026-11-21 to 2026-11-27'],
    ['du lundi au mercredi', '2026-11-23 to 2026-11-25'],
    ['mardi ou mercredi', '2026-11-24 to 2026-11-25'],
    ['je peux le déplacer de mardi à jeudi ?', '2026-11-26'],
    ['pas lundi, plutôt mercredi', '2026-11-25'],
    ['bonne journée', 'nothing'],
    ['Bonjour, je voudrais un rendez-vous vendredi après-midi vers 16 heures', '2026-11-27 at 16:00'],
    ["j'ai 3 vélos", 'nothing'],
    ['un instant svp', 'nothing'],
    ['mardi en huit', '2026-12-01'],
    ['demain en fin de matinée', '2026-11-22 from 10:00 until 12:00'],
    ['mercredi de la semaine pro', '2026-11-25'],
    ['mardi pro', '2026-11-24'],
    ['décaler au 4', '2026-12-04'],
  ])('"%s" is %s', (text, meaning) => {
    expect(heard(text)).toBe(meaning);
  });
});
