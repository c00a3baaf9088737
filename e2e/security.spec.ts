import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { RequestOf } from '#app/operations/operation.ts';
import { expect, test } from './fixtures/unjam.ts';

type Answer = { readonly ok: boolean; readonly fault?: { readonly kind: string } };

/** What the contract takes; only who asks, or one field, is wrong. */
const close: RequestOf<'close'> = {
  kind: 'close',
  deviceId: 'sim-m1522nf',
  targets: [
    {
      hostSocket: 4,
      generation: 1,
      confirmed: {
        arrivedAt: null,
        jobs: [],
        holders: [],
        suspicion: { level: 'none', rule: null },
        cutOff: { jobs: [], unseenJobs: true },
      },
    },
  ],
};

/** Calls the window's API from the page itself, with whatever payload. */
const callFromPage = `(call, payload) => {
  const [group, name] = call.split('.');
  return window.unjam[group][name](payload);
}`;

test('runs with the OS sandbox on, as an ordinary user', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'the sandbox is read from /proc, which is Linux only');
  const { app } = await start({ scenario: 'office' });
  const renderer = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = readFileSync(`/proc/${renderer}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\s+2$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(process.getuid?.()).not.toBe(0);
});

test('the page has no Node, no Electron and only the contract', async ({ start }) => {
  const { page } = await start({ scenario: 'office' });
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
    api: Object.keys((window as unknown as { unjam: object }).unjam).sort(),
  }));
  const groups = [
    'audit',
    'device',
    'file',
    'operation',
    'practice',
    'remote',
    'session',
    'settings',
    'window',
  ];
  expect(seen).toEqual({ node: [], api: groups });
});

test('navigation, new windows, frames and webviews are refused', async ({ start }) => {
  const { app, page, complaints } = await start({ scenario: 'office' });
  const address = page.url();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    document.body.append(link);
    link.click();
    location.href = 'https://example.com/';
  });
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    const view = Object.assign(document.createElement('webview'), { src: 'https://example.com/' });
    document.body.append(frame, view);
  });
  await expect.poll(() => complaints.some((text) => text.includes('Refused to frame'))).toBe(true);
  expect(page.url()).toBe(address);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  complaints.length = 0;
});

test('the content security policy is in force', async ({ start }) => {
  const { page, complaints } = await start({ scenario: 'office' });
  const ran = await page.evaluate(async () => {
    const marks: string[] = [];
    const attempt = (name: string, run: () => void): void => {
      try {
        run();
      } catch {
        marks.push(`${name} threw`);
      }
    };
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    (window as unknown as { mark: () => void }).mark = () => marks.push('inline script ran');
    attempt('script text', () => {
      const script = document.createElement('script');
      script.text = 'window.mark()';
      document.body.append(script);
    });
    attempt('innerHTML', () => {
      document.createElement('div').innerHTML = '<img src=x onerror="window.mark()">';
    });
    attempt('inline handler', () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.mark()');
      document.body.append(button);
      button.click();
      button.remove();
    });
    const style = document.createElement('style');
    style.textContent = 'body { outline: 9px solid red }';
    document.head.append(style);
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    await new Promise((resolve) => setTimeout(resolve));
    return { marks, violations, fetched, outline: getComputedStyle(document.body).outlineStyle };
  });
  expect(ran.marks).not.toContain('inline script ran');
  expect(ran.marks).toContain('script text threw');
  expect(ran.marks).toContain('innerHTML threw');
  expect(ran.fetched).toBe('refused');
  expect(ran.outline).toBe('none');
  expect(ran.violations).toContain('connect-src');
  expect(ran.violations.some((directive) => directive.startsWith('style-src'))).toBe(true);
  complaints.length = 0;
});

test('permissions are denied', async ({ start }) => {
  const { page } = await start({ scenario: 'office' });
  const states = await page.evaluate(async () => ({
    notification: await Notification.requestPermission(),
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    usb:
      'usb' in navigator
        ? await (navigator as unknown as { usb: { getDevices(): Promise<unknown[]> } }).usb.getDevices()
        : [],
  }));
  expect(states).toEqual({ notification: 'denied', geolocation: 'denied', usb: [] });
});

test('the page asks nobody past main: no dialog, no printing, no device, no file of its own', async ({
  start,
}) => {
  const { page, complaints } = await start({ scenario: 'office' });
  const seen = await page.evaluate(() => {
    // each returns at once, or waits for a person who is not there
    window.print();
    alert('a');
    return {
      answered: confirm('a'),
      asked: [
        ...['showSaveFilePicker', 'showOpenFilePicker', 'showDirectoryPicker', 'queryLocalFonts'],
        ...[
          'PaymentRequest',
          'PresentationRequest',
          'EyeDropper',
          'documentPictureInPicture',
          'SharedWorker',
        ],
      ].filter((name) => name in window),
      devices: ['usb', 'serial', 'hid', 'bluetooth'].filter((name) => name in navigator),
      captures: 'getDisplayMedia' in navigator.mediaDevices,
    };
  });
  expect(seen).toEqual({ answered: false, asked: [], devices: [], captures: false });
  complaints.length = 0;
});

test('nothing connects past the policy: WebRTC has no address and reaches no server', async ({ start }) => {
  const { app, page } = await start({ scenario: 'office' });
  const locks = await app.evaluate(({ app: electron, BrowserWindow }) => ({
    policy: BrowserWindow.getAllWindows()[0]?.webContents.getWebRTCIPHandlingPolicy(),
    names: electron.commandLine.getSwitchValue('host-resolver-rules'),
  }));
  expect(locks).toEqual({ policy: 'disable_non_proxied_udp', names: 'MAP * ~NOTFOUND' });
  let reached = 0;
  const server = createServer((socket) => {
    reached += 1;
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  // cut off from every network WebRTC does not even try, and nothing tells when it has given up
  const candidates = await page.evaluate(async (turnPort) => {
    const found: string[] = [];
    const urls = `turn:127.0.0.1:${turnPort}?transport=tcp`;
    const connection = new RTCPeerConnection({ iceServers: [{ urls, username: 'a', credential: 'b' }] });
    connection.createDataChannel('a');
    connection.onicecandidate = ({ candidate }) => found.push(candidate?.candidate ?? '');
    await connection.setLocalDescription(await connection.createOffer());
    await new Promise((over) => setTimeout(over, 3_000));
    return found.filter((candidate) => candidate !== '');
  }, port);
  server.close();
  expect({ candidates, reached }).toEqual({ candidates: [], reached: 0 });
});

/** A window of somebody else that got hold of our preload script. */
const forgedCall = (
  app: ElectronApplication,
  address: string,
  call: string,
  payload: unknown,
): Promise<Answer> =>
  app.evaluate(
    async ({ app: electronApp, BrowserWindow }, { address, code, preload }) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${electronApp.getAppPath()}/${preload}`, sandbox: true },
      });
      try {
        await other.loadURL(address);
        return (await other.webContents.executeJavaScript(code)) as Answer;
      } finally {
        other.destroy();
      }
    },
    {
      address,
      code: `(${callFromPage})(${JSON.stringify(call)}, ${JSON.stringify(payload)})`,
      preload: path.posix.join('out', 'preload', 'index.cjs'),
    },
  );

