// After a run: what it worked out goes.
import { rmSync } from 'node:fs';

export default async function tearDown() {
  if (globalThis.runFolder) rmSync(globalThis.runFolder, { recursive: true, force: true, maxRetries: 3 });
}
