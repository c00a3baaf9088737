import type { Clock } from '#app/clock.ts';
import type { Activity } from '#app/dot4/activity.ts';
import type { Fault } from '#app/faults/fault.ts';
import { isWritten, noTotals } from '#app/trial/trial.ts';
import type { Totals, TrialReport, Verdict } from '#app/trial/trial.ts';
import { pause } from '#native';
import type { DeviceLink } from '#native';
import { deadlines } from '../../deadlines.ts';

type Ended = TrialReport['ended'];

/** Between two rounds of ECHO, in ms. */
const pauseMs = 250;

/** How often ECHO is read without an answer before it counts as none. */
const emptyReads = 8;

/** Grows and begins anew, so that a plot shows it. */
const sizeOf = (round: number): number => 64 << (round % 7);

const patternOf = (round: number): Uint8Array =>
  Uint8Array.from({ length: sizeOf(round) }, (_none, index) => (index * 31 + round) & 0xff);

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);

/** Uses one channel of ours until it is told to stop or the channel ends: listens, and on ECHO writes and reads. */
export class ChannelUse {
  verdict: Verdict = 'opened';
  listening = true;
  ended: Ended | null = null;
  fault: Fault | null = null;
  readonly #link: DeviceLink;
  readonly #channelHandle: number;
  readonly #clock: Clock;
  readonly #over = new AbortController();
  readonly #isEcho: boolean;
  #totals: Totals = noTotals;

  constructor(link: DeviceLink, channelHandle: number, service: string, clock: Clock) {
    this.#link = link;
    this.#channelHandle = channelHandle;
    this.#clock = clock;
    this.#isEcho = isWritten(service);
  }

  get totals(): Totals {
    return this.#totals;
  }

  /** Resolves when nothing of it is pending any more. */
  async run(forMs: number): Promise<void> {
    await Promise.all([this.#listen(forMs), this.#isEcho ? this.#echo() : undefined, this.#untilOver()]);
  }

  /** The first reason counts. */
  end(why: Ended, fault: Fault | null = null): void {
    if (this.ended !== null) return;
    this.ended = why;
    this.fault = fault;
    this.#over.abort();
  }

  get #isOver(): boolean {
    return this.ended !== null;
  }

  #untilOver(): Promise<void> {
    const { signal } = this.#over;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  #add(more: Partial<Totals>): void {
    const names = Object.keys(more) as (keyof Totals)[];
    const sums = names.map((name) => [name, this.#totals[name] + (more[name] ?? 0)]);
    this.#totals = { ...this.#totals, ...(Object.fromEntries(sums) as Partial<Totals>) };
  }

  /** One question at a time: an activity is told to everybody who waits, and two would count it twice. */
  async #listen(forMs: number): Promise<void> {
    while (!this.#isOver) {
      const told = await this.#link.waitActivity({ deadlineMs: forMs, signal: this.#over.signal });
      if (told.ok) this.#hear(told.value);
      else if (told.fault.kind === 'refused') {
        this.listening = false;
        return;
      } else if (told.fault.kind !== 'cancelled' && told.fault.kind !== 'deadline')
        return this.end('fault', told.fault);
    }
  }

  #hear({ message, byteCount, channelHandle }: Activity): void {
    if (message === 'disconnect') return this.end('channel-closed');
    if (channelHandle !== this.#channelHandle) return;
    this.#add({ notices: 1 });
    if (message === 'channel-closed') this.end('channel-closed');
    if (message === 'stream-credits') this.#add({ creditNotices: 1 });
    const isData = message === 'stream-received' || message === 'message-received';
    if (isData && !this.#isEcho) this.#add({ bytesIn: byteCount });
  }

  async #echo(): Promise<void> {
    for (let round = 0; !this.#isOver; round += 1) {
      const answers = await this.#roundTrip(patternOf(round));
      if (!answers) return;
      await pause(this.#clock, pauseMs, this.#over.signal);
    }
  }

  /** False when there is nothing more to try. */
  async #roundTrip(data: Uint8Array): Promise<boolean> {
    const limits = { deadlineMs: deadlines.trial, signal: this.#over.signal };
    const channelHandle = this.#channelHandle;
    const written = await this.#link.write({ channelHandle, data, timeoutMs: 0 }, limits);
    if (!written.ok) return this.#stopped(written.fault);
    this.#add({ bytesOut: written.value });
    if (written.value === 0) return this.#noEcho();
    const back = new Uint8Array(written.value);
    let empty = 0;
    for (let filled = 0; filled < back.byteLength && !this.#isOver;) {
      const size = back.byteLength - filled;
      const read = await this.#link.read({ channelHandle, size, timeoutMs: 0 }, limits);
      if (!read.ok) return this.#stopped(read.fault);
      this.#add({ bytesIn: read.value.byteLength });
      back.set(read.value, filled);
      filled += read.value.byteLength;
      if (read.value.byteLength > 0) continue;
      empty += 1;
      if (empty === emptyReads) return this.#noEcho();
      await pause(this.#clock, pauseMs, this.#over.signal);
    }
    if (this.#isOver) return false;
    this.verdict = sameBytes(back, data.subarray(0, written.value)) ? 'echoes' : 'wrong-echo';
    return this.verdict === 'echoes';
  }

  #noEcho(): false {
    this.verdict = 'no-echo';
    return false;
  }

  #stopped(fault: Fault): false {
    if (fault.kind === 'deadline') return this.#noEcho();
    if (fault.kind !== 'cancelled') this.end('fault', fault);
    return false;
  }
}