test('a forged call of another window is refused and logged, nothing is sent', async ({ start }) => {
  const { app, scan, row, dataFolder } = await start({ scenario: 'office' });
  await scan();
  for (const address of ['about:blank', 'app://unjam/index.html']) {
    const answer = await forgedCall(app, address, 'operation.start', close);
    expect(answer).toEqual({ ok: false, fault: { kind: 'forbidden-sender', call: 'operation.start' } });
  }
  await expect(row(/HP-SCAN/)).toBeVisible();
  const log = readFileSync(path.join(dataFolder, 'unjam.log'), 'utf8');
  expect(log.match(/call refused: "operation\.start/g)?.length).toBeGreaterThanOrEqual(2);
});

test('a malformed payload of our own page is refused, nothing is sent', async ({ start }) => {
  const { page, scan, row } = await start({ scenario: 'office' });
  await scan();
  for (const payload of [
    'undefined',
    '{}',
    JSON.stringify({ ...close, targets: [{ ...close.targets[0], hostSocket: 0 }] }),
    JSON.stringify({ ...close, extra: 1 }),
    JSON.stringify({ ...close, targets: [{ hostSocket: 4, generation: 1 }] }),
  ]) {
    const answer = await page.evaluate<Answer>(`(${callFromPage})('operation.start', ${payload})`);
    expect(answer.fault?.kind).toBe('bad-payload');
  }
  await expect(row(/HP-SCAN/)).toBeVisible();
});
