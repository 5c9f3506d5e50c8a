/**
 * Fetches a page for the importer and nothing that is not on the public internet: the address is judged when the
 * connection is made, redirects included, so that no name can lead into the shop's own network.
 */
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { MAX_DOCUMENT_BYTES } from '../documents.ts';
import type { Original } from './to-markdown.ts';

const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 3;

export type Fetched =
  | { readonly kind: 'done'; readonly original: Original }
  | { readonly kind: 'refused'; readonly why: string };

/** `isAllowed`: which addresses may be spoken to; public ones when absent. */
export async function fetchPublic(
  address: string,
  { isAllowed = isPublic }: { isAllowed?: (ip: string) => boolean } = {},
): Promise<Fetched> {
  let url = address;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const fetched = await fetchOnce(url, isAllowed);
    if (!('to' in fetched)) return fetched;
    url = fetched.to;
  }
  return refused(`expected at most ${MAX_REDIRECTS} redirects, got more`);
}

function fetchOnce(address: string, isAllowed: (ip: string) => boolean): Promise<Fetched | { readonly to: string }> {
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
              ? `expected an answer within ${TIMEOUT_MS / 1000} seconds, got none`
              : `expected an answer, got ${error.message}`,
        ),
      );
    const headers = {
      accept: 'text/html, text/markdown, text/plain, application/pdf, text/csv',
      'user-agent': 'frontdesk-import',
    };
    const sent = request(
      url,
      { lookup: judged, headers, signal: AbortSignal.timeout(TIMEOUT_MS), agent: false },
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
          return resolve(refused(`expected the page, got status ${statusCode}`));
        }
        const pieces: Uint8Array[] = [];
        let size = 0;
        response.on('data', (piece: Uint8Array) => {
          size += piece.length;
          pieces.push(piece);
          if (size <= MAX_DOCUMENT_BYTES) return;
          response.destroy();
          resolve(refused(`expected at most ${MAX_DOCUMENT_BYTES / 1_000_000} MB, got more`));
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            kind: 'done',
            original: {
              name: url.pathname,
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

/** Unicast on the internet; an IPv4 address inside an IPv6 one is judged as what it is. */
export function isPublic(ip: string): boolean {
  return ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'unicast';
}

function refused(why: string): { kind: 'refused'; why: string } {
  return { kind: 'refused', why };
}
