import type { Availability, RemedyStep } from '../remedy/plan.ts';
import type { StepKind } from '../remedy/step.ts';
import { policyHalfWords } from './policy.ts';
import { otherJobsWords } from './jobs.ts';

export interface StepWords {
  readonly title: string;
  readonly risk: string;
  /** How to see that it helped. */
  readonly check: string;
  readonly availability: string;
}

const steps: Readonly<Record<StepKind, { title: (target: string) => string; risk: string; check: string }>> =
  {
    'cancel-job': {
      title: (target) => `Delete ${target}`,
      risk: 'The document has to be printed again.',
      check: 'The job leaves the queue, and a check shows that the socket is gone.',
    },
    'stop-program': {
      title: (target) => `Stop ${target}`,
      risk: 'The program is ended at once, without being asked: its unsaved work is lost.',
      check: 'The program no longer runs, and a check shows that the socket is gone.',
    },
    'restart-service': {
      title: (target) => `Restart the Windows service “${target}”`,
      risk: 'Everything else that the service does is interrupted, on every printer. Services that depend on it are restarted, too.',
      check: 'The service was stopped and runs again, and a check shows that the socket is gone.',
    },
    'destroy-socket': {
      title: (target) => `Close channel (${target})`,
      risk: 'The program that uses the channel may have to be restarted.',
      check: 'A later check shows that the socket is gone, where the driver can be asked.',
    },
    'restart-device': {
      title: (target) => `Restart the device ${target}`,
      risk: 'Every channel and every job of this device is cut off. Unjam’s own link to it is closed first.',
      check: 'The device comes back without a problem code, and its sockets are gone.',
    },
    'soft-reset': {
      title: (target) => `Soft reset of ${target}`,
      risk: 'Not verified on DOT4 stacks: it may do nothing, or confuse driver and printer further.',
      check: 'The printer answers again.',
    },
    'power-cycle': {
      title: (target) => `Switch ${target} off, wait half a minute, switch it on`,
      risk: 'Jobs in the printer are lost; a fax in its memory may be, too.',
      check: 'The device leaves and comes back, with no socket that is not in use.',
    },
  };

const availabilityWords = (availability: Availability): string => {
  switch (availability.kind) {
    case 'by-unjam':
      return 'Unjam can do it';
    case 'by-hand':
      return 'by hand';
    case 'not-offered':
      return availability.because === 'policy'
        ? policyHalfWords(availability.forbids)
        : notOffered[availability.because];
  }
};

const notOffered: Readonly<
  Record<Exclude<Extract<Availability, { kind: 'not-offered' }>['because'], 'policy'>, string>
> = {
  'not-elevated': 'needs an administrator’s rights, which Unjam does not have now',
  'driver-refuses': 'this driver refuses to destroy the socket of another program',
  'job-in-progress': 'not while a job is in progress, unless it is forced',
  'being-deleted': 'the job is being deleted already',
  unverified: 'not offered: it was never seen to work on a DOT4 stack',
};

/** What a step does, to what: "Stop ScanToPC.exe (4312)". */
export const stepTitle = (kind: StepKind, target: string): string => steps[kind].title(target);

export const stepWords = ({ kind, target, availability, otherJobs }: RemedyStep): StepWords => {
  const title = steps[kind].title(target);
  const others = otherJobs === undefined ? null : otherJobsWords(otherJobs);
  return {
    title: others === null ? title : `${title} (${others})`,
    risk: steps[kind].risk,
    check: steps[kind].check,
    availability: availabilityWords(availability),
  };
};
