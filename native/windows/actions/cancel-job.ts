import { nothingElse, type ActionOf } from '#app/remedy/action.ts';
import { isSameJob } from '#app/remedy/restraint.ts';
import { ok } from '#app/result.ts';
import type { PrinterHandle } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { bindWinspool } from '../ffi/winspool.ts';
import { jobIn, spoolerStructures } from '../evidence/spooler-structures.ts';
import { structuresIn } from '../evidence/structures.ts';
import { actionFaults, type Acted } from '../../actions/action-faults.ts';

const JOB_CONTROL_DELETE = 5;
const ERROR_INVALID_PARAMETER = 87;
const ERROR_INVALID_PRINTER_NAME = 1801;
const { size } = spoolerStructures.JOB_INFO_2W;

/**
 * Deletes a job after it was read once more: its number alone may be another job's by now. Thin enough to read,
 * because it cannot be run without Windows: Wine's spooler has no GetJob.
 */
export const cancelJob = (koffi: Koffi, action: ActionOf<'cancel-job'>): Acted => {
  const { OpenPrinterW, GetJobW, SetJobW, ClosePrinter } = bindWinspool(koffi);
  const { GetLastError } = bindKernel32(koffi);
  const { gone, changed, failed } = actionFaults(action);
  const opened = new Uint8Array(8);
  if (!OpenPrinterW(action.queue, opened, null)) {
    const error = GetLastError();
    return error === ERROR_INVALID_PRINTER_NAME ? gone() : failed('OpenPrinterW', error);
  }
  const printer = new DataView(opened.buffer).getBigUint64(0, true) as PrinterHandle;
  try {
    const needed = new Uint32Array(1);
    const neededBytes = new Uint8Array(needed.buffer);
    GetJobW(printer, action.jobId, 2, null, 0, neededBytes);
    const bytes = needed[0] ?? 0;
    if (bytes === 0) {
      const error = GetLastError();
      return error === ERROR_INVALID_PARAMETER ? gone() : failed('GetJobW', error);
    }
    const memory = koffi.alloc('uint8', bytes) as bigint;
    try {
      if (!GetJobW(printer, action.jobId, 2, memory, bytes, neededBytes)) {
        return failed('GetJobW', GetLastError());
      }
      const content = Uint8Array.from(koffi.decode(memory, 'uint8', bytes) as Uint8Array);
      const job = jobIn(structuresIn(content, memory, size, 1), 0, action.queue);
      if (!isSameJob(action, job)) return changed();
    } finally {
      koffi.free(memory);
    }
    return SetJobW(printer, action.jobId, 0, null, JOB_CONTROL_DELETE)
      ? ok(nothingElse)
      : failed('SetJobW', GetLastError());
  } finally {
    ClosePrinter(printer);
  }
};
