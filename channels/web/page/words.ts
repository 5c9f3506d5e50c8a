/** Turns a message's text into safe nodes: only http(s) links become links, everything else stays text. */
import { type ComponentChild, h } from 'preact';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

export function words(text: string): ComponentChild[] {
  const nodes: ComponentChild[] = [];
  let last = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(
      text.slice(last, match.index),
      h('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer nofollow' }, match[0]),
    );
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes;
}

/** "10:42", by the customer's own clock. */
export function time(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** "Today", "Saturday 21 November". */
export function day(at: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString()) return 'Today';
  return date.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "HC" for "Harbour Cycles". */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
