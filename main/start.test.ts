import { isAbsolute, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';
import { parseStartOptions } from './start-options.ts';
import { whySimulate } from './why-simulate.ts';

describe('start options', () => {
  test('ours are read among those of Chromium', () => {
    const args = ['--no-sandbox', 'app', '--simulate', 'full', '--scan', '--lang=de', '--screenshot=a.png'];
    expect(parseStartOptions(args, '/folder')).toEqual({
      ok: true,
      value: { scenario: 'full', scan: true, screenshot: resolve('/folder', 'a.png'), sandboxOff: true },
    });
  });
  test.each([[['--simulate']], [['--simulate', '--scan']], [['--screenshot=']]])(
    '%s lacks a value',
    (args) => {
      expect(parseStartOptions(args, '/')).toMatchObject({ ok: false, fault: { kind: 'usage' } });
    },
  );
});

describe('a device is touched only where everything speaks for it', () => {
  const real = { platform: 'win32', scenarioAsked: false, runtimeVerified: true, sandboxOff: false } as const;
  test('Windows, the pinned runtime, the sandbox on, no scenario asked', () => {
    expect(whySimulate(real)).toBeNull();
  });
  test.each([
    [{ scenarioAsked: true }, 'asked'],
    [{ platform: 'linux' as const }, 'platform'],
    [{ platform: 'darwin' as const }, 'platform'],
    [{ runtimeVerified: false }, 'unverified-runtime'],
    [{ sandboxOff: true }, 'no-sandbox'],
  ])('%o', (change, reason) => {
    expect(whySimulate({ ...real, ...change })).toBe(reason);
  });
});

test('the data folder is the same for window and command line, by system', () => {
  expect(dataFolder({ UNJAM_DATA_DIR: '/chosen' }, 'win32')).toEqual({ ok: true, value: '/chosen' });
  expect(dataFolder({ APPDATA: '/roaming' }, 'win32')).toMatchObject({
    value: expect.stringMatching(/roaming.Unjam$/) as string,
  });
  // a variable of the system that names no absolute path says nothing
  for (const env of [{ APPDATA: 'here' }, { XDG_CONFIG_HOME: 'here' }]) {
    for (const platform of ['win32', 'linux'] as const) {
      const found = dataFolder(env, platform);
      expect(!found.ok || isAbsolute(found.value)).toBe(true);
    }
  }
  expect(dataFolder({ XDG_CONFIG_HOME: '/config' }, 'linux')).toMatchObject({
    value: expect.stringMatching(/config.unjam$/) as string,
  });
});
