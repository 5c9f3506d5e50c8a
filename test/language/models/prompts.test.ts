/** Prompts are kept by version, the models' file is checked, and every schema is one that servers enforce. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ANSWER_SCHEMAS } from '../../../src/language/model-tasks.ts';
import { loadModels } from '../../../src/language/models-file.ts';
import { loadPrompts, PROMPTS, promptHash } from '../../../src/language/prompts.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'frontdesk-prompts-'));
  cpSync('config', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a prompt', () => {
  it('that was released is as it was released', () => {
    const released = JSON.parse(readFileSync('config/prompts/released.json', 'utf8')) as Record<string, string>;
    for (const [version, hash] of Object.entries(released))
      expect([version, promptHash(readFileSync(`config/prompts/${version}.md`, 'utf8'))]).toEqual([version, hash]);
    for (const name of PROMPTS) expect(Object.keys(released)).toContain(`${name}/v1`);
  });

  it('that was edited after its release stops the start, and a new version does not', () => {
    const path = join(dir, 'prompts/answer/v2.md');
    writeFileSync(path, `${readFileSync(path, 'utf8')}\nBe witty.`);
    expect(loadPrompts(dir)).toEqual({
      faults: [
        {
          path: 'prompts/answer/v2.md',
          expected: 'the text that was released; write v3.md instead',
          got: 'a changed one',
        },
      ],
    });
    writeFileSync(join(dir, 'prompts/answer/v3.md'), 'Answer briefly.');
    const read = loadPrompts(dir);
    expect('prompts' in read && read.prompts.text('answer')).toBe('Answer briefly.');
    expect('prompts' in read && read.prompts.versions['answer']).toBe('v3');
  });

  it('that is missing is named', () => {
    rmSync(join(dir, 'prompts/extract'), { recursive: true });
    expect(loadPrompts(dir)).toEqual({ faults: [{ path: 'prompts/extract', expected: 'a file v1.md', got: 'none' }] });
  });
});

describe('models.yaml', () => {
  const changed = (from: string, to: string) => {
    const path = join(dir, 'models.yaml');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    const loaded = loadModels(dir);
    return 'faults' in loaded ? loaded.faults.map(({ path: at, expected }) => `${at}: ${expected}`).join('; ') : 'fine';
  };

  it.each([
    ['as it is shipped', 'currency: USD', 'currency: USD', /^fine$/],
    [
      'a provider nobody described',
      '{ provider: openai, model: gpt-5.4 }',
      '{ provider: opnai, model: gpt-5.4 }',
      /tiers\.large\[0\]\.provider: one of openai/,
    ],
    [
      'a model without a price',
      '  gpt-5.4: { input: 5, output: 15 }\n',
      '',
      /prices\.gpt-5\.4: what a million tokens cost/,
    ],
    ['the key itself', 'key: OPENAI_API_KEY', 'key: sk-abc', /NAME of an environment variable/],
    ['a try as long as the turn', 'attemptSeconds: 5', 'attemptSeconds: 10', /less than turnSeconds/],
    ['a misspelt name', 'secondOpinion', 'secondOpinon', /secondOpin/],
  ])('with %s', (_what, from, to, told) => {
    expect(changed(from, to)).toMatch(told);
  });
});

describe('every answer’s schema', () => {
  it.each(Object.entries(ANSWER_SCHEMAS))('%s: is strict, with every field required', (_name, schema) => {
    const check = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, properties, required, additionalProperties } = node as Record<string, unknown>;
      if (type === 'object') {
        expect(additionalProperties).toBe(false);
        expect(required).toEqual(Object.keys(properties as object));
      }
      for (const inner of Object.values(node)) check(inner);
    };
    const json = z.toJSONSchema(schema as z.ZodType);
    expect(json.type).toBe('object');
    check(json);
  });
});
