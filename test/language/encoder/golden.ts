/** What a trusted implementation makes of many different texts: golden.json says how it came about. */
import { readFileSync } from 'node:fs';

interface GoldenText {
  readonly text: string;
  /** Token numbers. */
  readonly tokens: readonly number[];
  /** With the weights that npm ships, in floats. */
  readonly shipped: Int8Array;
  /** With the weights as they were before they were cut to one byte each. */
  readonly original: Int8Array;
}

interface Stored {
  readonly texts: readonly { text: string; tokens: string; shipped: string; original: string }[];
}

const vectorOf = (base64: string) => new Int8Array(Buffer.from(base64, 'base64'));

export function readGolden(): readonly GoldenText[] {
  const stored = JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8')) as Stored;
  return stored.texts.map(({ text, tokens, shipped, original }) => ({
    text,
    tokens: tokens.split(' ').map(Number),
    shipped: vectorOf(shipped),
    original: vectorOf(original),
  }));
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, aSquares, bSquares] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    product += x * y;
    aSquares += x * x;
    bSquares += y * y;
  }
  return product / Math.sqrt(aSquares * bSquares);
}
