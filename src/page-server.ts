/**
 * Serves a page written in plain TypeScript without a bundler: types are stripped once at start, libraries come from a
 * fixed table through an import map, and the content security policy allows nothing else.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { Router } from 'express';

export interface PageConfig {
  /** Where the page stands, such as `/console`. */
  readonly at: string;
  /** Its folder: `page.ts` is started, `*.ts` and `*.css` are served. */
  readonly folder: string;
  readonly title: string;
  /** Handed to the page as JSON in `<body data-page>`; nothing secret. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Import name, package and file within it: nothing else of node_modules can be fetched. */
const LIBRARIES = [
  ['preact', 'preact', 'dist/preact.mjs'],
  ['preact/hooks', 'preact', 'hooks/dist/hooks.mjs'],
  ['htm', 'htm', 'dist/htm.mjs'],
] as const;
const ASSETS = '/assets';

export function servePage({ at, folder, title, data = {} }: PageConfig): Router {
  const files = new Map<string, { type: string; body: string }>();
  const name = at.replaceAll('/', '') || 'chat';
  const imports: Record<string, string> = {};
  for (const [specifier, library, file] of LIBRARIES) {
    const path = `${ASSETS}/library/${specifier.replace('/', '-')}.mjs`;
    imports[specifier] = path;
    files.set(path, { type: 'text/javascript', body: readFileSync(join(folderOf(library), file), 'utf8') });
  }
  for (const file of readdirSync(folder)) {
    const source = readFileSync(join(folder, file), 'utf8');
    const path = `${ASSETS}/${name}/${file}`;
    if (extname(file) === '.ts') files.set(path, { type: 'text/javascript', body: stripTypeScriptTypes(source) });
    if (extname(file) === '.css') files.set(path, { type: 'text/css', body: source });
  }
  const map = JSON.stringify({ imports });
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ASSETS}/${name}/style.css">
<script type="importmap">${map}</script>
<script type="module" src="${ASSETS}/${name}/page.ts"></script>
</head>
<body data-page="${escaped(JSON.stringify(data))}"><div id="app"></div></body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}'`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

  const router = Router();
  router.get(at, (_request, response) => {
    response.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    response.type('html').send(html);
  });
  router.get(`${ASSETS}/*path`, (request, response, next) => {
    const file = files.get(request.path);
    if (!file) return next();
    response.set({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' }).type(file.type).send(file.body);
  });
  return router;
}

/** A package's folder, whatever its `exports` hide. */
function folderOf(library: string): string {
  const require = createRequire(import.meta.url);
  let folder = dirname(require.resolve(library));
  while (!folder.endsWith(join('node_modules', library))) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error(`library ${library}: expected it in node_modules, found it nowhere; run npm ci`);
    folder = above;
  }
  return folder;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
