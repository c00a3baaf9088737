import { strict as assert } from 'node:assert';
import { shapeNames } from '../wire/shapes.ts';
import { expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

export const shapeCases: Group = ({ test }) => {
  for (const shape of shapeNames('DESTROY_SOCKET'))
    test(`the model takes DESTROY_SOCKET as ${shape}`, ['truth'], async (stage) => {
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'ECHO');
      await stage.value(link.destroySocket({ hostSocket }, stage.options({ shape })));
      assert.deepEqual((await stage.bench.truth()).hostSockets, []);
    });

  for (const shape of shapeNames('CLOSE_CHANNEL'))
    test(`the model takes CLOSE_CHANNEL as ${shape}`, ['truth'], async (stage) => {
      const link = await stage.open();
      const { channelHandle } = await stage.channel(link, 'ECHO');
      await stage.value(link.closeChannel({ channelHandle }, stage.options({ shape })));
      assert.equal((await stage.bench.truth()).openChannels, 0);
    });

  test('a driver that wants an output buffer of DESTROY_SOCKET', ['personalities'], async (stage) => {
    await stage.bench.setPersonality({ destroyWantsOutput: true });
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const [without, shape] = shapeNames('DESTROY_SOCKET');
    const refused = link.destroySocket({ hostSocket }, stage.options({ shape: without }));
    await expectRefused(stage, refused, 'DESTROY_SOCKET', 'STATUS_BUFFER_TOO_SMALL');
    await stage.value(link.destroySocket({ hostSocket }, stage.options({ shape })));
  });

  test('a link sends the shapes it was opened with', ['personalities'], async (stage) => {
    await stage.bench.setPersonality({ handleRequests: 'driver-command' });
    const [handle, command] = shapeNames('CLOSE_CHANNEL');
    const link = await stage.open({ shapes: { CLOSE_CHANNEL: command } });
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const refused = link.closeChannel({ channelHandle }, stage.options({ shape: handle }));
    await expectRefused(stage, refused, 'CLOSE_CHANNEL', 'STATUS_BUFFER_TOO_SMALL');
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
  });
};
