/**
 * Writes WebAssembly modules byte by byte, just as much of the format as the inner loops of this program need. A kernel written this way can
 * be read and changed here, without a compiler and without a binary file that nobody can check.
 * Opcodes: WebAssembly Core Specification 2.0 (2022), sections 5.4 and 5.5.
 */

export type Code = readonly number[];

/** Takes whole numbers and gives nothing back. */
export interface WasmFunction {
  /** Exported under this name. */
  readonly name: string;
  readonly parameters: number;
  /** Numbered after the parameters: first the whole numbers, then the vectors. */
  readonly locals: { readonly i32: number; readonly v128: number };
  readonly body: Code;
}

const I32 = 0x7f;
const V128 = 0x7b;
const END = 0x0b;
const EMPTY = 0x40;

export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  return [...bytes, rest & 0x7f];
}

export const range = (length: number) => Array.from({ length }, (_, at) => at);

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const subtract = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
export const multiply = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
/** Adds to a local in place. */
export const advance = (local: number, by: Code): Code => set(local, add(get(local), by));
export const call = (index: number, values: readonly Code[]): Code => [...values.flat(), 0x10, ...unsigned(index)];
/** Runs `body` once and then again while `a < b`. */
export const repeatWhileLess = (a: Code, b: Code, body: Code): Code => [
  0x03,
  EMPTY,
  ...body,
  ...a,
  ...b,
  0x48, // i32.lt_s
  0x0d, // br_if
  0,
  END,
];
/** Runs `body` as long as `a <= b`. */
export const whileAtMost = (a: Code, b: Code, body: Code): Code => [
  ...[0x03, EMPTY, ...a, ...b, 0x4c, 0x04, EMPTY], // loop, i32.le_s, if
  ...[...body, 0x0c, 1, END, END], // br to the loop
];
export const whenEqual = (a: Code, b: Code, body: Code): Code => [...a, ...b, 0x46, 0x04, EMPTY, ...body, END];

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
/** `align` is the power of two that the address is a multiple of. */
const access = (opcode: number, align: number, offset: number): Code => [...vector(opcode), align, ...unsigned(offset)];
export const load = (at: Code, offset = 0): Code => [...at, ...access(0x00, 2, offset)];
/** Eight signed bytes as eight 16-bit numbers. */
export const loadBytes = (at: Code, offset = 0): Code => [...at, ...access(0x01, 3, offset)];
/** One 32-bit number in all four places. */
export const loadSplat = (at: Code, offset = 0): Code => [...at, ...access(0x09, 2, offset)];
export const store = (at: Code, value: Code, offset = 0): Code => [...at, ...value, ...access(0x0b, 2, offset)];
export const storeFirst = (at: Code, value: Code, offset = 0): Code => [...at, ...value, ...access(0x5a, 2, offset), 0];
/** Picks four 32-bit places out of eight: 0 to 3 from `a`, 4 to 7 from `b`. */
export const pick = (a: Code, b: Code, places: readonly number[]): Code => [
  ...a,
  ...b,
  ...vector(0x0d),
  ...places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)),
];
export const addWhole = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xae)];
/** Products of eight pairs of 16-bit numbers, neighbours added: four 32-bit numbers. */
export const dotPairs = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xba)];
export const toFloat = (a: Code): Code => [...a, ...vector(0xfa)];
/** The bits that differ. */
export const differing = (a: Code, b: Code): Code => [...a, ...b, ...vector(0x51)];
/** How many bits are set in each of the 16 bytes. */
export const bitsInBytes = (a: Code): Code => [...a, ...vector(0x62)];
export const addBytes = (a: Code, b: Code): Code => [...a, ...b, ...vector(0x6e)];
/** Neighbouring bytes added: eight 16-bit numbers. */
export const addPairsOfBytes = (a: Code): Code => [...a, ...vector(0x7d)];
/** Rounded to the nearest whole number. */
export const toWhole = (a: Code): Code => [...a, ...vector(0x6a), ...vector(0xf8)];
/** Eight 32-bit numbers as 16-bit ones; what does not fit becomes the nearest that does. */
export const narrow = (a: Code, b: Code): Code => [...a, ...b, ...vector(0x85)];
export const addFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe4)];
export const subtractFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe5)];
export const rootFloat = (a: Code): Code => [...a, ...vector(0xe3)];
export const multiplyFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe6)];
export const divideFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe7)];
export const leastFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe8)];
export const mostFloat = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe9)];
export const sizeFloat = (a: Code): Code => [...a, ...vector(0xe0)];
/** Joins all four places: the result stands in each of them. */
export const across = (local: number, join: (a: Code, b: Code) => Code): Code => [
  ...set(local, join(get(local), pick(get(local), get(local), [2, 3, 0, 1]))),
  ...set(local, join(get(local), pick(get(local), get(local), [1, 0, 3, 2]))),
];
/** A constant in all places. */
export const floats = (value: number): Code => [
  ...vector(0x0c),
  ...range(4).flatMap(() => [...new Uint8Array(Float32Array.of(value).buffer)]),
];
export const wholes16 = (value: number): Code => [
  ...vector(0x0c),
  ...range(8).flatMap(() => [...new Uint8Array(Int16Array.of(value).buffer)]),
];

const counted = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(counted(items))];
const named = (text: string): Code => sized([...Buffer.from(text)]);

/** A module that works in the memory it imports as `host.memory`; functions call each other by their place in the list. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map(({ parameters }) => [0x60, ...counted(Array.from({ length: parameters }, () => [I32])), 0]),
    ),
    ...section(2, [[...named('host'), ...named('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, at) => unsigned(at)),
    ),
    ...section(
      7,
      functions.map(({ name }, at) => [...named(name), 0, ...unsigned(at)]),
    ),
    ...section(
      10,
      functions.map(({ locals, body }) =>
        sized([
          ...counted([
            [...unsigned(locals.i32), I32],
            [...unsigned(locals.v128), V128],
          ]),
          ...body,
          END,
        ]),
      ),
    ),
  ]);
}
