/**
 * Google's Calendar API v3 on this machine: a real server over HTTP with its token endpoint, its ids that are never
 * free again, its versions and sync tokens and its errors, that fails on command. Staff put, move and delete events by hand.
 */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';

export interface StoredEvent {
  readonly id: string;
  readonly status: string;
  readonly summary?: string;
  readonly description?: string;
  readonly start: { readonly dateTime?: string; readonly date?: string };
  readonly end: { readonly dateTime?: string; readonly date?: string };
  readonly transparency?: string;
  readonly attendees?: readonly object[];
  readonly extendedProperties?: object;
  readonly changed: number;
  /** A new one with every change. */
  readonly etag: string;
}

type Fault = { readonly status: number; readonly reason: string; readonly headers?: Record<string, string> } | 'reset';

export interface FakeGoogleCalendar {
  readonly apiUrl: string;
  readonly key: { readonly email: string; readonly privateKey: string; readonly tokenUrl: string };
  /** Events that are not deleted. */
  events(calendarId: string): readonly StoredEvent[];
  /** Staff write one by hand; returns its id. */
  put(
    calendarId: string,
    event: { id?: string; from: string; to: string; allDay?: boolean; [more: string]: unknown },
  ): string;
  move(calendarId: string, id: string, from: string, to: string): void;
  remove(calendarId: string, id: string): void;
  /** The next `times` calls of the API (not of the token) end like this. */
  failNext(fault: Fault, times?: number): void;
  /** From now on the service account gets no token; undefined: it does. */
  refuseToken(error: string | undefined): void;
  /** Tokens given out so far are no good any more. */
  expireTokens(): void;
  /** Sync tokens given out so far are too old. */
  expireSyncTokens(): void;
  /** `GET /calendars/...` and so on, in order. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

/** How many events a page of a list holds at most, so that a test sees several. */
export async function createFakeGoogleCalendar(
  calendarIds: readonly string[],
  pageSize = 3,
): Promise<FakeGoogleCalendar> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const calendars = new Map(calendarIds.map((id) => [id, new Map<string, StoredEvent>()]));
  const calls: string[] = [];
  const faults: Fault[] = [];
  let changes = 0;
  let tokens = 0;
  let firstGoodToken = 0;
  let firstGoodSync = 0;
  let refusal: string | undefined;

  const fail = (response: Response, status: number, reason: string, headers: Record<string, string> = {}) =>
    void response
      .status(status)
      .set(headers)
      .json({ error: { code: status, message: reason, errors: [{ domain: 'calendar', reason, message: reason }] } });
  const stored = (calendarId: string) => {
    const found = calendars.get(calendarId);
    if (!found) throw new Error(`the stand-in has no calendar ${calendarId}`);
    return found;
  };
  const keep = (calendarId: string, event: Omit<StoredEvent, 'changed' | 'etag'>) => {
    changes += 1;
    stored(calendarId).set(event.id, { ...event, changed: changes, etag: `"${changes}"` });
  };
  const isAnother = (request: Request, { etag }: StoredEvent) =>
    ![undefined, '*', etag].includes(request.get('if-match'));
  const at = (moment: { dateTime?: string; date?: string }) =>
    Date.parse(moment.dateTime ?? `${moment.date}T00:00:00Z`);

