import { inOrder } from '../operations/history.ts';
import { isRunning } from '../operations/operation.ts';
import type { Before, Closing, Operation, OperationOf, PersonAnswer } from '../operations/operation.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { RemedyOutcome } from '../remedy/outcome.ts';
import { deviceOfKey } from '../session/state.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';

/** How something that was done to a channel ended, as a ticket tells it at its top. */
export const ends = [
  ...(['running', 'fixed', 'gone', 'unconfirmed', 'not-fixed'] as const),
  /** As a person says, who tried it afterwards. */
  ...(['works', 'still-fails'] as const),
] as const;
export type End = (typeof ends)[number];

/** One thing that was done to a channel. */
export interface Attempt {
  /** The number of its operation: in the order in which things were done. */
  readonly id: number;
  readonly at: number;
  readonly endedAt: number | null;
  readonly done:
    | { readonly kind: 'close'; readonly closing: Closing }
    | { readonly kind: 'step'; readonly run: OperationOf<'remedy'> };
  readonly end: End;
  /** What a person said after it. */
  readonly answer: PersonAnswer | null;
  readonly before: Before | null;
  readonly around: readonly Evidence[];
}

/** null: it is under way. */
export const outcomeOf = ({ done }: Pick<Attempt, 'done'>): Outcome | RemedyOutcome | null =>
  done.kind === 'close' ? done.closing.outcome : done.run.outcome;

/** A channel with all that was done to it, oldest first. */
export interface Case {
  readonly key: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly hostSocket: number;
  readonly service: string | null;
  /** As it is now; null: its row has left. */
  readonly channel: ChannelState | null;
  readonly attempts: readonly Attempt[];
}

const endOf = (outcome: Outcome | RemedyOutcome | null): End => {
  switch (outcome?.kind) {
    case undefined:
      return 'running';
    case 'freed':
    case 'helped':
      return 'fixed';
    case 'already-gone':
    case 'not-needed':
      return 'gone';
    case 'unconfirmed':
    case 'unverified':
      return 'unconfirmed';
    case 'still-there':
    case 'did-not-last':
    case 'failed':
      return 'not-fixed';
  }
};

type Known = Pick<SessionState, 'devices' | 'operations'>;

interface Story {
  readonly of: Pick<Case, 'deviceId' | 'deviceName' | 'hostSocket' | 'service'>;
  readonly attempts: Attempt[];
}

/** What was done to each channel, by its key; one that never had a row is named by its device and number. */
const storiesIn = (operations: SessionState['operations']): ReadonlyMap<string, Story> => {
  const stories = new Map<string, Story>();
  const add = (key: string, of: Story['of'], attempt: Attempt): void => {
    const story = stories.get(key) ?? { of, attempts: [] };
    story.attempts.push(attempt);
    stories.set(key, story);
  };
  for (const operation of inOrder(operations)) {
    const { id, deviceId, deviceName, startedAt: at, endedAt, answer } = operation;
    if (operation.kind === 'remedy') {
      const { channelKey, hostSocket, service, outcome, before, around } = operation;
      const of = { deviceId, deviceName, hostSocket, service };
      const done = { kind: 'step', run: operation } as const;
      add(channelKey, of, { id, at, endedAt, done, end: endOf(outcome), answer, before, around });
    }
    if (operation.kind !== 'close') continue;
    for (const closing of operation.closings) {
      const { hostSocket, service, outcome, before } = closing;
      const of = { deviceId, deviceName, hostSocket, service };
      const done = { kind: 'close', closing } as const;
      const { around } = operation;
      const attempt = { id, at, endedAt, done, end: endOf(outcome), answer, before, around };
      add(closing.key ?? `${deviceId}#${hostSocket}#`, of, attempt);
    }
  }
  return stories;
};

