// Under Wine there is no terminal: what a person would type is the second argument.
import { testDeviceOf } from './open-device-test.ts';
import { runAsWindowsProgram } from './windows-roles.ts';

await runAsWindowsProgram(new URL(import.meta.url), (driver, [deviceId = '', typed = '']) =>
  testDeviceOf(driver, null, {
    deviceId,
    ask: () => Promise.resolve(decodeURIComponent(typed)),
    say: (line) => console.log(line),
  }),
);
