/** What the machine refused us at the start, in words of the setting that would mend it. */
import type { Config } from './config.ts';
import { isFailure } from './domain/failure.ts';

/** One sentence for the person who started it. */
export function startFault(error: unknown, { port, dataDir, mongodbUri }: Config): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `PORT: expected a free port, ${port} is taken by another program`;
  if (code === 'EACCES' || code === 'ENOSPC' || code === 'EROFS') return `DATA_DIR or PORT: ${message}`;
  if (!isFailure(error, 'store-unavailable')) return `${message}`;
  return mongodbUri
    ? `MONGODB_URI: expected the address of a MongoDB that answers and lets us in, got ${message}`
    : `DATA_DIR: expected a folder to write in, ${dataDir} is none (${message})`;
}
