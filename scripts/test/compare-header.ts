import { requestNames } from '#app/dot4/requests.ts';
import { controlCodes, fileDeviceDot4, ioctlDot4Last, ioctlDot4UserBase } from '../../native/wire/codes.ts';
import { headerConstants } from '../../native/wire/constants.ts';
import { jobStatusBits } from '#app/evidence/job.ts';
import { layouts, type Field } from '../../native/wire/layouts.ts';
import { notifyConstants, notifyStructures } from '../../native/windows/evidence/printed-bytes.ts';
import { printerBits, spoolerStructures } from '../../native/windows/evidence/spooler-structures.ts';
import type { HeaderLayout } from '../wine/header-layout.ts';

/** One number, as the compiler reads it from the public header and as native/wire has it. */
export interface Comparison {
  title: string;
  header: number | undefined;
  wire: number | undefined;
}

type Numbers = Record<string, number>;

const fieldSizes = { u8: 1, u16: 2, u32: 4 } as const;
const sizeOfField = (field: Field): number =>
  field.type === 'chars' ? field.length : fieldSizes[field.type];

/** Everything that we claim of d4drvif.h, d4iface.h and winspool.h. */
function wireNumbers(): Numbers {
  const numbers: Numbers = {};
  for (const request of requestNames) numbers[`IOCTL_DOT4_${request}`] = controlCodes[request];
  const own = { FILE_DEVICE_DOT4: fileDeviceDot4, IOCTL_DOT4_USER_BASE: ioctlDot4UserBase };
  Object.assign(numbers, own, { IOCTL_DOT4_LAST: ioctlDot4Last }, headerConstants);
  for (const [name, layout] of Object.entries(layouts)) {
    numbers[`sizeof(${name})`] = layout.size;
    // A plain number in the header; only native/wire sees a structure of one field in it.
    if (name === 'CHANNEL_HANDLE') continue;
    for (const [field, place] of Object.entries<Field>(layout.fields)) {
      numbers[`offset of ${name}.${field}`] = place.at;
      numbers[`size of ${name}.${field}`] = sizeOfField(place);
    }
  }
  return { ...numbers, ...spoolerNumbers() };
}

/** Names of winspool.h for what `jobStatusBits` calls otherwise. The public header ends at COMPLETE. */
const jobStatusNames = {
  paused: 'PAUSED',
  error: 'ERROR',
  deleting: 'DELETING',
  spooling: 'SPOOLING',
  printing: 'PRINTING',
  offline: 'OFFLINE',
  'paper-out': 'PAPEROUT',
  printed: 'PRINTED',
  deleted: 'DELETED',
  blocked: 'BLOCKED_DEVQ',
  'user-intervention': 'USER_INTERVENTION',
  restart: 'RESTART',
  complete: 'COMPLETE',
} as const satisfies Partial<Record<keyof typeof jobStatusBits, string>>;

/** Pointers of a 64-bit program, and what is neither that nor a double word. */
const sizeInStructure = (field: string): number => (field.startsWith('p') ? 8 : (otherSizes[field] ?? 4));
const otherSizes: Readonly<Record<string, number>> = {
  Submitted: 16,
  Type: 2,
  Field: 2,
  NotifyData: 16,
  aData: 32,
};

function spoolerNumbers(): Numbers {
  const numbers: Numbers = { ...printerBits, ...notifyConstants };
  for (const [state, name] of Object.entries(jobStatusNames)) {
    numbers[`JOB_STATUS_${name}`] = jobStatusBits[state as keyof typeof jobStatusNames];
  }
  for (const [name, { size, fields }] of Object.entries({ ...spoolerStructures, ...notifyStructures })) {
    numbers[`sizeof(${name})`] = size;
    for (const [field, at] of Object.entries(fields)) {
      numbers[`offset of ${name}.${field}`] = at;
      numbers[`size of ${name}.${field}`] = sizeInStructure(field);
    }
  }
  return numbers;
}

function headerNumbers(header: HeaderLayout): Numbers {
  const numbers: Numbers = { ...header.constants };
  for (const [request, code] of Object.entries(header.requests)) numbers[`IOCTL_DOT4_${request}`] = code;
  for (const [name, struct] of Object.entries(header.structs)) {
    numbers[`sizeof(${name})`] = struct.size;
    for (const [field, { offset, size }] of Object.entries(struct.fields)) {
      numbers[`offset of ${name}.${field}`] = offset;
      numbers[`size of ${name}.${field}`] = size;
    }
  }
  return numbers;
}

/** Every number that either side has: what only one of them knows is a difference, too. */
export function compareHeader(headerLayout: HeaderLayout): Comparison[] {
  const header = headerNumbers(headerLayout);
  const wire = wireNumbers();
  const titles = [...new Set([...Object.keys(header), ...Object.keys(wire)])];
  return titles.map((title) => ({ title, header: header[title], wire: wire[title] }));
}
