/** The columns of the table in the order a person finds them at first. */
export const columnIds = [
  'state',
  'service',
  'holder',
  'job',
  'device',
  'age',
  'host',
  'peripheral',
  'look',
  'outcome',
  'why',
  'how',
  'pid',
  'windowsService',
  'user',
  'queue',
  'document',
  'pages',
  'printer',
  'driver',
  'first',
  'ntstatus',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** What stands above a column; short, since the hint says the rest. */
export const columnWords: Readonly<Record<ColumnId, string>> = {
  state: 'State',
  service: 'Service',
  host: 'Host',
  peripheral: 'Peri.',
  holder: 'Program',
  job: 'Job',
  device: 'Printer',
  age: 'Since',
  look: 'Last look',
  outcome: 'Outcome',
  why: 'Why',
  how: 'How we know',
  pid: 'PID',
  windowsService: 'Windows service',
  user: 'User',
  queue: 'Queue',
  document: 'Document',
  pages: 'Pages',
  printer: 'Whole printer',
  driver: 'Driver',
  first: 'First seen',
  ntstatus: 'NTSTATUS',
};

export const columnHints: Readonly<Record<ColumnId, string>> = {
  state: 'What the evidence says of the channel',
  service: 'The printer’s service; ? marks one deduced from the socket number',
  host: 'Host socket (HSID)',
  peripheral: 'Peripheral socket (PSID); no request reports it for channels that are not ours',
  holder: 'The program or queue that evidence ties to the channel',
  job: 'The print or fax job that uses it',
  device: 'The DOT4 function of the printer, with its port and where it stands',
  age: 'How long Unjam has seen it; it may be older',
  look: 'Time since the last look that saw it',
  outcome: 'How the last attempt to close it ended',
  why: 'Why the state is what it is',
  how: 'How it is known that the socket exists, or not: confidence and source',
  pid: 'Process id of the holder',
  windowsService: 'The Windows service that runs in the holder’s process',
  user: 'Whose job uses it; the user of a program is not looked at',
  queue: 'The print queue of its job or, inferred, the one queue of the device',
  document: 'The document of its job',
  pages: 'Pages done of its job, of how many',
  printer: 'The physical printer, which may have several devices',
  driver: 'Driver package behind the device: provider, service, version',
  first: 'When Unjam first saw it; it may be older',
  ntstatus: 'What the driver answered to the last DESTROY_SOCKET',
};

export const rowStates = [
  'stuck',
  'suspect',
  'in-use',
  'open',
  'unknown',
  'maybe-gone',
  'closing',
  'freed',
  'already-gone',
  'gone',
] as const;
export type RowStateName = (typeof rowStates)[number];

export const rowStateWords: Readonly<Record<RowStateName, string>> = {
  stuck: 'stuck',
  suspect: 'suspect',
  'in-use': 'in use',
  open: 'open',
  unknown: 'unknown',
  'maybe-gone': 'gone?',
  closing: 'closing',
  freed: 'freed',
  'already-gone': 'already gone',
  gone: 'gone',
};

export const rowStateHints: Readonly<Record<RowStateName, string>> = {
  stuck: 'The program that seemed to hold it has ended, and it is still there',
  suspect: 'It may be stuck: no program that could be seen uses it',
  'in-use': 'A job is in progress',
  open: 'The socket exists; no sign that it is stuck',
  unknown: 'Whether the socket exists is not known',
  'maybe-gone': 'The driver took the request; no later check confirmed it',
  closing: 'The driver has been asked to destroy the socket',
  freed: 'Closed, and a later check shows that it is gone',
  'already-gone': 'It was gone before it could be closed',
  gone: 'It was there at an earlier look and is gone now',
};

/** What the sign before the state says to who does not see it. */
export const rowMarkWords = {
  new: 'new',
  changed: 'changed',
  closed: 'closed',
} as const;
export type RowMarkName = keyof typeof rowMarkWords;

export const rowWords = {
  gridName: 'Channels',
  unknown: '–',
  unknownHint: 'Not known',
  inferredMark: '?',
  inferredHint: 'Inferred, not confirmed',
  noOutcomeHint: 'Nothing was done with it',
  menu: {
    name: 'Channel',
    only: (column: string, value: string): string => `Show only ${column}: ${value}`,
    hide: (column: string, value: string): string => `Hide ${column}: ${value}`,
    onlyAny: 'Show only',
    hideAny: 'Hide',
    value: (column: string, value: string): string => `${column}: ${value}`,
    clearFilter: 'Clear filter',
  },
  foot: {
    name: 'About the rows',
    all: (count: number): string => (count === 1 ? '1 row' : `${count.toLocaleString()} rows`),
    some: (shown: number, all: number): string => `${shown.toLocaleString()} of ${all.toLocaleString()} rows`,
    sorted: (columns: string): string => `sorted by ${columns}`,
    then: ', then ',
    descending: ' (descending)',
    held: 'Order frozen while you use the list',
    heldNew: (count: number): string => `${count} new at the end`,
  },
  scanHint: {
    title: (devices: number): string =>
      devices === 1 ? 'One device was never scanned.' : `${devices} devices were never scanned.`,
    text: 'Refresh never asks the driver about sockets; Scan sockets does. The small risk: a channel the printer opens at that moment is answered by Unjam, closed again at once, and reported.',
  },
} as const;
