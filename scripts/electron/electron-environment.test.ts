import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { electronEnvironment } from './electron-environment.ts';

test('what another Electron set is taken out and named; all else stays', () => {
  const env = {
    PATH: '/bin',
    ELECTRON_RUN_AS_NODE: '1',
    Node_Options: '--use-system-ca',
    ELECTRON_ENABLE_LOGGING: '1',
    ELECTRON_FORCE_IS_PACKAGED: '',
  };
  expect(electronEnvironment(env)).toEqual({
    env: { PATH: '/bin', ELECTRON_ENABLE_LOGGING: '1' },
    removed: ['ELECTRON_RUN_AS_NODE', 'Node_Options'],
  });
});

test('an environment without them stays as it is', () => {
  const env = { PATH: '/bin', ELECTRON_EXEC_PATH: '/electron', DISPLAY: ':1' };
  expect(electronEnvironment(env)).toEqual({ env, removed: [] });
});

test('a module that cannot be loaded stops a program with the environment as it was, and none with ours', async () => {
  const run = promisify(execFile);
  const inherited = { ...process.env, NODE_OPTIONS: '--require /nonexistent' };
  const args = ['-e', 'process.stdout.write("started")'];
  await expect(run(process.execPath, args, { env: inherited })).rejects.toThrow('/nonexistent');
  const { env } = electronEnvironment(inherited);
  expect((await run(process.execPath, args, { env })).stdout).toBe('started');
});
