import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { contract } from '#app/ipc/contract.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation } from '#app/operations/operation.ts';
import { mostUnfinished } from '#app/remote/wire.ts';
import type { FarHello, FromFar, RemoteCall, Resumed, Unfinished } from '#app/remote/wire.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { applyDelta } from '#app/session/delta.ts';
import type { Delta, Drawn, NumberedDelta, Snapshot } from '#app/session/delta.ts';
import type { SessionState } from '#app/session/state.ts';
import { connect } from './connection.ts';
import type { Asking, Connection } from './connection.ts';
import type { SshChild } from './ssh.ts';

/** What the window hears of another computer. */
export interface RemoteEvents {
  delta(delta: NumberedDelta): void;
  requestsGrew(deviceId: string): void;
  auditChanged(): void;
  /** The state changed; `before` null: it is the first. For whoever keeps a record of it. */
  changed(before: SessionState | null, after: SessionState): void;
}

/** The session of another computer as it is known here: a mirror that its deltas keep equal. */
export interface RemoteSession {
  readonly connection: Connection;
  readonly there: FarHello;
  readonly state: SessionState;
  snapshot(): Snapshot;
  /** Parsed by the contract on both sides. */
  call(name: RemoteCall, input?: unknown): Promise<Result<unknown, Fault>>;
  acknowledge(drawn: Drawn): void;
  /** The number that it has among the sessions of the window, from now on. */
  show(epoch: number): void;
  /** What was begun and had not ended when the connection was lost, for the next one. */
  resumed(): Resumed;
  close(): Promise<void>;
}

const unfinishedOf = (operation: Operation): readonly Unfinished[] => {
  const { kind, deviceId } = operation;
  const of = { deviceId, operation: kind };
  switch (kind) {
    case 'close':
      return operation.closings.flatMap(({ hostSocket, outcome }) =>
        outcome === null ? [{ ...of, hostSocket }] : [],
      );
    case 'remedy':
      return [{ ...of, hostSocket: operation.hostSocket }];
    // its steps are operations of their own
    case 'find':
      return [];
    default:
      return [{ ...of, hostSocket: null }];
  }
};

/** How long until it has answered what its state is, in ms. */
const snapshotMs = 30_000;

const bare = (fault: Fault): Result<never, Fault> => fail(fault);

/**
 * Opens the session of another computer. Each message is held to the contract; what breaks it ends the connection.
 */
export const openRemote = async (
  child: SshChild,
  asking: Omit<Asking, 'wants' | 'heard'> & { readonly clock: Clock },
  events: RemoteEvents,
): Promise<Result<RemoteSession, Fault>> => {
  const { clock, host } = asking;
  let state: SessionState | null = null;
  let epoch = 0;
  let revision = 0;
  let far = { epoch: 0, revision: 0 };
  /** The far side's clock at a moment of ours. */
  let clockAt = { far: 0, near: 0 };
  let early: NumberedDelta[] = [];
  let broken: (() => void) | null = null;

  const marked = (of: SessionState, link: 'open' | 'lost'): SessionState['environment'] => ({
    ...of.environment,
    remote: { host: host.name, link },
  });

  const apply = (delta: Delta): void => {
    if (state === null) return;
    const before = state;
    state = applyDelta(state, delta);
    revision += 1;
    events.delta({ epoch, revision, delta });
    events.changed(before, state);
  };

  const take = (delta: NumberedDelta): void => {
    if (state === null) return void early.push(delta);
    if (delta.epoch !== far.epoch || delta.revision <= far.revision) return;
    if (delta.revision !== far.revision + 1) return broken?.();
    far = { epoch: delta.epoch, revision: delta.revision };
    const { environment } = delta.delta;
    apply(
      environment === undefined
        ? delta.delta
        : { ...delta.delta, environment: { ...environment, remote: state.environment.remote } },
    );
  };

  const heard = (message: FromFar): void => {
    if (message.say !== 'event') return broken?.();
    switch (message.event) {
      case 'session.delta': {
        const delta = v.safeParse(contract.session.delta.payload, message.payload);
        return delta.success ? take(delta.output) : broken?.();
      }
      case 'device.requestsGrew': {
        const grew = v.safeParse(contract.device.requestsGrew.payload, message.payload);
        return grew.success ? events.requestsGrew(grew.output.deviceId) : broken?.();
      }
      case 'audit.changed':
        return events.auditChanged();
      default:
        return broken?.();
    }
  };

  const connected = await connect(child, { ...asking, wants: 'window', heard });
  if (!connected.ok) return connected;
  const connection = connected.value;
  broken = () => connection.breakOff('not-understood');

  const members = contract as unknown as Readonly<
    Record<string, Readonly<Record<string, { readonly output: v.GenericSchema }>>>
  >;
  const call = async (name: RemoteCall, input?: unknown): Promise<Result<unknown, Fault>> => {
    const answer = await connection.call(name, input);
    if (!answer.ok) return answer;
    const [group = '', member = ''] = name.split('.');
    const schema = members[group]?.[member]?.output ?? v.never();
    const value = v.safeParse(schema, answer.value);
    if (value.success) return ok(value.output);
    connection.breakOff('not-understood');
    const lost = await connection.ended;
    return bare(lost ?? { kind: 'not-there', host: host.name });
  };

  const stopWaiting = clock.after(snapshotMs, () => connection.breakOff('silent'));
  const first = await call('session.snapshot');
  stopWaiting();
  if (!first.ok) {
    await connection.close();
    return first;
  }
  const snapshot = first.value as Snapshot;
  far = { epoch: snapshot.epoch, revision: snapshot.revision };
  clockAt = { far: snapshot.ms, near: clock.monotonicMs() };
  state = { ...snapshot.state, environment: marked(snapshot.state, 'open') };
  const mirrored = (): SessionState => {
    if (state === null) throw new Error('there is no mirror before the first snapshot');
    return state;
  };
  events.changed(null, state);
  for (const delta of early.toSorted((a, b) => a.revision - b.revision)) take(delta);
  early = [];

  void connection.ended.then((lost) => {
    if (lost !== null) apply({ environment: marked(mirrored(), 'lost') });
  });

  return ok({
    connection,
    there: connection.there,
    get state() {
      return mirrored();
    },
    snapshot: () => ({
      epoch,
      revision,
      ms: clockAt.far + clock.monotonicMs() - clockAt.near,
      state: mirrored(),
    }),
    call,
    // while the connection holds, the numbers of both sides lead on from each other
    acknowledge: (drawn) => {
      if (drawn.epoch === epoch && mirrored().environment.remote?.link === 'open')
        void connection.call('session.acknowledge', {
          epoch: far.epoch,
          revision: far.revision - (revision - drawn.revision),
        });
    },
    show: (number) => {
      epoch = number;
    },
    resumed: () => ({
      connection: connection.id,
      unfinished: Object.values(mirrored().operations)
        .filter(isRunning)
        .flatMap(unfinishedOf)
        .slice(0, mostUnfinished),
    }),
    close: () => connection.close(),
  });
};
