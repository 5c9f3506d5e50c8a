/**
 * What happens to every number between the large products, as WebAssembly with 128-bit vectors: rounding rows to whole
 * numbers, and GELU. Rows never touch each other.
 */
import {
  add,
  addFloat,
  addWhole,
  advance,
  type Code,
  constant,
  divideFloat,
  dotPairs,
  floats,
  get,
  leastFloat,
  load,
  loadSplat,
  mostFloat,
  multiplyFloat,
  narrow,
  pick,
  repeatWhileLess,
  set,
  sizeFloat,
  store,
  storeFirst,
  toWhole,
  type WasmFunction,
  wholes16,
} from '../../wasm-module.ts';

/**
 * Writes each row of floats from `from` up to `end`, `rowBytes` long, in 16-bit whole numbers to `to`, so that its largest
 * is the float at `most`. Notes of each row in turn how much 1 stands for (a float) and the sum of the whole numbers.
 */
export type Quantize = (from: number, end: number, rowBytes: number, to: number, most: number, notes: number) => void;
/** In place, of the floats from `from` up to `end`, a multiple of 16 bytes away. */
export type Gelu = (from: number, end: number) => void;

export function quantize(): WasmFunction {
  const [from, end, rowBytes, to, most, notes, at, rowEnd] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [largest, factor, sum, eight] = [8, 9, 10, 11];
  /** Of all four places, in each of them. */
  const across = (local: number, join: (a: Code, b: Code) => Code): Code => [
    ...set(local, join(get(local), pick(get(local), get(local), [2, 3, 0, 1]))),
    ...set(local, join(get(local), pick(get(local), get(local), [1, 0, 3, 2]))),
  ];
  const whole = (offset: number): Code => toWhole(multiplyFloat(load(get(from), offset), get(factor)));
  return {
    name: 'quantize',
    parameters: 6,
    locals: { i32: 2, v128: 4 },
    body: repeatWhileLess(get(from), get(end), [
      ...set(at, get(from)),
      ...set(rowEnd, add(get(from), get(rowBytes))),
      ...set(largest, floats(1e-9)),
      ...set(sum, floats(0)),
      ...repeatWhileLess(get(at), get(rowEnd), [
        ...set(largest, mostFloat(get(largest), mostFloat(sizeFloat(load(get(at))), sizeFloat(load(get(at), 16))))),
        ...advance(at, constant(32)),
      ]),
      ...across(largest, mostFloat),
      ...set(factor, divideFloat(loadSplat(get(most)), get(largest))),
      ...repeatWhileLess(get(from), get(rowEnd), [
        ...set(eight, narrow(whole(0), whole(16))),
        ...store(get(to), get(eight)),
        ...set(sum, addWhole(get(sum), dotPairs(get(eight), wholes16(1)))),
        ...advance(from, constant(32)),
        ...advance(to, constant(16)),
      ]),
      ...across(sum, addWhole),
      ...storeFirst(get(notes), divideFloat(get(largest), loadSplat(get(most)))),
      ...storeFirst(get(notes), get(sum), 4),
      ...advance(notes, constant(8)),
    ]),
  };
}

/**
 * The error function as a quotient of polynomials (as in Eigen, generic_fast_erf_float), by powers of x²: right to a
 * millionth everywhere, and beyond 4 it is 1 in a float.
 */
const ERF = {
  above: [
    -1.60960333262415e-2, -2.95459980854025e-3, -7.34990630326855e-4, -5.69250639462346e-5, -2.10102402082508e-6,
    2.77068142495902e-8, -2.72614225801306e-10,
  ],
  below: [-1.42647390514189e-2, -7.37332916720468e-3, -1.68282697438203e-3, -2.13374055278905e-4, -1.45660718464996e-5],
} as const;
const REACH = 4;

/** `x / 2 * (1 + erf(x / √2))`. Constants stand in locals: the engine would make them anew in every round. */
export function gelu(): WasmFunction {
  const [from, end, x, z, square] = [0, 1, 2, 3, 4];
  const constants = [...ERF.above, ...ERF.below, Math.SQRT1_2, REACH, -REACH, 0.5, 1];
  const known = (value: number): Code => get(5 + constants.indexOf(value));
  const polynomial = (parts: readonly number[]): Code =>
    parts.reduceRight<Code>(
      (sum, part) => (sum.length === 0 ? known(part) : addFloat(multiplyFloat(sum, get(square)), known(part))),
      [],
    );
  const erf = divideFloat(multiplyFloat(get(z), polynomial(ERF.above)), polynomial(ERF.below));
  return {
    name: 'gelu',
    parameters: 2,
    locals: { i32: 0, v128: 3 + constants.length },
    body: [
      ...constants.flatMap((value) => set(5 + constants.indexOf(value), floats(value))),
      ...repeatWhileLess(get(from), get(end), [
        ...set(x, load(get(from))),
        ...set(z, mostFloat(leastFloat(multiplyFloat(get(x), known(Math.SQRT1_2)), known(REACH)), known(-REACH))),
        ...set(square, multiplyFloat(get(z), get(z))),
        ...store(get(from), multiplyFloat(multiplyFloat(get(x), known(0.5)), addFloat(known(1), erf))),
        ...advance(from, constant(16)),
      ]),
    ],
  };
}
