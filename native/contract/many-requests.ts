import { strict as assert } from 'node:assert';
import type { Group } from './suite.ts';

/** 64 is what one WaitForMultipleObjects can wait for; a Windows link must not care. */
const counts = [8, 63, 64, 65, 200];

export const manyCases: Group = ({ test }) => {
  for (const count of counts) {
    test(`${count} requests pend at once and are all taken back`, ['truth'], async (stage) => {
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'HP-SCAN');
      const aborts = Array.from({ length: count }, () => new AbortController());
      const waiting = aborts.map(({ signal }) =>
        link.waitForChannel({ hostSocket, addActivity: false }, stage.options({ signal })),
      );
      await stage.pending(count);
      for (const abort of aborts) abort.abort();
      for (const answer of waiting)
        assert.deepEqual(await stage.fault(answer), { kind: 'cancelled', request: 'WAIT_FOR_CHANNEL' });
      await stage.pending(0);
    });

    test(`${count} pend while another is answered`, ['truth'], async (stage) => {
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'HP-SCAN');
      const waiting = Array.from({ length: count }, () =>
        link.waitForChannel({ hostSocket, addActivity: false }, stage.options()),
      );
      await stage.pending(count);
      await stage.value(link.destroySocket({ hostSocket }, stage.options()));
      for (const answer of waiting) assert.equal((await stage.fault(answer)).kind, 'refused');
      await stage.pending(0);
    });
  }

  test('each answer goes to its own call', [], async (stage) => {
    const link = await stage.open();
    const services = ['PRINT', 'HP-SCAN', 'ECHO', 'HP-FAX-SEND'];
    const expected = [2, 4, 6, 7];
    const creating = services.map((service) => stage.socket(link, service));
    assert.deepEqual(await stage.answer(Promise.all(creating)), expected);
    const opening = expected.map((hostSocket) =>
      link.openChannel({ hostSocket, addActivity: false }, stage.options()),
    );
    const refused = link.destroySocket({ hostSocket: 200 }, stage.options());
    const handles = [];
    for (const opened of opening) handles.push((await stage.value(opened)).channelHandle);
    assert.equal(new Set(handles).size, 4);
    assert.equal((await stage.fault(refused)).kind, 'refused');
  });
};
