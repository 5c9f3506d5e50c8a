/** Everything an owner must look at in the knowledge folder, in one list: faults first, then what only falls due. */
import { posix } from 'node:path';
import type { Business } from '../domain/business.ts';
import type { Fault } from '../fault.ts';
import { normalised } from '../phrases.ts';
import { contradictions } from './contradictions.ts';
import { hoursThatDiffer } from './hours-said.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { slugOf } from './passages.ts';
import { createTerms } from './terms.ts';

export interface Checked {
  readonly faults: readonly Fault[];
  /** Nothing is wrong with these yet: expired or due for review or not approved. */
  readonly notices: readonly Fault[];
}

export function checkKnowledge(knowledge: LoadedKnowledge, business?: Business): Checked {
  const { passages, documents, drafts } = knowledge;
  const terms = createTerms(business?.locale ?? 'en');
  return {
    faults: [
      ...knowledge.faults,
      ...sameAnswers(knowledge),
      ...contradictions(passages, terms, business),
      ...hoursThatDiffer(
        passages.filter(({ audience }) => audience === 'customer'),
        business,
      ),
      ...documents.flatMap((document) => deadLinks(document, knowledge)),
    ],
    notices: [
      ...knowledge.notices(),
      ...drafts.map(({ file }) => ({
        path: `${file}.md`,
        expected:
          'an approval (in the console, or approvedBy, approvedOn, reviewBy, owner and audience instead of draft)',
        got: 'a draft, which is not spoken',
      })),
    ],
  };
}

/** The same, looked at once for each reading of the folder and day: with many passages it takes a while. */
export function checkedOnce(knowledge: LoadedKnowledge, business: Business): (today: string) => Checked {
  let last: { readonly of: unknown; readonly on: string; readonly found: Checked } | undefined;
  return (today) => {
    const { passages } = knowledge;
    if (last?.of !== passages || last.on !== today) {
      last = { of: passages, on: today, found: checkKnowledge(knowledge, business) };
    }
    return last.found;
  };
}

function sameAnswers({ passages }: LoadedKnowledge): readonly Fault[] {
  const first = new Map<string, string>();
  return passages.flatMap(({ id, text, audience }) => {
    const key = `${audience} ${normalised(text)}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    return other === undefined
      ? []
      : [{ path: id, expected: `an answer that is not also under ${other}`, got: 'the same words twice' }];
  });
}

const LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)/gu;

/** Links to documents of the folder that are not there, or to headings that are not in them. */
function deadLinks(
  { file, body, bodyLine }: LoadedKnowledge['documents'][number],
  { documents }: LoadedKnowledge,
): readonly Fault[] {
  const headings = new Map(documents.map((each) => [each.file, headingsOf(each.body)]));
  return body.split('\n').flatMap((line, at) =>
    [...line.matchAll(LINK)].flatMap(([, target = '']) => {
      if (/^[a-z][a-z\d+.-]*:|^\/\//iu.test(target)) return [];
      const [path = '', anchor] = target.split('#', 2);
      const meant = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path.replace(/\.md$/u, '')));
      const known = headings.get(meant);
      const fault = (expected: string) => [{ path: `${file}.md:${bodyLine + at}`, expected, got: target }];
      if (!known) return fault('a link to a document of this folder that is approved');
      return anchor && !known.has(slugOf(decodeURIComponent(anchor))) ? fault(`a heading of ${meant}.md`) : [];
    }),
  );
}

function headingsOf(body: string): ReadonlySet<string> {
  return new Set([...body.matchAll(/^#{1,6}\s+(.+?)\s*#*\s*$/gmu)].map(([, heading = '']) => slugOf(heading)));
}
