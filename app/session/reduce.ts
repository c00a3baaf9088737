import type { Fault } from '../faults/fault.ts';
import type { SessionEvent, StampedEvent } from './event.ts';
import { keptNotices } from './gone-rows.ts';
import { discovered, deviceLeft, observed, profilesRead, servicesProbed } from './reduce-devices.ts';
import { socketLookedAt, swept, thresholdsSet } from './reduce-channels.ts';
import {
  channelClosed,
  closingEnded,
  operationChanged,
  operationEnded,
  operationStarted,
  stepSkipped,
} from './reduce-operations.ts';
import type { SessionState } from './state.ts';

const noticeOf = ({ notices }: SessionState, fault: Fault) =>
  Object.values(notices).find((one) => JSON.stringify(one.fault) === JSON.stringify(fault));

/** The same fault again renews its notice instead of adding one: a look that fails every two seconds says so once. */
const addNotice = (state: SessionState, event: Extract<SessionEvent, { type: 'notice' }>): SessionState => {
  const { at, fault } = event;
  const same = noticeOf(state, fault);
  const id = same?.id ?? state.lastId + 1;
  const notices: SessionState['notices'] = { ...state.notices, [id]: { id, at, fault } };
  const over = Object.values(notices).length - keptNotices;
  const oldest = Object.values(notices).sort((one, other) => one.id - other.id);
  for (const notice of oldest.slice(0, Math.max(0, over))) delete notices[notice.id];
  return { ...state, notices, lastId: Math.max(state.lastId, id) };
};

const without = <T>(record: Record<string, T>, id: number): Record<string, T> => {
  if (record[id] === undefined) return record;
  const rest = { ...record };
  delete rest[id];
  return rest;
};

/**
 * The session after an event. Pure: the same events in the same order come to the same state. What did not change keeps
 * its reference, so that diff is cheap.
 */
export const reduce = (state: SessionState, event: StampedEvent): SessionState => {
  switch (event.type) {
    case 'environment':
      return { ...state, environment: event.environment };
    case 'updates-set':
      return { ...state, updates: event.updates };
    case 'thresholds-set':
      return thresholdsSet(state, event.thresholds);
    case 'discovered':
      return discovered(state, event);
    case 'profiles-read':
      return profilesRead(state, event.profiles);
    case 'discovery-failed':
      return { ...state, discovery: { ...state.discovery, at: event.at, fault: event.fault } };
    case 'device-left':
      return deviceLeft(state, event.deviceId, event.at, event);
    case 'observed':
      return observed(state, event);
    case 'services-probed':
      return servicesProbed(state, event);
    case 'socket-looked-at':
      return socketLookedAt(state, event);
    case 'operation-started':
      return operationStarted(state, event);
    case 'operation-changed':
      return operationChanged(state, event);
    case 'step-skipped':
      return stepSkipped(state, event);
    case 'closing-ended':
      return closingEnded(state, event);
    case 'channel-closed':
      return channelClosed(state, event);
    case 'operation-ended':
      return operationEnded(state, event);
    case 'notice':
      return addNotice(state, event);
    case 'notice-dismissed':
      return { ...state, notices: without(state.notices, event.id) };
    case 'notice-over':
      return { ...state, notices: without(state.notices, noticeOf(state, event.fault)?.id ?? 0) };
    case 'swept':
      return swept(state, event);
  }
};
