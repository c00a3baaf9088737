import type { BlindSpot, SourceReport } from '../evidence/source-report.ts';

const blindSpots: Readonly<Record<BlindSpot, string>> = {
  'kernel-clients': 'kernel drivers, which never show',
  'used-sockets': 'which socket a program uses',
  'ended-before': 'programs that ended before the first look',
  'other-programs': 'programs that neither print nor scan, which are not looked into',
  'closed-processes': 'programs that Windows did not let Unjam look into',
  jobs: 'the jobs in the queues',
  queues: 'all print queues',
  'other-printers': 'the jobs of other printers, of which there are some',
  'port-name': 'which port leads to the device, and so its jobs',
  interfaces: 'all interfaces of the device',
  'problem-code': 'the problem code of the Device Manager',
};

const reasons: Readonly<Record<Extract<SourceReport['result'], { kind: 'not-looked' }>['because'], string>> =
  {
    deadline: 'no answer in time',
    unavailable: 'this system does not have it',
    failed: 'the look failed',
  };

const blindSpotWords = (spot: BlindSpot): string => blindSpots[spot];

/** "looked at; not to be seen: …", or why nothing was seen. */
export const sourceResultWords = ({ result }: SourceReport): string => {
  if (result.kind === 'looked') {
    return result.unseen.length === 0
      ? 'looked at'
      : `looked at; not to be seen: ${result.unseen.map(blindSpotWords).join('; ')}`;
  }
  const call = result.call === null ? '' : ` (${result.call}, error ${result.systemError ?? 'not known'})`;
  return `not looked at: ${reasons[result.because]}${call}`;
};
