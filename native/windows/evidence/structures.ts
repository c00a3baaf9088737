import { fail, ok, type Result } from '#app/result.ts';
import { wideText } from '../discovery/wide-text.ts';
import type { Koffi } from '../ffi/prototype.ts';

/** An array of structures as the Enum functions of spooler and service control manager give it: texts stand behind it in the same memory. */
export interface Structures {
  readonly count: number;
  readonly u16: (index: number, at: number) => number;
  readonly u32: (index: number, at: number) => number;
  readonly text: (index: number, at: number) => string | null;
}

const ERROR_INVALID_DATA = 13;
const ERROR_MORE_DATA = 234;
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
        const structures = count[0] ?? 0;
        // A list that claims more than it has room for is none.
        if (structures * structureBytes > content.byteLength) return fail(ERROR_INVALID_DATA);
        return ok(structuresIn(Uint8Array.from(content), memory ?? 0n, structureBytes, structures));
      }
      const error = lastError();
      // The service control manager's functions say how much more they need, the spooler's how much in all.
      if (error === ERROR_MORE_DATA) bytes += needed[0] ?? 0;
      else if (error === ERROR_INSUFFICIENT_BUFFER) bytes = needed[0] ?? 0;
      else return fail(error);
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
    u16: (index, at) => view.getUint16(index * structureBytes + at, true),
    u32: (index, at) => view.getUint32(index * structureBytes + at, true),
    text: (index, at) => {
      const offset = view.getBigUint64(index * structureBytes + at, true) - base;
      const inside = offset >= 0n && offset < BigInt(content.byteLength);
      return inside ? wideText(content.subarray(Number(offset))) : null;
    },
  };
};