const caseOf = (
  key: string,
  channel: ChannelState | undefined,
  story: Story | undefined,
  { devices }: Known,
): Case | null => {
  const [last] = story?.attempts.slice(-1) ?? [];
  if (channel !== undefined) {
    const { deviceId, hostSocket, facts } = channel;
    const deviceName = story?.of.deviceName ?? devices[deviceId]?.device.name ?? deviceId;
    const of = { deviceId, deviceName, hostSocket, service: facts.service.value };
    return { key, ...of, channel, attempts: story?.attempts ?? [] };
  }
  return story === undefined
    ? null
    : {
        key,
        ...story.of,
        service: last?.before?.facts.service.value ?? story.of.service,
        channel: null,
        attempts: story.attempts,
      };
};

/** The cases of these channels, whether their rows are still there or not. */
export const casesOfChannels = (
  state: Known,
  keys: readonly string[],
  channelOf: (key: string) => ChannelState | undefined,
): readonly Case[] => {
  const stories = storiesIn(state.operations);
  return keys.flatMap((key) => caseOf(key, channelOf(key), stories.get(key), state) ?? []);
};

/** Of a device, or of all, the channels that look stuck and those to which something was done. */
export const casesOfDevice = (state: SessionState, deviceId: string | null): readonly Case[] => {
  const stories = storiesIn(state.operations);
  const isStuck = ({ phase, suspicion: { level } }: ChannelState): boolean =>
    phase.kind !== 'gone' && (level === 'stuck' || level === 'suspect');
  const stuck = Object.values(state.channels)
    .filter(isStuck)
    .sort((a, b) => a.hostSocket - b.hostSocket);
  const keys = new Set([...stories.keys(), ...stuck.map(({ key }) => key)]);
  return [...keys]
    .filter((key) => deviceId === null || deviceOfKey(key) === deviceId)
    .flatMap((key) => caseOf(key, state.channels[key], stories.get(key), state) ?? []);
};

/** What was known when the story began: before the first thing that was done, or now. */
export const atFirst = ({ attempts, channel }: Case): Before | null => attempts[0]?.before ?? channel;

/** Its number was seen to be taken again: that its row has gone says nothing. */
const isThereAgain = (attempt: Attempt | undefined): boolean => {
  const outcome = attempt === undefined ? null : outcomeOf(attempt);
  if (outcome?.kind === 'unverified') return outcome.because === 'there-again';
  return (
    outcome?.kind === 'did-not-last' &&
    (outcome.because === 'socket-back' || outcome.because === 'program-back')
  );
};

/** How it stands with a channel now. Without an attempt: null, its suspicion says it. */
export const standing = ({ attempts, channel }: Case): End | null => {
  const isGone = channel === null || channel.phase.kind === 'gone';
  if (channel?.phase.kind === 'closing' || attempts.some(({ end }) => end === 'running')) return 'running';
  const { end: last, answer } = attempts.at(-1) ?? { end: null, answer: null };
  if (answer === 'fails' && last !== 'not-fixed') return 'still-fails';
  if (answer === 'works' && last !== 'fixed') return 'works';
  if (attempts.some(({ end }) => end === 'fixed') && (isGone || last === 'fixed')) return 'fixed';
  return isGone && !isThereAgain(attempts.at(-1)) ? 'gone' : last;
};

/** How it stands with a channel, or, where nothing was done to it, how stuck it seems. */
export const standingOrLevel = (one: Case) => standing(one) ?? one.channel?.suspicion.level ?? 'none';

/** When that was known. */
export const standingSince = ({ attempts, channel }: Case): number | null => {
  const gone = channel?.phase.kind === 'gone' ? channel.phase.at : null;
  return attempts.at(-1)?.endedAt ?? gone;
};

type Other = Exclude<Operation, OperationOf<'close'> | OperationOf<'remedy'>>;

/** What else was done with these devices: scans, measurements and the like that have ended. */
export const otherOperations = (state: SessionState, deviceIds: ReadonlySet<string>): readonly Other[] =>
  inOrder(state.operations).flatMap((operation) =>
    operation.kind === 'close' || operation.kind === 'remedy' || isRunning(operation)
      ? []
      : deviceIds.has(operation.deviceId)
        ? [operation]
        : [],
  );
