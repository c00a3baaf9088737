import * as v from 'valibot';

/** An NTSTATUS: the unsigned 32-bit number, and its symbolic name where we know it. */
export const NtStatusSchema = v.strictObject({
  code: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
  name: v.nullable(v.string()),
});
export type NtStatus = v.InferOutput<typeof NtStatusSchema>;

/** Names as in ntstatus.h; only those a DOT4 driver, the I/O manager or our own plumbing can answer with. */
const names = {
  STATUS_SUCCESS: 0x00000000,
  STATUS_TIMEOUT: 0x00000102,
  STATUS_PENDING: 0x00000103,
  STATUS_BUFFER_OVERFLOW: 0x80000005,
  STATUS_DEVICE_PAPER_EMPTY: 0x8000000e,
  STATUS_DEVICE_POWERED_OFF: 0x8000000f,
  STATUS_DEVICE_OFF_LINE: 0x80000010,
  STATUS_DEVICE_BUSY: 0x80000011,
  STATUS_NO_MORE_ENTRIES: 0x8000001a,
  STATUS_UNSUCCESSFUL: 0xc0000001,
  STATUS_NOT_IMPLEMENTED: 0xc0000002,
  STATUS_INVALID_INFO_CLASS: 0xc0000003,
  STATUS_INFO_LENGTH_MISMATCH: 0xc0000004,
  STATUS_INVALID_HANDLE: 0xc0000008,
  STATUS_INVALID_PARAMETER: 0xc000000d,
  STATUS_NO_SUCH_DEVICE: 0xc000000e,
  STATUS_NO_SUCH_FILE: 0xc000000f,
  STATUS_INVALID_DEVICE_REQUEST: 0xc0000010,
  STATUS_END_OF_FILE: 0xc0000011,
  STATUS_NO_MEMORY: 0xc0000017,
  STATUS_ACCESS_DENIED: 0xc0000022,
  STATUS_BUFFER_TOO_SMALL: 0xc0000023,
  STATUS_OBJECT_NAME_INVALID: 0xc0000033,
  STATUS_OBJECT_NAME_NOT_FOUND: 0xc0000034,
  STATUS_OBJECT_NAME_COLLISION: 0xc0000035,
  STATUS_OBJECT_PATH_NOT_FOUND: 0xc000003a,
  STATUS_SHARING_VIOLATION: 0xc0000043,
  STATUS_DELETE_PENDING: 0xc0000056,
  STATUS_PRIVILEGE_NOT_HELD: 0xc0000061,
  STATUS_INSUFFICIENT_RESOURCES: 0xc000009a,
  STATUS_DEVICE_NOT_CONNECTED: 0xc000009d,
  STATUS_DEVICE_POWER_FAILURE: 0xc000009e,
  STATUS_DEVICE_NOT_READY: 0xc00000a3,
  STATUS_INSTANCE_NOT_AVAILABLE: 0xc00000ab,
  STATUS_PIPE_BUSY: 0xc00000ae,
  STATUS_PIPE_DISCONNECTED: 0xc00000b0,
  STATUS_IO_TIMEOUT: 0xc00000b5,
  STATUS_NOT_SUPPORTED: 0xc00000bb,
  STATUS_DEVICE_DOES_NOT_EXIST: 0xc00000c0,
  STATUS_ADAPTER_HARDWARE_ERROR: 0xc00000c2,
  STATUS_INVALID_NETWORK_RESPONSE: 0xc00000c3,
  STATUS_BAD_DEVICE_TYPE: 0xc00000cb,
  STATUS_INTERNAL_ERROR: 0xc00000e5,
  STATUS_CANCELLED: 0xc0000120,
  STATUS_FILE_CLOSED: 0xc0000128,
  STATUS_INVALID_USER_BUFFER: 0xc00000e8,
  STATUS_INVALID_DEVICE_STATE: 0xc0000184,
  STATUS_IO_DEVICE_ERROR: 0xc0000185,
  STATUS_DEVICE_PROTOCOL_ERROR: 0xc0000186,
  STATUS_INVALID_ADDRESS: 0xc0000141,
  STATUS_CONNECTION_DISCONNECTED: 0xc000020c,
  STATUS_CONNECTION_RESET: 0xc000020d,
  STATUS_NOT_FOUND: 0xc0000225,
  STATUS_RETRY: 0xc000022d,
  STATUS_CONNECTION_REFUSED: 0xc0000236,
  STATUS_CONNECTION_ABORTED: 0xc0000241,
  STATUS_DEVICE_REMOVED: 0xc00002b6,
  STATUS_DEVICE_POWER_CYCLE_REQUIRED: 0x80000031,
} as const;

export type NtStatusName = keyof typeof names;

const byCode: ReadonlyMap<number, string> = new Map(
  Object.entries(names).map(([name, code]) => [code, name]),
);

/** Every status the table knows, for tests that walk through all of them. */
export const knownNtStatuses: readonly NtStatus[] = Object.entries(names).map(([name, code]) => ({
  name,
  code,
}));

export const ntStatus = (name: NtStatusName): NtStatus => ({ code: names[name], name });

/** Takes a signed or unsigned 32-bit number, as FFI gives either. */
export const ntStatusOf = (code: number): NtStatus => {
  const unsigned = code >>> 0;
  return { code: unsigned, name: byCode.get(unsigned) ?? null };
};

/** Severity 3 of the NTSTATUS layout: a final refusal that leaves the status block untouched. */
export const isErrorStatus = (code: number): boolean => code >>> 30 === 3;

const removal: ReadonlySet<number> = new Set([
  names.STATUS_NO_SUCH_DEVICE,
  names.STATUS_DELETE_PENDING,
  names.STATUS_DEVICE_NOT_CONNECTED,
  names.STATUS_DEVICE_DOES_NOT_EXIST,
  names.STATUS_DEVICE_REMOVED,
]);

/** Statuses with which the I/O manager or a driver says that the device itself has left. */
export const isRemovalStatus = (code: number): boolean => removal.has(code >>> 0);

export const hexStatus = (status: NtStatus): string =>
  `0x${status.code.toString(16).toUpperCase().padStart(8, '0')}`;
