import type { Job } from '#app/evidence/job.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { PrinterHandle } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { bindWinspool } from '../ffi/winspool.ts';
import type { SystemFailure } from './evidence-system.ts';
import { printedBytes } from './printed-bytes.ts';
import { jobIn, queueIn, spoolerStructures, type SpooledQueue } from './spooler-structures.ts';
import { enumerate, type Structures } from './structures.ts';

/**
 * The spooler as evidence needs it. Thin enough to read, because parts of it cannot be run without Windows: under
 * Wine, EnumJobs fails.
 */
export interface SpoolerAdapter {
  ports(): Result<readonly { readonly name: string; readonly monitor: string | null }[], SystemFailure>;
  queues(): Result<readonly SpooledQueue[], SystemFailure>;
  jobs(queue: string): Result<readonly Job[], SystemFailure>;
}

const PRINTER_ENUM_LOCAL = 2;
const everyJob = 0xffffffff;
const { PORT_INFO_2W, PRINTER_INFO_2W, JOB_INFO_2W } = spoolerStructures;

export const windowsSpooler = (koffi: Koffi): SpoolerAdapter => {
  const winspool = bindWinspool(koffi);
  const { EnumPortsW, EnumPrintersW, EnumJobsW, OpenPrinterW, ClosePrinter } = winspool;
  const { GetLastError } = bindKernel32(koffi);
  const failed = (call: string, systemError: number): Result<never, SystemFailure> =>
    fail({ call, systemError });
  const listed = <T>(
    call: string,
    found: Result<Structures, number>,
    read: (structures: Structures, index: number) => T,
  ): Result<readonly T[], SystemFailure> => {
    if (!found.ok) return failed(call, found.fault);
    const structures = found.value;
    return ok(Array.from({ length: structures.count }, (_none, index) => read(structures, index)));
  };

  return {
    ports() {
      const { size, fields } = PORT_INFO_2W;
      const found = enumerate(koffi, size, (...memory) => EnumPortsW(null, 2, ...memory), GetLastError);
      return listed('EnumPortsW', found, ({ text }, index) => ({
        name: text(index, fields.pPortName) ?? '',
        monitor: text(index, fields.pMonitorName),
      }));
    },

    queues() {
      const found = enumerate(
        koffi,
        PRINTER_INFO_2W.size,
        (...memory) => EnumPrintersW(PRINTER_ENUM_LOCAL, null, 2, ...memory),
        GetLastError,
      );
      return listed('EnumPrintersW', found, queueIn);
    },

    jobs(queue) {
      const opened = new Uint8Array(8);
      if (!OpenPrinterW(queue, opened, null)) return failed('OpenPrinterW', GetLastError());
      const printer = new DataView(opened.buffer).getBigUint64(0, true) as PrinterHandle;
      const found = enumerate(
        koffi,
        JOB_INFO_2W.size,
        (...memory) => EnumJobsW(printer, 0, everyJob, 2, ...memory),
        GetLastError,
      );
      const jobs = listed('EnumJobsW', found, (structures, index) => jobIn(structures, index, queue));
      const isMoving = jobs.ok && jobs.value.some(({ inProgress }) => inProgress);
      const printed = isMoving ? printedBytes(koffi, winspool, printer) : new Map<number, number>();
      ClosePrinter(printer);
      return jobs.ok
        ? ok(jobs.value.map((job) => ({ ...job, bytesDone: printed.get(job.id) ?? null })))
        : jobs;
    },
  };
};
