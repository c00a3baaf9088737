import { controlCodeName } from '../dot4/requests.ts';
import { keptBytes, keptDataBytes, keptRequests } from '../requests/record.ts';
import type { RequestEndName, RequestRecord, ShownBuffer } from '../requests/record.ts';
import { statusWords } from './status.ts';

const endWords: Readonly<Record<RequestEndName, string | null>> = {
  completed: null,
  'cancelled-deadline': 'cancelled at its deadline',
  'cancelled-signal': 'cancelled by Unjam',
  'not-sent-deadline': 'not sent: its deadline had passed',
  'not-sent-signal': 'not sent: cancelled before',
  'not-sent-closed': 'not sent: the link was closed',
  kept: 'no status: cancelled, and not given back by the driver',
  'not-answering': 'no status: the driver does not return from a call; it may not have seen this request',
};

/** "STATUS_NOT_FOUND (0xC0000225)", or why there is no status. */
export const answerWords = ({ ntstatus, end }: RequestRecord): string =>
  [ntstatus === null ? null : statusWords(ntstatus), endWords[end]]
    .filter((part) => part !== null)
    .join(', ');

/** "IOCTL_DOT4_DESTROY_SOCKET (0x003A202A)". */
export const codeWords = ({ request, code }: Pick<RequestRecord, 'request' | 'code'>): string =>
  `${controlCodeName(request)} (0x${code.toString(16).toUpperCase().padStart(8, '0')})`;

export const subjectWords = ({ hostSocket, channelHandle }: RequestRecord): string | null => {
  const handle = channelHandle === null ? null : `channel 0x${channelHandle.toString(16).padStart(8, '0')}`;
  const socket = hostSocket === null ? null : `host socket ${hostSocket}`;
  return [socket, handle].filter((part) => part !== null).join(', ') || null;
};

export const durationWords = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;

const shownCount = ({ hex }: ShownBuffer): number => (hex === '' ? 0 : (hex.length + 1) / 3);

const countOf = ({ bytes }: ShownBuffer): string => `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;

const bufferWords = (buffer: ShownBuffer): string => {
  const shown = shownCount(buffer);
  if (buffer.bytes === 0) return 'none';
  if (shown === 0) return `${countOf(buffer)}, zeros`;
  return shown < buffer.bytes
    ? `${countOf(buffer)}, the first ${shown}: ${buffer.hex}`
    : `${countOf(buffer)}: ${buffer.hex}`;
};

/** The buffers of a request, each with its label; what the driver wrote is what Information vouches for. */
export const bufferLines = (record: RequestRecord): readonly (readonly [label: string, text: string])[] => {
  const { input, output, returned, information } = record;
  return [
    ['in', bufferWords(input)],
    ['out, as sent', bufferWords(output)],
    ['out, returned', bufferWords(returned)],
    ['Information', information === null ? 'none' : String(information)],
  ];
};

/** One request as text to paste into a ticket. */
export const requestText = (record: RequestRecord): string =>
  [
    `${new Date(record.at).toISOString()}  ${codeWords(record)}`,
    `  ${[answerWords(record), durationWords(record.durationMs), subjectWords(record)].filter((part) => part !== null).join('; ')}`,
    ...bufferLines(record).map(([label, text]) => `  ${label}: ${text}`),
  ].join('\n');

export const requestsText = (device: string, records: readonly RequestRecord[]): string =>
  [`Requests to ${device}, newest first`, ...records.toReversed().map(requestText)].join('\n\n');

export const requestsWords = {
  name: 'Last requests',
  intro: `What Unjam itself sent to the driver of this device, newest first; the last ${keptRequests} are kept, in memory only. Buffers are shown up to ${keptBytes} bytes, data that is read or written only with its length and first ${keptDataBytes} bytes. Durations are as the program sees them. Requests of other programs, and of the second process that measuring starts, are not seen here.`,
  simulated:
    'This printer is simulated: the bytes are those that would be sent, and those a driver would return.',
  none: 'Nothing was sent to this device yet. Refresh sends nothing; Scan sockets does.',
  copyOne: 'Copy this one',
  copyAll: 'Copy all',
  copied: (count: number): string => `${count} ${count === 1 ? 'request' : 'requests'} copied.`,
  ofTotal: (shown: number, total: number): string =>
    shown === total
      ? `${total} ${total === 1 ? 'request' : 'requests'}`
      : `the last ${shown} of ${total} requests`,
} as const;
