import { strict as assert } from 'node:assert';
import type { Evidence, Sight } from '#app/evidence/evidence.ts';
import { bindKernel32 } from '../windows/ffi/kernel32.ts';
import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { operationsOf, timesOf } from '../windows/evidence/running-programs.ts';
import type { Stage } from './stage.ts';
import type { WindowsBench } from './windows-bench.ts';

type Case = (stage: Stage, bench: WindowsBench) => Promise<void>;
type Kind = Evidence['kind'];

const pieces = <K extends Kind>({ observations }: Sight, kind: K): Extract<Evidence, { kind: K }>[] =>
  observations.flatMap(({ evidence }) =>
    evidence.kind === kind ? [evidence as Extract<Evidence, { kind: K }>] : [],
  );

const resultOf = ({ sources }: Sight, name: string) =>
  sources.find(({ source }) => source === name)?.result ?? assert.fail(`no report of ${name}`);

/** The sources of evidence, as far as Wine has them: no jobs (EnumJobs fails there) and no device tree. */
export const evidenceCases: Readonly<Record<string, Case>> = {
  'who holds the device: a program that scans is seen by its handle, without opening anything, and so is its end':
    async (stage, bench) => {
      const before = await bench.truth();
      const holder = await bench.otherProgramHolds('hpscan-test.exe');
      try {
        const sight = await stage.sight();
        assert.deepEqual(
          pieces(sight, 'process').map(({ process: { name, pid, endedAt } }) => ({ name, pid, endedAt })),
          [{ name: 'hpscan-test.exe', pid: holder.pid, endedAt: null }],
        );
        assert.equal((await bench.truth()).openHandles, before.openHandles + 1);
      } finally {
        await holder.end();
      }
      const askedAt = Date.now();
      const [ended] = pieces(await stage.sight(), 'process');
      assert.equal(ended?.process.pid, holder.pid);
      const { endedAt } = ended.process;
      assert.ok(endedAt !== null && endedAt >= askedAt && endedAt <= ended.at, String(endedAt));
    },

  'a program that neither prints nor scans is not looked into': async (stage, bench) => {
    const holder = await bench.otherProgramHolds('bystander.exe');
    try {
      const sight = await stage.sight();
      const seen = pieces(sight, 'process').map(({ process }) => process.name);
      assert.ok(!seen.includes('bystander.exe'));
      const result = resultOf(sight, 'processes');
      assert.ok(result.kind === 'looked' && result.unseen.includes('other-programs'));
    } finally {
      await holder.end();
    }
  },

  'a window that no longer responds is seen, one that responds too, and a program without one': async (
    stage,
    bench,
  ) => {
    const windowOf = async (pid: number) =>
      pieces(await stage.sight(), 'process-use').find((use) => use.pid === pid)?.window;
    const holders = await Promise.all([
      bench.otherProgramHolds('hpscan-works.exe', ['--window', '--work']),
      bench.otherProgramHolds('hpscan-hangs.exe', ['--window', '--hold']),
      bench.otherProgramHolds('hpscan-hidden.exe'),
    ]);
    try {
      const [works, hangs, hidden] = holders;
      assert.equal(await windowOf(hangs.pid), 'responds');
      await stage.until('it hangs', async () => (await windowOf(hangs.pid)) === 'hangs');
      assert.equal(await windowOf(works.pid), 'responds');
      assert.equal(await windowOf(hidden.pid), null);
    } finally {
      for (const holder of holders) await holder.end();
    }
  },

  'the processor time of a process grows with what it does': async (stage) => {
    const kernel32 = bindKernel32(await loadKoffi());
    const us = kernel32.GetCurrentProcess() ?? assert.fail('no handle of our own');
    const used = () => timesOf(kernel32, us)?.processorMs ?? assert.fail('no times of our own');
    const before = used();
    await stage.until('it has worked', () => used() > before);
    assert.equal(typeof operationsOf(kernel32, us), 'number');
  },

  'the Windows services that have to do with printers, with state and process': async (stage) => {
    const services = pieces(await stage.sight(), 'service').map(({ service }) => service);
    assert.deepEqual(
      services.map(({ name }) => name),
      ['Pml Driver HPZ12', 'Net Driver HPZ12', 'stisvc', 'Spooler'],
    );
    assert.deepEqual(services[0], { name: 'Pml Driver HPZ12', state: 'not-installed', pid: null });
    // Wine has a spooler service; whether it runs is Wine's affair.
    const spooler = services.at(-1);
    assert.notEqual(spooler?.state, 'not-installed');
    assert.equal(spooler?.pid !== null, spooler?.state === 'running');
  },

  'spooler and device node answer, and say what Wine does not show': async (stage) => {
    const sight = await stage.sight();
    assert.deepEqual(resultOf(sight, 'spooler'), { kind: 'looked', unseen: ['port-name'] });
    assert.deepEqual(resultOf(sight, 'device-node'), {
      kind: 'looked',
      unseen: ['port-name', 'problem-code'],
    });
    const [node] = pieces(sight, 'node');
    assert.equal(node?.node.setupClass, 'Dot4');
    assert.equal(node.node.service, 'dot4test');
  },

  'a source that is late is told as late, its process is killed, and the next look has another': async (
    stage,
    bench,
  ) => {
    await stage.sight();
    const sights = await stage.value(bench.driver.look({ deadlineMs: 1 }));
    const late = sights.get(bench.deviceId) ?? assert.fail('the device is known');
    // of all sources, only the one that goes through every handle never answers in this time
    assert.deepEqual(resultOf(late, 'processes'), {
      kind: 'not-looked',
      because: 'deadline',
      call: null,
      systemError: null,
    });
    assert.equal(resultOf(late, 'device-node').kind, 'looked');
    assert.equal(resultOf(await stage.sight(), 'processes').kind, 'looked');
  },

  'the token of this process tells whether it is elevated': async (stage, bench) => {
    assert.equal(typeof (await bench.driver.isElevated(stage.options())), 'boolean');
  },
};

/** What these sources have on Windows and cannot show under Wine, and why. */
export const evidenceNotInWine: Readonly<Record<string, string>> = {
  'a program that works uses processor time and I/O, and one that idles neither':
    'Wine gives the caller’s processor time for every process and counts no I/O; the simulator has both',
  'how many bytes of a job were printed':
    'Wine has neither print jobs nor notifications of changes; the layouts are compared with the public header',
};
