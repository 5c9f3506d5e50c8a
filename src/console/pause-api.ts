/** Shows and throws the switch that stops all sending. Whoever may use the console is the owner, so may do both. */
import express, { Router } from 'express';
import type { StaffMember } from '../domain/approval.ts';
import { onlyJson } from './only-json.ts';
import { BadRequest, MAX_NAME } from './verdict-request.ts';

export interface Paused {
  readonly by: string;
  /** ms since 1970. */
  readonly since: number;
  readonly why?: string;
}

/** `already`: it was so before. */
type Switched = { readonly kind: 'done' | 'already'; readonly paused?: Paused };

export interface SendingSwitch {
  /** Undefined while sending is on. */
  paused(): Promise<Paused | undefined>;
  pause(by: StaffMember, why?: string): Promise<Switched>;
  resume(by: StaffMember): Promise<Switched>;
}

/** Longest reason, in UTF-16 code units. */
const MAX_WHY = 300;

/** `GET /pause` -> `{paused}` (null: sending is on); `POST /pause {paused, why?, name?}` -> `{kind, paused}`. */
export function createPauseApi(sending: SendingSwitch): Router {
  const router = Router();
  router.get('/pause', async (_request, response) => {
    response.json({ paused: (await sending.paused()) ?? null });
  });
  router.post('/pause', onlyJson, express.json({ limit: '4kb' }), async (request, response) => {
    const { to, by, why } = wishIn(request.body);
    const { kind, paused } = to ? await sending.pause(by, why) : await sending.resume(by);
    response.json({ kind, paused: paused ?? null });
  });
  return router;
}

function wishIn(body: unknown): { to: boolean; by: StaffMember; why: string } {
  const { paused, why = '', name = '' } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof paused !== 'boolean') throw new BadRequest('paused: expected true (stop all sending) or false (resume).');
  if (typeof name !== 'string') throw new BadRequest('name: expected a string.');
  if (typeof why !== 'string' || why.length > MAX_WHY)
    throw new BadRequest(`why: expected at most ${MAX_WHY} characters.`);
  const by = { id: 'console', name: name.trim().slice(0, MAX_NAME) || 'Console', manager: true };
  return { to: paused, by, why: why.toWellFormed() };
}
