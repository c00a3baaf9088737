import type * as v from 'valibot';
import type { Fault } from '../faults/fault.ts';
import type { Result } from '../result.ts';
import type { contract } from './contract.ts';

type Contract = typeof contract;
interface Call {
  readonly direction: 'to-main';
  readonly input: v.GenericSchema;
  readonly output: v.GenericSchema;
}
interface Event {
  readonly direction: 'to-window';
  readonly payload: v.GenericSchema;
}

type Input<C> = C extends Call ? v.InferOutput<C['input']> : never;
type Output<C> = C extends Call ? v.InferOutput<C['output']> : never;
type Payload<E> = E extends Event ? v.InferOutput<E['payload']> : never;
type CallsOf<G> = { [K in keyof G as G[K] extends Call ? K : never]: G[K] };
type EventsOf<G> = { [K in keyof G as G[K] extends Event ? K : never]: G[K] };

/** One that has nothing to answer may answer nothing. */
type Handler<I, O> = undefined extends O
  ? (input: I) => Result<void, Fault> | undefined | Promise<Result<void, Fault> | undefined> | Promise<void>
  : (input: I) => Result<O, Fault> | Promise<Result<O, Fault>>;

/** What main implements: one handler for each call, answering a result, at once or later, or throwing for a bug. */
export type MainHandlers = {
  readonly [G in keyof Contract]: {
    readonly [K in keyof CallsOf<Contract[G]>]: Handler<
      Input<Contract[G][K & keyof Contract[G]]>,
      Output<Contract[G][K & keyof Contract[G]]>
    >;
  };
};

type CallFunction<I, O> = [I] extends [undefined]
  ? () => Promise<Result<O, Fault>>
  : (input: I) => Promise<Result<O, Fault>>;

/** What the window sees as `window.unjam`: calls by their name, and `on<Event>` returning its own unsubscribe. */
export type WindowApi = {
  readonly [G in keyof Contract]: {
    readonly [K in keyof CallsOf<Contract[G]>]: CallFunction<
      Input<Contract[G][K & keyof Contract[G]]>,
      Output<Contract[G][K & keyof Contract[G]]>
    >;
  } & {
    readonly [K in keyof EventsOf<Contract[G]> as `on${Capitalize<K & string>}`]: (
      listen: (payload: Payload<Contract[G][K & keyof Contract[G]]>) => void,
    ) => () => void;
  };
};

type EventName = {
  [G in keyof Contract]: `${G}.${keyof EventsOf<Contract[G]> & string}`;
}[keyof Contract];

type PayloadOf<Name> = Name extends `${infer G extends keyof Contract}.${infer K}`
  ? K extends keyof Contract[G]
    ? Payload<Contract[G][K]>
    : never
  : never;

/** Every event with its payload, by "group.name". */
export type EventPayloads = { [Name in EventName]: PayloadOf<Name> };

/** The two channel names of Electron's IPC; everything else is inside the envelope. */
export const callChannel = 'unjam:call';
export const eventChannel = 'unjam:event';
