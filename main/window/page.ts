import { app, protocol, session } from 'electron';
import { join } from 'node:path';
import type { Settings } from '#app/settings/settings.ts';
import type { Log } from '../log.ts';
import { appHost, appPage, appScheme, serveApp } from '../security/app-protocol.ts';
import { lockNetwork, lockSession } from '../security/lockdown.ts';

/** Only electron-vite's dev server sets this, and only a development build looks at it. */
export const devPage = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined;

/** The window's only page. */
export const page = devPage ?? appPage;

const isAllowedRequest = (url: string): boolean => {
  const { protocol: scheme, host } = new URL(url);
  if (scheme === 'devtools:') return !app.isPackaged;
  if (devPage !== undefined && host === new URL(devPage).host) return true;
  return scheme === `${appScheme}:` && host === appHost;
};

/** Electron takes it before it is ready, and never later. */
export const registerPage = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
  // in MiB: the page starts without a collection of garbage in between
  app.commandLine.appendSwitch('js-flags', '--min-semi-space-size=16');
  if (devPage === undefined) lockNetwork();
};

/** What the page has been given. Both resolve in development, where another server gives it. */
export interface Served {
  readonly page: Promise<void>;
  readonly script: Promise<void>;
}

/** Serves the page from the built files. Every other request is refused. */
export const servePage = (settings: () => Settings, log: Log): Served => {
  lockSession(session.defaultSession, isAllowedRequest, log);
  const serve = serveApp(join(import.meta.dirname, '../renderer'), settings);
  // protocol.handle reads a whole HTTP client first, which is a tenth of the start
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerBufferProtocol(appScheme, (request, answer) => void serve(request).then(answer));
  const waiting = new Map<string, () => void>();
  const given = (resource: string): Promise<void> =>
    devPage === undefined ? new Promise((resolve) => waiting.set(resource, resolve)) : Promise.resolve();
  const served = { page: given('mainFrame'), script: given('script') };
  session.defaultSession.webRequest.onCompleted(({ resourceType }) => waiting.get(resourceType)?.());
  return served;
};
