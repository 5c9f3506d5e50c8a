/** Numbers in words of five languages, folded (small letters, no accents, a space for a dash), up to 999,999. Pure. */

/** Longest reading first; `length` is in words of the run. */
export interface SpokenNumber {
  readonly value: number;
  readonly length: number;
}

interface Counting {
  /** 0 to 999, every spelling. */
  readonly small: ReadonlyMap<string, number>;
  /** Words with which one begins. */
  readonly firsts: ReadonlySet<string>;
  /** What makes thousands of the number before it. */
  readonly thousand: ReadonlySet<string>;
  /** Thousands that are written as one word: "zweitausend", "duemila". */
  readonly joined?: RegExp;
  /** May stand between hundreds or thousands and the rest. */
  readonly glue?: string;
}

const words = (list: string) => list.split(' ');

function table(
  upTo99: (value: number) => readonly string[],
  hundreds: (value: number) => readonly string[],
  join: string,
) {
  const small = new Map<string, number>();
  const below = Array.from({ length: 100 }, (_, value) => upTo99(value));
  below.forEach((spellings, value) => {
    for (const one of spellings) small.set(one, value);
  });
  for (let hundred = 1; hundred < 10; hundred++) {
    for (const word of hundreds(hundred)) {
      if (!small.has(word)) small.set(word, hundred * 100);
      below.forEach((spellings, rest) => {
        if (rest > 0) for (const one of spellings) small.set(`${word}${join}${one}`, hundred * 100 + rest);
      });
    }
  }
  return small;
}

/** Variants of the last word, such as "un", "una", "uno". */
const oneOf = (value: number, unit: readonly string[], ones: readonly string[]) =>
  value === 1 ? ones : [unit[value] ?? ''];

