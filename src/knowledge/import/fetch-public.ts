/**
 * Fetches a page for the importer and nothing that is not on the public internet: the address is judged when the
 * connection is made, redirects included, so that no name can lead into the shop's own network.
 */
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import ipaddr from 'ipaddr.js';
import { MAX_DOCUMENT_BYTES } from '../documents.ts';
import type { Original } from './to-markdown.ts';

const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 3;

export type Fetched =
  | { readonly kind: 'done'; readonly original: Original }
  | { readonly kind: 'refused'; readonly why: string };

export interface FetchOptions {
  /** Which addresses may be spoken to; public ones when absent. */
  readonly isAllowed?: (ip: string) => boolean;
  readonly timeoutMs?: number;
}

export async function fetchPublic(
  address: string,
  { isAllowed = isPublic, timeoutMs = TIMEOUT_MS }: FetchOptions = {},
): Promise<Fetched> {
  let url = address;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const fetched = await fetchOnce(url, isAllowed, timeoutMs);
    if (!('to' in fetched)) return fetched;
    url = fetched.to;
  }
  return refused(`expected at most ${MAX_REDIRECTS} redirects, got more`);
}

function fetchOnce(
  address: string,
  isAllowed: (ip: string) => boolean,
  timeoutMs: number,
): Promise<Fetched | { readonly to: string }> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/u.test(url.protocol))
    return Promise.resolve(refused('expected an address that starts with https:// or http://'));
  if (url.username || url.password) return Promise.resolve(refused('expected an address without a password in it'));
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const inside = 'expected an address on the public internet, got one of a private network';
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) && !isAllowed(host)) return Promise.resolve(refused(inside));
  const judged: LookupFunction = (name, options, answer) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '', 0);
      if (found.length === 0 || found.some((each) => !isAllowed(each.address))) return answer(new Error(inside), '', 0);
      if (options.all) return answer(null, found);
      return answer(null, found[0]?.address ?? '', found[0]?.family);
    });
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve(
        refused(
          error.message === inside
            ? inside
            : error.name === 'AbortError' || error.name === 'TimeoutError'
              ? `expected the whole page within ${timeoutMs / 1000} seconds, got less; try again, or save it and import the file`
              : `expected an answer, got ${error.message}`,
        ),
      );
    const headers = {
      accept: 'text/html, text/markdown, text/plain, application/pdf, text/csv',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'frontdesk-import',
    };
    const sent = request(
      url,
      { lookup: judged, headers, signal: AbortSignal.timeout(timeoutMs), agent: false },
      (response) => {
        const { statusCode = 0 } = response;
        const { location } = response.headers;
        if (statusCode >= 300 && statusCode < 400 && location) {
          response.destroy();
          return resolve(
            URL.canParse(location, url.href)
              ? { to: new URL(location, url.href).href }
              : refused('expected a redirect to an address, got none'),
          );
        }
        if (statusCode !== 200) {
          response.destroy();
          return resolve(refused(`expected the page, got status ${statusCode}${MEANS[statusCode] ?? ''}`));
        }
        const body = unpacked(response, response.headers['content-encoding']);
        if (!body) {
          response.destroy();
          return resolve(
            refused(`expected a page packed with gzip, deflate or br, got ${response.headers['content-encoding']}`),
          );
        }
        const pieces: Uint8Array[] = [];
        let size = 0;
        body.on('data', (piece: Uint8Array) => {
          size += piece.length;
          pieces.push(piece);
          if (size <= MAX_DOCUMENT_BYTES) return;
          response.destroy();
          body.destroy();
          resolve(refused(`expected at most ${MAX_DOCUMENT_BYTES / 1_000_000} MB, got more`));
        });
        response.on('error', fail);
        body.on('error', fail);
        body.on('end', () =>
          resolve({
            kind: 'done',
            original: {
              name: url.pathname,
              url: url.href,
              bytes: Buffer.concat(pieces),
              mediaType: response.headers['content-type'] ?? '',
            },
          }),
        );
      },
    );
    sent.on('error', fail);
    sent.end();
  });
}

const MEANS: Readonly<Record<number, string>> = {
  401: ': it asks for a login; save the page and import the file',
  403: ': it is not shown to everybody; save the page and import the file',
  404: ': there is no such page; look at the address',
  410: ': the page is gone; look at the address',
  429: ': too many were asked for; try again later',
};

/** The body as it was before it was packed for the way; what it unpacks to is counted by whoever reads it. */
function unpacked(response: Readable, encoding = 'identity'): Readable | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
    case '':
      return response;
    case 'gzip':
    case 'x-gzip':
      return response.pipe(createGunzip());
    case 'deflate':
      return response.pipe(createInflate());
    case 'br':
      return response.pipe(createBrotliDecompress());
    default:
      return undefined;
  }
}

/** Unicast on the internet; an IPv4 address inside an IPv6 one is judged as what it is. */
export function isPublic(ip: string): boolean {
  return ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'unicast';
}

function refused(why: string): { kind: 'refused'; why: string } {
  return { kind: 'refused', why };
}
