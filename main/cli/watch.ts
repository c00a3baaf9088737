import { presentDevice } from '../session/device-service.ts';
import type { Finding, FindingName } from '#app/evidence/findings.ts';
import { jobsVisible } from '#app/evidence/source-report.ts';
import type { ChannelState, DeviceState, SessionState } from '#app/session/state.ts';
import { explainedFindings } from '#app/verdict/explanations.ts';
import type { CauseBeside } from '#app/verdict/verdict.ts';
import { suspicionWords } from '#app/words/evidence.ts';
import { printerName } from '#app/words/printer-names.ts';
import { channelWords } from '#app/words/status.ts';
import { causeBesideWords } from '#app/words/causes.ts';
import { watchedFindingWords, watchWords } from '#app/words/watch.ts';
import type { FindingEvent, ThingEvent } from '#app/words/watch.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { channelState } from './json.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';
import { timeOfDay } from './text.ts';

/** What a line says of a channel: with the same no line follows. */
const saidOf = (channel: ChannelState) => ({
  state: channelState(channel),
  suspicion: suspicionWords(channel.suspicion),
});

/** A finding as it was last said. */
interface SaidFinding {
  /** Null: it is of the whole computer. */
  readonly deviceId: string | null;
  readonly name: FindingName | 'problem-code';
  readonly cause: CauseBeside;
  /** Where its source did not answer, that a finding is not seen does not say that it has ended. */
  readonly maySee: (device: DeviceState) => boolean;
}

/** What names a finding from one look to the next, however its words change. */
const namesOf = ({ on }: Finding): readonly unknown[] => {
  switch (on.kind) {
    case 'job':
      return [on.job.queue, on.job.id, on.job.submittedAt];
    case 'queue':
      return [on.queue.name];
    default:
      return [];
  }
};

const maySee = ({ sources }: DeviceState, { on }: Finding): boolean =>
  on.kind === 'job'
    ? jobsVisible(sources)
    : !sources.some(({ source, result }) => source === on.source && result.kind === 'not-looked');

/** What the Device Manager says of it. */
const problemOf = ({
  device: { id, problemCode: code },
}: DeviceState): (readonly [string, SaidFinding])[] => {
  if (code === null || code === 0) return [];
  const isRead = ({ device }: DeviceState): boolean => device.problemCode !== null;
  const said = { deviceId: id, name: 'problem-code', maySee: isRead } as const;
  return [[JSON.stringify([id, code]), { ...said, cause: { kind: 'problem-code', code } }]];
};

const findingsNow = (state: SessionState, device: DeviceState): (readonly [string, SaidFinding])[] => [
  ...problemOf(device),
  ...explainedFindings(state, device).map(([finding, { cause }]): readonly [string, SaidFinding] => {
    const deviceId = finding.on.kind === 'service' ? null : device.device.id;
    const said = { deviceId, name: finding.kind, cause, maySee: (one: DeviceState) => maySee(one, finding) };
    return [JSON.stringify([deviceId, finding.kind, finding.on.kind, ...namesOf(finding)]), said];
  }),
];

/** A line for what is there at first, and one for each change, as the looks show it. */
class Watch {
  readonly #services: OpenedServices;
  readonly #console: Console;
  readonly #deviceId: string | null;
  /** Devices that are there, and what was last said of each channel. */
  readonly #devices = new Set<string>();
  readonly #channels = new Map<string, string>();
  readonly #findings = new Map<string, SaidFinding>();
  #isFirst = true;

  constructor(services: OpenedServices, console: Console, deviceId: string | null) {
    this.#services = services;
    this.#console = console;
    this.#deviceId = deviceId;
  }

