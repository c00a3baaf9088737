import type { OperationKind } from '../operations/kinds.ts';
import type { AskedFrom, Unfinished } from '../remote/wire.ts';

/** What was asked of another computer, as the trail and the notices name it. */
export const operationWords: Readonly<Record<OperationKind, string>> = {
  close: 'Close channel',
  remedy: 'Run a step',
  measure: 'Measure driver',
  probe: 'Probe services',
  trial: 'Try a channel',
  scan: 'Scan sockets',
  find: 'Find what is stuck',
};

/** “anna on HELPDESK-7 (192.0.2.4)”. */
export const askedFromWords = ({ user, computer, address }: AskedFrom): string =>
  `${user} on ${computer}${address === null ? '' : ` (${address})`}`;

/** What an earlier connection had asked for and no record there tells of. */
export const notBegunLine = ({ operation, hostSocket, deviceId }: Unfinished): string =>
  `${operationWords[operation]}${hostSocket === null ? '' : `, host socket ${hostSocket}`}, on ${deviceId}: not begun. Nothing was sent to the driver.`;

export const remoteWords = {
  lost: 'The connection was lost. What was begun there is ended there; the audit trail of that computer has its outcome.',
  notSeen:
    'The connection ended before that. What was begun there is ended there; the audit trail of that computer has its outcome.',
  title: (host: string, title: string): string => `${title} – ${host}`,
  /** The frame of the window, where it shows another computer. */
  banner: {
    name: 'Another computer',
    title: (host: string): string => `Connected to ${host}`,
    who: (computer: string, user: string): string => `${computer}, as ${user}`,
    lostTitle: (host: string): string => `Connection to ${host} lost`,
    lost: 'What was begun there is ended there. What you see below is as it was when the connection was lost.',
    reconnect: 'Connect again',
    disconnect: 'Disconnect',
  },
  status: (host: string): string => `on ${host}`,
  dialog: {
    title: 'Connect to a computer',
    what: 'Unjam connects over ssh with your own keys, agents and settings, and starts Unjam there. It asks for no password and keeps none.',
    host: 'Computer',
    hint: 'A name, user@name, or name:port, as ssh takes it.',
    bad: 'This cannot be the name of a computer.',
    connect: 'Connect',
    connecting: (host: string): string => `Connecting to ${host}…`,
    stop: 'Stop',
    leave: 'Cancel',
    copy: 'Copy Unjam there…',
    copyTitle: (host: string): string => `Copy Unjam to ${host}?`,
    copyWhat:
      'Unjam sends one file into a folder for temporary files of your account there, checks that it arrived whole, runs it, and removes it when you disconnect. Nothing is installed.',
    copyYes: 'Copy and connect',
    copying: (host: string): string => `Copying Unjam to ${host}…`,
  },
  notConnected: 'The window shows this computer.',
  stillConnected: 'Disconnect first.',
  outOfReach: 'The connection is lost. Connect again first.',
};

/** How one thing ended there, in one line. `device`: as its trail names it. */
export const endedThereLine = ({ action, channel, device, label, result }: EndedThere): string =>
  `${[action, channel, device].filter((part) => part !== '').join(', ')}: ${label}. ${result}`;

interface EndedThere {
  readonly action: string;
  readonly channel: string;
  readonly device: string;
  readonly label: string;
  readonly result: string;
}
