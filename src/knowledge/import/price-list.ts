/** A price list as a table, to Markdown: one question and one plain sentence a row. Pure. */
import { parse } from 'csv-parse/sync';

/** More rows are a stock system, not a price list. */
export const MAX_ROWS = 1_000;

const ITEM =
  /\b(?:item|name|service|product|article|title|description|treatment|leistung|artikel|produkt|bezeichnung|producto|servicio|nombre|article|prestation|nom|prodotto|servizio)\b/iu;
const PRICE = /(?:price|cost|fee|rate|amount|preis|betrag|precio|prix|prezzo|tarif|€|£|\$|\b(?:eur|gbp|usd|chf)\b)/iu;
const CURRENCY = /€|£|\$|\b(?:EUR|GBP|USD|CHF|PLN|SEK|DKK|NOK|CZK)\b/iu;

type Saying = (name: string) => readonly [question: string, otherQuestions: string, beginning: string];
const english: Saying = (name) => [`How much is ${name}?`, `${name} price? | What does ${name} cost?`, `${name} costs`];
/** By language: the question of a row, other ways to ask it, and how the answer begins. */
const SAYINGS: Readonly<Record<string, Saying>> = {
  de: (name) => [`Was kostet ${name}?`, `${name} Preis? | Wie viel kostet ${name}?`, `${name}:`],
  es: (name) => [`¿Cuánto cuesta ${name}?`, `¿Precio de ${name}? | ${name} precio?`, `${name}:`],
  fr: (name) => [`Combien coûte ${name} ?`, `Prix de ${name} ? | ${name} prix ?`, `${name} :`],
  it: (name) => [`Quanto costa ${name}?`, `Prezzo di ${name}? | ${name} prezzo?`, `${name}:`],
  pt: (name) => [`Quanto custa ${name}?`, `Preço de ${name}? | ${name} preço?`, `${name}:`],
};

/** Undefined when no column is a price; throws what the parser says of a broken table. */
export function priceListToMarkdown(
  text: string,
  currency: string,
  locale = 'en',
): { markdown: string; rows: number } | undefined {
  const [header = '', ...rest] = text.replace(/^\ufeff/u, '').split(/\r?\n/u);
  const delimiter = [';', '\t', '|', ','].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ',';
  const rows = parse([header, ...rest].join('\n'), {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 20_000,
    to: MAX_ROWS + 1,
  }) as string[][];
  const names = rows[0] ?? [];
  const price = names.findIndex((name) => PRICE.test(name));
  if (price < 0) return undefined;
  const found = names.findIndex((name, at) => at !== price && ITEM.test(name));
  const item = found >= 0 ? found : names.findIndex((_, at) => at !== price);
  const saying = SAYINGS[locale.slice(0, 2).toLowerCase()] ?? english;
  const sections = rows.slice(1).flatMap((row) => {
    const name = oneLine(row[item] ?? '');
    const amount = oneLine(row[price] ?? '');
    if (name === '' || !/\d/u.test(amount)) return [];
    const sign = CURRENCY.test(amount) ? '' : `${CURRENCY.exec(names[price] ?? '')?.[0] ?? currency} `;
    const cost = amount.replace(/\d/u, (digit) => `${sign}${digit}`); // "from 45" becomes "from EUR 45"
    const [asked, other, says] = saying(name);
    const more = names.flatMap((label, at) => {
      const value = oneLine(row[at] ?? '');
      return at === item || at === price || value === '' ? [] : [`${oneLine(label)}: ${value}.`];
    });
    return [`## ${asked}\n\nQuestions: ${other}\n\n${[`${says} ${cost}.`, ...more].join(' ')}`];
  });
  return { markdown: sections.join('\n\n'), rows: sections.length };
}

function oneLine(text: string): string {
  return text.replace(/[\s|]+/gu, ' ').trim();
}
