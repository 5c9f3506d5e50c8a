/** Collections and indexes of the shared store. Every query has its index; `_id` is the only uniqueness relied on. */
import type { IndexDescription } from 'mongodb';
import type { Conversation, Entry } from '../domain/conversation.ts';
import type { Json } from '../domain/json.ts';
import { type AuditLine, RECORD_KINDS } from '../ports.ts';

export interface ConversationDocument {
  readonly _id: string;
  readonly doc: Conversation;
  /** When its earliest task is due; absent while nothing is. */
  readonly dueAt?: number;
  readonly lease: { readonly owner: string; readonly until: number; readonly fence: number };
  readonly updatedAt: number;
  /** Names the last save: how a repeated write knows its own earlier try. */
  readonly savedAs: string;
  /** Messages appended here that may not stand in `inbound` yet; at rest one or none. */
  readonly arrived: readonly Arrived[];
}

export interface Arrived {
  readonly id: string;
  readonly n: number;
  readonly at: number;
}

export interface InboundDocument {
  readonly _id: string;
  readonly conversationId: string;
  readonly n: number;
  readonly at: number;
}

export interface ArchiveDocument {
  readonly _id: string;
  readonly conversationId: string;
  readonly n: number;
  readonly doc: Entry;
}

export interface RecordDocument {
  readonly _id: string;
  readonly version: number;
  readonly key?: string;
  readonly at: number;
  readonly doc: Json;
  readonly savedAs: string;
}

export interface AuditDocument {
  /** Sorts by time, then by the order within one process. */
  readonly _id: string;
  readonly doc: AuditLine;
}

const RECORD_INDEXES: readonly IndexDescription[] = [
  { name: 'newest', key: { at: -1, _id: -1 } },
  { name: 'newest-of-key', key: { key: 1, at: -1, _id: -1 } },
];

/** Collection -> its indexes beside `_id`. Created at start; creating one that exists does nothing. */
export const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  conversation: [
    { name: 'due', key: { 'lease.until': 1, dueAt: 1 } },
    { name: 'updated', key: { updatedAt: -1, _id: -1 } },
    { name: 'updated-of-approval', key: { 'doc.approval.state.kind': 1, updatedAt: -1, _id: -1 } },
    { name: 'updated-of-owner', key: { 'doc.owner.kind': 1, updatedAt: -1, _id: -1 } },
  ],
  inbound: [{ name: 'received', key: { at: 1, _id: 1 } }],
  archive: [{ name: 'entries', key: { conversationId: 1, n: 1 } }],
  audit: [{ name: 'of-conversation', key: { 'doc.conversationId': 1, _id: -1 } }],
  ...Object.fromEntries(RECORD_KINDS.map((kind) => [kind, RECORD_INDEXES])),
};

/** Sorts by number within a conversation. */
export function archiveId(conversationId: string, n: number): string {
  return `${conversationId}.${String(n).padStart(9, '0')}`;
}
