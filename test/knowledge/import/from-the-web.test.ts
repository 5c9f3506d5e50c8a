/** An owner imports pages of the shop's own website, as servers really send them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDocumentFiles } from '../../../src/knowledge/document-files.ts';
import { fetchPublic } from '../../../src/knowledge/import/fetch-public.ts';
import { importDocuments } from '../../../src/knowledge/import/import-documents.ts';
import { shop } from '../../scenarios/world.ts';
import { docx, pdf } from './small-documents.ts';

const page = (body: string, head = '<title>Dogs</title>') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const HTML = { 'content-type': 'text/html' };

const PAGES: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/moved': (response) => response.writeHead(301, { location: 'sub/then' }).end(),
  '/sub/then': (response) => response.writeHead(302, { location: '/dogs' }).end(),
  '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
  '/dogs': (response) => response.writeHead(200, HTML).end(page('<p>Dogs are welcome.</p>')),
  '/header': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=ISO-8859-1' })
      .end(latin1(page('<p>Für 5 Hunde</p>'))),
  '/meta': (response) =>
    response.writeHead(200, HTML).end(latin1(page('<p>Für 5 Hunde</p>', '<meta charset="windows-1252">'))),
  '/wrong-header': (response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(page('<p>Für 5 Hunde</p>')),
  '/unnamed': (response) => response.writeHead(200, HTML).end(latin1(page('<p>Für 5 Hunde</p>'))),
  '/gzip': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipSync(page('<p>Packed dogs.</p>'))),
  '/deflate': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'deflate' }).end(deflateSync(page('<p>Packed dogs.</p>'))),
  '/br': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'br' }).end(brotliCompressSync(page('<p>Packed dogs.</p>'))),
  '/bomb': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 'x'))),
  '/half': (response) =>
    response
      .writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
      .end(gzipSync(page('<p>Packed</p>')).subarray(0, 30)),
  '/zstd': (response) => response.writeHead(200, { ...HTML, 'content-encoding': 'zstd' }).end('x'),
  '/slow': (response) => response.writeHead(200, HTML).write('<p>Dogs'),
  '/login': (response) => response.writeHead(401).end(),
  '/large': (response) => response.writeHead(200, HTML).end('x'.repeat(6_000_000)),
  '/leaflet': (response) => response.writeHead(200, HTML).end(pdf('Dogs get a biscuit')),
  '/letter': (response) =>
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(docx('Dogs get a biscuit')),
  '/error.pdf': (response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(page('<p>Please log in.</p>')),
  '/app': (response) => response.writeHead(200, HTML).end(page('<div id="root"></div><script>draw()</script>')),
  '/nav': (response) =>
    response.writeHead(200, HTML).end(
      page(`<div class="top"><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li><li><a href="/b">Blog</a></li></ul></div>
        <div class="cookie-banner"><p>We use cookies.</p></div>
        <div><h1>Opening hours</h1><p>We open at 9. See <a href="prices.html">our prices</a>, or <a href="tel:${shop.phone.replace(/\s/gu, '')}">call</a>.</p>
        <ul><li><a href="/1">Basic wash 12.50</a></li><li><a href="/2">Full wash 19.00</a></li><li><a href="/3">Wax 5.00</a></li></ul></div>
        <div><a href="/p">Privacy</a> | <a href="/i">Imprint</a> | <a href="/j">Jobs</a></div>`),
    ),
};

let server: Server;
let at = '';
let dir = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = PAGES[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-web-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function imported(path: string, timeoutMs = 10_000): Promise<string> {
  const [one] = await importDocuments(`${at}${path}`, {
    files: createDocumentFiles({ dir }),
    business: shop,
    today: '2026-11-23',
    progress: () => undefined,
    fetch: (url) => fetchPublic(url, { isAllowed: (ip) => ip === '127.0.0.1', timeoutMs }),
  });
  if (one?.outcome.kind === 'draft') return readFile(join(dir, `${one.outcome.file}.md`), 'utf8');
  return one?.outcome.why ?? '';
}

describe('a page of the shop’s website', () => {
  it.each([
    ['is found where it has moved to', '/moved', 'Dogs are welcome.'],
    ['is read in the letters that the server names', '/header', 'Für 5 Hunde'],
    ['is read in the letters that it names itself', '/meta', 'Für 5 Hunde'],
    ['is read as UTF-8 when it is that, whatever the server says', '/wrong-header', 'Für 5 Hunde'],
    ['is unpacked from gzip', '/gzip', 'Packed dogs.'],
    ['is unpacked from deflate', '/deflate', 'Packed dogs.'],
    ['is unpacked from br', '/br', 'Packed dogs.'],
    ['may be a PDF that the server calls a page', '/leaflet', 'Dogs get a biscuit'],
    ['may be a Word document that the server has no name for', '/letter', 'Dogs get a biscuit'],
    ['is what the browser would show, under a PDF’s name too', '/error.pdf', 'Please log in.'],
  ])('%s', async (_, path, words) => expect(await imported(path)).toContain(words));

  it('comes without its menus, with links that still lead somewhere, and with prices that are links', async () => {
    const text = await imported('/nav');
    expect(text).toContain(`We open at 9. See our prices (${at}/prices.html), or call (`);
    expect(text).toContain(shop.phone.replace(/\s/gu, ''));
    expect(text).toMatch(/Basic wash 12\.50.*\n.*Full wash 19\.00/u);
    expect(text).not.toMatch(/About|Blog|cookies|Privacy|Imprint/u);
  });

  it.each([
    ['/circle', 'at most 3 redirects'],
    ['/nowhere', 'status 404: there is no such page; look at the address'],
    ['/login', 'asks for a login'],
    ['/large', 'at most 5 MB'],
    ['/bomb', 'at most 5 MB'],
    ['/half', 'expected an answer, got'],
    ['/zstd', 'packed with gzip, deflate or br, got zstd'],
    ['/unnamed', 'expected UTF-8 text'],
    ['/app', 'if scripts draw it, save it as PDF'],
  ])('is refused with what to do: %s', async (path, why) => expect(await imported(path)).toContain(why));

  it('is not waited for without end', async () => {
    expect(await imported('/slow', 300)).toContain('within 0.3 seconds');
  });
});
