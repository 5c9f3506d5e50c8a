/**
 * The network: BERT with 6 layers of 384 numbers and 12 heads, then the mean over all tokens, length 1. Several texts go
 * through at once, their tokens in one long list, because the weights then come from memory only once; what is said of
 * one text never depends on the others.
 */
import { compileKernels } from './kernels.ts';
import { mostOf, softmaxRow } from './rows.ts';
import { VECTOR_SIZE } from './thread-messages.ts';
import { type ByteTable, type Projection, readWeights } from './weights.ts';

/** The model's limit (sentence_bert_config.json, max_seq_length); its position table has room for 512. */
export const MOST_TOKENS = 256;

export interface Network {
  /** One vector after the other, `VECTOR_SIZE` numbers each. @param texts 1 to `MOST_TOKENS` tokens each */
  vectorsOf(texts: readonly (readonly number[])[]): Float32Array<ArrayBuffer>;
}

const LAYERS = 6;
const HEADS = 12;
const HEAD_SIZE = VECTOR_SIZE / HEADS;
const INNER_SIZE = 1536;
/** Tokens that go through at once. */
const ROWS = MOST_TOKENS;
const PAGE = 65_536;
const WEIGHTS_BYTES = LAYERS * (4 * VECTOR_SIZE ** 2 + 2 * VECTOR_SIZE * INNER_SIZE);

interface Layer {
  readonly query: Dense;
  readonly key: Dense;
  readonly value: Dense;
  readonly attended: Dense;
  readonly afterAttention: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
  readonly afterInner: Norm;
}

interface Dense extends Projection {
  readonly biases: number;
}

/** Where in the memory they stand. */
interface Norm {
  readonly gain: number;
  readonly bias: number;
}

