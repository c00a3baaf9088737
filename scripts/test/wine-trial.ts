import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { bundleForWindows } from './bundle-for-windows.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

const forMs = 3_000;
const timeoutMs = 90_000;

/** What windows-trial-entry.ts prints, as far as it is looked at. */
interface Told {
  readonly tried: { readonly ok: boolean; readonly value?: Readonly<Record<string, unknown>> };
  readonly row: { readonly holder: { readonly value: { readonly kind: string } | null } } | null;
  readonly requests: {
    readonly total: number;
    readonly writes: readonly { readonly output: { readonly bytes: number; readonly hex: string } }[];
  };
}

/** Try a channel on the Windows driver and the C test driver, with the services of the program. */
export async function runTrialUnderWine(rig: Rig, projectRoot: string): Promise<StageReport> {
  const { report, check } = checksOf('trial');
  const source = join(projectRoot, 'scripts/test/windows-trial-entry.ts');
  const entry = await bundleForWindows(source, rig.scratchFolder, 'windows-trial');
  const { path, instanceId } = rig.first;
  const tryChannel = async (service: string): Promise<Told> => {
    const ran = await rig.runWindowsNode(entry, [instanceId, service, String(forMs)], { timeoutMs });
    assert.equal(ran.code, 0, `${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Told;
  };

  await check('ECHO answers, its activities are told, and nothing is left at the driver', async () => {
    const before = await rig.driverState(path);
    const { tried, row, requests } = await tryChannel('ECHO');
    assert.ok(tried.ok, JSON.stringify(tried));
    const { verdict, listening, destroyed, ended, totals } = tried.value ?? {};
    assert.deepEqual([verdict, listening, destroyed, ended], ['echoes', true, true, 'asked']);
    const { bytesOut, bytesIn, notices } = totals as Record<string, number>;
    assert.ok(bytesOut !== undefined && bytesIn !== undefined && bytesIn > 0, JSON.stringify(totals));
    // a round of 64 bytes may be under way when the end is asked for
    assert.ok([0, 64].includes(bytesOut - bytesIn), JSON.stringify(totals));
    assert.ok(notices !== undefined && notices > 0, 'no activity was told');
    assert.equal(row?.holder.value?.kind, 'unjam');
    // the first round writes 64 bytes; of data only the beginning is kept
    const [write] = requests.writes;
    assert.deepEqual([write?.output.bytes, write?.output.hex.split(' ').length], [64, 16]);
    const after = await rig.driverState(path);
    assert.deepEqual(after.sockets, before.sockets);
    assert.deepEqual(
      [after.counters.channelsNow, after.counters.pendingNow],
      [before.counters.channelsNow, before.counters.pendingNow],
    );
  });

  await check('a service but ECHO is opened and gets nothing written', async () => {
    const { tried, requests } = await tryChannel('HP-MESSAGE');
    assert.deepEqual([tried.value?.['verdict'], tried.value?.['destroyed']], ['opened', true]);
    assert.deepEqual(requests.writes, []);
  });
  return report;
}
