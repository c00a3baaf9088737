import { expect, test } from 'vitest';
import type { WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok } from '#app/result.ts';
import { restartService } from './restart-service.ts';
import type { ControlledService, ServiceControl } from './service-control.ts';

interface Played {
  state: WindowsService['state'];
  pid: number | null;
  readonly dependents?: readonly string[];
  /** Does not come out of stop-pending. */
  readonly sticks?: true;
  readonly startFails?: true;
}

/** The service control manager as an adapter that a test can play: what happens in Windows is behind it. */
const played = (services: Record<string, Played>) => {
  const calls: string[] = [];
  const refused = (call: string, systemError: number) => fail({ call, systemError });
  const control: ServiceControl = {
    open(name) {
      const service = services[name];
      if (service === undefined) return refused('OpenServiceW', 1060);
      const opened: ControlledService = {
        status: () => ok({ state: service.state, pid: service.pid }),
        stop() {
          calls.push(`stop ${name}`);
          service.state = service.sticks ? 'stop-pending' : 'stopped';
          return ok(undefined);
        },
        start() {
          calls.push(`start ${name}`);
          if (service.startFails) return refused('StartServiceW', 1069);
          service.state = 'running';
          return ok(undefined);
        },
        dependents: () => ok(service.dependents ?? []),
        wait: () => ok(service.state),
        close: () => void calls.push(`close ${name}`),
      };
      return ok(opened);
    },
    close: () => undefined,
  };
  const worked = () => calls.filter((call) => !call.startsWith('close'));
  return { control, calls, worked };
};

const restart = (control: ServiceControl, name = 'Spooler', pid = 8) =>
  restartService(control, { kind: 'restart-service', name, pid }, 100);

test('what depends on it is stopped first and started last', () => {
  const { control, worked, calls } = played({
    Spooler: { state: 'running', pid: 8, dependents: ['Fax', 'Other'] },
    Fax: { state: 'running', pid: 9 },
    Other: { state: 'running', pid: 10 },
  });
  expect(restart(control)).toEqual(ok({ dependents: ['Fax', 'Other'], leftStopped: [] }));
  expect(worked()).toEqual([
    ...['stop Fax', 'stop Other', 'stop Spooler'],
    ...['start Spooler', 'start Other', 'start Fax'],
  ]);
  expect(calls.filter((call) => call === 'close Spooler')).toHaveLength(1);
});

test('a dependent that does not start again is named', () => {
  const { control } = played({
    Spooler: { state: 'running', pid: 8, dependents: ['Fax'] },
    Fax: { state: 'running', pid: 9, startFails: true },
  });
  expect(restart(control)).toEqual(ok({ dependents: [], leftStopped: ['Fax'] }));
});

test('a service that is stuck is told as stuck, and what was stopped for it is started again', () => {
  const { control, worked } = played({
    Spooler: { state: 'running', pid: 8, dependents: ['Fax'], sticks: true },
    Fax: { state: 'running', pid: 9 },
  });
  expect(restart(control)).toMatchObject({ fault: { kind: 'target-stays', waitedMs: 100 } });
  expect(worked()).toEqual(['stop Fax', 'stop Spooler', 'start Fax']);
});

test.each([
  ['another process than was confirmed', { state: 'running', pid: 9 }, 'target-changed'],
  ['stopped meanwhile', { state: 'stopped', pid: null }, 'target-gone'],
  ['being stopped by somebody else', { state: 'stop-pending', pid: 8 }, 'target-gone'],
] as const)('%s: nothing is done', (_name, state, kind) => {
  const { control, worked } = played({ Spooler: { ...state } });
  expect(restart(control)).toMatchObject({ fault: { kind } });
  expect(worked()).toEqual([]);
});

test('a service that has nothing to do with printers is not even opened', () => {
  const { control, calls } = played({ WinDefend: { state: 'running', pid: 8 } });
  expect(restart(control, 'WinDefend')).toMatchObject({ fault: { kind: 'target-protected' } });
  expect(calls).toEqual([]);
});

test('one that cannot be started again: the call and its error are told', () => {
  const { control } = played({ Spooler: { state: 'running', pid: 8, startFails: true } });
  expect(restart(control)).toMatchObject({
    fault: { kind: 'action-failed', call: 'StartServiceW', systemError: 1069 },
  });
});
