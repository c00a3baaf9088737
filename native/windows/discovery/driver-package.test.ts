import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '#app/dot4/device.ts';
import { driverPackageState, infFolder, isDot4Inf } from './driver-package.ts';
import { setupClasses } from './guid.ts';

const inf = (classGuid: string): string =>
  `; a driver\r\n[Version]\r\nSignature="$WINDOWS NT$"\r\nClassGuid = ${classGuid}\r\n\r\n[Strings]\r\nx="y"\r\n`;
const printerClass = '{4d36e979-e325-11ce-bfc1-08002be10318}';

describe('isDot4Inf', () => {
  it('goes by the class in the version section', () => {
    expect(isDot4Inf(inf(setupClasses.Dot4.toUpperCase()))).toBe(true);
    expect(isDot4Inf(inf(setupClasses.Dot4Print))).toBe(true);
    expect(isDot4Inf(inf(printerClass))).toBe(false);
    expect(isDot4Inf(`${inf(printerClass)}[Other]\r\nClassGuid=${setupClasses.Dot4}\r\n`)).toBe(false);
    expect(isDot4Inf('')).toBe(false);
  });
});

describe('driverPackageState', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'unjam-inf-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is absent when no installed package is for DOT4 devices', () => {
    writeFileSync(path.join(folder, 'oem1.inf'), inf(printerClass));
    // The class itself, as every Windows has it, and no driver.
    writeFileSync(path.join(folder, 'c_dot4.inf'), inf(setupClasses.Dot4));
    expect(driverPackageState([], infFolder(folder))).toBe('absent');
  });

  it.each(['latin1', 'utf16le'] as const)('is installed when one is, written in %s', (encoding) => {
    const infs = infFolder(folder);
    expect(driverPackageState([], infs)).toBe('absent');
    writeFileSync(path.join(folder, 'OEM12.INF'), `\uFEFF${inf(setupClasses.Dot4)}`, encoding);
    expect(driverPackageState([], infs)).toBe('installed');
  });

  it('is unknown where it cannot be looked', () => {
    expect(driverPackageState([], infFolder(path.join(folder, 'nowhere')))).toBe('unknown');
  });

  it('is installed when a device has a driver, wherever that came from', () => {
    const device: Device = {
      id: 'd',
      name: 'd',
      instanceId: 'd',
      printerId: 'd',
      setupClass: 'Dot4',
      interfaces: [],
      driver: { service: 'dot4', provider: null, version: null },
      arrivedAt: null,
      problemCode: null,
    };
    expect(driverPackageState([device], infFolder(folder))).toBe('installed');
  });
});
