/** A price list as a table, to Markdown: one question and one plain sentence a row. Pure. */
import { parse } from 'csv-parse/sync';

/** More rows are a stock system, not a price list. */
export const MAX_ROWS = 1_000;
/** Lines among which the heading line is looked for. */
const HEADING_WITHIN = 6;
const ONLY_AMOUNT = /^[€£$]?\s?\d[\d.,]*$/u;

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
  const lines = text.replace(/^\ufeff/u, '').split(/\r?\n/u);
  const rows = rowsOf(lines);
  // A title and empty lines may stand above the heading line.
  const at = rows.slice(0, HEADING_WITHIN).findIndex((row) => row.filter(Boolean).length > 1 && row.some(isPriceName));
  const names = rows[at] ?? [];
  const price = names.findIndex(isPriceName);
  if (price < 0) return undefined;
  const found = names.findIndex((name, at) => at !== price && ITEM.test(name));
  const item = found >= 0 ? found : names.findIndex((_, at) => at !== price);
  const saying = SAYINGS[locale.slice(0, 2).toLowerCase()] ?? english;
  const sections = rows.slice(at + 1).flatMap((row) => {
    const name = oneLine(row[item] ?? '');
    const amount = oneLine(row[price] ?? '');
    if (name === '' || !/[\d\p{L}]/u.test(amount)) return [];
    const cost = (value: string, label: string) => {
      const sign = CURRENCY.test(value) ? '' : `${CURRENCY.exec(label)?.[0] ?? currency} `;
      return value.replace(/\d/u, (digit) => `${sign}${digit}`); // "from 45" becomes "from EUR 45"
    };
    const [asked, other, says] = saying(name);
    const more = names.flatMap((label, column) => {
      const value = oneLine(row[column] ?? '');
      if (column === item || column === price || value === '') return [];
      return [`${oneLine(label)}: ${isPriceName(label) && ONLY_AMOUNT.test(value) ? cost(value, label) : value}.`];
    });
    // "Free" and "on request" are no amount that anything costs.
    const answer = /\d/u.test(amount) ? `${says} ${cost(amount, names[price] ?? '')}.` : `${name}: ${amount}.`;
    return [`## ${asked}\n\nQuestions: ${other}\n\n${[answer, ...more].join(' ')}`];
  });
  return { markdown: sections.join('\n\n'), rows: sections.length };
}

function rowsOf(lines: readonly string[]): string[][] {
  const [widest = ''] = lines.slice(0, HEADING_WITHIN).toSorted((a, b) => separators(b) - separators(a));
  const delimiter = [';', '\t', '|', ','].toSorted((a, b) => widest.split(b).length - widest.split(a).length)[0] ?? ',';
  return parse(lines.join('\n'), {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 20_000,
    to: MAX_ROWS + HEADING_WITHIN,
  }) as string[][];
}

function separators(line: string): number {
  return line.match(/[;\t|,]/gu)?.length ?? 0;
}

function isPriceName(name: string): boolean {
  return PRICE.test(name) && !/\d/u.test(name);
}

function oneLine(text: string): string {
  return text.replace(/[\s|]+/gu, ' ').trim();
}
