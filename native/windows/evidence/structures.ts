import { fail, ok, type Result } from '#app/result.ts';
import { wideText } from '../discovery/wide-text.ts';
import type { Koffi } from '../ffi/prototype.ts';

/** An array of structures as the spooler's Enum functions give it: texts stand behind it in the same memory. */
export interface Structures {
  readonly count: number;
  readonly u32: (index: number, at: number) => number;
  readonly text: (index: number, at: number) => string | null;
}

const ERROR_INSUFFICIENT_BUFFER = 122;
/** Between two calls there may be more: a queue that grows is not followed for ever. */
const mostRounds = 4;

interface Call {
  (memory: bigint | null, bytes: number, needed: Uint8Array, count: Uint8Array): number;
}

/**
 * Calls an Enum function with as much memory as it says it needs. The memory is of koffi.alloc, because the pointers
 * in it point into it; it is copied and freed before this returns. Fails with GetLastError.
 */
export const enumerate = (
  koffi: Koffi,
  structureBytes: number,
  call: Call,
  lastError: () => number,
): Result<Structures, number> => {
  const [needed, count] = [new Uint32Array(1), new Uint32Array(1)];
  let bytes = 0;
  for (let round = 0; round < mostRounds; round++) {
    const memory = bytes === 0 ? null : (koffi.alloc('uint8', bytes) as bigint);
    try {
      const done = call(memory, bytes, new Uint8Array(needed.buffer), new Uint8Array(count.buffer));
      if (done) {
        const content =
          memory === null ? new Uint8Array(0) : (koffi.decode(memory, 'uint8', bytes) as Uint8Array);
        return ok(structuresIn(Uint8Array.from(content), memory ?? 0n, structureBytes, count[0] ?? 0));
      }
      const error = lastError();
      if (error !== ERROR_INSUFFICIENT_BUFFER) return fail(error);
      bytes = needed[0] ?? 0;
    } finally {
      if (memory !== null) koffi.free(memory);
    }
  }
  return fail(ERROR_INSUFFICIENT_BUFFER);
};

/** `base`: the address that `content` stood at, for the pointers in it. */
export const structuresIn = (
  content: Uint8Array,
  base: bigint,
  structureBytes: number,
  count: number,
): Structures => {
  const view = new DataView(content.buffer);
  return {
    count,
    u32: (index, at) => view.getUint32(index * structureBytes + at, true),
    text: (index, at) => {
      const offset = view.getBigUint64(index * structureBytes + at, true) - base;
      const inside = offset >= 0n && offset < BigInt(content.byteLength);
      return inside ? wideText(content.subarray(Number(offset))) : null;
    },
  };
};
