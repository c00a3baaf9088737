import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarioOf, simulatorDriver } from '../main/drivers.ts';
import { projectRoot } from './project-root.ts';
import { lineAtTerminal } from './test-device/ask-line.ts';
import { deviceOf } from './test-device/device-of.ts';
import { testDeviceOf } from './test-device/open-device-test.ts';
import { deviceWords } from './test-device/words.ts';
import { bundleForWindows } from './test/bundle-for-windows.ts';

const say = (line: string): void => console.log(line);

async function onSimulator(scenario: string, deviceId: string): Promise<number> {
  const known = await scenarioOf(scenario);
  if (known.ok) {
    return testDeviceOf(simulatorDriver(known.value), scenario, { deviceId, ask: lineAtTerminal(), say });
  }
  say(deviceWords.usage);
  return 2;
}

/** In a process of plain Node: the one bundled file is its own worker. */
async function onWindows(deviceId: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-device-'));
  try {
    const source = join(projectRoot, 'scripts/test-device/windows-entry.ts');
    const entry = await bundleForWindows(source, folder, 'test-device');
    await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const child = spawn(process.execPath, [entry, deviceId], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `UNJAM_TEST_DEVICE=ID npm run test:device`; there is no option that answers for the person. */
async function main(): Promise<number> {
  const device = deviceOf(process.env['UNJAM_TEST_DEVICE'] ?? '', process.platform);
  switch (device.kind) {
    case 'none':
      say(deviceWords.usage);
      return 2;
    case 'simulated':
      return onSimulator(device.scenario, device.deviceId);
    case 'real':
      return onWindows(device.deviceId);
  }
}

process.exitCode = await main();
