import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unprovenTokens } from '../src/number-lock.ts';

const CONTEXT = { timeZone: 'Europe/Dublin', locale: 'en-IE' };
const unproven = (text: string, ...proofs: string[]) => unprovenTokens(text, proofs, CONTEXT);

/** Text, then the proof that holds its claims in other spelling. */
const TRUE_REPLIES: readonly (readonly [text: string, ...proofs: string[]])[] = [
  ['A basic service costs €45.', 'Basic service: EUR 45.00'],
  ['That is 45€.', 'It costs €45'],
  ['That is 45 €.', '45 euro'],
  ['That will be EUR 45.', 'forty-five euros'],
  ['Forty-five euros, please.', '€45'],
  ['A full overhaul is one hundred and nineteen euros.', '€119'],
  ['An e-bike costs €2,150.', 'from 2150 euros'],
  ['An e-bike costs €2.150.', '€2,150'],
  ['Most cost between €2,500 and €3,500.', '€2500 - €3500'],
  ['Anything from 45 to 60 euros.', '€45-60'],
  ['It is €45–60.', '45 to 60 euros'],
  ['That is 12.50 euro.', '€12.50'],
  ['That is 12 euro 50.', '€12.50'],
  ['You get 10% off.', '10 percent'],
  ['You get ten per cent off.', '10 % with a card'],
  ['Come at 5 pm.', 'open until 17:00'],
  ['Come at 5pm.', '17:00'],
  ['Come at 17:00.', '5 p.m.'],
  ['Come at half past five.', '17:30'],
  ['Come at half five.', '5.30pm'],
  ['Come at quarter to six.', '17:45'],
  ['Come at ten past nine in the morning.', '09:10'],
  ['Come at noon.', '12:00'],
  ['We open at 9:30.', '09:30 to 18:00'],
  ['We are open 9:30–18:00.', 'monday 09:30 to 18:00'],
  ['We are open from 10 to 5.', 'saturday 10:00 to 17:00'],
  ['We close at 6.', '18:00'],
  ["We open at 10 o'clock.", '10:00'],
  ['Es ist um 17h30.', '17:30'],
  ['You are booked for 24 November.', '2026-11-24'],
  ['I have noted 14:00: which service is it?', '2 pm'],
  ['Um 14:00: welcher Service?', '14:00'],
  ['You are booked for Nov 24th.', '2026-11-24'],
  ['You are booked for the 24th of November 2026.', '24/11/2026'],
  ['You are booked for 24/11.', '24 November'],
  ['You are booked for 24.11.2026.', 'November 24, 2026'],
  ['You are booked for Tuesday 24 November 2026.', '2026-11-24'],
  ['You are booked for Tue, Nov 24.', '24 November 2026'],
  ['We are closed on 25 and 26 December.', '2026-12-25 Christmas Day', '2026-12-26 St Stephen’s Day'],
  ['Shall we say the 24th?', 'Tuesday 24 November 2026'],
  ['Tuesday the 24th it is.', '2026-11-24'],
  ['It will be here in November 2026.', '24 November 2026'],
  ['That is Tuesday 24 November at 10:00.', '2026-11-24T10:00:00Z'],
  ['In July that is 11:00 on 1 July.', '2026-07-01T10:00:00Z'],
  ['It takes 90 minutes.', '1.5 hours'],
  ['It takes an hour and a half.', '90 minutes'],
  ['It takes half an hour.', '30 minutes'],
  ['It takes about an hour.', '60 minutes'],
  ['It takes two weeks.', '14 days'],
  ['It takes three to five working days.', '3-5 working days'],
  ['The warranty is two years.', '24 months'],
  ['The 90-minute fit.', 'takes 90 min'],
  ['Ring us on 020 910 1234.', '+353 20 910 1234'],
  ['Ring us on +353 (0)20 910 1234.', 'phone: +353 20 910 1234'],
  ['Write to Hello@harbourcycles.example.', 'hello@harbourcycles.example'],
  ['See harbourcycles.example/map.', 'https://www.harbourcycles.example/map/'],
  ['See https://harbourcycles.example.', 'harbourcycles.example'],
  ['We are at 14 Merchants Road.', '14 Merchants Rd, Galway'],
  ['Your reference is HC-7K3M.', 'booked HC-7K3M'],
  ['Postcode H91 XY12.', 'H91XY12'],
  ['We have 20 inch wheels.', 'from 20-inch'],
  ['It is 5 km away.', '5000 m'],
  ['For twelve people, then.', 'there are 12 of us'],
  ['You said 18 bikes.', 'we need eighteen bikes'],
  ['A *€45* service at _5 pm_.', '€45', '17:00'],
  ['Price: €\u00a045.', 'EUR 45'],
  ['It comes with 700x28 tyres.', '700x28'],
  ['About €2k.', '€2,000'],
  ['A dozen bikes.', '12 bikes'],
  ['It is half price.', '50% off'],
  ['From €1.250,50.', 'EUR 1250.50'],
];

