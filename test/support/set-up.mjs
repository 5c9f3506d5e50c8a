// Before a run: one folder for what is worked out once and then needed by every test file and every started process.
// It is new for each run, so nothing in it is older than the code.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-run-'));
  globalThis.runFolder = folder;
  process.env.TEST_LESSONS_DIR = join(folder, 'lessons');
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled'); // of processes that tests start: TypeScript read once
}
