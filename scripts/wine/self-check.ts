/**
 * `npx tsx scripts/wine/self-check.ts`: proves the test driver and the rig themselves, below everything that is tested
 * with them. Counts its checks; exits with 1 when one fails.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHeaderLayout } from './header-layout.ts';
import { startRig, type Rig, type RunResult, type StartedDevice, type TestService } from './rig.ts';

let passed = 0;
const failures: string[] = [];

function check(condition: boolean, what: string): void {
  if (condition) passed++;
  else failures.push(what);
}

const startedAt = performance.now();
function step(text: string): void {
  console.log(`[${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}

/** driver-check ends with a line `N checks, N failed`; a program that died before it has failed. */
function countChecks(name: string, result: RunResult): void {
  const counted = /^(\d+) checks, (\d+) failed$/m.exec(result.stdout);
  for (const line of result.stdout.split('\n')) {
    const text = line.trim();
    if (text.startsWith('FAIL')) failures.push(`${name}: ${text}`);
    else if (/:/.test(text)) console.log(`          ${text}`);
  }
  if (counted) passed += Number(counted[1]) - Number(counted[2]);
  if (!counted || result.code !== 0) {
    failures.push(`${name} ended with ${result.timedOut ? 'a timeout' : result.code}\n${result.stderr}`);
  }
}

async function addDevice(rig: Rig, service: TestService): Promise<StartedDevice> {
  const [device] = await rig.addDevices(service, 1);
  if (!device) throw new Error('No device was installed');
  return device;
}

async function checkRemoval(rig: Rig, mode: 'pend' | 'storm'): Promise<void> {
  const device = await addDevice(rig, 'dot4test');
  const program = await rig.startWindows(rig.program('driver-check'), [mode, device.path]);
  await program.firstLine();
  await rig.removeDevice(device.instanceId);
  countChecks(`removal under driver-check ${mode}`, await program.exited);
  const left = await rig.devices();
  check(!left.some(({ instanceId }) => instanceId === device.instanceId), 'the removed device is gone');
}

/** A program is killed while the driver keeps one of its requests for itself. */
async function checkKilledWithKeptRequest(rig: Rig): Promise<void> {
  const device = await addDevice(rig, 'dot4test');
  const program = await rig.startWindows(rig.program('driver-check'), ['pend', device.path]);
  await program.firstLine();
  check((await rig.driverState(device.path)).counters.pendingNow === 5, 'five requests pend');
  program.kill();
  await program.exited;
  check((await rig.driverState(device.path)).counters.pendingNow === 1, 'the kept request pends still');
  await rig.removeDevice(device.instanceId);
  check(
    (await rig.devices()).every(({ path }) => path !== null),
    'the other devices are there',
  );
}

async function checkLeak(rig: Rig, path: string): Promise<void> {
  const ended = await rig.otherProgram({ device: path, services: ['HP-SCAN', 'PRINT'], open: true });
  const held = await rig.holdOtherProgram({ device: path, services: ['HP-SCAN'], wait: true });
  check((await rig.driverState(path)).counters.pendingNow === 1, 'the held program has one request pending');
  await held.kill();

  const { sockets, counters } = await rig.driverState(path);
  check(counters.pendingNow === 0, 'a killed program leaves no request');
  check(
    sockets.length === 3 && counters.socketsNow === 3,
    `three leaked sockets: ${JSON.stringify(sockets)}`,
  );
  for (const made of ended.sockets) {
    const found = sockets.find(({ hostSocket }) => hostSocket === made.hostSocket);
    check(
      found?.service === made.service &&
        found.creatorPid === ended.pid &&
        found.channelHandle === made.channelHandle,
      `the driver holds ${JSON.stringify(made)}`,
    );
  }
  check(
    sockets.some(({ creatorPid, channels }) => creatorPid === held.pid && channels === 0),
    'the killed program left its socket',
  );
}

async function checkWindowsNode(rig: Rig): Promise<void> {
  const script = join(rig.scratchFolder, 'windows-node.ts');
  const text = `import koffi from 'koffi';
const kernel32 = koffi.load('kernel32.dll');
const pid: number = kernel32.func('uint32 __stdcall GetCurrentProcessId()')();
console.log(JSON.stringify([process.platform, pid === process.pid, ...process.argv.slice(2)]));
`;
  await writeFile(script, text);
  const result = await rig.runWindowsNode(script, ['a b', '"ü']);
  check(
    result.code === 0 && result.stdout.trim() === JSON.stringify(['win32', true, 'a b', '"ü']),
    `Windows Node with koffi: ${result.code} ${result.stdout}${result.stderr}`,
  );
  await writeFile(script, 'setInterval(() => {}, 1000);');
  const endless = await rig.runWindowsNode(script, [], { timeoutMs: 1500 });
  check(endless.timedOut && endless.code === null, 'a program past its timeout is killed');
}

async function main(): Promise<void> {
  const layout = await readHeaderLayout();
  check(
    Object.keys(layout.requests).length === 10 && layout.requests.DESTROY_SOCKET === 0x3a202a,
    'ten requests',
  );
  check(
    layout.structs.DOT4_DC_CREATE_DATA?.fields.bHsid?.offset === 52,
    'bHsid is at 52 in DOT4_DC_CREATE_DATA',
  );
  step('layout of the headers');

  const rig = await startRig();
  try {
    step('rig');
    const { first, second } = rig;
    const other = await addDevice(rig, 'dot4test2');
    check(
      (await rig.devices()).filter(({ path }) => path !== null).length === 3,
      'three devices are started',
    );
    step('second service');
    const run = (...args: string[]) => rig.runWindows(rig.program('driver-check'), args);
    countChecks('driver-check model', await run('model', first.path, second.path, other.path));
    step('requests, waits, faults, isolation');
    countChecks('driver-check races', await run('races', first.path));
    step('races');
    await checkRemoval(rig, 'pend');
    for (let i = 0; i < 3; i++) await checkRemoval(rig, 'storm');
    await checkKilledWithKeptRequest(rig);
    step('removal');
    await checkLeak(rig, second.path);
    step('leak');
    await checkWindowsNode(rig);
    step('Windows Node');
    countChecks('bench', await run('bench', first.path));
    step('bench');
  } finally {
    await rig.stop();
    step('stopped');
  }
}

await main();
for (const failure of failures) console.log(`FAIL ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
