import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import { openBench } from '../testing/bench.ts';
import { windowActions } from '../testing/window-actions.ts';
import { asDrawn } from './as-drawn.ts';
import { createHandlers } from './handlers.ts';

test('nothing is begun for a window that still shows the session before', async () => {
  const { services, run, auditFile } = openBench('office');
  await run(services.devices.refresh());
  const handlers = asDrawn(
    createHandlers(services, windowActions(auditFile)),
    { epoch: null },
    () => services.publisher.epoch,
  );
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  const scan = () => handlers.operation.start({ kind: 'scan', deviceId });
  const drawn = (epoch: number) => handlers.session.acknowledge({ epoch, revision: 0 });
  const refused = { ok: false, fault: { kind: 'shown-before' } };
  expect(await scan()).toEqual(refused);
  await drawn(services.publisher.epoch);
  services.publisher.renumber(services.publisher.epoch + 1);
  expect(await scan()).toEqual(refused);
  expect(services.session.state.operations).toEqual({});
  await drawn(services.publisher.epoch);
  expect(await scan()).toEqual(ok({ id: expect.any(Number) as number }));
});
