import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lastLines } from '../run-command.ts';
import { buildTestDriver } from '../wine/build-testdriver.ts';
import type { Rig } from '../wine/rig.ts';
import { bundleForWindows } from './bundle-for-windows.ts';
import { readNodeTestReport } from './node-test-report.ts';
import type { StageReport } from './stage.ts';

const timeoutMs = 8 * 60_000;

/** The driver contract on the Windows driver: Windows Node, koffi, SetupAPI and the C test driver. */
export async function runContractUnderWine(rig: Rig, projectRoot: string): Promise<StageReport> {
  const build = await buildTestDriver();
  const source = join(projectRoot, 'native/contract/windows-entry.ts');
  const entry = await bundleForWindows(source, rig.scratchFolder, 'windows-contract');
  const results = join(rig.scratchFolder, 'contract.jsonl');
  const reporter = pathToFileURL(join(import.meta.dirname, 'json-lines-reporter.mjs'));
  const ran = await rig.runWindowsNode(
    entry,
    [
      build.program('device-control'),
      build.program('other-program'),
      build.packageFolder('dot4test'),
      build.packageFolder('dot4test2'),
    ].map((path) => rig.windowsPath(path)),
    {
      timeoutMs,
      env: {
        // Windows Node under Wine has no pipe to report through, so the report goes to a file of its own.
        NODE_OPTIONS: [
          `--test-reporter=file:///Z:${reporter.pathname}`,
          `--test-reporter-destination=${rig.windowsPath(results).replaceAll('\\', '/')}`,
        ].join(' '),
      },
    },
  );
  const report = readNodeTestReport('contract', await readFile(results, 'utf8').catch(() => ''));
  const ended = ran.code === 0 || (ran.code === 1 && report.failed > 0);
  if (ended && report.passed + report.failed > 0) return report;
  const why = ran.timedOut ? `did not end within ${timeoutMs / 1000} s` : `ended with exit code ${ran.code}`;
  const output = lastLines(`${ran.stdout}\n${ran.stderr}`, 30);
  return {
    ...report,
    failed: report.failed + 1,
    failures: [...report.failures, `contract\nWindows Node ${why}\n${output}`],
  };
}
