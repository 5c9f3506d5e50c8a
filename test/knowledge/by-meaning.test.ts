/** With the encoder a question finds its passage by what it means; what is for staff stays with staff all the same. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createKnowledge, type LoadedKnowledge } from '../../src/knowledge/knowledge.ts';
import type { Sentences } from '../../src/knowledge/passage-meaning.ts';
import { createEncoder, type Encoder } from '../../src/language/encoder/encoder.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const business = { locale: 'en-IE', timeZone: 'Europe/Dublin' };
let dir = '';
let encoder: Encoder;

function document(title: string, audience: 'customer' | 'internal', body: string): string {
  return `---\ntitle: ${title}\nowner: Niamh\napprovedBy: Niamh\napprovedOn: 2026-11-02\nreviewBy: 2027-05-01\naudience: ${audience}\n---\n\n${body}`;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'frontdesk-by-meaning-'));
  await mkdir(join(dir, 'knowledge'));
  const write = (name: string, text: string) => writeFile(join(dir, 'knowledge', name), text);
  await write(
    'garden.md',
    document(
      'Garden',
      'customer',
      '## Do you look after lawns?\n\nYes, we mow every fortnight from April to October.\n\n' +
        '## How much is a hedge trim?\n\nHedges cost €4 a metre.\n\n## What is model TX-200?\n\nA shredder that we lend.\n\n' +
        '## What is model TX-300?\n\nA chainsaw that we lend.\n',
    ),
  );
  await write(
    'staff.md',
    document('Staff', 'internal', '## Where is the key to the tool shed?\n\nUnder the blue pot.\n'),
  );
  const created = await createEncoder({ cacheDir: dir }, { log: { warn: () => undefined } });
  if ('absent' in created) throw new Error(created.absent);
  encoder = created;
});
afterAll(async () => {
  await encoder.stop();
  await rm(dir, { recursive: true });
});

async function load(sentences: Sentences): Promise<LoadedKnowledge> {
  const config = { dir: join(dir, 'knowledge'), business };
  const knowledge = await createKnowledge(config, { clock: createManualClock(), sentences });
  await knowledge.settled();
  return knowledge;
}

const first = async (knowledge: LoadedKnowledge, question: string, audience: 'customer' | 'internal' = 'customer') =>
  (await knowledge.search(question, 3, audience))[0]?.passage.id;

describe('a customer who asks in words that stand nowhere', () => {
  it('is led to the passage that means it', async () => {
    const knowledge = await load(encoder);
    expect(await first(knowledge, 'my grass has grown too tall')).toBe('garden#do-you-look-after-lawns');
    expect(await first(knowledge, 'what do you take for cutting bushes')).toBe('garden#how-much-is-a-hedge-trim');
  });

  it('gets the very thing named, though its neighbour means nearly the same', async () => {
    const knowledge = await load(encoder);
    expect(await first(knowledge, 'tell me about the TX-300')).toBe('garden#what-is-model-tx-300');
    expect(await first(knowledge, 'tell me about the TX-200')).toBe('garden#what-is-model-tx-200');
  });

  it('never gets what is for staff, however near it lies', async () => {
    const knowledge = await load(encoder);
    const found = await knowledge.search('where do you hide the shed key', 10);
    expect(found.map(({ passage }) => passage.audience)).not.toContain('internal');
    expect(await first(knowledge, 'where do you hide the shed key', 'internal')).toBe(
      'staff#where-is-the-key-to-the-tool-shed',
    );
  });

  it('is not given a sure answer to what nothing answers', async () => {
    const [best] = await (await load(encoder)).search('do you sell swimming pools?', 1);
    expect(best?.score ?? 0).toBeLessThan(0.5);
  });
});

describe('an encoder that breaks', () => {
  it('leaves full text to answer', async () => {
    const gone = () => Promise.reject(new Failure('language-unavailable', 'gone'));
    const never = await load({ encode: gone });
    expect(await first(never, 'how much is a hedge trim')).toBe('garden#how-much-is-a-hedge-trim');
    let broken = false;
    const later = await load({ encode: (texts, options) => (broken ? gone() : encoder.encode(texts, options)) });
    broken = true;
    expect(await first(later, 'how much is a hedge trim')).toBe('garden#how-much-is-a-hedge-trim');
  });
});
