/**
 * The seam between what a text looks like and what is learned from it: an encoder gives vectors, the classifier asks
 * for nothing else. A further encoder (sentence vectors, say) joins by appending its block to the same vector.
 */

/** A sparse vector: `values[i]` stands at position `indices[i]`. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** What an encoder prepares once from a text, so that it can be fitted and applied again without cutting it anew. */
export interface Encoder<Prepared> {
  /** Length of the vectors. */
  readonly size: number;
  encode(prepared: Prepared): SparseVector;
}

export function dot(a: SparseVector, dense: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.indices.length; i++) sum += (a.values[i] as number) * (dense[a.indices[i] as number] as number);
  return sum;
}

/** Adds `factor * a` to a dense vector in place. */
export function addTo(dense: Float64Array, a: SparseVector, factor: number): void {
  for (let i = 0; i < a.indices.length; i++) {
    const at = a.indices[i] as number;
    dense[at] = (dense[at] as number) + factor * (a.values[i] as number);
  }
}

export function squaredLength(a: SparseVector): number {
  let sum = 0;
  for (const value of a.values) sum += value * value;
  return sum;
}