/** Takes some tenths of a second and reads files: not for the main thread. */
export function createNetwork(folder: string): Network | { absent: string } {
  const bytesOfRows = ROWS * (2 * INNER_SIZE + 4 * (6 * VECTOR_SIZE + INNER_SIZE + 2 + 2 + 1));
  const bytesOfBiases = 4 * (LAYERS * (9 * VECTOR_SIZE + INNER_SIZE) + 2 * VECTOR_SIZE);
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((WEIGHTS_BYTES + bytesOfRows + bytesOfBiases) / PAGE) + 1,
  });
  const read = readWeights(folder, memory, 0);
  if ('absent' in read) return read;
  const { weights } = read;
  const kernels = compileKernels(memory, [VECTOR_SIZE, INNER_SIZE]);
  const floats = new Float32Array(memory.buffer);
  const wholes = new Int32Array(memory.buffer);

  let free = Math.ceil(read.end / 16) * 16;
  const reserve = (bytes: number) => {
    const at = free;
    free += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const keep = (numbers: Float32Array) => {
    const at = reserve(4 * numbers.length);
    floats.set(numbers, at / 4);
    return at;
  };
  const norm = (name: string): Norm => ({
    gain: keep(weights.vector(`${name}/LayerNorm/mul`)),
    bias: keep(weights.vector(`${name}/LayerNorm`)),
  });
  const dense = (name: string): Dense => {
    return { ...weights.projection(name), biases: keep(weights.vector(`${name}/BiasAdd`)) };
  };
  const layers = Array.from({ length: LAYERS }, (_, at): Layer => {
    const name = `encoder/layer_._${at}`;
    return {
      query: dense(`${name}/attention/self/query`),
      key: dense(`${name}/attention/self/key`),
      value: dense(`${name}/attention/self/value`),
      attended: dense(`${name}/attention/output/dense`),
      afterAttention: norm(`${name}/attention/output`),
      inner: dense(`${name}/intermediate/dense`),
      outer: dense(`${name}/output/dense`),
      afterInner: norm(`${name}/output`),
    };
  });
  const embedded = norm('embeddings');
  const types = weights.vector('types');
  const { bytes: places, scale: placeScale, min: placeMin } = weights.positions;
  const positions = Float32Array.from(
    { length: MOST_TOKENS * VECTOR_SIZE },
    (_, at) => (places[at] as number) * placeScale + placeMin + (types[at % VECTOR_SIZE] as number),
  );

  const rowBytes = 4 * VECTOR_SIZE;
  const [state, query, key, value, mixed, result] = Array.from({ length: 6 }, () => reserve(ROWS * rowBytes)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const inner = reserve(ROWS * 4 * INNER_SIZE);
  const quantized = reserve(ROWS * 2 * INNER_SIZE);
  const scales = reserve(ROWS * 8);
  const scores = reserve(ROWS * 4);
  const notes = reserve(ROWS * 8);
  const most = reserve(4);

  /** Multiplies the same rows with one or more projections. */
  function project(from: number, rows: number, to: readonly (readonly [Dense, number])[]): void {
    const inputs = to[0]?.[0].inputs ?? 0;
    floats[most / 4] = mostOf(Math.max(...to.map(([{ heaviestRow }]) => heaviestRow)));
    kernels.quantize(from, from + 4 * rows * inputs, 4 * inputs, quantized, most, notes);
    for (const [dense, out] of to) {
      for (let row = 0; row < rows; row++) {
        const step = floats[notes / 4 + 2 * row] as number;
        floats[scales / 4 + 2 * row] = step * dense.scale;
        floats[scales / 4 + 2 * row + 1] = step * (wholes[notes / 4 + 2 * row + 1] as number) * dense.shift;
      }
      kernels.project[inputs]?.(quantized, dense.at, out, rows, dense.outputs, scales, dense.biases);
    }
  }

  /** Every token of a text looks at all tokens of the same text. */
  function attend(start: number, length: number): void {
    for (let head = 0; head < HEADS; head++) {
      const first = start * rowBytes + 4 * head * HEAD_SIZE;
      for (let token = 0; token < length; token++) {
        const own = first + token * rowBytes;
        kernels.similarities(query + own, key + first, scores, length, rowBytes);
        softmaxRow(floats, scores / 4, length, 1 / Math.sqrt(HEAD_SIZE));
        kernels.mix(scores, value + first, mixed + own, length, rowBytes);
      }
    }
  }

  /** Adds what a layer found to what it was given. */
  function addAndNormalize(rows: number, { gain, bias }: Norm): void {
    kernels.normalize(state, state + rows * rowBytes, result, gain, bias);
  }

  function embed(texts: readonly (readonly number[])[]): void {
    let row = 0;
    for (const tokens of texts) {
      for (const [position, token] of tokens.entries()) {
        unpack(weights.words, token, state / 4 + row * VECTOR_SIZE);
        const place = position * VECTOR_SIZE;
        floats.set(positions.subarray(place, place + VECTOR_SIZE), result / 4 + row * VECTOR_SIZE);
        row += 1;
      }
    }
    addAndNormalize(row, embedded);
  }

  function unpack({ bytes, scale, min }: ByteTable, row: number, to: number): void {
    const from = row * VECTOR_SIZE;
    for (let i = 0; i < VECTOR_SIZE; i++) floats[to + i] = (bytes[from + i] as number) * scale + min;
  }

  function pass(texts: readonly (readonly number[])[], vectors: Float32Array, at: number): void {
    const rows = texts.reduce((sum, tokens) => sum + tokens.length, 0);
    embed(texts);
    for (const layer of layers) {
      project(state, rows, [
        [layer.query, query],
        [layer.key, key],
        [layer.value, value],
      ]);
      let start = 0;
      for (const { length } of texts) {
        attend(start, length);
        start += length;
      }
      project(mixed, rows, [[layer.attended, result]]);
      addAndNormalize(rows, layer.afterAttention);
      project(state, rows, [[layer.inner, inner]]);
      kernels.gelu(inner, inner + 4 * rows * INNER_SIZE);
      project(inner, rows, [[layer.outer, result]]);
      addAndNormalize(rows, layer.afterInner);
    }
    let row = 0;
    for (const [nth, { length }] of texts.entries()) {
      const vector = vectors.subarray(at + nth * VECTOR_SIZE, at + (nth + 1) * VECTOR_SIZE);
      for (const end = row + length; row < end; row++) {
        for (let i = 0; i < VECTOR_SIZE; i++)
          vector[i] = (vector[i] as number) + (floats[state / 4 + row * VECTOR_SIZE + i] as number);
      }
      const size = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0)) || 1;
      for (let i = 0; i < VECTOR_SIZE; i++) vector[i] = (vector[i] as number) / size;
    }
  }

  return {
    vectorsOf(texts) {
      const vectors = new Float32Array(texts.length * VECTOR_SIZE);
      for (let start = 0; start < texts.length; ) {
        let end = start;
        for (let rows = 0; end < texts.length; end++) {
          rows += texts[end]?.length ?? 0;
          if (rows > ROWS) break;
        }
        pass(texts.slice(start, end), vectors, start * VECTOR_SIZE);
        start = end;
      }
      return vectors;
    },
  };
}
