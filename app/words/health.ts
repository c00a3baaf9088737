import type { HealthFinding } from '../health/health.ts';
import { adviceWords } from './advice.ts';

export interface HealthWords {
  readonly title: string;
  readonly meaning: string;
  readonly nextStep: string;
}

/** In our words after Microsoft's "Error codes in Device Manager in Windows" (support.microsoft.com). */
const problemCodes: Readonly<Record<number, string>> = {
  1: 'the device is not set up properly',
  10: 'the device cannot start',
  12: 'the device finds no free resources',
  14: 'the computer has to be restarted first',
  18: 'the driver has to be installed again',
  22: 'the device is disabled',
  24: 'the device is not there, or not all of its drivers are installed',
  28: 'no driver is installed for the device',
  31: 'Windows cannot load the driver that the device needs',
  32: 'the service of its driver is disabled',
  37: 'the driver could not be initialised',
  39: 'the driver is damaged or missing',
  43: 'the device reported problems and was stopped',
  45: 'the device is not connected at the moment',
  48: 'the driver is blocked, because it is known to cause problems',
  52: 'the signature of the driver cannot be verified',
};

export const problemCodeWords = (code: number): string =>
  problemCodes[code] === undefined ? `problem code ${code}` : `${problemCodes[code]} (code ${code})`;

export const healthWords = (finding: HealthFinding): HealthWords => {
  switch (finding.kind) {
    case 'no-driver-package':
      return {
        title: 'No DOT4 driver package is installed',
        meaning: 'That is the normal state of Windows 8 and later: there are device classes and no driver.',
        nextStep:
          'Install the printer maker’s DOT4 package (HP: “LaserJet USB (DOT4) communications driver”), or get it from Windows Update, and plug the printer in again.',
      };
    case 'problem-code':
      return {
        title: 'The Device Manager reports a problem',
        meaning: `It says: ${problemCodeWords(finding.code)}. Until that is solved nothing on this device can be freed.`,
        nextStep: 'Look at the device in the Device Manager; plug it in again or install its driver again.',
      };
    case 'access-denied':
      return accessDenied[finding.rights];
    case 'opened-exclusively':
      return {
        title: 'Another program has the device for itself',
        meaning: 'It was opened without sharing, so no other program can open it.',
        nextStep: 'End printer and scanner programs, stop the services named in the evidence, and try again.',
      };
    case 'not-answering':
      return {
        title: 'The device is there, and nothing answers',
        meaning: 'Windows shows the device; its driver, or the printer behind it, did not answer in time.',
        nextStep: `${adviceWords.restartPrinter} Then refresh.`,
      };
    case 'doubled-queues': {
      const names = finding.doubled.queues.map((name) => `“${name}”`).join(', ');
      return finding.doubled.kind === 'usb-beside-dot4'
        ? {
            title: 'A second queue leads past the DOT4 driver',
            meaning: `${names} prints to a USB port while the same printer has a DOT4 port.`,
            nextStep: `HP’s advice: delete ${names} and keep the queue on the DOT4 port.`,
          }
        : {
            title: 'More than one queue prints to this device',
            meaning: `${names} have one driver and share one DOT4 port.`,
            nextStep:
              'HP’s advice: keep one and delete the others, unless they are set up differently on purpose.',
          };
    }
  }
};

const accessDenied: Readonly<
  Record<Extract<HealthFinding, { kind: 'access-denied' }>['rights'], HealthWords>
> = {
  missing: {
    title: 'Windows does not let this user open the device',
    meaning: 'Unjam runs without an administrator’s rights.',
    nextStep: 'Start Unjam as administrator and try again.',
  },
  enough: {
    title: 'The device refuses to be opened',
    meaning:
      'Unjam is elevated already, so it is not missing rights: another program has the device for itself, or its driver takes no opens from programs.',
    nextStep: 'End printer and scanner programs, stop the services named in the evidence, and try again.',
  },
  'not-known': {
    title: 'Windows does not let this user open the device',
    meaning: 'Unjam cannot tell whether it has an administrator’s rights.',
    nextStep: 'End printer and scanner programs and try again; if that does not help, as administrator.',
  },
};
