import { ensureDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import { winePackages } from '../wine/packages.ts';
import { hasFixedAddresses, missingForRig, wineCommand } from '../wine/places.ts';
import { startRig, type Rig } from '../wine/rig.ts';
import { windowsNode } from '../wine/windows-node.ts';
import type { Stage, StageReport } from './stage.ts';
import { joined } from './totals.ts';
import { runAddressesUnderWine } from './wine-addresses.ts';
import { runCalibrationUnderWine } from './wine-calibration.ts';
import { runCommandLineUnderWine } from './wine-command-line.ts';
import { runContractUnderWine } from './wine-contract.ts';
import { runPolicyUnderWine } from './wine-policy.ts';
import { runRemedyUnderWine } from './wine-remedy.ts';
import { runProbeUnderWine } from './wine-probe.ts';
import { runTrialUnderWine } from './wine-trial.ts';
import { runTwoProgramsUnderWine } from './wine-two-programs.ts';

type Part = (rig: Rig, projectRoot: string) => Promise<StageReport>;

/** What runs in one Wine prefix, one after the other. Two prefixes at once: half of their time they wait. */
const prefixes: Part[][] = [
  [runContractUnderWine, runCalibrationUnderWine],
  [
    runCommandLineUnderWine,
    runPolicyUnderWine,
    runTwoProgramsUnderWine,
    runRemedyUnderWine,
    runProbeUnderWine,
    runTrialUnderWine,
    runAddressesUnderWine,
  ],
];

/** The Windows path without Windows: koffi against a kernel driver of our own, under Wine. */
export const wineStage: Stage = {
  name: 'wine',
  async prepare({ projectRoot }) {
    const packages = await ensureDebianPackages({
      packages: [...winePackages],
      what: 'Wine',
      why: 'the Windows driver is tested in it',
    });
    if (!packages.ok) return packages;
    const missing = missingForRig();
    if (missing.length > 0) {
      return { ok: false, problem: { kind: 'unavailable', message: `It needs ${missing.join(', ')}.` } };
    }
    const [wine, node] = await Promise.all([versionOfWine(), windowsNode()]);
    return { ok: true, runtimes: [wine, `Windows Node ${node.version}`], run: () => runAll(projectRoot) };
  },
};

async function runAll(projectRoot: string): Promise<StageReport> {
  const rigs: Rig[] = [];
  const runParts = async (parts: Part[]): Promise<StageReport[]> => {
    const rig = await startRig();
    rigs.push(rig);
    const reports: StageReport[] = [];
    for (const part of parts) reports.push(await part(rig, projectRoot));
    return reports;
  };
  const ended = await Promise.allSettled(prefixes.map(runParts));
  for (const rig of rigs) await rig.stop();
  return joined(
    wineStage.name,
    ended.flatMap((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    }),
  );
}

async function versionOfWine(): Promise<string> {
  const [command, ...before] = wineCommand();
  const answer = await runCommand(command, [...before, '--version'], { timeoutMs: 20_000 });
  const version = /wine-\S+/.exec(answer.stdout)?.[0].replace('wine-', 'Wine ') ?? 'Wine';
  return hasFixedAddresses()
    ? version
    : `${version}, of whose programs one in some thousand does not start: setarch -R is refused here`;
}
