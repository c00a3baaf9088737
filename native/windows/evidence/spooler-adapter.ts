import { fail, ok, type Result } from '#app/result.ts';
import type { Job, Queue } from '#app/evidence/evidence.ts';
import type { PrinterHandle } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { bindWinspool } from '../ffi/winspool.ts';
import type { SystemFailure } from './evidence-system.ts';
import { enumerate } from './structures.ts';

/**
 * The spooler as evidence needs it. Thin enough to read, because parts of it cannot be run without Windows: under
 * Wine, EnumJobs fails.
 */
export interface SpoolerAdapter {
  ports(): Result<readonly { readonly name: string; readonly monitor: string | null }[], SystemFailure>;
  queues(): Result<readonly Queue[], SystemFailure>;
  jobs(queue: string): Result<readonly Job[], SystemFailure>;
}

/** Sizes and offsets of winspool.h on 64 bits. */
const port2 = { bytes: 32, portName: 0, monitorName: 8 } as const;
const printer2 = {
  ...{ bytes: 136, printerName: 8, portName: 24, driverName: 32 },
  ...{ attributes: 104, jobs: 128 },
} as const;
const job1 = {
  ...{ bytes: 96, id: 0, userName: 24, document: 32 },
  ...{ status: 56, totalPages: 68, pagesPrinted: 72 },
} as const;

const PRINTER_ENUM_LOCAL = 2;
const PRINTER_ATTRIBUTE_WORK_OFFLINE = 0x400;
const JOB_STATUS_PRINTING = 0x10;
const everyJob = 0xffffffff;

export const windowsSpooler = (koffi: Koffi): SpoolerAdapter => {
  const { EnumPortsW, EnumPrintersW, EnumJobsW, OpenPrinterW, ClosePrinter } = bindWinspool(koffi);
  const { GetLastError } = bindKernel32(koffi);
  const failed = (call: string, systemError: number): Result<never, SystemFailure> =>
    fail({ call, systemError });

  return {
    ports() {
      const found = enumerate(
        koffi,
        port2.bytes,
        (...memory) => EnumPortsW(null, 2, ...memory),
        GetLastError,
      );
      if (!found.ok) return failed('EnumPortsW', found.fault);
      const { count, text } = found.value;
      return ok(
        upTo(count).map((index) => ({
          name: text(index, port2.portName) ?? '',
          monitor: text(index, port2.monitorName),
        })),
      );
    },

    queues() {
      const found = enumerate(
        koffi,
        printer2.bytes,
        (...memory) => EnumPrintersW(PRINTER_ENUM_LOCAL, null, 2, ...memory),
        GetLastError,
      );
      if (!found.ok) return failed('EnumPrintersW', found.fault);
      const { count, text, u32 } = found.value;
      return ok(
        upTo(count).map((index) => ({
          name: text(index, printer2.printerName) ?? '',
          port: text(index, printer2.portName) ?? '',
          driver: text(index, printer2.driverName) ?? '',
          offline: (u32(index, printer2.attributes) & PRINTER_ATTRIBUTE_WORK_OFFLINE) !== 0,
          jobs: u32(index, printer2.jobs),
        })),
      );
    },

    jobs(queue) {
      const opened = new Uint8Array(8);
      if (!OpenPrinterW(queue, opened, null)) return failed('OpenPrinterW', GetLastError());
      const printer = new DataView(opened.buffer).getBigUint64(0, true) as PrinterHandle;
      const found = enumerate(
        koffi,
        job1.bytes,
        (...memory) => EnumJobsW(printer, 0, everyJob, 1, ...memory),
        GetLastError,
      );
      ClosePrinter(printer);
      if (!found.ok) return failed('EnumJobsW', found.fault);
      const { count, text, u32 } = found.value;
      return ok(
        upTo(count).map((index) => ({
          kind: 'print',
          id: u32(index, job1.id),
          queue,
          document: text(index, job1.document),
          user: text(index, job1.userName),
          pagesDone: u32(index, job1.pagesPrinted),
          // 0: the job does not say how many it has
          pagesTotal: u32(index, job1.totalPages) || null,
          inProgress: (u32(index, job1.status) & JOB_STATUS_PRINTING) !== 0,
        })),
      );
    },
  };
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_none, index) => index);
