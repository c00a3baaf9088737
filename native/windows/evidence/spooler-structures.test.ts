import { describe, expect, test } from 'vitest';
import { jobIn, queueIn, spoolerStructures } from './spooler-structures.ts';
import { structuresIn } from './structures.ts';

const base = 0x1000n;

/** One structure of winspool.h, with the texts that it points at behind it. */
const memoryOf = (
  size: number,
  numbers: readonly (readonly [at: number, value: number])[],
  texts: readonly (readonly [at: number, text: string])[],
  words: readonly (readonly [at: number, value: number])[] = [],
) => {
  const bytes = new Uint8Array(size + 400);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of numbers) view.setUint32(at, value, true);
  for (const [at, value] of words) view.setUint16(at, value, true);
  let end = size;
  for (const [at, text] of texts) {
    view.setBigUint64(at, base + BigInt(end), true);
    bytes.set(Buffer.from(`${text}\0`, 'utf16le'), end);
    end += 2 * (text.length + 1);
  }
  return structuresIn(bytes, base, size, 1);
};

const { JOB_INFO_2W, PRINTER_INFO_2W } = spoolerStructures;
const job = JOB_INFO_2W.fields;
const printer = PRINTER_INFO_2W.fields;

/** 25 November 2026, a Wednesday, 13:05:07.250 in UTC. */
const submitted = [2026, 11, 3, 25, 13, 5, 7, 250].map(
  (value, index) => [job.Submitted + 2 * index, value] as const,
);

describe('a job', () => {
  test('with its states, its time of submission, its pages and bytes', () => {
    const memory = memoryOf(
      JOB_INFO_2W.size,
      [
        [job.JobId, 12],
        [job.Status, 0x12],
        [job.TotalPages, 9],
        [job.PagesPrinted, 4],
        [job.Size, 70_000],
        [job.Time, 90_000],
      ],
      [
        [job.pDocument, 'Report'],
        [job.pUserName, 'ann'],
      ],
      submitted,
    );
    expect(jobIn(memory, 0, 'LJ')).toEqual({
      ...{ kind: 'print', id: 12, queue: 'LJ', document: 'Report', user: 'ann' },
      ...{ pagesDone: 4, pagesTotal: 9, bytes: 70_000, inProgress: true, states: ['error', 'printing'] },
      submittedAt: '2026-11-25T13:05:07.250Z',
      printingMs: 90_000,
    });
  });

  test('what it does not say is not known', () => {
    expect(jobIn(memoryOf(JOB_INFO_2W.size, [[job.JobId, 3]], []), 0, 'LJ')).toEqual({
      ...{ kind: 'print', id: 3, queue: 'LJ', document: null, user: null },
      ...{ pagesDone: 0, pagesTotal: null, bytes: null, inProgress: false, states: [] },
      submittedAt: null,
      printingMs: null,
    });
  });
});

describe('a queue', () => {
  const queueWith = (attributes: number, status: number) =>
    queueIn(
      memoryOf(
        PRINTER_INFO_2W.size,
        [
          [printer.Attributes, attributes],
          [printer.Status, status],
          [printer.cJobs, 2],
        ],
        [
          [printer.pPrinterName, 'Pool'],
          [printer.pPortName, 'DOT4_001,DOT4_002'],
          [printer.pDriverName, 'HP'],
          [printer.pLocation, 'Room 214'],
        ],
      ),
      0,
    );

  test.each([
    ['ready', 0, 0, { offline: false, paused: false, error: false }],
    ['set offline', 0x400, 0, { offline: true, paused: false, error: false }],
    ['offline by itself', 0, 0x80, { offline: true, paused: false, error: false }],
    ['paused', 0, 0x1, { offline: false, paused: true, error: false }],
    ['out of paper', 0, 0x10, { offline: false, paused: false, error: true }],
    ['printing', 0, 0x400, { offline: false, paused: false, error: false }],
  ] as const)('%s', (_name, attributes, status, said) => {
    expect(queueWith(attributes, status)).toEqual({
      ...{ name: 'Pool', port: 'DOT4_001,DOT4_002', driver: 'HP', location: 'Room 214', jobs: 2 },
      ...said,
    });
  });

  test('whose port or location cannot be read has none that is known', () => {
    expect(queueIn(memoryOf(PRINTER_INFO_2W.size, [], []), 0)).toMatchObject({ port: null, location: null });
  });
});
