import { healthOf } from '../health/health.ts';
import { isDoneSince, isStillFailing, lastOf, lastVerdict } from '../operations/history.ts';
import { nextSteps } from '../remedy/next-steps.ts';
import type { PersonAnswer } from '../operations/operation.ts';
import { remedyPlan } from '../remedy/plan.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import { adviceAfter, adviceWords, stepAdvice } from '../words/advice.ts';
import { clockTime, timestamp } from '../words/clock.ts';
import type { OffsetAt } from '../words/clock.ts';
import { unsuspectedSentence } from '../words/details.ts';
import { suspicionWords } from '../words/evidence.ts';
import { faultWords } from '../words/faults.ts';
import { findWords } from '../words/find.ts';
import { healthWords } from '../words/health.ts';
import { operationLine } from '../words/operations.ts';
import { printerName } from '../words/printer-names.ts';
import { verdictSentence, verdictWords } from '../words/verdict.ts';
import { verdictKinds } from '../verdict/verdict.ts';
import {
  causeWords,
  foundHeadline,
  headlineWords,
  quietHeadline,
  ticketWords as words,
} from '../words/ticket.ts';
import { kindOfChannel } from '../words/status.ts';
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

/** That a channel is free says nothing of the printer. Where a fault was searched for again since, it was not mended by that. */
const isDoubted = ({ deviceId, attempts }: Case, { operations }: SessionState): boolean => {
  const last = attempts.at(-1);
  return last?.answer === null && (lastOf(operations, 'find', deviceId)?.id ?? 0) > last.id;
};

type Found = NonNullable<ReturnType<typeof lastVerdict>>;

/** The last search on a device, as long as nothing was done to a channel after it. */
const foundLast = ({ operations }: SessionState, deviceId: string): Found | null => {
  const found = lastVerdict(operations, deviceId);
  return found === null || isDoneSince(operations, found.search) ? null : found;
};

/** The same where it found something wrong with this channel. */
const foundOf = ({ key, deviceId }: Case, state: SessionState): Found | null => {
  const found = foundLast(state, deviceId);
  const channels = found?.verdict.explanation?.channels ?? [];
  return channels.some((channel) => channel.key === key) ? found : null;
};

const isSaidInUse = (one: Case, state: SessionState): boolean =>
  foundOf(one, state)?.search.answer === 'in-use';

/** By a person, who says that it is in use, or that it fails without that, too. */
const isCauseRefuted = (one: Case, state: SessionState): boolean =>
  isSaidInUse(one, state) || standing(one) === 'still-fails';

const headline = (ticket: Ticket): string => {
  const { cases, clock, now, state, deviceIds } = ticket;
  const [first] = cases;
  if (deviceIds.size === 0) return `${words.noDevices} ${clock(now)} – ${words.noDevice}`;
  if (first === undefined) {
    const isScanned = [...deviceIds].every((id) => state.devices[id]?.scan.kind === 'done');
    const found = [...deviceIds].flatMap((id) => foundLast(state, id)?.verdict ?? []);
    const [worst] = found.toSorted((a, b) => verdictKinds.indexOf(a.kind) - verdictKinds.indexOf(b.kind));
    return worst === undefined || worst.kind === 'nothing-found'
      ? quietHeadline(clock(now), namesOf(ticket), isScanned)
      : foundHeadline(worst.kind, clock(now), verdictSentence(worst));
  }
  const sinces = cases.flatMap((one) => standingSince(one) ?? []);
  const known = atFirst(first);
  const isAlone = ticket.groups.length === 1;
  return headlineWords({
    standings: cases.map((one) => {
      const how = standingOrLevel(one);
      if (isSaidInUse(one, state)) return 'in-use';
      return how === 'fixed' && isDoubted(one, state) ? 'freed' : how;
    }),
    time: clock(sinces.length === 0 ? now : Math.max(...sinces)),
    printers: namesOf(ticket),
    kind: cases.length === 1 ? kindOfChannel(first.service, first.hostSocket) : null,
    cause:
      isAlone && known !== null && !isCauseRefuted(first, state)
        ? causeWords(known.facts, known.suspicion.rule)
        : null,
  });
};

const summaryOf = ({ cases: [first], name }: Group, stamp: Timestamp): string[] => {
  const known = atFirst(first);
  const sentence = (known === null ? null : suspicionWords(known.suspicion)) ?? unsuspectedSentence(known);
  const since = first.attempts[0]?.at;
  return [
    ...labelled(words.labels.channel, name),
    ...labelled(words.labels.why, since === undefined ? sentence : words.asOf(sentence, stamp(since))),
  ];
};

