import { strict as assert } from 'node:assert';
import { requestNames } from '#app/dot4/requests.ts';
import { everyRequest } from './every-request.ts';
import { expectCancelled, expectDeadline, expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

/** The longest that answering an expired call may take beyond its deadline, cancelling included. */
const graceMs = 3_000;

export const limitCases: Group = ({ test }) => {
  for (const request of requestNames) {
    test(`${request}: a stalled one is withdrawn at its deadline`, ['truth', 'stall'], async (stage) => {
      const calls = await everyRequest(stage, await stage.open());
      await stage.bench.setFault(request, { kind: 'stall' });
      const limit = { deadlineMs: 40 };
      await expectDeadline(stage, calls[request](stage.options(limit)), {
        request,
        ...limit,
        withdrawn: true,
      });
      await stage.pending(0);
    });

    test(
      `${request}: a stalled one is withdrawn when its signal says so`,
      ['truth', 'stall'],
      async (stage) => {
        const calls = await everyRequest(stage, await stage.open());
        await stage.bench.setFault(request, { kind: 'stall' });
        const abort = new AbortController();
        const calling = calls[request](stage.options({ signal: abort.signal }));
        await stage.pending(1);
        abort.abort();
        await expectCancelled(stage, calling, request);
        await stage.pending(0);
      },
    );

    test(
      `${request}: one that is not given back is answered all the same`,
      ['truth', 'ignore-cancel'],
      async (stage) => {
        const calls = await everyRequest(stage, await stage.open());
        await stage.bench.setFault(request, { kind: 'ignore-cancel' });
        const limit = { deadlineMs: 40 };
        await expectDeadline(stage, calls[request](stage.options(limit)), {
          request,
          ...limit,
          withdrawn: false,
        });
        assert.equal((await stage.bench.truth()).pendingRequests, 1);
        await stage.bench.clearFaults();
        await stage.pending(0);
      },
    );

    test(`${request}: an aborted signal sends nothing`, ['truth', 'stall'], async (stage) => {
      const calls = await everyRequest(stage, await stage.open());
      const before = await stage.bench.truth();
      await stage.bench.setFault(request, { kind: 'stall' });
      await expectCancelled(stage, calls[request](stage.options({ signal: AbortSignal.abort() })), request);
      assert.deepEqual(await stage.bench.truth(), before);
    });
  }

  test('a signal cannot take back what the driver keeps', ['truth', 'ignore-cancel'], async (stage) => {
    const calls = await everyRequest(stage, await stage.open());
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'ignore-cancel' });
    const abort = new AbortController();
    const limit = { deadlineMs: 10_000 };
    const calling = calls.DESTROY_SOCKET(stage.options({ ...limit, signal: abort.signal }));
    await stage.pending(1);
    abort.abort();
    await expectDeadline(stage, calling, { request: 'DESTROY_SOCKET', ...limit, withdrawn: false });
    await stage.bench.clearFaults();
    await stage.pending(0);
  });

  test('closing does not wait for what is never given back', ['truth', 'ignore-cancel'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    await stage.bench.setFault('READ', { kind: 'ignore-cancel' });
    const calling = calls.READ(stage.options({ deadlineMs: graceMs }));
    await stage.pending(1);
    await stage.answer(link.close());
    await expectDeadline(stage, calling, { request: 'READ', deadlineMs: graceMs, withdrawn: false });
    await stage.bench.clearFaults();
    await stage.pending(0);
  });

  test('the other requests go on while one is kept', ['truth', 'ignore-cancel'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    await stage.bench.setFault('WAIT_FOR_CHANNEL', { kind: 'ignore-cancel' });
    const limit = { deadlineMs: 30 };
    const kept = calls.WAIT_FOR_CHANNEL(stage.options(limit));
    await expectDeadline(stage, kept, { request: 'WAIT_FOR_CHANNEL', ...limit, withdrawn: false });
    await stage.value(calls.DESTROY_SOCKET(stage.options()));
    await stage.bench.clearFaults();
    await stage.pending(0);
  });

  test('an answer that comes late but in time counts', ['delay'], async (stage) => {
    const calls = await everyRequest(stage, await stage.open());
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'delay', delayMs: 60 });
    await stage.value(calls.DESTROY_SOCKET(stage.options()));
  });

  test('an answer that would come too late is not waited for', ['truth', 'delay'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    const before = await stage.bench.truth();
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'delay', delayMs: 14_000 });
    const limit = { deadlineMs: 30 };
    const calling = calls.DESTROY_SOCKET(stage.options(limit));
    await expectDeadline(stage, calling, { request: 'DESTROY_SOCKET', ...limit, withdrawn: true });
    assert.deepEqual(await stage.bench.truth(), before);
  });

  test('a deadline that has passed before it could be sent: nothing is sent', ['truth'], async (stage) => {
    const calls = await everyRequest(stage, await stage.open());
    const before = await stage.bench.truth();
    for (const answerWithinMs of [undefined, 1000]) {
      const fault = await stage.fault(calls.DESTROY_SOCKET(stage.options({ deadlineMs: 0, answerWithinMs })));
      assert.deepEqual(fault, { kind: 'not-sent', request: 'DESTROY_SOCKET', deadlineMs: 0 });
    }
    assert.deepEqual(await stage.bench.truth(), before);
  });

  // A probe that is refused just after its own time was up would read as the socket of somebody.
  test('the time for the answer counts from the moment it was sent', ['delay'], async (stage) => {
    const link = await stage.open();
    await stage.bench.setFault('WAIT_FOR_CHANNEL', { kind: 'delay', delayMs: 600 });
    const limits = { deadlineMs: 300, answerWithinMs: 10_000 };
    const probe = link.waitForChannel({ hostSocket: 200, addActivity: false }, stage.options(limits));
    await expectRefused(stage, probe, 'WAIT_FOR_CHANNEL', 'STATUS_NOT_FOUND');
  });

  test('one that is not answered in that time is withdrawn', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    const probe = link.waitForChannel(
      { hostSocket, addActivity: false },
      stage.options({ answerWithinMs: 40 }),
    );
    const deadline = { request: 'WAIT_FOR_CHANNEL', deadlineMs: 40, withdrawn: true } as const;
    await expectDeadline(stage, probe, deadline);
    await stage.pending(0);
  });

  test('a signal that is aborted after the answer changes nothing', [], async (stage) => {
    const calls = await everyRequest(stage, await stage.open());
    const abort = new AbortController();
    await stage.value(calls.OPEN_CHANNEL(stage.options({ signal: abort.signal })));
    abort.abort();
    await stage.value(calls.DESTROY_SOCKET(stage.options()));
  });
};
