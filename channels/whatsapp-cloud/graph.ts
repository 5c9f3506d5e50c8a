/**
 * One connection to the Graph API for sending: a POST either was accepted, or throws the `Failure` that says whether
 * it can have been. Remembers when it last worked and whether we are being refused.
 */
import { Failure, isFailure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';
import { answerFailure, networkFailure } from './graph-errors.ts';
import type { Log } from './log.ts';
import { type Loose, loose } from './loose-json.ts';

export interface GraphConfig {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** Graph base URL with version. */
  readonly apiUrl: string;
}

export interface Graph {
  /** Posts to this number's messages and returns the JSON of a success. Throws `Failure`. */
  post(body: object, timeoutMs: number): Promise<Loose>;
  /** Not ok from a refusal that only the owner can end until something is accepted again. */
  health(): { ok: boolean; detail: string };
}

export function createGraph(config: GraphConfig, { clock, log }: { clock: Clock; log: Log }): Graph {
  const url = `${config.apiUrl.replace(/\/+$/u, '')}/${encodeURIComponent(config.phoneNumberId)}/messages`;
  let acceptedAt: number | undefined;
  let refusal: { code: string; at: number } | undefined;

  async function exchange(body: object, timeoutMs: number): Promise<Loose> {
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'manual', // following one would turn the POST into a GET and take the message for sent
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw networkFailure(error);
    }
    let answer: unknown;
    let unreadable: unknown;
    try {
      answer = await response.json();
    } catch (error) {
      unreadable = error;
    }
    if (!response.ok || loose(answer).error !== undefined) {
      throw answerFailure(response.status, response.headers, answer, clock.now());
    }
    if (unreadable !== undefined) {
      const detail = `Graph API answered ${response.status} with something that is no JSON`;
      throw new Failure('channel-outcome-unknown', detail, { cause: unreadable });
    }
    return loose(answer);
  }

  return {
    async post(body, timeoutMs) {
      try {
        const answer = await exchange(body, timeoutMs);
        acceptedAt = clock.now();
        refusal = undefined;
        return answer;
      } catch (error) {
        if (isFailure(error) && error.retry === 'slowly') {
          refusal = { code: error.code, at: clock.now() };
          log.error({ err: error }, 'whatsapp: the Graph API refuses us; the owner must act');
        }
        throw error;
      }
    },
    health() {
      const accepted = acceptedAt === undefined ? 'nothing accepted yet' : `last accepted ${iso(acceptedAt)}`;
      if (!refusal) return { ok: true, detail: `Cloud API, ${accepted}` };
      return { ok: false, detail: `Cloud API refuses us since ${iso(refusal.at)} (${refusal.code}), ${accepted}` };
    },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
