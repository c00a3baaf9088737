import { describe, expect, test } from 'vitest';
import { isTrustedSender } from './sender-guard.ts';

const trusted = { webContentsId: 7, protocol: 'app:', host: 'unjam' };
const own = { webContentsId: 7, isMainFrame: true, frameUrl: 'app://unjam/index.html' };

test('our own window is trusted', () => {
  expect(isTrustedSender(own, trusted)).toBe(true);
  expect(isTrustedSender({ ...own, frameUrl: 'app://unjam/index.html#row' }, trusted)).toBe(true);
});

describe('everybody else is not', () => {
  test.each([
    ['another window', { ...own, webContentsId: 8 }],
    ['a frame inside our window', { ...own, isMainFrame: false }],
    ['a frame that is gone', { ...own, frameUrl: null }],
    ['no address', { ...own, frameUrl: '' }],
    ['about:blank', { ...own, frameUrl: 'about:blank' }],
    ['another scheme', { ...own, frameUrl: 'https://unjam/index.html' }],
    ['a file', { ...own, frameUrl: 'file:///unjam/index.html' }],
    ['another host', { ...own, frameUrl: 'app://unjam.example/index.html' }],
    ['our host as a user name', { ...own, frameUrl: 'app://unjam@evil/index.html' }],
    ['our host with a port', { ...own, frameUrl: 'app://unjam:80/index.html' }],
    ['our address inside another', { ...own, frameUrl: 'data:text/html,app://unjam/index.html' }],
  ])('%s', (_who, sender) => {
    expect(isTrustedSender(sender, trusted)).toBe(false);
  });

  test('and nobody before there is a window', () => {
    expect(isTrustedSender(own, null)).toBe(false);
  });
});
