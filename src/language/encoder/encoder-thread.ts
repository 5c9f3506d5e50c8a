/**
 * The thread that encodes: everything that takes time or waits for a disk happens here and never on the main thread.
 * Whatever goes wrong becomes a message; the thread itself stays.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createNetwork, MOST_TOKENS, type Network } from './network.ts';
import { type EncodeRequest, type FromThread, type ThreadData, VECTOR_SIZE } from './thread-messages.ts';
import { openVectorFile, type VectorFile } from './vector-file.ts';
import { readChecked } from './weights.ts';
import { FILES } from './weights-package.ts';
import { createWordPieces, type WordPieces } from './word-pieces.ts';

/** Some 120 MB: the examples of a business and ten thousand passages. */
const MOST_KEPT = 80_000;
const WARM_UP = 12;

const port = parentPort;
if (!port) throw new Error('encoder-thread.ts is started by encoder.ts as a worker thread, not by itself');
const { weightsFolder, vectorFile } = workerData as ThreadData;
const say = (message: FromThread, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer);

interface Parts {
  readonly network: Network;
  readonly pieces: WordPieces;
}

function start(): Parts | { absent: string } {
  try {
    const vocabulary = readChecked(weightsFolder, FILES.vocabulary);
    if ('absent' in vocabulary) return vocabulary;
    const network = createNetwork(weightsFolder);
    if ('absent' in network) return network;
    return { network, pieces: createWordPieces(vocabulary.text) };
  } catch (error) {
    return { absent: `the sentence encoder did not start with ${weightsFolder}: ${messageOf(error)}` };
  }
}

function openKept(): { file?: VectorFile; notice?: string } {
  try {
    const file = openVectorFile(vectorFile, VECTOR_SIZE, MOST_KEPT);
    return file.damage === undefined ? { file } : { file, notice: `${file.damage}; they are made again when needed` };
  } catch (error) {
    return { notice: notKept(error) };
  }
}

const notKept = (error: unknown) => `vectors are not kept between starts: ${messageOf(error)}; is the folder writable?`;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const parts = start();
if ('absent' in parts) {
  say({ kind: 'absent', why: parts.absent });
} else {
  const { network, pieces } = parts;
  let { file: kept, notice } = openKept();

  const encode = (texts: readonly string[]) =>
    network.vectorsOf(texts.map((text) => pieces.tokensOf(text, MOST_TOKENS)));

  const encodeKept = (texts: readonly string[], file: VectorFile): Float32Array<ArrayBuffer> => {
    const found = texts.map((text) => file.read(text));
    const missing = [...new Set(texts.filter((_, at) => !found[at]))];
    const made = encode(missing);
    const vectorOf = new Map(
      missing.map((text, at) => [text, made.subarray(at * VECTOR_SIZE, (at + 1) * VECTOR_SIZE)]),
    );
    if (missing.length > 0) file.append([...vectorOf].map(([text, vector]) => ({ text, vector })));
    const vectors = new Float32Array(texts.length * VECTOR_SIZE);
    for (const [at, text] of texts.entries()) vectors.set(found[at] ?? vectorOf.get(text) ?? [], at * VECTOR_SIZE);
    return vectors;
  };

  const answer = ({ texts, keep }: EncodeRequest): Float32Array<ArrayBuffer> => {
    if (!keep || !kept) return encode(texts);
    try {
      return encodeKept(texts, kept);
    } catch (error) {
      kept = undefined;
      notice = notKept(error);
      return encode(texts);
    }
  };

  const withNotice = () => {
    const said = notice === undefined ? {} : { notice };
    notice = undefined;
    return said;
  };

  port.on('message', (request: EncodeRequest) => {
    try {
      const vectors = answer(request);
      say({ kind: 'encoded', vectors, ...withNotice() }, [vectors.buffer]);
    } catch (error) {
      say({ kind: 'failed', why: messageOf(error) });
    }
  });
  say({ kind: 'ready', ...withNotice() });
  warmUp(encode, WARM_UP);
}

/** Code gets fast with use: better now than with the first customer, who may nevertheless come in between. */
function warmUp(encode: (texts: readonly string[]) => unknown, times: number): void {
  encode(['When is the shop open and what does it cost?']);
  if (times > 1) setImmediate(warmUp, encode, times - 1);
}
