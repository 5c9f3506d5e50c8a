/** `npm run store`: moves data between the stores instead of starting. */
import { mkdirSync } from 'node:fs';
import type { Clock } from '../ports.ts';
import { createExportFile, openExportFile } from './export-file.ts';
import { embeddedFile, type StorePlace } from './open-store.ts';
import { openSqliteParts } from './sqlite-parts.ts';
import { runStoreCommand } from './store-command.ts';

export interface MoveDataDeps {
  readonly clock: Clock;
  /** Where progress is drawn; one line that is drawn anew on a terminal. */
  readonly output: { readonly isTTY?: boolean; write(text: string): unknown };
}

const CLEAR_LINE = '\r\u001b[K';

/** The exit code. */
export async function moveData(
  args: readonly string[],
  { dataDir, mongodbUri }: StorePlace,
  { clock, output }: MoveDataDeps,
): Promise<number> {
  mkdirSync(dataDir, { recursive: true });
  return runStoreCommand(args, {
    clock,
    embedded: (options) => openSqliteParts(embeddedFile(dataDir), options),
    shared: mongodbUri ? async () => (await import('./mongo-parts.ts')).openMongoParts(mongodbUri) : undefined,
    exportFile: createExportFile,
    importFile: openExportFile,
    say: (line) => void output.write(`${output.isTTY ? CLEAR_LINE : ''}${line}\n`),
    ...(output.isTTY ? { redraw: (line: string) => void output.write(`${CLEAR_LINE}${line}`) } : {}),
  });
}
