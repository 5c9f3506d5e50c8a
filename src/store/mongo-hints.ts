/**
 * Hears from the database which conversations other processes have changed. Only a hint: a standalone server has no
 * change streams and a stream can lose its place, so whoever listens also looks by itself.
 */
import type { ChangeStream, ChangeStreamDocument, Collection } from 'mongodb';
import type { Clock } from '../ports.ts';
import type { ConversationDocument } from './mongo-schema.ts';

/** First wait before a broken stream is opened again; doubles up to a minute. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** `$changeStream` on a standalone: https://www.mongodb.com/docs/manual/changeStreams/, 2026-11. */
const NO_STREAMS_HERE = new Set<unknown>([40_573, 59, 303]);

export function watchConversations(
  conversations: Collection<ConversationDocument>,
  clock: Clock,
  changed: (conversationId: string, due: boolean) => void,
): () => void {
  let stream: ChangeStream<ConversationDocument> | undefined;
  let stopped = false;
  let cancelTimer = () => {};
  let failures = 0;

  function open(): void {
    stream = conversations.watch<ConversationDocument, ChangeStreamDocument<ConversationDocument>>([
      { $match: { operationType: { $in: ['insert', 'update'] } } },
      { $project: { operationType: 1, 'documentKey._id': 1, 'updateDescription.updatedFields.dueAt': 1 } },
    ]);
    stream.on('change', (change) => {
      failures = 0;
      if (change.operationType === 'insert') changed(change.documentKey._id, true);
      if (change.operationType === 'update')
        changed(change.documentKey._id, change.updateDescription.updatedFields?.dueAt !== undefined);
    });
    stream.on('error', (error: Error & { code?: unknown }) => {
      close();
      if (stopped || NO_STREAMS_HERE.has(error.code)) return;
      cancelTimer = clock.at(clock.now() + Math.min(RETRY_MS * 2 ** failures++, MAX_RETRY_MS), open);
    });
  }

  function close(): void {
    stream?.removeAllListeners('change');
    stream?.close().catch(() => {}); // it is broken or the connection is closing: nothing is left to do
    stream = undefined;
  }

  open();
  return () => {
    stopped = true;
    cancelTimer();
    close();
  };
}
