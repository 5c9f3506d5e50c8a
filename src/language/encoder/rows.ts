/** What happens to one row of numbers at a time between the large products: plain loops, in place, without garbage. */

/** The most a row may hold without overflowing 32 bits in a product with the heaviest row of weights. */
export function mostOf(heaviestRow: number): number {
  return Math.min(32_767, Math.floor((2 ** 31 - 1) / heaviestRow));
}

/** Powers of e down to -24, where a share no longer shows in a float; between two entries a line. */
const LOWEST = -24;
const FINENESS = 512;
const POWERS = Float32Array.from({ length: -LOWEST * FINENESS + 2 }, (_, at) => Math.exp(at / FINENESS + LOWEST));

/** Shares that add up to 1; `factor` is applied to the scores first. */
export function softmaxRow(row: Float32Array, at: number, length: number, factor: number): void {
  let highest = row[at] as number;
  for (let i = at + 1; i < at + length; i++) if ((row[i] as number) > highest) highest = row[i] as number;
  let sum = 0;
  for (let i = at; i < at + length; i++) {
    const place = (((row[i] as number) - highest) * factor - LOWEST) * FINENESS;
    const entry = Math.max(0, place | 0);
    const low = POWERS[entry] as number;
    const share = place <= 0 ? 0 : low + ((POWERS[entry + 1] as number) - low) * (place - entry);
    row[i] = share;
    sum += share;
  }
  const part = 1 / sum;
  for (let i = at; i < at + length; i++) row[i] = (row[i] as number) * part;
}
