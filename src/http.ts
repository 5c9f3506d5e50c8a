/** The one web server: health, readiness, metrics, and whatever routers the adapters bring. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { isFailure } from './domain/failure.ts';

export interface PartHealth {
  readonly ok: boolean;
  readonly detail: string;
}

export interface HttpDeps {
  /** Every part that matters for readiness, asked anew each time. */
  readonly parts: () => Promise<Readonly<Record<string, PartHealth>>>;
  readonly metrics: () => Promise<{ contentType: string; body: string }>;
  readonly failed: (error: unknown, path: string) => void;
}

export interface Http {
  /** Adapters mount their routers here, those with raw bodies before any parser: there is none on the app itself. */
  readonly app: Express;
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
  /** Call after all routers are mounted. */
  finish(): void;
}

export function createHttp(deps: HttpDeps): Http {
  const app = express();
  app.disable('x-powered-by');
  let server: Server | undefined;

  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const parts = await deps.parts();
    const ok = Object.values(parts).every((part) => part.ok);
    response.status(ok ? 200 : 503).json({ ok, parts });
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await deps.metrics();
    response.type(contentType).send(body);
  });

  return {
    app,
    finish() {
      app.use((request, response) => void response.status(404).json({ error: `There is nothing at ${request.path}.` }));
      app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
        if (response.headersSent) return next(error);
        const status = statusOf(error);
        if (status >= 500) deps.failed(error, request.path);
        const [ours, theirs] = ['This did not work; please try again in a moment.', 'The request could not be read.'];
        response.status(status).json({ error: status >= 500 ? ours : theirs });
      });
    },
    listen(port, host) {
      return new Promise((resolve, reject) => {
        const listening = createServer(app);
        server = listening;
        listening.once('error', reject);
        listening.listen(port, host, () => resolve((listening.address() as AddressInfo).port));
      });
    },
    close() {
      return new Promise((resolve) => {
        if (!server) return resolve();
        server.close(() => resolve());
        server.closeIdleConnections();
        // Event streams never end by themselves; give running requests a moment, then cut.
        setTimeout(() => server?.closeAllConnections(), 1_000).unref();
      });
    },
  };
}

/** Our own parsers' complaints keep their 4xx; a status somebody else's server gave us is never passed on. */
function statusOf(error: unknown): number {
  if (isFailure(error)) return 503;
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose === true ? status : 500;
}

/** A part's own word, or why it could not give it. */
async function healthOf(ask: () => Promise<PartHealth> | PartHealth): Promise<PartHealth> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Every part's answer, asked at the same time. */
export async function healthOfAll(
  parts: Readonly<Record<string, () => Promise<PartHealth> | PartHealth>>,
): Promise<Record<string, PartHealth>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(parts).map(async ([name, ask]) => [name, await healthOf(ask)] as const)),
  );
}
