import { isValidHandle, type PrinterHandle } from '../ffi/handles.ts';
import type { Koffi } from '../ffi/prototype.ts';
import type { Winspool } from '../ffi/winspool.ts';

/**
 * Structures of winspool.h on 64 bits for what only a change notification tells: how much of a job was printed. The
 * header stage of the tests compares them with the public header.
 */
export const notifyStructures = {
  PRINTER_NOTIFY_OPTIONS: { size: 24, fields: { Version: 0, Flags: 4, Count: 8, pTypes: 16 } },
  PRINTER_NOTIFY_OPTIONS_TYPE: { size: 24, fields: { Type: 0, Count: 12, pFields: 16 } },
  PRINTER_NOTIFY_INFO: { size: 48, fields: { Count: 8, aData: 16 } },
  PRINTER_NOTIFY_INFO_DATA: { size: 32, fields: { Type: 0, Field: 2, Id: 8, NotifyData: 16 } },
} as const;

export const notifyConstants = {
  PRINTER_NOTIFY_OPTIONS_REFRESH: 1,
  JOB_NOTIFY_TYPE: 1,
  JOB_NOTIFY_FIELD_BYTES_PRINTED: 0x17,
} as const;

const notifyVersion = 2;
const { PRINTER_NOTIFY_OPTIONS, PRINTER_NOTIFY_OPTIONS_TYPE } = notifyStructures;
const info = notifyStructures.PRINTER_NOTIFY_INFO.fields;
const data = notifyStructures.PRINTER_NOTIFY_INFO_DATA;

/** What is asked for: one kind of notice about one field. `address`: where these bytes will stand, for the pointers in them. */
export const notifyOptions = (address: bigint): Uint8Array => {
  const typesAt = PRINTER_NOTIFY_OPTIONS.size;
  const fieldsAt = typesAt + PRINTER_NOTIFY_OPTIONS_TYPE.size;
  const view = new DataView(new ArrayBuffer(fieldsAt + 2));
  const { Version, Flags, Count, pTypes } = PRINTER_NOTIFY_OPTIONS.fields;
  view.setUint32(Version, notifyVersion, true);
  view.setUint32(Flags, notifyConstants.PRINTER_NOTIFY_OPTIONS_REFRESH, true);
  view.setUint32(Count, 1, true);
  view.setBigUint64(pTypes, address + BigInt(typesAt), true);
  const type = PRINTER_NOTIFY_OPTIONS_TYPE.fields;
  view.setUint16(typesAt + type.Type, notifyConstants.JOB_NOTIFY_TYPE, true);
  view.setUint32(typesAt + type.Count, 1, true);
  view.setBigUint64(typesAt + type.pFields, address + BigInt(fieldsAt), true);
  view.setUint16(fieldsAt, notifyConstants.JOB_NOTIFY_FIELD_BYTES_PRINTED, true);
  return new Uint8Array(view.buffer);
};

/** Bytes printed by job id, out of what a notification holds. */
export const bytesIn = (notification: Uint8Array): ReadonlyMap<number, number> => {
  const view = new DataView(notification.buffer, notification.byteOffset, notification.byteLength);
  const found = new Map<number, number>();
  for (let at: number = info.aData; at + data.size <= notification.byteLength; at += data.size) {
    const isOurs =
      view.getUint16(at + data.fields.Type, true) === notifyConstants.JOB_NOTIFY_TYPE &&
      view.getUint16(at + data.fields.Field, true) === notifyConstants.JOB_NOTIFY_FIELD_BYTES_PRINTED;
    if (isOurs)
      found.set(view.getUint32(at + data.fields.Id, true), view.getUint32(at + data.fields.NotifyData, true));
  }
  return found;
};

/** More than a queue holds on a bad day: what claims more is none. */
const mostJobs = 10_000;

const readNotification = (koffi: Koffi, address: bigint): Uint8Array => {
  const count = koffi.decode(address, info.Count, 'uint32') as number;
  const bytes = info.aData + Math.min(count, mostJobs) * data.size;
  return Uint8Array.from(koffi.decode(address, 'uint8', bytes) as Uint8Array);
};

/**
 * How much of each job of a queue has been printed; empty where the spooler does not say. A notification is opened,
 * asked at once for how things are, and closed.
 */
export const printedBytes = (
  koffi: Koffi,
  winspool: Winspool,
  printer: PrinterHandle,
): ReadonlyMap<number, number> => {
  const bytes = notifyOptions(0n).byteLength;
  const address = koffi.alloc('uint8', bytes) as bigint;
  try {
    koffi.encode(address, 'uint8', notifyOptions(address), bytes);
    const changes = winspool.FindFirstPrinterChangeNotification(printer, 0, 0, address);
    if (!isValidHandle(changes)) return new Map();
    try {
      const given = new BigUint64Array(1);
      const done = winspool.FindNextPrinterChangeNotification(
        changes,
        new Uint8Array(4),
        address,
        new Uint8Array(given.buffer),
      );
      const [notification = 0n] = given;
      if (!done || notification === 0n) return new Map();
      const found = bytesIn(readNotification(koffi, notification));
      winspool.FreePrinterNotifyInfo(notification);
      return found;
    } finally {
      winspool.FindClosePrinterChangeNotification(changes);
    }
  } finally {
    koffi.free(address);
  }
};
