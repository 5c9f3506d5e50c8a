/**
 * Reads the weights as TensorFlow.js ships them (one byte a number, one scale a tensor) into the form the kernels want.
 * Each file is hashed while it is read and only what was hashed is used, so an altered file never gets through.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from './kernels.ts';
import { altered, FILES, type WeightsFile } from './weights-package.ts';

/** `number = byte * scale + min`. */
interface Quantization {
  readonly scale: number;
  readonly min: number;
}

/** One byte a number: the row of each token, one after the other. */
export interface ByteTable extends Quantization {
  readonly bytes: Uint8Array;
}

/** `weight = number * scale + shift`. */
export interface Projection {
  /** Where in the memory its signed bytes stand, in the order that `placeOf` in kernels.ts says. */
  readonly at: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly scale: number;
  readonly shift: number;
  /** The largest sum of absolute numbers in a row: what keeps whole-number products from overflowing. */
  readonly heaviestRow: number;
}

export interface Weights {
  readonly words: ByteTable;
  readonly positions: ByteTable;
  readonly projection: (name: string) => Projection;
  readonly vector: (name: string) => Float32Array;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: Quantization;
}

const NAME = /^StatefulPartitionedCall\/model\/tf_bert_model\/bert\/|\/ReadVariableOp$|\/Tensordot(?=\/)|\/batchnorm/g;
/** The embedding tables lost their names on the way to TensorFlow.js. */
const TABLES: Readonly<Record<string, string>> = { unknown: 'words', unknown_0: 'positions', unknown_1: 'types' };
/** From unsigned to signed bytes. */
const MIDDLE = 128;

/**
 * @param memory where projections go, from `from` on
 * @returns what is needed to understand a sentence, or why it is not there
 */
export function readWeights(
  folder: string,
  memory: WebAssembly.Memory,
  from: number,
): { weights: Weights; end: number } | { absent: string } {
  const layout = readChecked(folder, FILES.layout);
  if ('absent' in layout) return layout;
  const tensors = (JSON.parse(layout.text) as { weightsManifest: { weights: Tensor[] }[] }).weightsManifest.flatMap(
    ({ weights }) => weights,
  );
  const tables = new Map<string, ByteTable>();
  const projections = new Map<string, Projection>();
  const vectors = new Map<string, Float32Array>();
  const hash = createHash('sha256');
  const file = openSync(join(folder, FILES.weights.path), 'r');
  let end = from;
  try {
    for (const { name, shape, quantization } of tensors) {
      const count = shape.reduce((product, length) => product * length, 1);
      const bytes = new Uint8Array(count * (quantization ? 1 : 4));
      if (bytes.length > 0 && readSync(file, bytes) !== bytes.length) break; // the hash tells
      hash.update(bytes);
      const short = TABLES[name] ?? name.replaceAll(NAME, '');
      if (!quantization || shape.length === 0) continue;
      if (name in TABLES) tables.set(short, { bytes, ...quantization });
      else if (shape.length === 1) vectors.set(short, floats(bytes, quantization));
      else {
        const projection = pack(bytes, shape[0] ?? 0, shape[1] ?? 0, quantization, new Int8Array(memory.buffer), end);
        projections.set(short, projection);
        end += count;
      }
    }
  } finally {
    closeSync(file);
  }
  const sha256 = hash.digest('hex');
  if (sha256 !== FILES.weights.sha256) return altered(folder, FILES.weights, sha256);
  const types = named(tables, 'types');
  return {
    end,
    weights: {
      words: named(tables, 'words'),
      positions: named(tables, 'positions'),
      projection: (name) => named(projections, name),
      vector: (name) => (name === 'types' ? floats(types.bytes, types) : named(vectors, name)),
    },
  };
}

/** A small file whose contents are what they should be. */
export function readChecked(folder: string, file: WeightsFile): { text: string } | { absent: string } {
  const bytes = readFileSync(join(folder, file.path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return sha256 === file.sha256 ? { text: bytes.toString('utf8') } : altered(folder, file, sha256);
}

function floats(bytes: Uint8Array, { scale, min }: Quantization): Float32Array {
  return Float32Array.from(bytes, (byte) => byte * scale + min);
}

/** In the order in which the kernels read them. */
function pack(
  bytes: Uint8Array,
  inputs: number,
  outputs: number,
  { scale, min }: Quantization,
  memory: Int8Array,
  at: number,
): Projection {
  const weights = new Int32Array(outputs);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const number = (bytes[input * outputs + output] as number) - MIDDLE;
      memory[at + placeOf(input, output, inputs)] = number;
      weights[output] = (weights[output] as number) + Math.abs(number);
    }
  }
  return { at, inputs, outputs, scale, shift: min + MIDDLE * scale, heaviestRow: Math.max(...weights) };
}

function named<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined)
    throw new Error(`the weights have no tensor "${name}"; the layout file names the ones there are`);
  return found;
}
