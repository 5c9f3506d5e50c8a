/**
 * Of very many vectors, those that may be near a question, at a glance: the fewer signs of their numbers differ, the nearer
 * they lie. All of them are gone through for every question, so this is in WebAssembly with 128-bit vectors.
 */
import {
  addBytes,
  addPairsOfBytes,
  addWhole,
  advance,
  assemble,
  bitsInBytes,
  type Code,
  constant,
  differing,
  dotPairs,
  get,
  load,
  pick,
  range,
  repeatWhileLess,
  set,
  storeFirst,
  type WasmFunction,
  wholes16,
} from '../wasm-module.ts';
import { inPieces } from './in-pieces.ts';

/** In how many signs a question differs from each vector. The answer is good until the next question. */
export type SignDistances = (question: Float32Array) => Int32Array;

const LANE = 128;
const PAGE = 65_536;

/** @param vectors one after the other, `size` numbers each */
export async function signDistances(vectors: Float32Array, size: number): Promise<SignDistances> {
  const lanes = Math.ceil(size / LANE);
  const rowBytes = (lanes * LANE) / 8;
  const count = vectors.length / size;
  const [signs, out] = [rowBytes, rowBytes * (count + 1)];
  const memory = new WebAssembly.Memory({ initial: Math.ceil((out + 4 * count) / PAGE) });
  const module = new WebAssembly.Module(assemble([distances(lanes)]));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const run = exports['distances'] as (signs: number, end: number, out: number) => void;
  const bits = new Uint32Array(memory.buffer);
  const write = (vector: Float32Array, at: number) => {
    bits.fill(0, at / 4, (at + rowBytes) / 4);
    for (let i = 0; i < size; i++) {
      const word = at / 4 + (i >>> 5);
      if ((vector[i] as number) > 0) bits[word] = (bits[word] as number) | (1 << (i & 31));
    }
  };
  await inPieces(range(count), (row) => write(vectors.subarray(row * size, (row + 1) * size), signs + row * rowBytes));
  const answer = new Int32Array(memory.buffer, out, count);
  return (question) => {
    write(question, 0);
    run(signs, signs + count * rowBytes, out);
    return answer;
  };
}

/** The question's signs stand at the beginning of the memory. */
function distances(lanes: number): WasmFunction {
  const [signs, end, out, sum] = [0, 1, 2, 3];
  const own = (lane: number) => 4 + lane;
  const bits = range(lanes).map((lane) => bitsInBytes(differing(get(own(lane)), load(get(signs), 16 * lane))));
  return {
    name: 'distances',
    parameters: 3,
    locals: { i32: 0, v128: 1 + lanes },
    body: [
      ...range(lanes).flatMap((lane) => set(own(lane), load(constant(0), 16 * lane))),
      ...repeatWhileLess(get(signs), get(end), [
        // A byte holds the bits of 31 lanes; no sentence vector is that long.
        ...set(
          sum,
          dotPairs(
            addPairsOfBytes(bits.reduce<Code>((all, more) => (all.length === 0 ? more : addBytes(all, more)), [])),
            wholes16(1),
          ),
        ),
        ...set(sum, addWhole(get(sum), pick(get(sum), get(sum), [2, 3, 0, 1]))),
        ...storeFirst(get(out), addWhole(get(sum), pick(get(sum), get(sum), [1, 0, 3, 2]))),
        ...advance(signs, constant(16 * lanes)),
        ...advance(out, constant(4)),
      ]),
    ],
  };
}
