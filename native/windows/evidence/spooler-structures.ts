import { jobStatesOf, isInProgress, type Job } from '#app/evidence/job.ts';
import type { Queue } from '#app/evidence/evidence.ts';
import type { Structures } from './structures.ts';

/** Structures of winspool.h on 64 bits. The header stage of the tests compares them with the public header. */
export const spoolerStructures = {
  PORT_INFO_2W: { size: 32, fields: { pPortName: 0, pMonitorName: 8 } },
  PRINTER_INFO_2W: {
    size: 136,
    fields: {
      pPrinterName: 8,
      pPortName: 24,
      pDriverName: 32,
      pLocation: 48,
      Attributes: 104,
      Status: 124,
      cJobs: 128,
    },
  },
  JOB_INFO_2W: {
    size: 160,
    fields: {
      JobId: 0,
      pUserName: 24,
      pDocument: 32,
      Status: 104,
      TotalPages: 124,
      Size: 128,
      Submitted: 132,
      Time: 148,
      PagesPrinted: 152,
    },
  },
} as const;

const printer2 = spoolerStructures.PRINTER_INFO_2W.fields;
const job2 = spoolerStructures.JOB_INFO_2W.fields;

export const printerBits = {
  PRINTER_ATTRIBUTE_WORK_OFFLINE: 0x400,
  PRINTER_STATUS_PAUSED: 0x1,
  PRINTER_STATUS_ERROR: 0x2,
  PRINTER_STATUS_PAPER_JAM: 0x8,
  PRINTER_STATUS_PAPER_OUT: 0x10,
  PRINTER_STATUS_PAPER_PROBLEM: 0x40,
  PRINTER_STATUS_OFFLINE: 0x80,
  PRINTER_STATUS_NOT_AVAILABLE: 0x1000,
  PRINTER_STATUS_USER_INTERVENTION: 0x100000,
  PRINTER_STATUS_DOOR_OPEN: 0x400000,
} as const;

const problems =
  printerBits.PRINTER_STATUS_ERROR |
  printerBits.PRINTER_STATUS_PAPER_JAM |
  printerBits.PRINTER_STATUS_PAPER_OUT |
  printerBits.PRINTER_STATUS_PAPER_PROBLEM |
  printerBits.PRINTER_STATUS_NOT_AVAILABLE |
  printerBits.PRINTER_STATUS_USER_INTERVENTION |
  printerBits.PRINTER_STATUS_DOOR_OPEN;

/** A queue as the spooler gives it: its ports in one text, null where it could not be read. */
export interface SpooledQueue extends Omit<Queue, 'ports'> {
  readonly port: string | null;
}

export const queueIn = ({ text, u32 }: Structures, index: number): SpooledQueue => {
  const status = u32(index, printer2.Status);
  const attributes = u32(index, printer2.Attributes);
  return {
    name: text(index, printer2.pPrinterName) ?? '',
    port: text(index, printer2.pPortName),
    driver: text(index, printer2.pDriverName) ?? '',
    // empty: nobody has entered it
    location: text(index, printer2.pLocation) || null,
    offline:
      (attributes & printerBits.PRINTER_ATTRIBUTE_WORK_OFFLINE) !== 0 ||
      (status & printerBits.PRINTER_STATUS_OFFLINE) !== 0,
    paused: (status & printerBits.PRINTER_STATUS_PAUSED) !== 0,
    error: (status & problems) !== 0,
    jobs: u32(index, printer2.cJobs),
  };
};

export const jobIn = ({ text, u32, u16 }: Structures, index: number, queue: string): Job => {
  const states = jobStatesOf(u32(index, job2.Status));
  return {
    kind: 'print',
    id: u32(index, job2.JobId),
    queue,
    document: text(index, job2.pDocument),
    user: text(index, job2.pUserName),
    pagesDone: u32(index, job2.PagesPrinted),
    // 0: the job does not say how many it has
    pagesTotal: u32(index, job2.TotalPages) || null,
    inProgress: isInProgress(states),
    states,
    submittedAt: systemTime((word) => u16(index, job2.Submitted + 2 * word)),
    // 0: it is still being spooled
    bytes: u32(index, job2.Size) || null,
    // 0: it has not begun
    printingMs: u32(index, job2.Time) || null,
  };
};

/** SYSTEMTIME (minwinbase.h), in UTC: year, month, day of the week, day, hour, minute, second, millisecond. */
const systemTime = (word: (index: number) => number): string | null => {
  const [year, month, , day, hour, minute, second, ms] = [0, 1, 2, 3, 4, 5, 6, 7].map(word);
  const at = new Date(
    Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0, ms ?? 0),
  );
  return year === undefined || year < 1601 || Number.isNaN(at.getTime()) ? null : at.toISOString();
};