/** Text, what of it no proof holds, the proofs. */
const FALSE_REPLIES: readonly (readonly [text: string, unproven: readonly string[], ...proofs: string[]])[] = [
  ['A basic service costs €49.', ['€49'], '€45'],
  ['That is 450€.', ['450€'], '€45'],
  ['That is €4.50.', ['€4.50'], '€45'],
  ['That is $45.', ['$45'], '€45'],
  ['That is 45 pounds.', ['45 pounds'], '€45'],
  ['Fifty-four euros.', ['Fifty-four euros'], 'forty-five euros'],
  ['€45 to €65.', ['€45 to €65'], '€45 to €60'],
  ['You get 15% off.', ['15%'], '10%'],
  ['You get 10% off.', ['10%'], '€10', '10 bikes'],
  ['Come at 5 pm.', ['5 pm'], '5 am', '18:00'],
  ['Come at 5:30 pm.', ['5:30 pm'], '17:00'],
  ['Come at 9:30 pm.', ['9:30 pm'], 'open from 9:30'],
  ['We close at 7.', ['at 7'], '18:00'],
  ['We are open from 9 to 5.', ['from 9 to 5'], '09:00 to 18:00'],
  ['Come at half six.', ['half six'], 'half five'],
  ['We are open until midnight.', ['midnight'], '20:00'],
  ['See you on 25 November.', ['25 November'], '24 November'],
  ['See you on 24 December.', ['24 December'], '24 November 2026'],
  ['See you on 24 November 2027.', ['24 November 2027'], '24 November 2026'],
  ['See you on 24 November 2026.', ['24 November 2026'], '24 November'],
  ['See you on Wednesday 24 November.', ['Wednesday 24 November'], '2026-11-24'],
  ['See you on Monday the 24th.', ['Monday the 24th'], '2026-11-24'],
  ['See you on 11/24.', ['11/24'], '24 October'],
  ['See you on the 23rd.', ['the 23rd'], '24 November'],
  ['24–27 November.', ['24–27 November'], '24-26 November'],
  ['It will be here in March 2027.', ['in March 2027'], 'March 2026'],
  ['That is 24 November at 11:00.', ['11:00'], '2026-11-24T10:00:00Z'],
  ['It takes 45 minutes.', ['45 minutes'], '30 minutes', '€45'],
  ['It takes 5 days.', ['5 days'], '5 working days'],
  ['It takes two to four working days.', ['two to four working days'], '2-3 working days'],
  ['It takes an hour.', ['takes an hour'], '90 minutes'],
  ['The warranty is 3 years.', ['3 years'], 'two years'],
  ['Ring us on +353 20 910 1235.', ['+353 20 910 1235'], '+353 20 910 1234'],
  ['Write to info@harbourcycles.example.', ['info@harbourcycles.example'], 'hello@harbourcycles.example'],
  ['See https://harbourcycles.example/pay.', ['https://harbourcycles.example/pay'], 'https://harbourcycles.example'],
  ['See harbour-cycles.com.', ['harbour-cycles.com'], 'harbourcycles.example'],
  ['We are at 41 Merchants Road.', ['41 Merchants Road'], '14 Merchants Road'],
  ['Your reference is HC-7K3N.', ['HC-7K3N'], 'HC-7K3M'],
  ['We have 24 inch wheels.', ['24 inch'], '20 inch'],
  ['It is 15 km away.', ['15 km'], '5 km'],
  ['We have 37 bikes.', ['37'], 'we have bikes'],
  ['We are open 24/7.', ['24/7'], '24 July'],
  ['About €2k.', ['€2k'], '€2'],
  ['It costs €45each.', ['€45'], '€40'],
  ['It is 45each.', ['45each'], 'EUR 40'],
  ['It is twenty five euros.', ['twenty five euros'], '€24'],
  ['It is a hundred euros.', ['a hundred euros'], '€10'],
  ['It is half price.', ['half price'], '€50'],
  ['Two dozen bikes.', ['Two dozen'], '12 bikes'],
  ['Friday 27th, 10am-12pm.', ['Friday 27th', '10am', '12pm'], 'Friday 20 November 2026, 11:00'],
  ['It costs ٤٩ euros.', ['٤٩ euros'], '€45'],
  ['€45 at 5 pm, then €49.', ['€49'], '€45', '17:00'],
];

