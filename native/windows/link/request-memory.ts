import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Koffi } from '../ffi/prototype.ts';

/** IO_STATUS_BLOCK on 64 bits: Status at 0 (a union with a pointer), Information at 8. */
const statusBlockBytes = 16;
const informationAt = 8;

/** What the status block says once the request has completed. */
export interface StatusBlock {
  readonly status: number;
  readonly information: number;
}

/**
 * The memory of one request: status block, input, output, in one allocation that does not move. The kernel may
 * write it until the request has completed, so it is neither a Buffer nor a JS object, and only `free` frees it.
 */
export interface RequestMemory {
  readonly statusBlock: bigint;
  readonly input: bigint | null;
  readonly inputBytes: number;
  readonly output: bigint | null;
  readonly outputBytes: number;
  readBlock(): StatusBlock;
  /** The first `count` bytes of the output, as a copy. */
  readOutput(count: number): Uint8Array;
  free(): void;
}

const aligned = (bytes: number): number => (bytes + 15) & ~15;

export const requestMemory = (
  koffi: Koffi,
  input: Uint8Array,
  output: { readonly size: number; readonly content: Uint8Array | null },
): RequestMemory => {
  const inputAt = statusBlockBytes;
  const outputAt = inputAt + aligned(input.byteLength);
  const bytes = outputAt + output.size;
  const address = koffi.alloc('uint8', bytes) as bigint;
  const at = (offset: number, size: number): bigint | null => (size > 0 ? address + BigInt(offset) : null);
  const write = (offset: number, content: Uint8Array): void => {
    if (content.byteLength > 0) koffi.encode(address, offset, 'uint8', content, content.byteLength);
  };
  write(0, new Uint8Array(bytes));
  koffi.encode(address, 'uint32', ntStatus('STATUS_PENDING').code);
  write(inputAt, input);
  if (output.content !== null) write(outputAt, output.content);

  return {
    statusBlock: address,
    input: at(inputAt, input.byteLength),
    inputBytes: input.byteLength,
    output: at(outputAt, output.size),
    outputBytes: output.size,
    readBlock: () => ({
      status: koffi.decode(address, 'uint32') as number,
      information: Number(koffi.decode(address, informationAt, 'uint64')),
    }),
    readOutput: (count) =>
      count > 0 ? (koffi.decode(address, outputAt, 'uint8', count) as Uint8Array) : new Uint8Array(0),
    free: () => koffi.free(address),
  };
};
