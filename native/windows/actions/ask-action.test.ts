import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Action } from '#app/remedy/action.ts';
import { fail } from '#app/result.ts';
import { createVirtualClock } from '../../simulator/virtual-clock.ts';
import { WindowsServices } from '../../simulator/windows-services.ts';
import type { EvidenceProcess } from '../evidence/ask-evidence.ts';
import { fakeEvidence } from '../evidence/fake-evidence.ts';
import { AskedSchema } from '../evidence/questions.ts';
import { askAction } from './ask-action.ts';

describe('an action of one call', () => {
  const action: Action = { kind: 'restart-device', instanceId: 'DOT4\\A' };
  const about = { step: 'restart-device', target: 'DOT4\\A' };

  const acting = () => {
    const { started, spawn } = fakeEvidence();
    const closing = new AbortController();
    const acted = askAction({ spawn, clock: createVirtualClock(), closing: closing.signal }, action, 5_000);
    const [process] = started;
    if (process === undefined) throw new Error('no process was started');
    return { acted, process, started, closing };
  };

  test.each([
    ['answers something else', { ok: true, value: 'done' }],
    ['names a fault that there is none of', { ok: false, fault: { kind: 'no-such-fault' } }],
  ])('how far it came is not known when its process %s', async (_, value) => {
    const { acted, process, started } = acting();
    process.answer(0, { ok: true, value });
    expect(await acted).toEqual({ ok: false, fault: { kind: 'action-late', ...about, deadlineMs: 5_000 } });
    expect(process.killed).toBe(true);
    // it is not done a second time
    expect(started).toHaveLength(1);
  });

  test('a process that could not load a library has done nothing, and names it', async () => {
    const { acted, process } = acting();
    const fault = { kind: 'library-not-loaded', file: 'koffi.node', code: 'ERR_DLOPEN_FAILED' };
    process.answer(0, { ok: false, fault });
    expect(await acted).toEqual({ ok: false, fault });
  });

  test('it ends with its process', async () => {
    const { acted, process, started } = acting();
    process.end();
    expect(await acted).toMatchObject({ ok: false, fault: { kind: 'action-late' } });
    expect(started).toHaveLength(1);
  });

  test('it ends with the program', async () => {
    const { acted, process, closing } = acting();
    closing.abort();
    expect(await acted).toMatchObject({ ok: false, fault: { kind: 'action-late' } });
    expect(process.killed).toBe(true);
  });
});

describe('a restart of a service', () => {
  type Call = { readonly call: string; readonly name: string };

  /** Processes that make the calls of a simulated service control manager; one of them ends in a call. */
  const bench = ({ endsIn }: { readonly endsIn?: Call } = {}) => {
    const clock = createVirtualClock();
    const services = new WindowsServices(
      clock,
      () => undefined,
      () => [],
    );
    const processes: { killed: boolean; asked: string[] }[] = [];
    const spawn = (): EvidenceProcess => {
      const seen = { killed: false, asked: [] as string[] };
      processes.push(seen);
      let tell: (message: unknown) => void = () => undefined;
      let end: (began: boolean) => void = () => undefined;
      return {
        onMessage: (listen) => void (tell = listen),
        onEnd: (listen) => void (end = listen),
        kill() {
          seen.killed = true;
          end(true);
        },
        post(message) {
          const { number, question } = v.parse(AskedSchema, message);
          if (question.ask !== 'service') throw new Error(`asked ${question.ask}`);
          const { call, name } = question;
          seen.asked.push(`${call} ${name}`);
          const isItsEnd = endsIn?.call === call && endsIn.name === name && processes.length === 1;
          void (call === 'stop' ? services.stop(name) : services[call](name)).then((answer) => {
            if (isItsEnd) end(true);
            else tell(JSON.parse(JSON.stringify({ number, answer })));
          });
        },
      };
    };
    const closing = new AbortController();
    const action: Action = { kind: 'restart-service', name: 'Spooler', pid: 1876 };
    const act = (): ReturnType<typeof askAction> =>
      clock.runUntil(askAction({ spawn, clock, closing: closing.signal }, action, 60_000));
    return { act, services, processes };
  };

  test('is made of short calls in one process, which is ended with it', async () => {
    const { act, processes } = bench();
    expect(await act()).toMatchObject({ ok: true, value: { running: [{ name: 'Spooler' }] } });
    expect(processes).toHaveLength(1);
    expect(processes[0]?.asked).toEqual(expect.arrayContaining(['stop Spooler', 'start Spooler']));
    expect(processes[0]?.killed).toBe(true);
  });

  test.each(['stop', 'start'])(
    'leaves nothing stopped when a process ends in the call to %s',
    async (call) => {
      const { act, processes, services } = bench({ endsIn: { call, name: 'Spooler' } });
      expect(await act()).toMatchObject({ ok: true, value: { running: [{ name: 'Spooler' }] } });
      expect(processes).toHaveLength(2);
      expect(services.all.find(({ name }) => name === 'Spooler')?.state).toBe('running');
    },
  );

  test('answers what the manager refuses with its call and its error', async () => {
    const { act, services } = bench();
    services.stop = () => Promise.resolve(fail({ call: 'ControlService', systemError: 5 }));
    expect(await act()).toMatchObject({
      fault: { kind: 'rights-missing', call: 'ControlService', systemError: 5 },
    });
  });
});