const ORDINARY: readonly string[] = [
  'One moment, please.',
  'Just a second, I will ask.',
  'I have asked the team. They will answer you here.',
  'I have 2 options for you.',
  'You have two open bookings. Which one do you mean?',
  'The first one, or the second?',
  'May I ask your name?',
  'We may have that, let me check.',
  'Have a nice day, and see you on Sunday.',
  'Twice a day is fine.',
  'Thanks a million.',
  'One of us will ring you back.',
  'It is number one on our list.',
  'We march on.',
  'e.g. a helmet, i.e. something to wear.',
  'No. That is all I know.',
  'See you tomorrow morning.',
];

describe('the number lock', () => {
  it.each(TRUE_REPLIES)('lets a reply go whose claims are proven in other words: %s', (text, ...proofs) => {
    expect(unproven(text, ...proofs)).toEqual([]);
  });

  it.each(TRUE_REPLIES)('holds the same reply back when nothing proves it: %s', (text) => {
    expect(unproven(text)).not.toEqual([]);
  });

  it.each(FALSE_REPLIES)('shows staff what is altered or invented: %s', (text, tokens, ...proofs) => {
    expect(unproven(text, ...proofs)).toEqual(tokens);
  });

  it.each(ORDINARY)('does not hold back an ordinary sentence: %s', (text) => {
    expect(unproven(text)).toEqual([]);
  });

  it('reads a slashed date the way the country does', () => {
    expect(unprovenTokens('on 11/24', ['24 November'], { locale: 'en-US' })).toEqual([]);
    expect(unprovenTokens('on 3/4', ['4 March'], { locale: 'en-US' })).toEqual([]);
    expect(unprovenTokens('on 3/4', ['4 March'], { locale: 'en-IE' })).toEqual(['3/4']);
  });

  it('never lets a changed price pass, whatever the price', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max: 500_000 }), (cents, other) => {
        fc.pre(cents !== other);
        const written = (amount: number) => `€${(amount / 100).toFixed(2)}`;
        expect(unproven(`It costs ${written(other)}.`, `EUR ${(cents / 100).toFixed(2)}`)).toEqual([written(other)]);
        expect(unproven(`It costs ${written(cents)}.`, `${(cents / 100).toFixed(2)} euros`)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never lets a changed date pass, in any spelling', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true });
    const spelt = (at: Date, options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('en-IE', { timeZone: 'UTC', ...options }).format(at);
    fc.assert(
      fc.property(day, day, (at, other) => {
        const iso = at.toISOString().slice(0, 10);
        const long = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
        const numeric = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
        expect(unproven(spelt(at, long), iso)).toEqual([]);
        expect(unproven(spelt(at, numeric), iso)).toEqual([]);
        fc.pre(other.toISOString().slice(0, 10) !== iso);
        expect(unproven(spelt(other, long), iso)).not.toEqual([]);
        expect(unproven(spelt(other, numeric), iso)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('never lets a changed time pass', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const digital = (at: number) =>
      `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    const spoken = (at: number) =>
      `${Math.floor(at / 60) % 12 || 12}:${String(at % 60).padStart(2, '0')} ${at < 720 ? 'am' : 'pm'}`;
    fc.assert(
      fc.property(minute, minute, (at, other) => {
        expect(unproven(`at ${spoken(at)}`, digital(at))).toEqual([]);
        fc.pre(at !== other);
        expect(unproven(`at ${spoken(other)}`, digital(at))).toEqual([spoken(other)]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads the price before a sentence that begins like a month as a price', () => {
    const portuguese = { ...CONTEXT, locale: 'pt-PT' };
    expect(unprovenTokens('Furo, € 18. Marco?', ['A puncture is €18.'], portuguese)).toEqual([]);
    expect(unprovenTokens('Furo, € 18. Marco?', ['A puncture is €81.'], portuguese)).toEqual(['€ 18']);
    expect(unprovenTokens('für 45 € 24. November', ['€45'], { ...CONTEXT, locale: 'de-DE' })).toEqual(['24. November']);
    expect(unprovenTokens('dia 18. Março', ['A puncture is €18.'], portuguese)).toEqual(['18. Março']);
  });

  it('never reads the minutes of a time as the day of what follows it', () => {
    const proof = 'lun 23 nov, 11:30; mar 24 nov, 14:30';
    expect(
      unprovenTokens('¿Cuál?\nlun 23 nov, 11:30\nmar 24 nov, 14:30', [proof], { ...CONTEXT, locale: 'es-ES' }),
    ).toEqual([]);
    expect(unproven('At 11:30\nMay 5 suits too', '11:30', '5 May')).toEqual([]);
  });

  it('is quick on a long text made to be slow', () => {
    const startedAt = performance.now();
    for (const piece of ['1 ', '9,', 'twenty ', 'a.', '0-', '12:', 'one hundred and ', '€1 to ', 'Aa '])
      unproven(piece.repeat(2_000), '€45');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
