/**
 * What happens to every number between the large products, as WebAssembly with 128-bit vectors: rounding rows to whole
 * numbers, GELU, and giving rows the same spread. Rows never touch each other.
 */
import {
  across,
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
  repeatWhileLess,
  rootFloat,
  set,
  sizeFloat,
  store,
  storeFirst,
  subtract,
  subtractFloat,
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

/**
 * Adds the rows at `more` to the rows from `from` up to `end`, in place, and gives each mean 0 and variance 1, then the
 * learned gain and bias.
 */
export type Normalize = (from: number, end: number, more: number, gain: number, bias: number) => void;

export function quantize(): WasmFunction {
  const [from, end, rowBytes, to, most, notes, at, rowEnd] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [largest, factor, sum, eight] = [8, 9, 10, 11];
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

const EPSILON = 1e-12; // layer_norm_eps in the model's config.json

/** @param size numbers in a row; a multiple of 4 */
export function normalize(size: number): WasmFunction {
  const [from, end, more, gain, bias, at, rowEnd] = [0, 1, 2, 3, 4, 5, 6];
  const [sum, squares, number] = [7, 8, 9];
  const share = floats(1 / size);
  /** Goes through the row with `at`. */
  const eachFour = (body: Code): Code => [
    ...set(at, get(from)),
    ...repeatWhileLess(get(at), get(rowEnd), [...body, ...advance(at, constant(16))]),
  ];
  const learned = (list: number): Code => load(add(get(list), subtract(get(at), get(from))));
  return {
    name: 'normalize',
    parameters: 5,
    locals: { i32: 2, v128: 3 },
    body: repeatWhileLess(get(from), get(end), [
      ...set(rowEnd, add(get(from), constant(4 * size))),
      ...set(sum, floats(0)),
      ...set(squares, floats(0)),
      ...eachFour([
        ...set(number, addFloat(load(get(at)), load(get(more)))),
        ...store(get(at), get(number)),
        ...set(sum, addFloat(get(sum), get(number))),
        ...advance(more, constant(16)),
      ]),
      ...across(sum, addFloat),
      ...set(sum, multiplyFloat(get(sum), share)),
      ...eachFour([
        ...set(number, subtractFloat(load(get(at)), get(sum))),
        ...store(get(at), get(number)),
        ...set(squares, addFloat(get(squares), multiplyFloat(get(number), get(number)))),
      ]),
      ...across(squares, addFloat),
      ...set(squares, rootFloat(addFloat(multiplyFloat(get(squares), share), floats(EPSILON)))),
      ...set(squares, divideFloat(floats(1), get(squares))),
      ...eachFour(
        store(
          get(at),
          addFloat(multiplyFloat(multiplyFloat(load(get(at)), get(squares)), learned(gain)), learned(bias)),
        ),
      ),
      ...set(from, get(rowEnd)),
    ]),
  };
}
