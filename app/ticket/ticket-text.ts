import { healthOf } from '../health/health.ts';
import { lastOf } from '../operations/history.ts';
import { nextSteps } from '../remedy/next-steps.ts';
import type { SessionState } from '../session/state.ts';
import { adviceAfter, adviceWords } from '../words/advice.ts';
import { clockTime, timestamp } from '../words/clock.ts';
import type { OffsetAt } from '../words/clock.ts';
import { suspicionWords } from '../words/evidence.ts';
import { healthWords } from '../words/health.ts';
import { operationLine } from '../words/operations.ts';
import { printerName } from '../words/printer-names.ts';
import { stepTitle } from '../words/remedy.ts';
import { verdictSentence } from '../words/verdict.ts';
import {
  causeWords,
  headlineWords,
  kindOfChannel,
  quietHeadline,
  ticketWords as words,
} from '../words/ticket.ts';
import {
  atFirst,
  casesOfChannels,
  casesOfDevice,
  otherOperations,
  outcomeOf,
  standing,
  standingOrLevel,
  standingSince,
} from './cases.ts';
import type { Case, Attempt } from './cases.ts';
import { earlierIn, isCutShort } from './earlier.ts';
import type { Trail } from './earlier.ts';
import { groupsOf, resultOf, titleOf } from './groups.ts';
import type { Group } from './groups.ts';
import { items, labelled, paragraph } from './layout.ts';
import { deviceSection, groupSection, overview } from './technical.ts';
import type { Timestamp } from './technical.ts';

/** What a ticket is about: these channels; without any, this device, or null: all. */
export interface TicketSubject {
  readonly keys: readonly string[];
  readonly deviceId: string | null;
}

export interface TicketTime {
  readonly now: number;
  readonly offsetMinutesAt: OffsetAt;
}

/** All that a ticket is made of. */
interface Ticket {
  readonly state: SessionState;
  readonly cases: readonly Case[];
  readonly groups: readonly Group[];
  readonly deviceIds: ReadonlySet<string>;
  /** No channel was named. */
  readonly isOfDevice: boolean;
  readonly trail: Trail | null;
  readonly now: number;
  readonly stamp: Timestamp;
  readonly clock: Timestamp;
}

const namesOf = ({ deviceIds, cases, state }: Ticket): readonly string[] =>
  [...deviceIds].map((id) =>
    id in state.devices
      ? printerName(id, state.devices)
      : (cases.find(({ deviceId }) => deviceId === id)?.deviceName ?? id),
  );

/**
 * That a channel is free says nothing of the printer. Where a person says that it still fails, or a fault was searched for
 * again since, it was not mended by that.
 */
const isDoubted = ({ deviceId, attempts }: Case, { operations }: SessionState): boolean => {
  const last = attempts.at(-1);
  if (last === undefined) return false;
  const answer = operations[last.id]?.answer ?? null;
  if (answer !== null) return answer === 'fails';
  return (lastOf(operations, 'find', deviceId)?.id ?? 0) > last.id;
};

const headline = (ticket: Ticket): string => {
  const { cases, clock, now, state, deviceIds } = ticket;
  const [first] = cases;
  if (deviceIds.size === 0) return `${words.noDevices} ${clock(now)} – ${words.noDevice}`;
  if (first === undefined) {
    const isScanned = [...deviceIds].every((id) => state.devices[id]?.scan.kind === 'done');
    return quietHeadline(clock(now), namesOf(ticket), isScanned);
  }
  const sinces = cases.flatMap((one) => standingSince(one) ?? []);
  const known = atFirst(first);
  const isAlone = ticket.groups.length === 1;
  return headlineWords({
    standings: cases.map((one) => {
      const how = standingOrLevel(one);
      return how === 'fixed' && isDoubted(one, state) ? 'freed' : how;
    }),
    time: clock(sinces.length === 0 ? now : Math.max(...sinces)),
    printers: namesOf(ticket),
    kind: cases.length === 1 ? kindOfChannel(first.service, first.hostSocket) : null,
    cause: isAlone && known !== null ? causeWords(known.facts, known.suspicion.rule) : null,
  });
};

