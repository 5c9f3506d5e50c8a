/**
 * The inner loops of the encoder in WebAssembly with 128-bit vectors. The large products are in whole numbers, which
 * never overflow: `mostOf` in rows.ts says how large the numbers may be. Everything around is plain TypeScript.
 */

import {
  add,
  addFloat,
  addWhole,
  advance,
  assemble,
  type Code,
  call,
  constant,
  dotPairs,
  get,
  load,
  loadBytes,
  loadSplat,
  multiply,
  multiplyFloat,
  pick,
  range,
  repeatWhileLess,
  set,
  store,
  storeFirst,
  toFloat,
  type WasmFunction,
  whenEqual,
  whileAtMost,
} from '../../wasm-module.ts';
import { type Gelu, gelu, type Normalize, normalize, type Quantize, quantize } from './row-kernels.ts';

/** All arguments are addresses (in bytes) or counts. */
export interface Kernels {
  /**
   * For each of `rows` rows of 16-bit numbers and each of `outputs` columns of 8-bit weights, packed as `placeOf` says:
   * `out[row][output] = scale[row] * (row · weights) + shift[row] + bias[output]`, where `scales` holds scale and shift
   * of each row in turn. `outputs` is a multiple of `OUTPUTS`.
   */
  readonly project: Readonly<
    Record<
      number,
      (
        rows16: number,
        weights8: number,
        out: number,
        rows: number,
        outputs: number,
        scales: number,
        biases: number,
      ) => void
    >
  >;
  /** `out[i] = query · keys[i]` for `count` keys of one head, `stride` bytes apart. */
  similarities(query: number, keys: number, out: number, count: number, stride: number): void;
  /** `out = Σ shares[i] * values[i]` for `count` values of one head, `stride` bytes apart. */
  mix(shares: number, values: number, out: number, count: number, stride: number): void;
  quantize: Quantize;
  gelu: Gelu;
  normalize: Normalize;
}

/** How many rows are multiplied with the same weights at once: as many as the 16 vector registers allow. */
const ROWS = 4;
/** Weights of so many outputs stand together: each vector holds two inputs of four outputs, so nothing is added across. */
export const OUTPUTS = 8;
const UNROLL = 8;
const PLACES = 4;
/** Vectors that hold one head. */
const HEAD = 8;

/** Multiplies `rows` rows with the weights of eight outputs and writes eight numbers of each output row. */
function block(rows: number, inputs: number): WasmFunction {
  const [a, w, out, stride, scales, biases, end] = range(7) as [number, number, number, number, number, number, number];
  const [pair, first, second] = [7, 8, 9];
  const sumA = (at: number) => 10 + 2 * at;
  const sumB = (at: number) => 11 + 2 * at;
  const step = (part: number): Code => [
    ...set(first, loadBytes(get(w), 16 * part)),
    ...set(second, loadBytes(get(w), 16 * part + 8)),
    ...range(rows).flatMap((at) => [
      ...set(pair, loadSplat(get(a), 2 * at * inputs + 4 * part)),
      ...set(sumA(at), addWhole(get(sumA(at)), dotPairs(get(pair), get(first)))),
      ...set(sumB(at), addWhole(get(sumB(at)), dotPairs(get(pair), get(second)))),
    ]),
  ];
  const scaled = (sum: number, at: number, offset: number): Code =>
    store(
      get(out),
      addFloat(
        addFloat(multiplyFloat(toFloat(get(sum)), loadSplat(get(scales), 8 * at)), loadSplat(get(scales), 8 * at + 4)),
        load(get(biases), offset),
      ),
      offset,
    );
  return {
    name: `block${rows}x${inputs}`,
    parameters: 6,
    locals: { i32: 1, v128: 3 + 2 * rows },
    body: [
      ...set(end, add(get(w), constant(OUTPUTS * inputs))),
      ...repeatWhileLess(get(w), get(end), [
        ...range(UNROLL).flatMap(step),
        ...advance(a, constant(4 * UNROLL)),
        ...advance(w, constant(16 * UNROLL)),
      ]),
      ...range(rows).flatMap((at) => [
        ...scaled(sumA(at), at, 0),
        ...scaled(sumB(at), at, 16),
        ...advance(out, get(stride)),
      ]),
    ],
  };
}

