import { strict as assert } from 'node:assert';
import type { DeviceLink } from '../port.ts';
import { expectCancelled, expectRangeError, expectRefused } from './expectations.ts';
import type { Stage } from './stage.ts';
import type { Group } from './suite.ts';

/** dot4prt.inf: the print path reads and writes with a buffer of 0x7FFF bytes. */
const sizes = [1, 2, 63, 64, 511, 4095, 4096, 4097, 32766, 32767];

/** No two stretches of it are alike within any packet size, so misplaced bytes show. */
const pattern = (size: number, seed: number = 0): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >>> 8) * 7 + seed) & 0xff);

const readAll = async (
  stage: Stage,
  link: DeviceLink,
  channelHandle: number,
  size: number,
): Promise<Uint8Array> => {
  const all = new Uint8Array(size);
  for (let filled = 0; filled < size;) {
    const args = { channelHandle, size: size - filled, timeoutMs: 0 };
    const piece = await stage.value(link.read(args, stage.options()));
    assert.ok(piece.length > 0 && piece.length <= args.size);
    all.set(piece, filled);
    filled += piece.length;
  }
  return all;
};

export const dataCases: Group = ({ test }) => {
  for (const size of sizes)
    test(`ECHO sends back ${size} bytes as they were`, [], async (stage) => {
      const link = await stage.open();
      const { channelHandle } = await stage.channel(link, 'ECHO');
      const data = pattern(size);
      assert.equal(
        await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options())),
        size,
      );
      assert.deepEqual(await readAll(stage, link, channelHandle, size), data);
    });

  test('sends the part of a buffer that a view shows, as it was when it was sent', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const whole = pattern(300);
    const data = whole.subarray(100, 200);
    const expected = data.slice();
    const writing = link.write({ channelHandle, data, timeoutMs: 0 }, stage.options());
    whole.fill(0);
    assert.equal(await stage.value(writing), 100);
    assert.deepEqual(await readAll(stage, link, channelHandle, 100), expected);
  });

  test('READ takes at most its size and leaves the rest', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const data = pattern(1000);
    await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
    const head = await stage.value(link.read({ channelHandle, size: 400, timeoutMs: 0 }, stage.options()));
    const tail = await stage.value(link.read({ channelHandle, size: 32767, timeoutMs: 0 }, stage.options()));
    assert.deepEqual(head, data.slice(0, 400));
    assert.deepEqual(tail, data.slice(400));
  });

  test('READ waits for data', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const reading = link.read({ channelHandle, size: 64, timeoutMs: 0 }, stage.options());
    await stage.pending(1);
    await stage.value(link.write({ channelHandle, data: pattern(5), timeoutMs: 0 }, stage.options()));
    assert.deepEqual(await stage.value(reading), pattern(5));
  });

  test('READ gives up at its ulTimeout', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const reading = link.read({ channelHandle, size: 64, timeoutMs: 30 }, stage.options());
    await expectRefused(stage, reading, 'READ', 'STATUS_IO_TIMEOUT');
    await stage.pending(0);
  });

  for (const timeoutMs of [0, 0xffffffff])
    test(`ulTimeout ${timeoutMs} is none`, ['truth'], async (stage) => {
      const link = await stage.open();
      const { channelHandle } = await stage.channel(link, 'ECHO');
      const abort = new AbortController();
      const options = stage.options({ signal: abort.signal });
      const endless = link.read({ channelHandle, size: 64, timeoutMs }, options);
      await stage.pending(1);
      const { channelHandle: other } = await stage.channel(link, 'HP-SCAN');
      const limited = link.read({ channelHandle: other, size: 64, timeoutMs: 30 }, stage.options());
      await expectRefused(stage, limited, 'READ', 'STATUS_IO_TIMEOUT');
      await stage.pending(1);
      abort.abort();
      await expectCancelled(stage, endless, 'READ');
    });

  test('nothing to write, nothing to read: answered at once', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const data = new Uint8Array();
    assert.equal(await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options())), 0);
    const read = await stage.value(link.read({ channelHandle, size: 0, timeoutMs: 0 }, stage.options()));
    assert.equal(read.length, 0);
  });

  test('other services take what is written and send nothing back', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'PRINT');
    const data = pattern(32767);
    assert.equal(
      await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options())),
      32767,
    );
    const reading = link.read({ channelHandle, size: 1, timeoutMs: 30 }, stage.options());
    await expectRefused(stage, reading, 'READ', 'STATUS_IO_TIMEOUT');
  });

  for (const channelHandle of [0, 0xffffffff])
    test(`no such channel: ${channelHandle}`, [], async (stage) => {
      const link = await stage.open();
      const reading = link.read({ channelHandle, size: 8, timeoutMs: 0 }, stage.options());
      await expectRefused(stage, reading, 'READ', 'STATUS_INVALID_HANDLE');
      const writing = link.write({ channelHandle, data: pattern(8), timeoutMs: 0 }, stage.options());
      await expectRefused(stage, writing, 'WRITE', 'STATUS_INVALID_HANDLE');
    });

  for (const wrong of [{ channelHandle: -1 }, { timeoutMs: 0x100000000 }, { size: -1 }])
    test(`READ throws RangeError for ${JSON.stringify(wrong)}`, [], async (stage) => {
      const link = await stage.open();
      const args = { channelHandle: 1, size: 1, timeoutMs: 0, ...wrong };
      await expectRangeError(stage, () => link.read(args, stage.options()));
    });

  for (const wrong of [{ channelHandle: 0x100000000 }, { timeoutMs: -1 }])
    test(`WRITE throws RangeError for ${JSON.stringify(wrong)}`, [], async (stage) => {
      const link = await stage.open();
      const args = { channelHandle: 1, data: pattern(1), timeoutMs: 0, ...wrong };
      await expectRangeError(stage, () => link.write(args, stage.options()));
    });

  test('eight WRITEs in flight arrive in order', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const parts = Array.from({ length: 8 }, (_, i) => pattern(700, i * 13));
    const writing = parts.map((data) => link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
    for (const written of writing) assert.equal(await stage.value(written), 700);
    const back = await readAll(stage, link, channelHandle, 5600);
    assert.deepEqual(back, Uint8Array.from(parts.flatMap((part) => [...part])));
  });

  test('eight READs in flight are served in order', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const reading = Array.from({ length: 8 }, () =>
      link.read({ channelHandle, size: 10, timeoutMs: 0 }, stage.options()),
    );
    await stage.pending(8);
    const data = pattern(80);
    await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
    const pieces = [];
    for (const read of reading) pieces.push(...(await stage.value(read)));
    assert.deepEqual(Uint8Array.from(pieces), data);
  });

  test('a channel opened anew starts empty', [], async (stage) => {
    const link = await stage.open();
    const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO');
    await stage.value(link.write({ channelHandle, data: pattern(9), timeoutMs: 0 }, stage.options()));
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    const fresh = await stage.value(link.openChannel({ hostSocket, addActivity: false }, stage.options()));
    const reading = link.read({ ...fresh, size: 9, timeoutMs: 30 }, stage.options());
    await expectRefused(stage, reading, 'READ', 'STATUS_IO_TIMEOUT');
  });
};