const summaryOf = ({ cases: [first], name }: Group, stamp: Timestamp): string[] => {
  const known = atFirst(first);
  const sentence = (known === null ? null : suspicionWords(known.suspicion)) ?? words.noSuspicion;
  const since = first.attempts[0]?.at;
  return [
    ...labelled(words.labels.channel, name),
    ...labelled(words.labels.why, since === undefined ? sentence : words.asOf(sentence, stamp(since))),
  ];
};

/** What the last search on a device came to; nothing where none has ended well. */
const verdictLines = (state: SessionState, deviceId: string, stamp: Timestamp): string[] => {
  const search = lastOf(state.operations, 'find', deviceId);
  return search?.outcome?.kind === 'done' && search.endedAt !== null
    ? labelled(words.labels.found, words.asOf(verdictSentence(search.outcome.report), stamp(search.endedAt)))
    : [];
};

const summary = (ticket: Ticket): string[] => {
  const { state, groups, deviceIds, stamp, now } = ticket;
  const problems = [...deviceIds].flatMap((id) => healthOf(state, id)).map(healthWords);
  return [
    words.heads.summary,
    ...namesOf(ticket).flatMap((name) => labelled(words.labels.printer, name)),
    ...groups.flatMap((group) => summaryOf(group, stamp)),
    ...[...deviceIds].flatMap((id) => verdictLines(state, id, stamp)),
    ...problems.flatMap(({ title, meaning, nextStep }) =>
      labelled(words.labels.health, `${title}. ${meaning} ${nextStep}`),
    ),
    ...labelled(words.labels.computer, words.who(state.environment)),
    ...labelled(words.labels.written, stamp(now)),
  ];
};

interface Line {
  readonly id: number;
  readonly at: number;
  readonly text: string;
}

const attemptLine = (attempt: Attempt, { name }: Group, isAlone: boolean): Line => {
  const title = titleOf(attempt);
  const result = resultOf(attempt, name);
  const what = isAlone ? title : `${title} (${name})`;
  return {
    id: attempt.id,
    at: attempt.at,
    text: result === null ? `${what}: ${words.isUnderWay}` : `${what}: ${result.label}`,
  };
};

/** One after another that say the same are one line. */
const folded = (lines: readonly Omit<Line, 'id'>[], stamp: Timestamp): string[] => {
  const runs: { text: string; times: number[] }[] = [];
  for (const { at, text } of lines) {
    const last = runs.at(-1);
    if (last?.text === text) last.times.push(at);
    else runs.push({ text, times: [at] });
  }
  return runs.map(({ text, times }) => {
    const [from = 0, to = from] = [times[0], times.at(-1)];
    return `${times.length === 1 ? stamp(from) : words.between(stamp(from), stamp(to), times.length)}: ${text}.`;
  });
};

const done = ({ state, groups, deviceIds, trail, now, stamp }: Ticket): string[] => {
  const earlier = trail === null ? [] : earlierIn(trail, deviceIds, state, now);
  const attempts = groups.flatMap((group) =>
    group.cases[0].attempts.map((attempt) => attemptLine(attempt, group, groups.length === 1)),
  );
  const others = otherOperations(state, deviceIds).map((operation): Line => ({
    id: operation.id,
    at: operation.startedAt,
    text: operationLine(operation),
  }));
  const lines = [...attempts, ...others].toSorted((a, b) => a.id - b.id);
  const told = [...earlier.map(({ at, line }) => ({ at, text: line })), ...lines];
  return [
    words.heads.done,
    ...(told.length === 0
      ? paragraph(trail === null ? words.nothingDone : words.nothingRecorded)
      : items(folded(told, stamp))),
    ...(trail !== null && isCutShort(trail, now) ? paragraph(words.olderRecords) : []),
  ];
};