function german(): Omit<Counting, 'firsts'> {
  const low = words(
    'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  );
  const tens = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'funfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
  const other = (word: string) => [
    ...new Set([word, word.replace('funf', 'fuenf'), word.replace('zwolf', 'zwoelf'), word.replace('ß', 'ss')]),
  ];
  const upTo99 = (value: number): readonly string[] => {
    if (value < 20) return other(low[value] ?? '');
    const ten = other(tens[Math.floor(value / 10)] ?? '');
    const unit = value % 10;
    return unit === 0
      ? ten
      : ten.flatMap((word) => other(unit === 1 ? 'ein' : (low[unit] ?? '')).map((one) => `${one}und${word}`));
  };
  const small = table(
    upTo99,
    (hundred) => [hundred === 1 ? 'einhundert' : `${low[hundred]}hundert`, ...(hundred === 1 ? ['hundert'] : [])],
    '',
  );
  for (const [word, value] of [...small])
    if (value > 100 && value % 100 < 13) small.set(word.replace('hundert', 'hundertund'), value);
  return { small: new Map([...small, ['zwo', 2]]), thousand: new Set(), joined: /^(\p{L}*?)tausend(?:und)?(\p{L}*)$/u };
}

function spanish(): Omit<Counting, 'firsts'> {
  const low = words(
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
  );
  const tens = words('x x x treinta cuarenta cincuenta sesenta setenta ochenta noventa');
  const upTo99 = (value: number): readonly string[] => {
    if (value === 21) return ['veintiuno', 'veintiun', 'veintiuna'];
    if (value < 30) return value === 1 ? ['uno', 'un', 'una'] : [low[value] ?? ''];
    const ten = tens[Math.floor(value / 10)] ?? '';
    return value % 10 === 0 ? [ten] : oneOf(value % 10, low, ['uno', 'un', 'una']).map((one) => `${ten} y ${one}`);
  };
  const names = words('x ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient');
  const small = table(
    upTo99,
    (hundred) => (hundred === 1 ? ['ciento'] : [`${names[hundred]}os`, `${names[hundred]}as`]),
    ' ',
  );
  return { small: new Map([...small, ['cien', 100]]), thousand: new Set(['mil']) };
}

function portuguese(): Omit<Counting, 'firsts'> {
  const low = words(
    'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove',
  );
  const tens = words('x x vinte trinta quarenta cinquenta sessenta setenta oitenta noventa');
  const more: Readonly<Record<number, readonly string[]>> = {
    2: ['duas'],
    14: ['quatorze'],
    16: ['dezesseis'],
    17: ['dezessete'],
    19: ['dezenove'],
  };
  const unit = (value: number) => [...oneOf(value, low, ['um', 'uma']), ...(more[value] ?? [])];
  const upTo99 = (value: number): readonly string[] => {
    if (value < 20) return unit(value);
    const ten = tens[Math.floor(value / 10)] ?? '';
    return value % 10 === 0 ? [ten] : unit(value % 10).map((one) => `${ten} e ${one}`);
  };
  const names = words('x cento duzent trezent quatrocent quinhent seiscent setecent oitocent novecent');
  const small = table(
    upTo99,
    (hundred) => (hundred === 1 ? ['cento'] : [`${names[hundred]}os`, `${names[hundred]}as`]),
    ' e ',
  );
  return { small: new Map([...small, ['cem', 100]]), thousand: new Set(['mil']), glue: 'e' };
}

function french(): Omit<Counting, 'firsts'> {
  const low = words('zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize');
  const under20 = (value: number): readonly string[] =>
    value === 1 ? ['un', 'une'] : value < 17 ? [low[value] ?? ''] : [`dix ${low[value - 10]}`];
  const tens = words('x x vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt');
  const swiss: Readonly<Record<number, string>> = { 7: 'septante', 8: 'huitante', 9: 'nonante' };
  const after = (ten: string, unit: number) => {
    if (unit === 0) return [ten];
    return under20(unit).flatMap((one) =>
      unit === 1 || unit === 11 ? [`${ten} et ${one}`, `${ten} ${one}`] : [`${ten} ${one}`],
    );
  };
  const upTo99 = (value: number): readonly string[] => {
    if (value < 20) return under20(value);
    const place = Math.floor(value / 10);
    const ten = (tens[place] ?? '').replace('-', ' ');
    const usual = after(ten, place === 7 || place === 9 ? (value % 10) + 10 : value % 10);
    const there = swiss[place] === undefined ? [] : after(swiss[place] ?? '', value % 10);
    return [...usual, ...there, ...(value === 80 ? ['quatre vingts'] : [])];
  };
  const small = table(
    upTo99,
    (hundred) => (hundred === 1 ? ['cent'] : [`${low[hundred]} cent`, `${low[hundred]} cents`]),
    ' ',
  );
  return { small, thousand: new Set(['mille']) };
}

function italian(): Omit<Counting, 'firsts'> {
  const low = words(
    'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
  );
  const tens = words('x x venti trenta quaranta cinquanta sessanta settanta ottanta novanta');
  const upTo99 = (value: number): readonly string[] => {
    if (value === 1) return ['uno', 'un', 'una'];
    if (value < 20) return [low[value] ?? ''];
    const ten = tens[Math.floor(value / 10)] ?? '';
    const unit = value % 10;
    if (unit === 0) return [ten];
    const stem = unit === 1 || unit === 8 ? ten.slice(0, -1) : ten;
    return unit === 1 ? [`${stem}uno`, `${stem}un`] : [`${stem}${low[unit]}`];
  };
  const small = table(upTo99, (hundred) => [hundred === 1 ? 'cento' : `${low[hundred]}cento`], '');
  return { small, thousand: new Set(), joined: /^(?:(\p{L}+?)mila|mille)(\p{L}*)$/u };
}

const COUNTING: Readonly<Record<string, () => Omit<Counting, 'firsts'>>> = {
  de: german,
  es: spanish,
  pt: portuguese,
  fr: french,
  it: italian,
};
const known = new Map<string, Counting>();
/** "Quatre cent vingt dix sept" is five words. */
const MOST_WORDS = 7;

function countingOf(code: string): Counting | undefined {
  const make = COUNTING[code];
  if (!known.has(code) && make) {
    const counting = make();
    const firsts = new Set([...counting.small.keys()].map((spelling) => spelling.split(' ', 1)[0] ?? ''));
    known.set(code, { ...counting, firsts });
  }
  return known.get(code);
}

/** The number that a run of folded words begins with; undefined when it begins with none. */
export function spokenNumber(run: readonly string[], code: string): SpokenNumber | undefined {
  const counting = countingOf(code);
  if (!counting) return undefined;
  const [begin = ''] = run;
  if (!counting.firsts.has(begin) && !counting.thousand.has(begin) && !counting.joined?.test(begin)) return undefined;
  const first = hundredsIn(run, 0, counting);
  const at = first?.length ?? 0;
  if (!counting.thousand.has(run[at] ?? '')) return first;
  const thousands = (first?.value ?? 1) * 1000;
  if (thousands === 0) return first;
  const glued = run[at + 1] === counting.glue ? 1 : 0;
  const rest = hundredsIn(run, at + 1 + glued, counting);
  return rest && rest.value > 0
    ? { value: thousands + rest.value, length: at + 1 + glued + rest.length }
    : { value: thousands, length: at + 1 };
}

function hundredsIn(run: readonly string[], from: number, { small, joined }: Counting): SpokenNumber | undefined {
  for (let length = Math.min(MOST_WORDS, run.length - from); length > 0; length--) {
    const value = small.get(run.slice(from, from + length).join(' '));
    if (value !== undefined) return { value, length };
  }
  const match = joined?.exec(run[from] ?? '');
  if (!match) return undefined;
  const [, before, after = ''] = match;
  const thousands = before ? small.get(before === 'ein' ? 'eins' : before) : 1;
  const rest = after === '' ? 0 : small.get(after);
  return thousands === undefined || rest === undefined ? undefined : { value: thousands * 1000 + rest, length: 1 };
}
