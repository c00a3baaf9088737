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
  if (devPage === undefined) lockNetwork();
};

/** Serves the page from the built files. Every other request is refused. Resolves when the page has its script. */
export const servePage = (settings: () => Settings, log: Log): Promise<void> => {
  lockSession(session.defaultSession, isAllowedRequest, log);
  protocol.handle(appScheme, serveApp(join(import.meta.dirname, '../renderer'), settings));
  return new Promise((resolve) => {
    if (devPage !== undefined) resolve();
    session.defaultSession.webRequest.onCompleted(({ resourceType }) => {
      if (resourceType === 'script') resolve();
    });
  });
};
