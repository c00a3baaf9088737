import { presentDevice } from '../session/device-service.ts';
import type { ChannelState } from '#app/session/state.ts';
import { suspicionWords } from '#app/words/evidence.ts';
import { printerName } from '#app/words/printer-names.ts';
import { channelWords } from '#app/words/status.ts';
import { watchWords } from '#app/words/watch.ts';
import type { WatchEvent } from '#app/words/watch.ts';
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

/** A line for what is there at first, and one for each change, as the looks show it. */
class Watch {
  readonly #services: OpenedServices;
  readonly #console: Console;
  readonly #deviceId: string | null;
  /** Devices that are there, and what was last said of each channel. */
  readonly #devices = new Set<string>();
  readonly #channels = new Map<string, string>();
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

  #say(kind: WatchEvent, deviceId: string, channel: ChannelState | null = null): void {
    const at = this.#services.now();
    const printer = printerName(deviceId, this.#services.session.state.devices);
    const service = channel?.facts.service.value ?? null;
    const said = channel === null || kind === 'channel-went' ? null : saidOf(channel);
    const name = channel === null ? null : channelWords(service, channel.hostSocket);
    this.#console.line(
      {
        time: new Date(at).toISOString(),
        kind,
        deviceId,
        printer,
        ...(channel === null
          ? {}
          : { hostSocket: channel.hostSocket, generation: channel.generation, service }),
        ...said,
        simulated: this.#services.simulated,
      },
      `${timeOfDay(at)}  ${watchWords(kind, printer, name, said)}`,
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
