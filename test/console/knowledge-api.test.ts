import { afterEach, describe, expect, it } from '@jest/globals';
import { createConsole } from '../../src/console/console.ts';
import type { KnowledgeActions } from '../../src/console/knowledge-api.ts';
import { createHttp } from '../../src/http.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

let close = async () => {};
afterEach(() => close());

async function running(token?: string) {
  const asked: unknown[] = [];
  const record =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      asked.push([name, ...args]);
      return { kind: 'done', file: 'a' } as const;
    };
  const knowledge = {
    view: async () => ({ passages: 3 }),
    reload: async () => ({ passages: 3, faults: 0 }),
    approveDraft: record('approve'),
    discardDraft: record('discard'),
    draftGap: record('draft'),
    dismissGap: async () => ({ kind: 'refused', why: 'Too late.' }),
    answer: record('answer'),
    decideProposal: record('decide'),
  } as KnowledgeActions;
  const { router } = createConsole(token ? { token } : {}, {
    store: {} as never,
    actions: {} as never,
    ledger: async () => ({}),
    stats: async () => ({}),
    clock: createManualClock(),
    changes: { watch: () => () => {} },
    sending: {} as never,
    knowledge,
  });
  const http = createHttp({
    parts: async () => ({}),
    metrics: async () => ({ contentType: 'text/plain', body: '' }),
    failed: () => {},
  });
  http.app.use(router);
  http.finish();
  const url = `http://127.0.0.1:${await http.listen(0, '127.0.0.1')}/api/knowledge`;
  close = () => http.close();
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { url, asked, send };
}

describe('the owner in the console', () => {
  it('sees the knowledge and has it read again', async () => {
    const { url, send } = await running();
    expect(await (await fetch(url)).json()).toEqual({ passages: 3 });
    expect(await send('/reload', {})).toEqual({ status: 200, body: { passages: 3, faults: 0 } });
  });

  it('answers, approves and takes over with their name', async () => {
    const { asked, send } = await running();
    await send('', { do: 'yes', id: 'r1', name: 'Aoife' });
    await send('', { do: 'change', id: 'r1', text: 'It is €49.', name: 'Aoife' });
    await send('', { do: 'approve-draft', id: 'drafts/a', text: '## A?\n\nB.', audience: 'internal' });
    await send('', { do: 'draft-gap', id: 'g1' });
    await send('', { do: 'dismiss', id: 'p1' });
    expect(asked).toEqual([
      ['answer', 'r1', { answer: 'yes' }, 'Aoife'],
      ['answer', 'r1', { answer: 'change', text: 'It is €49.' }, 'Aoife'],
      ['approve', 'drafts/a', 'Console', { audience: 'internal', body: '## A?\n\nB.' }],
      ['draft', 'g1', 'Console', ''],
      ['decide', 'p1', false, 'Console'],
    ]);
  });

  it('is told what was wrong with a wish, and why something was refused', async () => {
    const { send } = await running();
    expect(await send('', { do: 'dismiss-gap', id: 'g1' })).toEqual({
      status: 422,
      body: { kind: 'refused', why: 'Too late.' },
    });
    expect((await send('', { do: 'explode', id: 'x' })).status).toBe(400);
    expect((await send('', { do: 'change', id: 'r1' })).body).toEqual({ error: 'text: expected words, got none.' });
    expect((await send('', [])).status).toBe(400);
  });

  it('lets nobody else in', async () => {
    const { url, asked, send } = await running('s3cret');
    expect((await fetch(url)).status).toBe(401);
    expect((await send('', { do: 'yes', id: 'r1' })).status).toBe(401);
    expect((await send('/reload', {})).status).toBe(401);
    expect(
      (await send('', { do: 'yes', id: 'r1' }, { authorization: 'Bearer s3cret', origin: 'https://evil.example' }))
        .status,
    ).toBe(403);
    expect(asked).toEqual([]);
  });
});
