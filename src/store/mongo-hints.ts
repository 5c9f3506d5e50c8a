/**
 * Hears from the database which conversations other processes have changed. Only a hint: a standalone server has no
 * change streams and a stream can lose its place, so whoever listens also looks by itself.
 */
import { type ChangeStream, type ChangeStreamDocument, type Collection, MongoNotConnectedError } from 'mongodb';
import type { Clock } from '../ports.ts';
import type { ConversationDocument } from './mongo-schema.ts';

type Change = ChangeStreamDocument<ConversationDocument>;

/** First wait before a broken stream is opened again; doubles while it breaks without having told anything. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
/** `$changeStream` on a standalone: https://www.mongodb.com/docs/manual/changeStreams/, 2026-11. */
const NO_STREAMS_HERE = new Set<unknown>([40_573, 59, 303]);

/** Listens until it is told to stop, through any number of outages, and says nothing about them: the calls do. */
export function watchConversations(
  conversations: Collection<ConversationDocument>,
  clock: Clock,
  changed: (conversationId: string, due: boolean) => void,
): () => void {
  let stream: ChangeStream<ConversationDocument, Change> | undefined;
  let stopped = false;
  let cancelTimer = () => {};
  let failures = 0;

  /** Ends when the stream does: broken, or closed by us. The driver has tried to resume it by then. */
  async function listen(): Promise<void> {
    stream = conversations.watch<ConversationDocument, Change>([
      { $match: { operationType: { $in: ['insert', 'update'] } } },
      { $project: { operationType: 1, 'documentKey._id': 1, 'updateDescription.updatedFields.dueAt': 1 } },
    ]);
    for await (const change of stream) {
      failures = 0;
      if (change.operationType === 'insert') changed(change.documentKey._id, true);
      if (change.operationType === 'update')
        changed(change.documentKey._id, change.updateDescription.updatedFields?.dueAt !== undefined);
    }
  }

  function open(): void {
    listen().then(again, again);
  }

  function again(error: unknown): void {
    if (error instanceof MongoNotConnectedError) return; // the store was closed: there is nothing to come back to
    if (stopped || NO_STREAMS_HERE.has((error as { code?: unknown } | undefined)?.code)) return;
    cancelTimer = clock.at(clock.now() + Math.min(RETRY_MS * 2 ** failures++, MAX_RETRY_MS), open);
  }

  open();
  return () => {
    stopped = true;
    cancelTimer();
    stream?.close().catch(() => {}); // it is broken or the connection is closing: nothing is left to do
  };
}
