// On Windows, bundled and run by scripts/test-device.ts: device id as its one argument.
import { lineAtTerminal } from './ask-line.ts';
import { testDeviceOf } from './open-device-test.ts';
import { runAsWindowsProgram } from './windows-roles.ts';

await runAsWindowsProgram(new URL(import.meta.url), (driver, [deviceId = '']) =>
  testDeviceOf(driver, null, { deviceId, ask: lineAtTerminal(), say: (line) => console.log(line) }),
);