/** What the last search on a device came to; nothing where none has ended well. */
const verdictLines = ({ operations }: SessionState, deviceId: string, stamp: Timestamp): string[] => {
  const found = lastVerdict(operations, deviceId);
  return found === null
    ? []
    : labelled(words.labels.found, words.asOf(verdictSentence(found.verdict), stamp(found.verdict.at)));
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

const saidWords: Readonly<Record<PersonAnswer, string>> = {
  works: words.saysWorks,
  fails: words.saysFails,
  'in-use': words.saysInUse,
};

const resultLines = ({ cases: [first], name }: Group, state: SessionState): string[] => {
  const last = first.attempts.at(-1);
  const answer = last === undefined ? (foundOf(first, state)?.search.answer ?? null) : last.answer;
  const said = answer === null ? [] : [saidWords[answer]];
  const how = standing(first);
  if (last === undefined) return how === 'gone' ? [words.goneByItself(name)] : said;
  const result = resultOf(last, name);
  const isGoneSince = how === 'gone' && (last.end === 'unconfirmed' || last.end === 'not-fixed');
  return [
    result === null ? words.underWay(name) : result.sentence,
    ...(isGoneSince ? [words.goneSince(name)] : []),
    ...said,
  ];
};

const result = ({ groups, state }: Ticket): string[] => {
  const lines = groups.flatMap((group) => resultLines(group, state));
  return [words.heads.result, ...(lines.length === 0 ? paragraph(words.noResult) : lines.flatMap(paragraph))];
};

/** What has gone before the last search on its device is past: what that says comes then. */
const isPast = (one: Case, state: SessionState): boolean => {
  const isGone = one.channel === null || one.channel.phase.kind === 'gone';
  return isGone && foundLast(state, one.deviceId) !== null && foundOf(one, state) === null;
};

const nextOf = ({ cases: [first, ...others] }: Group, state: SessionState): string | null => {
  const how = standing(first);
  const { channel, attempts } = first;
  const last = attempts.at(-1);
  if (how === 'running') return words.underWayNext;
  if (isPast(first, state)) return null;
  if (last?.answer === 'works') return words.nothingMore;
  if (how === 'still-fails') {
    const step = channel === null ? null : nextSteps(channel, state).untried;
    return step === null ? adviceWords.restartPrinter : stepAdvice(step);
  }
  if (how === 'fixed') return adviceWords.tryAgain;
  if (how === 'gone' && state.devices[first.deviceId]?.presence === 'gone')
    return faultWords({ kind: 'device-gone', deviceId: first.deviceId }).nextStep;
  if (how === 'gone') return `${adviceWords.tryAgain} ${adviceWords.ifStillFails}`;
  const outcome = last === undefined ? null : outcomeOf(last);
  if (outcome !== null) return adviceAfter(outcome, channel, state);
  if (isSaidInUse(first, state)) return findWords.leaveIt;
  const step = channel === null ? null : firstStep(first, channel, state);
  if (step === null) return null;
  return others.length > 0 && step.kind === 'destroy-socket' ? words.closeThese : stepAdvice(step);
};

/** The one that the search offers; without a search the mildest that cuts nothing off. */
const firstStep = (of: Case, channel: ChannelState, state: SessionState): RemedyStep | null => {
  const explanation = foundOf(of, state)?.verdict.explanation;
  const device = state.devices[channel.deviceId];
  if (explanation === undefined || explanation === null || device === undefined)
    return nextSteps(channel, state).first;
  const plan = remedyPlan(channel, device, state.environment);
  return plan.find(({ kind }) => kind === explanation.first) ?? null;
};

/** What the last search on a device says beside its button, word for word. */
const foundNext = (state: SessionState, deviceId: string, stamp: Timestamp): string[] => {
  const found = foundLast(state, deviceId);
  if (found === null) return [];
  const { verdict, search } = found;
  const { advice, missing } = verdictWords(verdict, stamp, isStillFailing(state.operations, search));
  const gaps = verdict.kind === 'could-not-be-told' ? missing : [];
  return [
    ...(advice === null ? [] : [advice]),
    ...gaps.map((gap) => (gap.nextStep === null ? gap.missing : `${gap.missing} ${gap.nextStep}`)),
  ];
};

const next = ({ groups, deviceIds, state, stamp }: Ticket): string[] => {
  const ofGroups = groups.flatMap((group) => {
    const step = nextOf(group, state);
    return step === null ? [] : [groups.length === 1 ? step : `${group.name}: ${step}`];
  });
  const lines = [...[...deviceIds].flatMap((id) => foundNext(state, id, stamp)), ...ofGroups];
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
