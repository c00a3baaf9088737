import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, say } from '../machine.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { boundedDownload, DownloadFailure } from './bounded-download.ts';
import { executableName } from './runtime.ts';

export interface OfficialElectron {
  version: string;
  folder: string;
  executable: string;
}

export type FetchAnswer =
  | { kind: 'installed' }
  /** Not to be had here and now; `why` completes "The official Electron is not available: …". */
  | { kind: 'unreachable'; why: string }
  /** Something was had, and it is not what its checksum says. */
  | { kind: 'rejected'; why: string };

const limits = { answerMs: 4000, stallMs: 20_000 };

export function officialElectron(projectRoot: string): OfficialElectron {
  const packageFolder = path.join(projectRoot, 'node_modules', 'electron');
  const { version } = readJson(path.join(packageFolder, 'package.json')) as { version: string };
  const folder = path.join(packageFolder, 'dist');
  return { version, folder, executable: path.join(folder, executableName(process.platform)) };
}

export function isOfficialInstalled(official: OfficialElectron): boolean {
  // Its installer writes path.txt last: without it the unpacking did not come to its end.
  const finished = existsSync(path.join(path.dirname(official.folder), 'path.txt'));
  return finished && existsSync(official.executable) && versionIn(official.folder) === official.version;
}

export function versionIn(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/**
 * Fills Electron's own download cache with its own code, but with a download that cannot hang, then lets
 * its installer unpack from there. Mirrors, proxies and the cache work as its documentation says.
 */
export async function fetchOfficial(projectRoot: string): Promise<FetchAnswer> {
  const official = officialElectron(projectRoot);
  return oneAtATime(path.join(projectRoot, '.runtime', 'official.lock'), async () => {
    if (isOfficialInstalled(official)) return { kind: 'installed' };
    const downloaded = await downloadElectron(projectRoot, process.platform, process.arch);
    return downloaded.kind === 'downloaded' ? unpack(projectRoot, official) : downloaded;
  });
}

export type Download = { kind: 'downloaded'; archive: string } | Exclude<FetchAnswer, { kind: 'installed' }>;

/** The pinned Electron for a system, in Electron's own download cache and checked. */
export async function downloadElectron(
  projectRoot: string,
  platform: string,
  arch: string,
): Promise<Download> {
  const { version } = officialElectron(projectRoot);
  const packageFolder = path.join(projectRoot, 'node_modules', 'electron');
  try {
    const { downloadArtifact } = await loadElectronGet(packageFolder);
    const archive = await downloadArtifact({
      version,
      artifactName: 'electron',
      platform,
      arch,
      cacheRoot: process.env['electron_config_cache'],
      checksums: readJson(path.join(packageFolder, 'checksums.json')),
      downloader: {
        download: async (url, target) => {
          say(`Asking ${new URL(url).host} for Electron ${version}`);
          await boundedDownload(url, target, limits);
        },
      },
    });
    return { kind: 'downloaded', archive };
  } catch (error) {
    // The class that sumchecker throws for bytes that are not what they should be; it is not exported.
    const rejected = error instanceof Error && error.constructor.name === 'ChecksumMismatchError';
    if (rejected) return { kind: 'rejected', why: messageOf(error) };
    const words =
      error instanceof DownloadFailure ? error.message : `its downloader failed: ${messageOf(error)}`;
    return { kind: 'unreachable', why: words };
  }
}

async function unpack(projectRoot: string, official: OfficialElectron): Promise<FetchAnswer> {
  const installer = path.join(projectRoot, 'node_modules', 'electron', 'install.js');
  const installed = await runCommand(process.execPath, [installer], { timeoutMs: 5 * 60_000 });
  if (installed.ok && isOfficialInstalled(official)) return { kind: 'installed' };
  const detail = lastLines(installed.stderr || installed.stdout, 3) || installed.trouble;
  return { kind: 'unreachable', why: `its installer failed on Node ${process.versions.node}: ${detail}` };
}

interface ElectronGet {
  downloadArtifact: (details: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    cacheRoot: string | undefined;
    checksums: unknown;
    downloader: { download: (url: string, target: string) => Promise<void> };
  }) => Promise<string>;
}

/** The copy that belongs to the electron package, not whichever is on top. */
async function loadElectronGet(packageFolder: string): Promise<ElectronGet> {
  const location = createRequire(path.join(packageFolder, 'package.json')).resolve('@electron/get');
  return (await import(pathToFileURL(location).href)) as ElectronGet;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
