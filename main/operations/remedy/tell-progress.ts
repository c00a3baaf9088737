import { targetOf } from '#app/remedy/action.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyKey } from '#app/remedy/run.ts';
import type { RemedyRequest, RemedyRun, RemedyStage } from '#app/remedy/run.ts';
import { channelKey } from '#app/session/state.ts';
import type { Session } from '../../session/session-service.ts';

export interface Progress {
  reached(stage: RemedyStage): void;
  ended(outcome: RemedyOutcome): RemedyOutcome;
  /** A bug ended it: nothing is claimed of its outcome. */
  abandoned(): void;
}

/** Puts a run of a step into the session: how far it is, and what came of it. */
export const tellProgress = (session: Session, request: RemedyRequest, now: () => number): Progress => {
  const { deviceId, hostSocket, generation, step, action } = request;
  const channel = channelKey(deviceId, hostSocket, generation);
  const deviceName = session.state.devices[deviceId]?.device.name ?? deviceId;
  const key = remedyKey(channel, step);
  const tell = (change: Pick<RemedyRun, 'stage' | 'outcome'>): void => {
    const service = session.state.channels[channel]?.facts.service.value ?? null;
    const target =
      action !== null
        ? targetOf(action)
        : step === 'destroy-socket'
          ? `host socket ${hostSocket}`
          : deviceName;
    const subject = { channelKey: channel, deviceId, deviceName, hostSocket, service, step, target };
    session.dispatch({
      type: 'remedy-changed',
      run: { key, at: now(), ...subject, dismissed: false, ...change },
    });
  };
  tell({ stage: 'looking', outcome: null });
  return {
    reached: (stage) => tell({ stage, outcome: null }),
    ended: (outcome) => {
      tell({ stage: null, outcome });
      return outcome;
    },
    abandoned: () => session.dispatch({ type: 'remedy-abandoned', key }),
  };
};
