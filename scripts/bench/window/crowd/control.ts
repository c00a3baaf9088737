import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { IntervalHistogram } from 'node:perf_hooks';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Simulator } from '#native';
import type { Session } from '../../../../main/session/session-service.ts';
import { startActivities } from './activities.ts';
import type { Activities } from './activities.ts';

/** How late main's event loop was for a timer, in ms. */
export interface LoopDelay {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What the measurement asks of main, by Playwright's evaluate. */
export interface Control {
  /** Activities a second, from now on; 0: none. */
  setRate(aSecond: number): Promise<void>;
  /** Activities that reached the session so far. */
  told(): number;
  /** The driver gives another answer than before for one channel, which is news, named by its row's key. */
  change(key: string): void;
  watchLoop(): void;
  loopDelay(): LoopDelay;
}

declare global {
  var unjamBench: Control | undefined;
}

const resolution = 2;
const late = (histogram: IntervalHistogram, percentile: number): number =>
  Math.max(0, histogram.percentile(percentile) / 1e6 - resolution);

export const putUnderControl = (simulator: Simulator, session: Session): void => {
  let activities: Activities | null = null;
  let loop = monitorEventLoopDelay({ resolution });
  const say = (deviceId: string, hostSocket: number, evidence: Evidence): void =>
    session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
  const there = (): Evidence => ({ kind: 'probe-pended', source: 'driver-answer', at: Date.now() });
  const unclear = (): Evidence => ({
    kind: 'probe-unclear',
    source: 'driver-answer',
    at: Date.now(),
    ntstatus: null,
  });
  let answers = 0;
  globalThis.unjamBench = {
    setRate: async (aSecond) => {
      activities ??= await startActivities(simulator, (deviceId, hostSocket) =>
        say(deviceId, hostSocket, there()),
      );
      activities.setRate(aSecond);
    },
    told: () => activities?.told() ?? 0,
    change: (key) => {
      const [deviceId = '', hostSocket] = key.split('#');
      answers += 1;
      say(deviceId, Number(hostSocket), answers % 2 === 0 ? there() : unclear());
    },
    watchLoop: () => {
      loop.disable();
      loop = monitorEventLoopDelay({ resolution });
      loop.enable();
    },
    loopDelay: () => {
      loop.disable();
      return { p50: late(loop, 50), p95: late(loop, 95), p99: late(loop, 99), max: late(loop, 100) };
    },
  };
};
