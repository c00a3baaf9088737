import type { Evidence } from '../evidence/evidence.ts';
import type { Fact } from '../evidence/fact.ts';
import type { ChannelProbeForbidden } from '../probe/permissions.ts';
import { probedServices } from '../probe/probed-services.ts';
import type { SparedBecause } from '../probe/spared-services.ts';
import { profileReasonWords } from './faults.ts';
import { statusWords } from './status.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

const answered = ({ ntstatus }: { readonly ntstatus: Of<'service-probed'>['ntstatus'] }): string =>
  ntstatus === null ? '' : ` with ${statusWords(ntstatus)}`;

export const serviceProbeWords = (piece: Of<'service-probed'>): string => {
  switch (piece.known) {
    case 'known':
      return `${piece.service}: CREATE_SOCKET made a socket of ours, which was destroyed at once. The printer seems to know the service.`;
    case 'unknown':
      return `${piece.service}: CREATE_SOCKET was refused${answered(piece)}, as for a service that no printer has.`;
    case 'unclear':
      return `${piece.service}: what CREATE_SOCKET answered${answered(piece)} does not say whether the printer knows the service.`;
  }
};

export const channelProbeWords = (piece: Of<'channel-probed'>): string => {
  switch (piece.use) {
    case 'in-use':
      return `${piece.service}: OPEN_CHANNEL was refused${answered(piece)}. Another program seems to have its channel.`;
    case 'free':
      return `${piece.service}: a channel opened to us and was closed at once. No program seems to have the service alone.`;
    case 'unclear':
      return `${piece.service}: what OPEN_CHANNEL answered${answered(piece)} does not say whether the service is in use.`;
  }
};

/** What the two steps do, before anybody agrees to them. */
export const probePlan = {
  title: 'Probe services',
  known: {
    intro: `Unjam asks the driver by name for ${probedServices.length} services, and for one that no printer has: for each it makes a socket of its own (CREATE_SOCKET) and destroys it at once. No channel is opened and nothing is sent to a service.`,
    risks: [
      'A socket of ours may exist for a moment while another program wants its number; that program then gets another one.',
      'The driver may ask the printer, which may wake it.',
    ],
    question: 'Ask which services are known?',
  },
  open: {
    title: 'Also open channels',
    intro:
      'As a second step Unjam opens a channel (OPEN_CHANNEL) on each known service and closes it at once. A driver that says “busy” shows that a program has the channel.',
    risks: [
      'While our channel is open, at most a few seconds, a program that wants the same service gets the answer that it is busy: a print, scan or fax may fail to start.',
      'The printer notices: it may wake, show a message, or drop what it had ready for another program.',
      'A printer that does not answer well may keep the service busy until it is switched off.',
    ],
    spares:
      'Printing and fax are left out while a job is in progress, or when Unjam cannot see whether one is. Scans cannot be seen: do not do this while a user scans.',
    question: 'Also open a channel on each known service?',
  },
} as const;

const known = { true: 'known', false: 'unknown' } as const;
const use = { true: 'in use', false: 'free' } as const;

const factWords = (fact: Fact<boolean>, names: typeof known | typeof use): string => {
  if (fact.at === null) return 'not asked';
  return fact.value === null ? 'unclear' : `${names[`${fact.value}`]} (${fact.confidence})`;
};

export const knownWords = (fact: Fact<boolean>): string => factWords(fact, known);
export const inUseWords = (fact: Fact<boolean>): string => factWords(fact, use);

export const sparedWords = (service: string, because: SparedBecause): string =>
  because === 'job-in-progress'
    ? `${service}: no channel was opened, because a job is in progress.`
    : `${service}: no channel was opened, because Unjam cannot see whether a job is in progress.`;

export const probeForbiddenWords = (because: ChannelProbeForbidden): string =>
  `Not offered: ${profileReasonWords(because)}.`;

export const probeWords = {
  start: 'Ask for services',
  goOn: 'Also open channels…',
  startOpen: 'Open channels',
  stop: 'Stop',
  stopping: 'Stopping and destroying our socket…',
  close: 'Close',
  cancel: 'Cancel',
  risks: 'What may go wrong',
  progress: (number: number, total: number, service: string): string =>
    `Asking for ${service}, ${number} of ${total}`,
  columns: { service: 'Service', known: 'Known', use: 'In use', at: 'As of' },
  tableName: 'Services',
  inferred:
    'All of this is inferred from the driver’s answers, never confirmed, and says how it was at that time only.',
  done: (device: string): string => `Services of ${device}:`,
  unasked: (services: readonly string[]): string =>
    `The time was up before these were asked for: ${services.join(', ')}.`,
} as const;
