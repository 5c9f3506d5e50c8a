/**
 * Lines for staff: in the thread of a card, in the room, or to people directly. Only configured ids become mentions,
 * once a line; whatever a customer wrote stands as a quote in which nothing is parsed.
 */
import type { webApi } from '@slack/bolt';
import type { CardRef } from '../../src/domain/approval.ts';
import { Failure, isFailure } from '../../src/domain/failure.ts';
import type { StaffDesk, StaffLine } from '../../src/ports.ts';
import type { Call } from './calls.ts';
import type { Log } from './log.ts';
import { type PutPost, QUIETLY } from './posts.ts';
import { type Block, type Inline, link, paragraph, plain, quote } from './rich-text.ts';
import { failureOf, slackErrorOf } from './slack-failures.ts';
import { escaped, pieces, SECTION_LIMIT } from './text-limits.ts';

interface Deps {
  readonly client: webApi.WebClient;
  readonly call: Call;
  readonly put: PutPost;
  readonly log: Log;
}

const PERSON = /^[UW][A-Z0-9]+$/u;
const GROUP = /^S[A-Z0-9]+$/u;
/** It is this person who cannot be written to; Slack as such works for us. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'not_in_channel',
  'restricted_action',
]);

export function createLines({ client, call, put, log }: Deps): StaffDesk['tell'] {
  return async (line, ref) => {
    const card = ref?.desk === 'slack' ? ref : undefined;
    const urgent = line.urgency === 'high';
    const text = urgent ? `⚠ ${line.text}` : line.text;
    if (line.direct && line.direct.length > 0) return await toEach([...new Set(line.direct)], text, line, card);
    const mentioned = [...new Set(line.mention ?? [])].map(mention);
    // In a shared thread a line says whose it is.
    const way = card?.under === undefined ? undefined : await wayTo(card);
    const words = [...mentioned.flatMap(({ inline }) => [inline, plain(' ')]), plain(text)];
    const [first, ...rest] = pieces(line.quote ?? '', SECTION_LIMIT);
    await put(
      {
        text: [...mentioned.map((one) => one.text), escaped(text)].join(' '),
        blocks: [paragraph(...words, ...(way ? [plain(' · '), way] : [])), ...quoted(first)],
      },
      card,
      urgent,
    );
    for (const part of rest) await put({ text: escaped(text), blocks: quoted(part) }, card);
  };

  /** Throws only when nobody could be reached, so that it is tried again for all. */
  async function toEach(
    people: readonly string[],
    text: string,
    { quote: words }: StaffLine,
    card: CardRef | undefined,
  ): Promise<void> {
    const way = card && (await wayTo(card));
    const parts = pieces(words ?? '', SECTION_LIMIT);
    const blocks = [paragraph(plain(text)), ...parts.flatMap(quoted), ...(way ? [paragraph(way)] : [])];
    const failures: Failure[] = [];
    for (const person of people) {
      try {
        await toOne(person, escaped(text), blocks);
      } catch (error) {
        if (!isFailure(error)) throw error;
        failures.push(error);
        log.warn({ person, code: error.code }, 'slack: somebody could not be written to directly');
      }
    }
    if (failures.length < people.length) return;
    throw failures.find(({ retry }) => retry !== 'never') ?? failures[0];
  }

  async function toOne(person: string, text: string, blocks: readonly Block[]): Promise<void> {
    if (!PERSON.test(person))
      throw new Failure('staff-desk-rejected', `Slack: expected the id of a person (U...), got ${person}`);
    await call('chat.postMessage', 'once', async () => {
      try {
        await client.chat.postMessage({ channel: person, text, blocks: blocks as never[], ...QUIETLY });
      } catch (error) {
        const said = slackErrorOf(error) ?? '';
        throw UNREACHABLE.has(said)
          ? new Failure('staff-desk-rejected', `${person}: ${said}`, { cause: error })
          : error;
      }
    });
  }

  /** Best effort: a line without it is better than none. */
  async function wayTo({ place, id }: CardRef): Promise<Inline | undefined> {
    try {
      const { permalink } = await client.chat.getPermalink({ channel: place, message_ts: id });
      return permalink ? link(permalink, 'Open the card') : undefined;
    } catch (error) {
      log.warn({ code: failureOf(error, 'chat.getPermalink', 'again').code }, 'slack: no link to a card');
      return undefined;
    }
  }
}

/** What does not look like an id of Slack stays plain words, so that the mistake is seen and calls nobody. */
function mention(id: string): { readonly inline: Inline; readonly text: string } {
  if (PERSON.test(id)) return { inline: { type: 'user', user_id: id }, text: `<@${id}>` };
  if (GROUP.test(id)) return { inline: { type: 'usergroup', usergroup_id: id }, text: `<!subteam^${id}>` };
  return { inline: plain(`@${id}`), text: escaped(`@${id}`) };
}

function quoted(words: string | undefined): readonly Block[] {
  return words === undefined ? [] : [quote(plain(words))];
}
