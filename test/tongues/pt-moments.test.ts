/** What day and time customers mean in Portuguese, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { momentsIn } from './moments-in.ts';

const heard = momentsIn('pt');

/** Said on Saturday 21 November 2026 at 10:30. */
describe('a day and a time in Portuguese', () => {
  it.each([
    ['hoje', '2026-11-21'],
    ['amanhã', '2026-11-22'],
    ['depois de amanhã', '2026-11-23'],
    ['amanhã de manhã', '2026-11-22 from 06:00 until 12:00'],
    ['amanhã à tarde às cinco e meia', '2026-11-22 at 17:30'],
    ['terça às 10', '2026-11-24 at 10:00'],
    ['sexta que vem', '2026-11-27'],
    ['sexta da semana que vem', '2026-11-27'],
    ['semana que vem', '2026-11-23 to 2026-11-29'],
    ['este fim de semana', '2026-11-21 to 2026-11-22'],
    ['4 de dezembro', '2026-12-04'],
    ['dia 4 de dezembro às 16h30', '2026-12-04 at 16:30'],
    ['dia 4', '2026-12-04'],
    ['quinta, dia 3, às 11', '2026-12-03 at 11:00'],
    ['terça-feira, 24 de novembro de 2026', '2026-11-24'],
    ['4/12', '2026-12-04'],
    ['daqui a duas semanas', '2026-12-05'],
    ['em uma semana', '2026-11-28'],
    ['daqui a três dias', '2026-11-24'],
    ['quinze para as cinco', 'at 16:45'],
    ['às dez e um quarto', 'at 10:15'],
    ['às 17h', 'at 17:00'],
    ['à uma', 'at 13:00'],
    ['às 9 da noite', 'at 21:00'],
    ['entre as 2 e as 4', 'from 14:00 until 16:00'],
    ['das 10 às 12', 'from 10:00 until 12:00'],
    ['depois das 17h', 'from 17:00'],
    ['antes do meio-dia', 'until 12:00'],
    ['antes das 12', 'until 12:00'],
    ['a partir das 15h', 'from 15:00'],
    ['hoje à tarde', '2026-11-21 from 12:00 until 18:00'],
    ['hoje à noite', '2026-11-21 from 18:00 until 23:59'],
    ['sábado de manhã', '2026-11-21 from 06:00 until 12:00'],
    ['à tarde', 'from 12:00 until 18:00'],
    ['no Natal', '2026-12-25'],
    ['véspera de Natal', '2026-12-24'],
    ['no início de dezembro', '2026-12-01 to 2026-12-10'],
    ['o mais rápido possível', '2026-11-21 to 2026-11-27'],
    ['de segunda a quarta', '2026-11-23 to 2026-11-25'],
    ['terça ou quarta', '2026-11-24 to 2026-11-25'],
    ['posso mudar de terça para quinta?', '2026-11-26'],
    ['segunda não, melhor quarta', '2026-11-25'],
    ['boa tarde', 'nothing'],
    ['Olá, queria marcar para sexta à tarde, por volta das 16h', '2026-11-27 at 16:00'],
    ['tenho 3 bicicletas', 'nothing'],
    ['um momento por favor', 'nothing'],
    ['ao meio-dia', 'at 12:00'],
    ['ao meio-dia e meia', 'at 12:30'],
    ['não, mais tarde', 'nothing'],
    ['5ª feira às 15h', '2026-11-26 at 15:00'],
    ['6a de manhã', '2026-11-27 from 06:00 until 12:00'],
    ['passar para o 4', '2026-12-04'],
  ])('"%s" is %s', (text, meaning) => {
    expect(heard(text)).toBe(meaning);
  });
});
