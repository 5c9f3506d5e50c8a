/**
 * The sentences that come with Frontdesk, `texts/<code>.yaml`: what is said where an owner has written nothing. No fact
 * about one shop stands in them, and the owner's own sentence always goes first.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Business } from '../domain/business.ts';
import type { Fault } from '../fault.ts';
import { checked, placed } from './checked-yaml.ts';
import { FIXED_ANSWERS, SHOP } from './known-texts.ts';
import { conversationFile } from './schema.ts';
import { knownTextFaults } from './text-checks.ts';
import { readYaml } from './yaml-source.ts';

type Texts = Readonly<Record<string, string>>;

const FOLDER = import.meta.dirname;

/** Every sentence of a language by its code, such as `es`, or none where none come with us. Reads the disk at once. */
export function defaultTexts(code: string): { readonly texts: Texts; readonly faults: readonly Fault[] } {
  const name = `texts/${code}.yaml`;
  if (!existsSync(join(FOLDER, name))) return { texts: {}, faults: [] };
  const { source, data: texts = {}, faults } = checked(readYaml(FOLDER, name), conversationFile.shape.texts.unwrap());
  const wrong = knownTextFaults(texts).map((fault) => placed(fault, source));
  return { texts, faults: [...faults, ...wrong] };
}

/** What a shop says in one language: the owner's sentences over those that came with us, with the name of the shop. */
export function spokenTexts({ name, intents }: Pick<Business, 'name' | 'intents'>, own: Texts, brought: Texts): Texts {
  // An intent with documents of its own is answered from these, unless its answer never comes from a document.
  const fixed = intents
    .filter(({ id, documents }) => FIXED_ANSWERS.includes(id) || documents.length === 0)
    .map(({ id }) => `intent.${id}`);
  const needed = Object.entries(brought).filter(([key]) => !key.startsWith('intent.') || fixed.includes(key));
  const said = Object.entries({ ...Object.fromEntries(needed), ...own });
  return Object.fromEntries(said.map(([key, text]) => [key, text.replaceAll(`{${SHOP}}`, () => name)]));
}
