/** What a file is, by what it holds rather than by its name or what a server calls it. Pure. */

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As the server called it, when it came from one. */
  readonly mediaType?: string;
}

export type FileKind = 'pdf' | 'docx' | 'html' | 'csv' | 'text';

/** `why`: what to do with a file of a kind that is not read, as one sentence. */
export function kindOf({ name, bytes, mediaType = '' }: NamedBytes): FileKind | { readonly why: string } {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_000)).replace(/^ï»¿/u, '').trimStart();
  const ending = /\.([a-z\d]+)(?:[?#].*)?$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.startsWith('PK')) return ending === 'docx' ? 'docx' : ofPackage(bytes);
  if (start.startsWith('ÐÏ\u0011à'))
    return { why: 'expected a document that is not in the old Office format; open it and save it as .docx or CSV' };
  if (/^(?:ÿØÿ|\u0089PNG|GIF8|RIFF.{4}WEBP)/su.test(start))
    return { why: 'expected text, got a picture; type what it says, or run text recognition first' };
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype html|<html)/iu.test(start)) return 'html';
  if (ending === 'pdf' || ending === 'docx')
    return { why: `expected a ${ending.toUpperCase()} file, got something else under its name` };
  if (ending === 'csv' || ending === 'tsv' || /csv|tab-separated/u.test(mediaType)) return 'csv';
  if (/^html?$/u.test(ending) || /html/u.test(mediaType)) return 'html';
  if (/^(?:md|markdown|txt)$/u.test(ending) || /^text\/(?:plain|markdown)/u.test(mediaType)) return 'text';
  return { why: `expected one of ${KNOWN_ENDINGS.join(', ')}, got ${ending || mediaType || name.split('/').at(-1)}` };
}

export const KNOWN_ENDINGS = ['md', 'markdown', 'txt', 'html', 'htm', 'pdf', 'docx', 'csv', 'tsv'] as const;

/** The names inside a package stand in it as they are. */
function ofPackage(bytes: Uint8Array): FileKind | { readonly why: string } {
  const holds = (name: string) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);
  if (holds('word/document.xml')) return 'docx';
  if (holds('xl/workbook.xml'))
    return { why: 'expected a price list as CSV, got an Excel file; save the sheet as “CSV UTF-8”' };
  if (holds('opendocument.text')) return { why: 'expected a Word document, got an OpenDocument one; save it as .docx' };
  if (holds('_chat.txt') || holds(' Chat '))
    return { why: 'expected the text file of an exported chat, got the ZIP it came in; unpack it first' };
  return { why: `expected one of ${KNOWN_ENDINGS.join(', ')}, got a ZIP` };
}
