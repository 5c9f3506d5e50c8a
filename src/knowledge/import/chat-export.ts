/**
 * Reads the text file that a messenger app writes with "Export chat", from both kinds of phone and in the date formats of
 * several countries. Pure. A line without a date belongs to the message before it; who wrote is taken as it stands.
 */

export interface ChatMessage {
  readonly from: string;
  readonly text: string;
}

/** `[24/11/2026, 10:15:32] ` or `24.11.26, 10:15 - ` or `11/24/26, 10:15 AM - `, invisible direction marks included. */
const STAMP =
  /^[\u200e\u200f\u202a\ufeff]*\[?(?:\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?)(?:,| at| um| kl\.)?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]?[ap]\.?[\s\u00a0]?m\.?)?(?:\]\s?|\s[-–—]\s)/iu;
const AUTHOR = /^[\u200e\u200f\u202a~ ]*([^:\n]{1,60}?)[\u202c]*: ?/u;
/** What stands in place of a picture, voice message or file, and what the app says itself. */
const NO_WORDS =
  /^\u200e?(?:<[^>]*(?:omitted|ausgeschlossen|weggelassen|omitid[oa]s?|omis|omess[oai]|weggelaten|utelämnad|pominięto|attached)[^>]*>|(?:image|video|audio|sticker|gif|document|contact card|photo|bild|foto|imagen|vídeo|immagine|afbeelding)(?: \p{L}+)? (?:omitted|weggelassen|omitid[oa]|omise?|omess[oa]|weggelaten)|.*\((?:file attached|datei angehängt|archivo adjunto|fichier joint|file allegato|bestand bijgevoegd)\)|(?:this message was deleted|you deleted this message|(?:diese nachricht wurde|du hast diese nachricht) gelöscht|se eliminó este mensaje|eliminaste este mensaje|(?:ce message a été|vous avez) supprimé(?: ce message)?|(?:questo messaggio è stato|hai) eliminato(?: questo messaggio)?|(?:esta mensagem foi apagada|você apagou esta mensagem)|missed (?:voice|video) call.*|verpasster (?:sprach|video)anruf.*|llamada (?:de voz|de vídeo|de video)? ?perdida.*|appel (?:vocal|vidéo) manqué.*|(?:chiamata|videochiamata) (?:vocale )?persa.*|waiting for this message.*|(?:location|live location|standort|live-standort|ubicación|position|posizione|localização)(?: shared)?: ?https?:\/\/\S+|https:\/\/maps\.(?:google|app)\S+|null)\.?)\s*$/iu;
const SYSTEM =
  /\b(?:end-to-end encrypted|ende-zu-ende-verschlüsselt|cifrados? de extremo a extremo|chiffrés de bout en bout|security code changed|created group|added you|left$|changed the subject)/iu;
const EDITED =
  /\s*\u200e?<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje\.?)>\s*$/iu;

/** Whether the first lines look like such a file. */
export function isChatExport(text: string): boolean {
  const lines = text.split(/\r?\n/u).filter(Boolean).slice(0, 20);
  return lines.filter((line) => STAMP.test(line)).length >= Math.min(2, lines.length) && lines.length > 0;
}

/** The messages with words in them, oldest first; pictures, calls and the app's own lines are left out. */
export function readChatExport(text: string): readonly ChatMessage[] {
  const messages: { from: string; lines: string[] }[] = [];
  let open = false;
  for (const line of text.split(/\r?\n/u)) {
    const stamp = STAMP.exec(line);
    if (!stamp) {
      if (open) messages.at(-1)?.lines.push(line);
      continue;
    }
    const rest = line.slice(stamp[0].length);
    const author = AUTHOR.exec(rest);
    const said = author ? rest.slice(author[0].length) : '';
    open =
      author !== null &&
      // The app marks every line of its own so, whatever the language: pictures, calls, what was deleted.
      !said.startsWith('\u200e') &&
      !(SYSTEM.test(rest) && rest.length < 300 && said === '');
    if (open) messages.push({ from: author?.[1]?.trim() ?? '', lines: [said] });
  }
  return messages.flatMap(({ from, lines }) => {
    const words = lines.join('\n').replace(EDITED, '').trim();
    const plain = words.replace(/[\u200e\u200f\u202a-\u202e]/gu, '').trim();
    return plain === '' || NO_WORDS.test(plain) || SYSTEM.test(plain) ? [] : [{ from, text: plain }];
  });
}

