/**
 * Lines of an export, read by their bytes. Only a line feed ends a line: JSON keeps U+2028 and U+2029 as they are, and
 * what splits lines for people (node:readline does, seen 2026-11-21) would cut a customer's words in two.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { isObject, type Json, type JsonObject } from '../domain/json.ts';

export interface Line {
  /** Undefined for what is no JSON object. */
  readonly json: JsonObject | undefined;
  /** As it stands in the line, and as it must be after the lines before it; meaningless when reading began further down. */
  readonly sum: string | undefined;
  readonly expectedSum: string;
  /** From 1, where reading began. */
  readonly number: number;
  /** Byte after its line feed. */
  readonly end: number;
}

const CHUNK_BYTES = 256 * 1_024;
const LINE_FEED = 10;
const SUM = /,"sum":"([0-9a-f]{16})"\}$/u;

/** The sum of a line, given that of the line before and the JSON text of the object. */
export function sumOf(before: string, text: string): string {
  return createHash('sha256').update(before).update(text).digest('hex').slice(0, 16);
}

/** The JSON text of a not empty object, with its sum as the last field. */
export function signed(text: string, sum: string): string {
  return `${text.slice(0, -1)},"sum":"${sum}"}`;
}

/** Lines from a byte on; a last line without its line feed was cut off and is none. */
export async function* linesOf(file: FileHandle, start = 0): AsyncGenerator<Line, void> {
  let before = '';
  let number = 0;
  let end = start;
  for await (const bytes of rawLines(file, start)) {
    const text = bytes.toString();
    const sum = SUM.exec(text)?.[1];
    const unsigned = sum === undefined ? text : text.replace(SUM, '}');
    const expectedSum = sumOf(before, unsigned);
    end += bytes.length + 1;
    yield { json: parsed(unsigned), sum, expectedSum, number: ++number, end };
    before = expectedSum;
  }
}

async function* rawLines(file: FileHandle, start: number): AsyncGenerator<Buffer, void> {
  const pieces: Buffer[] = [];
  for (let position = start; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    let from = 0;
    for (let at = buffer.indexOf(LINE_FEED); at >= 0 && at < bytesRead; at = buffer.indexOf(LINE_FEED, from)) {
      yield Buffer.concat([...pieces.splice(0), buffer.subarray(from, at)]);
      from = at + 1;
    }
    pieces.push(buffer.subarray(from, bytesRead));
  }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
