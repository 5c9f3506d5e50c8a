/** What a shop's customers would not read as the owner means it, for the doctor: a note a file, never a fault. Reads the disk at once. */
import type { Business } from '../domain/business.ts';
import { loadYamlFile } from './checked-yaml.ts';
import { conversationFile } from './schema.ts';
import { spokenFile, spokenFiles, untranslated } from './spoken.ts';

const NAMED = 6;

/** `business` as loaded from `dir`. */
export function untranslatedNotes(dir: string, business: Business): readonly string[] {
  const own = loadYamlFile(dir, 'conversation.yaml', conversationFile);
  const texts = 'data' in own ? own.data.texts : {};
  return spokenFiles(dir).flatMap((name) => {
    const file = loadYamlFile(dir, name, spokenFile);
    const missing = 'data' in file ? untranslated(business, file.data, texts) : [];
    if (missing.length === 0) return [];
    const named = missing.slice(0, NAMED).join(', ');
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
    return [`${name}: your own words are not translated for ${named}${more}`];
  });
}
