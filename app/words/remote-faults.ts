import { words } from './fault-words.ts';
import type { AllFaultWords, FaultOf, FaultWords } from './fault-words.ts';
import { remoteWords } from './remote.ts';

/** As it was said, for whoever knows ssh. */
const quoted = (by: string, said: string): string => (said === '' ? '' : ` ${by} says: “${said}”.`);

const notConnected = ({ host, because, said }: FaultOf<'not-connected'>): FaultWords => {
  const ssh = quoted('ssh', said);
  switch (because) {
    case 'no-ssh':
      return words(
        'There is no ssh',
        `Unjam connects with the OpenSSH client of the system, and finds none.${ssh}`,
        'On Windows install the optional feature “OpenSSH Client”; elsewhere the package openssh-client.',
      );
    case 'key-unknown':
      return words(
        `${host} is not known to ssh yet`,
        `No host key of it is kept, so its identity cannot be checked.${ssh}`,
        `Run ssh ${host} once in a terminal, compare the key that it shows with the one of the computer, and say yes. Then connect again.`,
      );
    case 'key-changed':
      return words(
        `${host} has another host key than before`,
        `It was reinstalled, or something else answers in its place.${ssh}`,
        'Ask who looks after that computer. Only when its new key is confirmed, remove the old one with ssh-keygen -R.',
      );
    case 'not-allowed':
      return words(
        `${host} did not let you in`,
        `ssh found no key or ticket that is taken there. Unjam asks for no password.${ssh}`,
        'Put your key on that computer, start your ssh agent, or name another user: user@name.',
      );
    case 'not-found':
      return words(
        `There is no computer ${host}`,
        `The name leads nowhere.${ssh}`,
        'Check the name, or connect to the network where it is known.',
      );
    case 'not-reached':
      return words(
        `${host} does not answer`,
        `No ssh server answers there: it is off, not on this network, or takes no ssh.${ssh}`,
        'Check that it is on, and that its OpenSSH server runs and is not held back by a firewall.',
      );
    case 'no-unjam':
      return words(
        `There is no Unjam on ${host}`,
        `ssh got in, and the command “unjam serve” did not start there.${quoted('It', said)}`,
        'Install Unjam there, or copy it there for this time.',
      );
    case 'silent':
      return words(
        `${host} says nothing`,
        `ssh got in, and Unjam there did not speak in time.${ssh}`,
        'Try again; if it stays so, run unjam devices there.',
      );
    case 'cancelled':
      return words('Not connected', `The connection to ${host} was given up.`, 'Connect again.');
    case 'other':
      return words(
        `No connection to ${host}`,
        `ssh ended before Unjam spoke there.${ssh}`,
        `Run ssh ${host} in a terminal to see more.`,
      );
  }
};

const lostReason: Readonly<Record<FaultOf<'connection-lost'>['because'], string>> = {
  ended: 'The connection ended.',
  silent: 'Nothing came from there any more.',
  'not-understood': 'What came from there is not what Unjam says, so Unjam ended the connection.',
  'too-much': 'More came from there than Unjam ever sends, so Unjam ended the connection.',
};

const notCopiedReason = {
  'no-program': [
    'There is no unjam.exe beside this program to copy.',
    'Install the command line of Unjam on this computer, or install Unjam there.',
  ],
  'no-sftp': ['That computer takes no files over sftp.', 'Install Unjam there.'],
  'not-sent': ['The file did not arrive.', 'Check that there is room on that computer, and try again.'],
  'not-whole': [
    'What arrived is not what was sent, so it was not run.',
    'Try again; if it stays so, something on that computer changes the file.',
  ],
  'system-unknown': ['Unjam cannot tell where that computer keeps temporary files.', 'Install Unjam there.'],
} as const;

export const remoteFaultWords = {
  'bad-host': (fault) =>
    words('No name of a computer', `“${fault.host}” cannot be given to ssh.`, remoteWords.dialog.hint),
  'not-connected': notConnected,
  'other-version': (fault) =>
    words(
      `${fault.host} has another version of Unjam`,
      `It is ${fault.there} there and ${fault.here} here; they do not understand each other.`,
      fault.isOlder ? 'Update Unjam there.' : 'Update Unjam on this computer.',
    ),
  'connection-lost': (fault) =>
    words(
      `Connection to ${fault.host} lost`,
      `${lostReason[fault.because]} ${remoteWords.lost}${quoted('ssh', fault.said)}`,
      'Connect again to see how it ended.',
    ),
  'ended-there': (fault) =>
    words(
      'What was begun before the connection was lost',
      fault.lines.join(' '),
      'The audit trail of that computer has every detail.',
    ),
  'shown-before': () =>
    words(
      'Nothing was done',
      'As you asked for it, the window changed to other printers: of another computer, or simulated ones.',
      'Look at what is shown now, and ask again.',
    ),
  'not-there': (fault) =>
    words(
      'Not on another computer',
      `The window shows ${fault.host}, where this cannot be asked for.`,
      'Disconnect first.',
    ),
  'not-copied': (fault) => {
    const [meaning, nextStep] = notCopiedReason[fault.because];
    return words(
      `Unjam was not copied to ${fault.host}`,
      `${meaning}${quoted('sftp', fault.said)}`,
      nextStep,
    );
  },
} satisfies Partial<AllFaultWords>;
