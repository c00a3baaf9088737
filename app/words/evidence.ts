import type { DeviceNode, Evidence, Queue, SourceName, WindowsService } from '../evidence/evidence.ts';
import type { Confidence } from '../evidence/fact.ts';
import type { Holder } from '../evidence/facts.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import { firstVisible, visible } from './foreign-text.ts';
import { jobEvidenceWords, queueName } from './jobs.ts';
import { channelProbeWords, serviceProbeWords } from './probe.ts';
import { statusWords } from './status.ts';
import { jobStillWords, levelWords, printerTriedWords, processUseWords, ruleWords } from './stuck.ts';

export const sourceWords: Readonly<Record<SourceName, string>> = {
  'made-by-us': 'made by Unjam',
  'driver-answer': 'the driver’s answer',
  activity: 'activity of the channel',
  spooler: 'the spooler',
  processes: 'the process list',
  'windows-service': 'a Windows service',
  'device-node': 'the device node',
  'socket-number': 'the socket number',
};

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  confirmed: 'confirmed',
  inferred: 'inferred',
  unknown: 'unknown',
};

export const holderWords = (holder: Holder): string => {
  if (holder.kind === 'unjam') return 'Unjam';
  if (holder.kind === 'queue') return `Spooler › ${queueName(holder.queue)}`;
  const { name, pid, endedAt } = holder.process;
  const program = `${firstVisible(name) ?? 'process'} (${pid})`;
  return endedAt === null ? program : `${program}, ended`;
};

const serviceStates: Readonly<Record<WindowsService['state'], string>> = {
  'not-installed': 'not installed',
  stopped: 'stopped',
  'start-pending': 'starting',
  'stop-pending': 'stopping',
  running: 'running',
  'continue-pending': 'continuing',
  'pause-pending': 'pausing',
  paused: 'paused',
};

const serviceStateWords = ({ state, pid }: WindowsService): string =>
  pid === null ? serviceStates[state] : `${serviceStates[state]} (process ${pid})`;

const queueWords = ({ name, ports, driver, location, offline, paused, error, jobs }: Queue): string => {
  const parts = [
    jobs === 0 ? 'no jobs' : `${jobs} ${jobs === 1 ? 'job' : 'jobs'}`,
    offline ? 'set offline' : null,
    paused === true ? 'paused' : null,
    error === true ? 'reports a problem of the printer' : null,
  ];
  const said = parts.filter((part) => part !== null).join(', ');
  const pool = ports.length > 1 ? ', a pool: each job is printed on one of them' : '';
  const place = location == null ? '' : `, location ${location}`;
  return `Queue “${name}” on ${ports.join(', ')}${pool} (driver ${driver}${place}): ${said}.`;
};

const nodeWords = ({
  setupClass,
  service,
  provider,
  version,
  date,
  problemCode,
  port,
}: DeviceNode): string => {
  const driver = [provider, service, version].filter((part) => part !== null).join(' ');
  const parts = [
    `Device node of class ${setupClass}`,
    driver === '' ? 'no driver named' : `driver ${driver}${date === null ? '' : ` of ${date}`}`,
    problemCode === null
      ? 'problem code not known'
      : problemCode === 0
        ? 'no problem'
        : `problem code ${problemCode}`,
    port === null ? 'port not known' : `port ${port}`,
  ];
  return `${parts.join(', ')}.`;
};

export const evidenceWords = (evidence: Evidence): string => {
  switch (evidence.kind) {
    case 'probe-pended':
      return evidence.measuredOn === undefined
        ? 'WAIT_FOR_CHANNEL waited instead of failing: the socket exists.'
        : `WAIT_FOR_CHANNEL waited instead of failing: the socket exists, as this driver was measured elsewhere (${visible(evidence.measuredOn)}).`;
    case 'probe-refused':
      return `WAIT_FOR_CHANNEL was refused with ${statusWords(evidence.ntstatus)}: no such socket.`;
    case 'probe-caught-channel':
      return evidence.closedAgain
        ? 'The printer opened a channel to our question; it was closed again at once. The socket exists.'
        : 'The printer opened a channel to our question, and it could not be closed again. The socket exists.';
    case 'probe-unclear':
      if (evidence.because === 'control-late')
        return 'WAIT_FOR_CHANNEL gave no clear answer: the driver was late, also for numbers that do not exist.';
      return evidence.ntstatus === null
        ? 'WAIT_FOR_CHANNEL gave no clear answer.'
        : `WAIT_FOR_CHANNEL answered ${statusWords(evidence.ntstatus)}, which tells neither way.`;
    case 'destroy-answered':
      return `IOCTL_DOT4_DESTROY_SOCKET was answered ${statusWords(evidence.ntstatus)}.`;
    case 'own-channel':
      return `Unjam opened this channel itself, to ${evidence.service} on peripheral socket ${evidence.peripheralSocket}.`;
    case 'own-channel-ended':
      return 'Unjam ended it: its socket was destroyed.';
    case 'own-channel-left':
      return 'Unjam could not destroy its own socket.';
    case 'own-channel-lost':
      return 'Another program closed the channel of Unjam. Whose host socket this is by now is not known, so Unjam left it alone.';
    case 'customary-number':
      return `Socket numbers like this one are customary for ${evidence.service}.`;
    case 'static-socket':
      return `The print driver is set up to use this socket for ${evidence.service}.`;
    case 'job':
      return jobEvidenceWords(evidence.job);
    case 'process': {
      const { name, pid, endedAt } = evidence.process;
      return endedAt === null
        ? `${name} (process ${pid}) has the device open.`
        : `${name} (process ${pid}) had the device open and has ended.`;
    }
    case 'holders-counted':
      return evidence.holders === 0
        ? 'No process that could be seen has the device open. Kernel drivers are never seen this way.'
        : `${evidence.holders} ${evidence.holders === 1 ? 'process has' : 'processes have'} the device open.`;
    case 'process-use':
      return processUseWords(evidence);
    case 'job-still':
      return jobStillWords(evidence);
    case 'printer-tried':
      return printerTriedWords(evidence);
    case 'service-probed':
      return serviceProbeWords(evidence);
    case 'channel-probed':
      return channelProbeWords(evidence);
    case 'device-left':
      return 'The device left the system.';
    case 'node':
      return nodeWords(evidence.node);
    case 'service':
      return `Windows service “${evidence.service.name}”: ${serviceStateWords(evidence.service)}.`;
    case 'port':
      return evidence.monitor === null
        ? `Port ${evidence.port} leads to it.`
        : `Port ${evidence.port} leads to it (${evidence.monitor}).`;
    case 'queue':
      return queueWords(evidence.queue);
  }
};

/** One sentence that says why; null when nothing speaks for it. */
export const suspicionWords = ({ level, rule }: Suspicion): string | null =>
  level === 'none' || rule === null ? null : `${levelWords[level]}: ${ruleWords[rule].sentence}`;