  follow(): void {
    const { devices, channels } = this.#services.session.state;
    for (const { device, presence } of Object.values(devices)) {
      const { id } = device;
      if (this.#deviceId !== null && id !== this.#deviceId) continue;
      const isThere = presence === 'present';
      if (isThere === this.#devices.has(id)) continue;
      if (isThere) this.#devices.add(id);
      else this.#devices.delete(id);
      this.#say(isThere ? (this.#isFirst ? 'device-there' : 'device-arrived') : 'device-left', id);
    }
    for (const channel of Object.values(channels)) this.#followChannel(channel);
    this.#followFindings();
    for (const key of this.#channels.keys()) if (channels[key] === undefined) this.#channels.delete(key);
    this.#isFirst = false;
  }

  #followChannel(channel: ChannelState): void {
    const { key, deviceId, phase } = channel;
    if (this.#deviceId !== null && deviceId !== this.#deviceId) return;
    const before = this.#channels.get(key);
    if (phase.kind === 'gone') {
      if (before !== undefined && before !== '') this.#say('channel-went', deviceId, channel);
      this.#channels.set(key, '');
      return;
    }
    const said = JSON.stringify(saidOf(channel));
    if (before === said) return;
    this.#channels.set(key, said);
    const appeared = this.#isFirst ? 'channel-there' : 'channel-appeared';
    this.#say(before === undefined ? appeared : 'channel-changed', deviceId, channel);
  }

  /** Of a device that left it is not seen whether they ended, so that goes unsaid. */
  #followFindings(): void {
    const { state } = this.#services.session;
    const there = Object.values(state.devices).filter(({ device }) => this.#devices.has(device.id));
    const now = new Map(there.flatMap((device) => findingsNow(state, device)));
    for (const [key, said] of this.#findings) {
      const from = there.filter(({ device }) => said.deviceId === null || said.deviceId === device.id);
      if (now.has(key) || !from.every(said.maySee)) continue;
      this.#findings.delete(key);
      if (from.length > 0) this.#sayFinding('finding-ended', said);
    }
    for (const [key, said] of now) {
      if (!this.#findings.has(key)) this.#sayFinding(this.#isFirst ? 'finding-there' : 'finding-began', said);
      this.#findings.set(key, said);
    }
  }

  #sayFinding(kind: FindingEvent, { deviceId, name, cause }: SaidFinding): void {
    const printer = deviceId === null ? null : printerName(deviceId, this.#services.session.state.devices);
    const [sentence, advice] = causeBesideWords(cause, printer ?? '');
    this.#line(
      {
        ...{ kind, deviceId, printer, finding: name, message: sentence },
        ...(kind === 'finding-ended' ? {} : { advice }),
      },
      watchedFindingWords(kind, sentence),
    );
  }

  #say(kind: ThingEvent, deviceId: string, channel: ChannelState | null = null): void {
    const printer = printerName(deviceId, this.#services.session.state.devices);
    const service = channel?.facts.service.value ?? null;
    const said = channel === null || kind === 'channel-went' ? null : saidOf(channel);
    const name = channel === null ? null : channelWords(service, channel.hostSocket);
    const about =
      channel === null ? {} : { hostSocket: channel.hostSocket, generation: channel.generation, service };
    this.#line({ kind, deviceId, printer, ...about, ...said }, watchWords(kind, printer, name, said));
  }

  #line(object: object, text: string): void {
    const at = this.#services.clock.now();
    this.#console.line(
      { time: new Date(at).toISOString(), ...object, simulated: this.#services.simulated },
      `${timeOfDay(at)}  ${text}`,
    );
  }
}

/** Follows what is there until it is stopped, or its reader has gone. It asks no driver. */
export const runWatch = async (
  services: OpenedServices,
  { deviceId }: CommandOf<'watch'>,
  console: Console,
  stopped: AbortSignal,
): Promise<ExitCode> => {
  const device = deviceId === null ? null : presentDevice(services.session, deviceId);
  if (device?.ok === false) return console.fault(device.fault);
  const watch = new Watch(services, console, deviceId);
  watch.follow();
  const unsubscribe = services.session.subscribe(() => watch.follow());
  const over = AbortSignal.any([stopped, console.unread]);
  const bugs: unknown[] = [];
  await new Promise<void>((resolve) => {
    const updates = services.startUpdates((bug) => {
      bugs.push(bug);
      end();
    });
    const end = (): void => {
      updates.stop();
      unsubscribe();
      resolve();
    };
    over.addEventListener('abort', end);
    if (over.aborted) end();
  });
  if (bugs.length > 0) throw bugs[0];
  return exitCodes.done;
};
