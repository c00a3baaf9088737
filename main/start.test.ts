import { writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { dataFolders, portableMarker } from './data-folder.ts';
import { parseStartOptions, startArguments } from './start-options.ts';
import { temporaryFolder } from './testing/bench.ts';
import { whySimulate } from './why-simulate.ts';

describe('start options', () => {
  const packaged = (args: readonly string[]) => parseStartOptions(args, '/', { isPackaged: true });
  test('ours are read among those of Chromium', () => {
    const args = ['--no-sandbox', 'app', '--simulate', 'full', '--scan', '--lang=de', '--screenshot=a.png'];
    expect(parseStartOptions(args, '/folder', { isPackaged: false })).toEqual({
      ok: true,
      value: { scenario: 'full', scan: true, screenshot: resolve('/folder', 'a.png'), sandboxOff: true },
    });
  });
  test.each([[['--simulate']], [['--simulate', '--scan']], [['--screenshot=']]])(
    '%s lacks a value',
    (args) => {
      expect(packaged(args)).toMatchObject({ ok: false, fault: { kind: 'usage' } });
    },
  );

  test.each([
    ['--gpu-launcher=cmd.exe'],
    ['--remote-debugging-port=9222'],
    ['--log-file=C:\\Windows\\win.ini'],
    ['--utility-cmd-prefix=calc'],
    ['--inspect'],
    ['--load-extension=evil'],
    ['--disable-web-security'],
    ['--user-data-dir=C:\\'],
    ['--simulator'],
    ['-remote-debugging-port=1'],
    ['/remote-debugging-port=1'],
    ['--'],
    ['file.json'],
    ['--SCAN'],
  ])('a packaged window does not start with %s, a checkout does', (arg) => {
    expect(packaged([arg])).toEqual({
      ok: false,
      fault: { kind: 'usage', problem: `The window does not take ${arg}.` },
    });
    expect(packaged(['--simulate', 'full', arg])).toMatchObject({ ok: false });
    expect(parseStartOptions([arg], '/', { isPackaged: false })).toMatchObject({ ok: true });
  });

  test('a packaged window starts with ours and what gets it onto a difficult screen', () => {
    const args = ['--disable-gpu', '--lang=de', '--simulate', 'my file.json', '--scan', '--no-sandbox'];
    expect(packaged(args)).toMatchObject({ ok: true, value: { scan: true, sandboxOff: true } });
  });

  test('another start is given what was understood and nothing else', () => {
    const args = ['--gpu-launcher=x', '--no-sandbox', '--scan', '--screenshot', 'a', '--simulate=b.json'];
    const options = parseStartOptions(args, '/folder', { isPackaged: false });
    if (!options.ok) throw new Error('not understood');
    expect(startArguments(options.value)).toEqual(['--simulate', resolve('/folder', 'b.json'), '--scan']);
    const again = packaged(startArguments(options.value));
    expect(again).toMatchObject({ value: { scenario: resolve('/folder', 'b.json'), scan: true } });
    expect(startArguments({ scenario: null, scan: false })).toEqual([]);
  });
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

describe('where files of ours lie', () => {
  const folders = (env: Readonly<Record<string, string>>, platform: NodeJS.Platform) => {
    const found = dataFolders(null, env, platform);
    if (!found.ok) throw new Error(found.fault.kind);
    return found.value;
  };

  test('a folder that a person names is the one for all', () => {
    for (const platform of ['win32', 'linux', 'darwin'] as const)
      expect(folders({ UNJAM_DATA_DIR: '/chosen', LOCALAPPDATA: '/local' }, platform)).toEqual({
        settings: '/chosen',
        local: '/chosen',
      });
  });

  test('a portable program keeps all of them beside it, unless a person names a folder', () => {
    const program = temporaryFolder();
    const here = (env: Readonly<Record<string, string>> = {}) => dataFolders(program, env, 'win32');
    const usual = here({ APPDATA: '/roaming', LOCALAPPDATA: '/local' });
    expect(usual).toMatchObject({ value: { settings: join('/roaming', 'Unjam') } });
    writeFileSync(join(program, portableMarker), '');
    const data = join(program, 'data');
    expect(here({ APPDATA: '/roaming' })).toEqual({ ok: true, value: { settings: data, local: data } });
    expect(here({ UNJAM_DATA_DIR: '/chosen' })).toMatchObject({ value: { settings: '/chosen' } });
  });

  test('settings roam, and everything else is of this computer', () => {
    expect(folders({ APPDATA: '/roaming', LOCALAPPDATA: '/local' }, 'win32')).toEqual({
      settings: join('/roaming', 'Unjam'),
      local: join('/local', 'Unjam'),
    });
    expect(folders({ XDG_CONFIG_HOME: '/config', XDG_STATE_HOME: '/state' }, 'linux')).toEqual({
      settings: join('/config', 'unjam'),
      local: join('/state', 'unjam'),
    });
    const { settings, local } = folders({}, 'darwin');
    expect(settings).toBe(local);
  });

  test('a variable of the system that names no absolute path says nothing', () => {
    const env = { APPDATA: 'here', LOCALAPPDATA: 'here', XDG_CONFIG_HOME: 'here', XDG_STATE_HOME: 'here' };
    for (const platform of ['win32', 'linux'] as const) {
      const found = folders(env, platform);
      expect([found.settings, found.local].every((folder) => isAbsolute(folder))).toBe(true);
      expect(found.settings).not.toBe(found.local);
    }
  });
});

test('a folder that is named from the current one is none where that is gone', () => {
  const spy = vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  });
  onTestFinished(() => spy.mockRestore());
  expect(dataFolders(null, { UNJAM_DATA_DIR: 'here' })).toEqual({
    ok: false,
    fault: { kind: 'no-data-folder' },
  });
});
