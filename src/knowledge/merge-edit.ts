/** How the words of a passage would read once they say what a colleague wrote instead of a draft. Pure. */

/** Undefined when the draft's words do not stand in the passage, so that only a person can tell. */
export function mergedText(passage: string, before: string, after: string): string | undefined {
  if (passage.includes(before)) return passage.replace(before, () => after);
  const [old, now] = [sentencesOf(before), sentencesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [gone, come] = [old.slice(start, old.length - end), now.slice(start, now.length - end)].map((some) =>
    some.join(' '),
  );
  if (gone && passage.includes(gone)) return passage.replace(gone, () => come ?? '').trim();
  // Something was only added: it belongs to what stands before it, when that is of this passage.
  const last = old[start - 1] ?? old[0] ?? '';
  return gone === '' && come && passage.includes(last) ? `${passage.trimEnd()} ${come}` : undefined;
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}
