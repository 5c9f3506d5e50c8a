/** What a person wrote in Slack, as a customer is to read it: Slack's escapes and its <...> forms undone. Pure. */

/** Text of a message as Slack delivers it (docs.slack.dev, formatting message text, looked up 2026-11). */
export function decoded(text: string): string {
  return text
    .replace(/<((?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>\n]*)>/gu, (_whole, inner: string) => inWords(inner))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function inWords(inner: string): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  switch (target[0]) {
    case '@': // a colleague: without a name nobody outside would know who that is
      return label === '' ? '@colleague' : `@${label.replace(/^@/u, '')}`;
    case '#':
      return label === '' ? '#channel' : `#${label}`;
    case '!':
      return label === '' ? `@${target.slice(1).replace(/\^.*$/u, '')}` : label;
    default: {
      const address = target.replace(/^(?:mailto|tel):/u, '');
      const same =
        label === '' || address === label || address.replace(/^https?:\/\//u, '').replace(/\/$/u, '') === label;
      return same ? address : `${label} (${address})`;
    }
  }
}