export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

const FILE_OF_CUSTOMER =
  /\b(?:chat|conversation|unterhaltung|conversaci[oó]n|discussion)\b.*?\b(?:with|mit|con|avec|com|met)\s+(.+?)(?:\s*\(\d+\))?\.txt$/iu;

/** Who of the writers is the shop: by its name, else whoever is not the customer in the file's name, else who answers most. */
export function shopIn(
  messages: readonly ChatMessage[],
  { file, shop }: { file: string; shop: string },
): string | undefined {
  const writers = [...new Set(messages.map(({ from }) => from))];
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const named = writers.find((writer) => plain(writer) !== '' && plain(writer) === plain(shop));
  if (named) return named;
  const customer = FILE_OF_CUSTOMER.exec(file)?.[1];
  const others = writers.filter((writer) => customer !== undefined && plain(writer) !== plain(customer));
  if (customer !== undefined && others.length === 1 && others.length < writers.length) return others[0];
  const answers = new Map<string, number>();
  messages.forEach(({ from }, at) => {
    const before = messages[at - 1];
    if (before && before.from !== from && isQuestion(before.text)) answers.set(from, (answers.get(from) ?? 0) + 1);
  });
  const ranked = [...answers].sort((a, b) => b[1] - a[1]);
  return ranked[0] && ranked[0][1] > (ranked[1]?.[1] ?? 0) ? ranked[0][0] : undefined;
}

/** Questions of customers with what the shop wrote next; what nobody answered is left out. */
export function exchangesIn(messages: readonly ChatMessage[], shop: string): readonly Exchange[] {
  const turns: { mine: boolean; texts: string[] }[] = [];
  for (const { from, text } of messages) {
    const mine = from === shop;
    const last = turns.at(-1);
    if (last && last.mine === mine) last.texts.push(text);
    else turns.push({ mine, texts: [text] });
  }
  return turns.flatMap(({ mine, texts }, at) => {
    const answer = turns[at + 1];
    const asked = texts.filter(isQuestion).map(questionIn).join(' ').replace(/\s+/gu, ' ').trim();
    const question = asked.replace(/^[¿¡\s]*\p{Ll}/u, (start) => start.toUpperCase());
    return mine || question === '' || !answer ? [] : [{ question, answer: withoutHello(answer.texts.join('\n')) }];
  });
}

const HELLO =
  /^(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|hola|buen[oa]s (?:d[ií]as|tardes|noches)|bonjour|bonsoir|salut|ciao|salve|buongiorno|buonasera|olá|oi|bom dia|boa (?:tarde|noite))(?: (?:there|all|(?:(?:Frau|Herrn?|Familie|Mr|Mrs|Ms|Miss|Dr|Señora?|Sra|Sr|Madame|Monsieur|Mme|M|Signora?|Dottor|Senhora?)\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?(?=\s*[,.!:])|\p{Lu}[\p{L}'’-]+))?\s*[,.!:]*\s+(?=\S)/iu;

/** Of several sentences those that ask; a greeting asks nothing. */
function questionIn(text: string): string {
  // A sentence goes on in the next line of the same message.
  const sentences =
    text
      .replace(/(?<![.!?:])\n+/gu, ' ')
      .match(/[^.!?\n]+[.!?]*/gu)
      ?.map((one) => one.trim()) ?? [];
  const asking = sentences.filter((sentence) => sentence.endsWith('?'));
  return (asking.length > 0 ? asking.join(' ') : text).replace(HELLO, '');
}

/** An answer that is given to everybody greets nobody by name. */
function withoutHello(text: string): string {
  const rest = text.replace(HELLO, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function isQuestion(text: string): boolean {
  return (
    /\?/u.test(text) ||
    /^(?:how|what|when|where|who|which|do|does|is|are|can|could|may|wie|was|wann|wo|habt|kann|cuánto|cómo|qué|cuándo|dónde|combien|quand|où|quanto|quando|dove)\b/iu.test(
      text,
    )
  );
}
