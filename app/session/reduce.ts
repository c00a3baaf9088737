import type { SessionEvent } from './event.ts';
import { keptNotices } from './gone-rows.ts';
import {
  discovered,
  deviceLeft,
  observed,
  profilesRead,
  scanChanged,
  servicesProbed,
} from './reduce-devices.ts';
import {
  socketLookedAt,
  swept,
  teardownAbandoned,
  teardownEnded,
  teardownStarted,
} from './reduce-channels.ts';
import { remedyAbandoned, remedyChanged, remedyDismissed } from './reduce-remedies.ts';
import type { SessionState } from './state.ts';

/** The same fault again renews its notice instead of adding one: a look that fails every two seconds says so once. */
const addNotice = (state: SessionState, event: Extract<SessionEvent, { type: 'notice' }>): SessionState => {
  const { at, fault } = event;
  const same = Object.values(state.notices).find(
    (one) => JSON.stringify(one.fault) === JSON.stringify(fault),
  );
  const id = same?.id ?? state.lastId + 1;
  const notices: SessionState['notices'] = { ...state.notices, [id]: { id, at, fault } };
  const over = Object.values(notices).length - keptNotices;
  const oldest = Object.values(notices).sort((one, other) => one.at - other.at);
  for (const notice of oldest.slice(0, Math.max(0, over))) delete notices[notice.id];
  return { ...state, notices, lastId: Math.max(state.lastId, id) };
};

const without = <T>(record: Record<string, T>, id: number): Record<string, T> => {
  if (record[id] === undefined) return record;
  const rest = { ...record };
  delete rest[id];
  return rest;
};

/** The session after an event. Pure; what did not change keeps its reference, so that diff is cheap. */
export const reduce = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'environment':
      return { ...state, environment: event.environment };
    case 'updates-set':
      return { ...state, updates: event.updates };
    case 'discovered':
      return discovered(state, event);
    case 'profiles-read':
      return profilesRead(state, event.profiles);
    case 'discovery-failed':
      return { ...state, discovery: { ...state.discovery, at: event.at, fault: event.fault } };
    case 'device-left':
      return deviceLeft(state, event.deviceId, event.at);
    case 'observed':
      return observed(state, event);
    case 'services-probed':
      return servicesProbed(state, event);
    case 'scan-started':
      return scanChanged(state, event.deviceId, {
        kind: 'running',
        startedAt: event.at,
        asked: 0,
        total: event.total,
      });
    case 'scan-progressed': {
      const scan = state.devices[event.deviceId]?.scan;
      return scan?.kind === 'running'
        ? scanChanged(state, event.deviceId, { ...scan, asked: event.asked })
        : state;
    }
    case 'scan-ended':
      return scanChanged(state, event.deviceId, { kind: 'done', at: event.at, report: event.report });
    case 'scan-failed':
      return scanChanged(state, event.deviceId, { kind: 'failed', at: event.at, fault: event.fault });
    case 'scan-abandoned':
      return scanChanged(state, event.deviceId, { kind: 'never' });
    case 'socket-looked-at':
      return socketLookedAt(state, event);
    case 'teardown-started':
      return teardownStarted(state, event.key, event.at);
    case 'teardown-ended':
      return teardownEnded(state, event);
    case 'teardown-abandoned':
      return teardownAbandoned(state, event.key);
    case 'remedy-changed':
      return remedyChanged(state, event);
    case 'remedy-abandoned':
      return remedyAbandoned(state, event.key);
    case 'remedy-dismissed':
      return remedyDismissed(state, event.key);
    case 'notice':
      return addNotice(state, event);
    case 'notice-dismissed':
      return { ...state, notices: without(state.notices, event.id) };
    case 'teardown-dismissed':
      return { ...state, teardowns: without(state.teardowns, event.id) };
    case 'swept':
      return swept(state, event.at);
  }
};
