/**
 * Text from bytes: UTF-8 when they are that, whatever a server says; else as the byte-order mark, the server or the page
 * itself names it. Never guessed: a wrong guess would put wrong letters into an answer.
 */

const NAMED_IN_PAGE = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)/iu;
/** Where a page may name its encoding. In bytes. */
const HEAD = 4_000;

/** Undefined for what is no text, or text in an encoding that nobody names. */
export function decodedText(bytes: Uint8Array, mediaType = ''): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return read('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return read('utf-16be', bytes);
  const plain = read('utf-8', bytes);
  if (plain !== undefined) return plain;
  const named = /charset\s*=\s*"?([\w-]+)/iu.exec(mediaType)?.[1];
  const inPage = NAMED_IN_PAGE.exec(new TextDecoder('latin1').decode(bytes.subarray(0, HEAD)))?.[1];
  for (const label of [named, inPage]) {
    const text = label === undefined || /^utf-?8$/iu.test(label) ? undefined : read(label, bytes);
    if (text !== undefined) return text;
  }
  return undefined;
}

function read(label: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes).replace(/\r\n?/gu, '\n');
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined; // bytes that are not, or an encoding nobody knows
  }
}
