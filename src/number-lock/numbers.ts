/** Numbers as people write them: digits with separators, or English words. Pure. */

const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const unit = UNITS.slice(1, 10).join('|');
const belowHundred = `(?:(?:${TENS.slice(2).join('|')})(?:[ -](?:${unit}))?|${[...UNITS].reverse().join('|')})`;
/** A number in words up to 999,999. */
export const WORDED = `(?:(?:(?:${unit}|a) hundred|(?:${belowHundred}) thousand)(?:(?:,? and|,)? ${belowHundred}| ${belowHundred})?|${belowHundred})`;
/** A number in digits, separators included. */
export const DIGITS = String.raw`(?:\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?!\d)`;
export const NUMBER = `(?:${DIGITS}|${WORDED})`;

/** The value, or undefined when it is none. A separator before exactly three digits groups thousands. */
export function numberIn(written: string): number | undefined {
  const text = written.trim().toLowerCase();
  if (/^\d/u.test(text)) return digitsValue(text);
  return wordsValue(text);
}

function digitsValue(text: string): number | undefined {
  const grouped = /^\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,2})?$/u.test(text);
  const decimals = grouped ? /[.,](\d{1,2})$/u.exec(text) : /[.,](\d+)$/u.exec(text);
  const whole = (decimals ? text.slice(0, decimals.index) : text).replace(/[., ]/gu, '');
  const value = Number(decimals ? `${whole}.${decimals[1]}` : whole);
  return Number.isFinite(value) ? value : undefined;
}

function wordsValue(text: string): number | undefined {
  let total = 0;
  let current = 0;
  for (const word of text.split(/[ ,-]+/u)) {
    if (word === 'and' || word === '') continue;
    if (word === 'a') current += 1;
    else if (word === 'hundred') current *= 100;
    else if (word === 'thousand') {
      total += current * 1000;
      current = 0;
    } else {
      const value = UNITS.includes(word) ? UNITS.indexOf(word) : TENS.indexOf(word) * 10;
      if (value < 0) return undefined;
      current += value;
    }
  }
  return total + current;
}