  const app = express();
  app.use(express.json());
  app.post('/token', express.urlencoded(), (request, response) => {
    const [, payload = ''] = String(request.body.assertion).split('.');
    const claim = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss?: string; scope?: string };
    if (refusal || claim.iss !== 'bot@project.example' || !claim.scope?.endsWith('/calendar.events'))
      return void response.status(400).json({ error: refusal ?? 'invalid_grant' });
    response.json({ access_token: `token-${++tokens}`, expires_in: 3599, token_type: 'Bearer' });
  });
  app.use('/calendar/v3', (request, response, next) => {
    calls.push(`${request.method} ${decodeURIComponent(request.path)}`);
    const fault = faults.shift();
    if (fault === 'reset') return void request.socket.resetAndDestroy();
    if (fault) return fail(response, fault.status, fault.reason, fault.headers);
    const token = Number(/^Bearer token-(\d+)$/.exec(request.get('authorization') ?? '')?.[1] ?? -1);
    if (token <= firstGoodToken) return fail(response, 401, 'authError');
    next();
  });
  app.use('/calendar/v3/calendars/:calendar', (request, response, next) => {
    if (!calendars.has(request.params.calendar)) return fail(response, 404, 'notFound');
    next();
  });
  app.get('/calendar/v3/calendars/:calendar/events', (request: Request<{ calendar: string }>, response) => {
    const { syncToken, timeMin, timeMax, showDeleted, pageToken = '0' } = request.query as Record<string, string>;
    if (syncToken !== undefined && (timeMin ?? timeMax) !== undefined) return fail(response, 400, 'badRequest');
    const since = syncToken === undefined ? 0 : Number(syncToken);
    if (syncToken !== undefined && since < firstGoodSync) return fail(response, 410, 'fullSyncRequired');
    const found = [...stored(request.params.calendar).values()]
      .filter(({ changed }) => changed > since)
      .filter(({ status }) => status !== 'cancelled' || syncToken !== undefined || showDeleted === 'true')
      .filter((event) => timeMin === undefined || at(event.end) > Date.parse(timeMin))
      .filter((event) => timeMax === undefined || at(event.start) < Date.parse(timeMax))
      // Of a deleted one nothing is sure but the id.
      .map((event) => (event.status === 'cancelled' ? { id: event.id, status: 'cancelled' } : event));
    const first = Number(pageToken);
    const more = first + pageSize < found.length;
    response.json({
      kind: 'calendar#events',
      timeZone: 'Europe/Dublin',
      items: found.slice(first, first + pageSize),
      ...(more ? { nextPageToken: String(first + pageSize) } : { nextSyncToken: String(changes) }),
    });
  });
  app.post('/calendar/v3/calendars/:calendar/events', (request: Request<{ calendar: string }>, response) => {
    const { id } = request.body as { id: string };
    if (!/^[0-9a-v]{5,1024}$/.test(id)) return fail(response, 400, 'invalid');
    if (stored(request.params.calendar).has(id)) return fail(response, 409, 'duplicate');
    keep(request.params.calendar, { status: 'confirmed', ...request.body });
    response.json(stored(request.params.calendar).get(id));
  });
  app.get(
    '/calendar/v3/calendars/:calendar/events/:id',
    (request: Request<{ calendar: string; id: string }>, response) => {
      const event = stored(request.params.calendar).get(request.params.id);
      if (!event) return fail(response, 404, 'notFound');
      response.json(event);
    },
  );
  app.patch(
    '/calendar/v3/calendars/:calendar/events/:id',
    (request: Request<{ calendar: string; id: string }>, response) => {
      const before = stored(request.params.calendar).get(request.params.id);
      if (!before) return fail(response, 404, 'notFound');
      if (isAnother(request, before)) return fail(response, 412, 'conditionNotMet');
      keep(request.params.calendar, { ...before, ...request.body });
      response.json(stored(request.params.calendar).get(request.params.id));
    },
  );
  app.delete(
    '/calendar/v3/calendars/:calendar/events/:id',
    (request: Request<{ calendar: string; id: string }>, response) => {
      const before = stored(request.params.calendar).get(request.params.id);
      if (!before) return fail(response, 404, 'notFound');
      if (before.status === 'cancelled') return fail(response, 410, 'deleted');
      if (isAnother(request, before)) return fail(response, 412, 'conditionNotMet');
      keep(request.params.calendar, { ...before, status: 'cancelled' });
      response.status(204).end();
    },
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const times = (from: string, to: string, allDay = false) =>
    allDay ? { start: { date: from }, end: { date: to } } : { start: { dateTime: from }, end: { dateTime: to } };
  return {
    apiUrl: `${base}/calendar/v3`,
    key: { email: 'bot@project.example', privateKey, tokenUrl: `${base}/token` },
    calls,
    events: (calendarId) => [...stored(calendarId).values()].filter(({ status }) => status !== 'cancelled'),
    put(calendarId, { id = `theirs${changes + 1}`, from, to, allDay, ...more }) {
      keep(calendarId, { id, status: 'confirmed', ...times(from, to, allDay), ...more });
      return id;
    },
    move(calendarId, id, from, to) {
      const before = stored(calendarId).get(id);
      if (!before) throw new Error(`no event ${id}`);
      keep(calendarId, { ...before, ...times(from, to) });
    },
    remove(calendarId, id) {
      const before = stored(calendarId).get(id);
      if (!before) throw new Error(`no event ${id}`);
      keep(calendarId, { ...before, status: 'cancelled' });
    },
    failNext(fault, count = 1) {
      faults.push(...Array.from({ length: count }, () => fault));
    },
    refuseToken(error) {
      refusal = error;
    },
    expireTokens() {
      firstGoodToken = tokens;
    },
    expireSyncTokens() {
      firstGoodSync = changes + 1;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
