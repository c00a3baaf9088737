import { expect, test } from 'vitest';
import { bytesIn, notifyConstants, notifyOptions, notifyStructures } from './printed-bytes.ts';

const { PRINTER_NOTIFY_OPTIONS, PRINTER_NOTIFY_OPTIONS_TYPE, PRINTER_NOTIFY_INFO, PRINTER_NOTIFY_INFO_DATA } =
  notifyStructures;
const data = PRINTER_NOTIFY_INFO_DATA.fields;

test('one field of jobs is asked for, and every pointer leads into the same memory', () => {
  const address = 0x7000n;
  const bytes = notifyOptions(address);
  const view = new DataView(bytes.buffer);
  const types = Number(view.getBigUint64(PRINTER_NOTIFY_OPTIONS.fields.pTypes, true) - address);
  const fields = Number(
    view.getBigUint64(types + PRINTER_NOTIFY_OPTIONS_TYPE.fields.pFields, true) - address,
  );
  expect(types).toBe(PRINTER_NOTIFY_OPTIONS.size);
  expect(view.getUint16(types + PRINTER_NOTIFY_OPTIONS_TYPE.fields.Type, true)).toBe(1);
  expect(view.getUint16(fields, true)).toBe(notifyConstants.JOB_NOTIFY_FIELD_BYTES_PRINTED);
  expect(bytes.byteLength).toBe(fields + 2);
});

/** A notification as FindNextPrinterChangeNotification gives it: a head, then one entry for each field of each job. */
const notification = (...entries: readonly (readonly [field: number, job: number, value: number])[]) => {
  const bytes = new Uint8Array(
    PRINTER_NOTIFY_INFO.fields.aData + entries.length * PRINTER_NOTIFY_INFO_DATA.size,
  );
  const view = new DataView(bytes.buffer);
  view.setUint32(PRINTER_NOTIFY_INFO.fields.Count, entries.length, true);
  for (const [index, [field, job, value]] of entries.entries()) {
    const at = PRINTER_NOTIFY_INFO.fields.aData + index * PRINTER_NOTIFY_INFO_DATA.size;
    view.setUint16(at + data.Type, notifyConstants.JOB_NOTIFY_TYPE, true);
    view.setUint16(at + data.Field, field, true);
    view.setUint32(at + data.Id, job, true);
    view.setUint32(at + data.NotifyData, value, true);
  }
  return bytes;
};

test('bytes printed are read by job; other fields are not taken for them', () => {
  const printed = notifyConstants.JOB_NOTIFY_FIELD_BYTES_PRINTED;
  const read = bytesIn(notification([printed, 11, 655_360], [0x16, 11, 4_194_304], [printed, 12, 0]));
  expect([...read]).toEqual([
    [11, 655_360],
    [12, 0],
  ]);
});

test('a notification without a job says nothing', () => {
  expect(bytesIn(notification()).size).toBe(0);
});