const resultLines = ({ cases: [first], name }: Group): string[] => {
  const last = first.attempts.at(-1);
  const how = standing(first);
  if (last === undefined) return how === 'gone' ? [words.goneByItself(name)] : [];
  const result = resultOf(last, name);
  const isGoneSince = how === 'gone' && (last.end === 'unconfirmed' || last.end === 'not-fixed');
  return [
    result === null ? words.underWay(name) : result.sentence,
    ...(isGoneSince ? [words.goneSince(name)] : []),
  ];
};

const result = ({ groups }: Ticket): string[] => {
  const lines = groups.flatMap(resultLines);
  return [words.heads.result, ...(lines.length === 0 ? paragraph(words.noResult) : lines.flatMap(paragraph))];
};

const nextOf = ({ cases: [first, ...others] }: Group, state: SessionState): string | null => {
  const how = standing(first);
  if (how === 'running') return words.underWayNext;
  if (how === 'fixed')
    return isDoubted(first, state)
      ? `${adviceWords.restartPrinter} ${adviceWords.tryAgain}`
      : adviceWords.tryAgain;
  const last = first.attempts.at(-1);
  const outcome = last === undefined ? null : outcomeOf(last);
  if (how === 'gone') return `${adviceWords.tryAgain} ${adviceWords.restartPrinter}`;
  if (outcome !== null) return adviceAfter(outcome, first.channel, state);
  const step = first.channel === null ? null : nextSteps(first.channel, state).first;
  if (step === null) return null;
  return others.length > 0 && step.kind === 'destroy-socket'
    ? words.closeThese
    : `${stepTitle(step.kind, step.target)}.`;
};

const next = ({ groups, state }: Ticket): string[] => {
  const lines = groups.flatMap((group) => {
    const step = nextOf(group, state);
    return step === null ? [] : [groups.length === 1 ? step : `${group.name}: ${step}`];
  });
  return [
    words.heads.next,
    ...(lines.length === 0 ? paragraph(words.nothingNext) : [...new Set(lines)].flatMap(paragraph)),
  ];
};

const technical = ({ state, groups, deviceIds, isOfDevice, stamp }: Ticket): string[][] => [
  [words.heads.technical, ...labelled(words.labels.program, words.program(state.environment))],
  ...[...deviceIds].flatMap((id) => {
    const device = state.devices[id];
    return [
      ...(device === undefined
        ? []
        : [[...deviceSection(device, stamp), ...(isOfDevice ? overview(device, state) : [])]]),
      ...groups
        .filter(({ cases: [first] }) => first.deviceId === id)
        .map((group) => groupSection(group, device, stamp)),
    ];
  }),
];

/**
 * What is known of channels or a device, what was done and how it ended, as plain text for a ticket: no line longer than
 * `ticketWidth`, every time with its offset from UTC, and simulation named in the first line.
 */
export const ticketText = (
  state: SessionState,
  { keys, deviceId }: TicketSubject,
  time: TicketTime,
  trail: Trail | null = null,
): string => {
  const named = casesOfChannels(state, keys, (key) => state.channels[key]);
  const isOfDevice = named.length === 0;
  const cases = isOfDevice ? casesOfDevice(state, deviceId) : named;
  const all = Object.keys(state.devices).filter((id) => deviceId === null || id === deviceId);
  const ticket: Ticket = {
    state,
    cases,
    groups: groupsOf(cases, state),
    deviceIds: new Set([...(isOfDevice ? all : []), ...cases.map((one) => one.deviceId)]),
    isOfDevice,
    trail,
    now: time.now,
    stamp: (at) => timestamp(at, time.offsetMinutesAt(at)),
    clock: (at) => clockTime(at, time.offsetMinutesAt(at)),
  };
  const { environment } = state;
  const simulated = environment.mode === 'simulator' ? paragraph(words.simulated(environment.scenario)) : [];
  const sections = [
    [...simulated, ...paragraph(headline(ticket))],
    summary(ticket),
    done(ticket),
    result(ticket),
    next(ticket),
    ...technical(ticket),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};
