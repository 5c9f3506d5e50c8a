/**
 * Vectors on disk, found by the hash of their text: one file, written at its end only, a checksum on every record.
 * Nothing in it is ever needed, so damage costs time and never an answer: what does not check out counts as not there.
 * Reads and writes at once: not for the main thread. Throws what the file system throws.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

export interface VectorFile {
  /** How many vectors can be found. */
  readonly count: number;
  /** What was wrong with the file when it was opened, and what became of it. */
  readonly damage?: string;
  read(text: string): Float32Array | undefined;
  /** Survives the end of the process at any point: a torn record is dropped at the next start. */
  append(entries: readonly { readonly text: string; readonly vector: Float32Array }[]): void;
  close(): void;
}

const HEADER = Buffer.from('sentence vectors');
const KEY_BYTES = 16;
const CHECKSUM_BYTES = 4;

/**
 * @param size numbers in a vector
 * @param most vectors; a file that holds more begins anew, because texts that nobody asks for any more never leave it
 */
export function openVectorFile(path: string, size: number, most: number): VectorFile {
  mkdirSync(dirname(path), { recursive: true });
  const recordBytes = KEY_BYTES + 4 * size + CHECKSUM_BYTES;
  const damage = repair(path, recordBytes, most);
  const file = openSync(path, 'a+');
  const places = new Map<string, number>();
  const all = readFileSync(path);
  for (let at = HEADER.length; at + recordBytes <= all.length; at += recordBytes) places.set(keyAt(all, at), at);

  return {
    get count() {
      return places.size;
    },
    ...(damage === undefined ? {} : { damage }),
    read(text) {
      const key = keyOf(text);
      const at = places.get(key.toString('latin1'));
      if (at === undefined) return undefined;
      const record = Buffer.alloc(recordBytes);
      readSync(file, record, 0, recordBytes, at);
      // Another process may have written to the same place, or something else to the file, since it was opened.
      if (!checksOut(record) || !record.subarray(0, KEY_BYTES).equals(key)) return undefined;
      return new Float32Array(Uint8Array.from(record.subarray(KEY_BYTES, -CHECKSUM_BYTES)).buffer);
    },
    append(entries) {
      const records = entries.map(({ text, vector }) => recordOf(keyOf(text), vector));
      writeSync(file, Buffer.concat(records));
      const start = fstatSync(file).size - entries.length * recordBytes;
      for (const [nth, record] of records.entries()) places.set(keyAt(record, 0), start + nth * recordBytes);
    },
    close: () => closeSync(file),
  };
}

/** Leaves a file of whole, right records behind. */
function repair(path: string, recordBytes: number, most: number): string | undefined {
  let all: Buffer;
  try {
    all = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    writeFileSync(path, HEADER);
    return undefined;
  }
  const places: number[] = [];
  const readable = all.subarray(0, HEADER.length).equals(HEADER);
  if (readable) for (let at = HEADER.length; at < all.length; at += recordBytes) places.push(at);
  const good = places.filter((at) => checksOut(all.subarray(at, at + recordBytes)));
  if (readable && good.length === places.length && good.length <= most) return undefined;
  const kept = good.length <= most ? good : [];
  // Under another name first: a crash in between leaves the old file, which is repaired again.
  writeFileSync(`${path}.new`, Buffer.concat([HEADER, ...kept.map((at) => all.subarray(at, at + recordBytes))]));
  renameSync(`${path}.new`, path);
  if (!readable) return `${path} was no vector file and was begun anew`;
  if (kept.length < good.length) return `${path} held more than ${most} vectors and was begun anew`;
  return `${path} was damaged: ${places.length - good.length} of ${places.length} vectors were dropped`;
}

function keyOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, KEY_BYTES);
}

function keyAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + KEY_BYTES);
}

function recordOf(key: Buffer, vector: Float32Array): Buffer {
  const body = Buffer.concat([key, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

function checksOut(record: Buffer): boolean {
  const end = record.length - CHECKSUM_BYTES;
  return end > KEY_BYTES && record.readUInt32LE(end) === crc32(record.subarray(0, end));
}