/** All rows with all weights. The rows are the inner loop: weights are many and come from memory once. */
function project(inputs: number, blocks: number): WasmFunction {
  const [a, w, out, rows, outputs, scales, biases] = range(7) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [aAt, outAt, scalesAt, left, stride, end] = [7, 8, 9, 10, 11, 12];
  const run = (count: number) =>
    call(blocks + count - 1, [get(aAt), get(w), get(outAt), get(stride), get(scalesAt), get(biases)]);
  return {
    name: `project${inputs}`,
    parameters: 7,
    locals: { i32: 6, v128: 0 },
    body: [
      ...set(stride, multiply(get(outputs), constant(4))),
      ...set(end, add(get(biases), get(stride))),
      ...repeatWhileLess(get(biases), get(end), [
        ...set(aAt, get(a)),
        ...set(outAt, get(out)),
        ...set(scalesAt, get(scales)),
        ...set(left, get(rows)),
        ...whileAtMost(constant(ROWS), get(left), [
          ...run(ROWS),
          ...advance(aAt, constant(2 * ROWS * inputs)),
          ...advance(outAt, multiply(get(stride), constant(ROWS))),
          ...advance(scalesAt, constant(8 * ROWS)),
          ...advance(left, constant(-ROWS)),
        ]),
        ...range(ROWS - 1).flatMap((at) => whenEqual(get(left), constant(at + 1), run(at + 1))),
        ...advance(w, constant(OUTPUTS * inputs)),
        ...advance(out, constant(4 * OUTPUTS)),
        ...advance(biases, constant(4 * OUTPUTS)),
      ]),
    ],
  };
}

function similarities(): WasmFunction {
  const [query, keys, out, count, stride, end] = range(6) as [number, number, number, number, number, number];
  const sum = 6;
  const part = (at: number) => 7 + at;
  const times = (at: number) => multiplyFloat(get(part(at)), load(get(keys), 16 * at));
  return {
    name: 'similarities',
    parameters: 5,
    locals: { i32: 1, v128: 1 + HEAD },
    body: [
      ...range(HEAD).flatMap((at) => set(part(at), load(get(query), 16 * at))),
      ...set(end, add(get(out), multiply(get(count), constant(4)))),
      ...repeatWhileLess(get(out), get(end), [
        ...set(
          sum,
          range(HEAD - 1).reduce<Code>((total, at) => addFloat(total, times(at + 1)), times(0)),
        ),
        ...set(sum, addFloat(get(sum), pick(get(sum), get(sum), [2, 3, 0, 1]))),
        ...storeFirst(get(out), addFloat(get(sum), pick(get(sum), get(sum), [1, 0, 3, 2]))),
        ...advance(keys, get(stride)),
        ...advance(out, constant(PLACES)),
      ]),
    ],
  };
}

function mix(): WasmFunction {
  const [shares, values, out, count, stride, end] = range(6) as [number, number, number, number, number, number];
  const share = 6;
  const sum = (at: number) => 7 + at;
  return {
    name: 'mix',
    parameters: 5,
    locals: { i32: 1, v128: 1 + HEAD },
    body: [
      ...set(end, add(get(shares), multiply(get(count), constant(4)))),
      ...repeatWhileLess(get(shares), get(end), [
        ...set(share, loadSplat(get(shares))),
        ...range(HEAD).flatMap((at) =>
          set(sum(at), addFloat(get(sum(at)), multiplyFloat(get(share), load(get(values), 16 * at)))),
        ),
        ...advance(values, get(stride)),
        ...advance(shares, constant(4)),
      ]),
      ...range(HEAD).flatMap((at) => store(get(out), get(sum(at)), 16 * at)),
    ],
  };
}

/** Where among the packed weights of a projection the one of this input and output stands. */
export function placeOf(input: number, output: number, inputs: number): number {
  const pair = Math.floor(output / OUTPUTS) * inputs + 2 * Math.floor(input / 2);
  return OUTPUTS * pair + 2 * (output % OUTPUTS) + (input % 2);
}

/** @param inputs lengths of rows that can be projected, multiples of 16; the first is that of a token's own row */
export function compileKernels(memory: WebAssembly.Memory, inputs: readonly [number, ...number[]]): Kernels {
  const functions = [
    ...inputs.flatMap((length, at) => [
      ...range(ROWS).map((rows) => block(rows + 1, length)),
      project(length, at * (ROWS + 1)),
    ]),
    similarities(),
    mix(),
    quantize(),
    gelu(),
    normalize(inputs[0]),
  ];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble(functions)), { host: { memory } });
  const compiled = exports as Record<string, never>;
  return {
    project: Object.fromEntries(inputs.map((length) => [length, compiled[`project${length}`] as never])),
    similarities: compiled['similarities'] as never,
    mix: compiled['mix'] as never,
    quantize: compiled['quantize'] as never,
    gelu: compiled['gelu'] as never,
    normalize: compiled['normalize'] as never,
  };
}
