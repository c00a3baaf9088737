import { app, protocol, session } from 'electron';
import { join } from 'node:path';
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

/** Serves the page from the built files. Every other request is refused. Resolves when the first request has its answer. */
export const servePage = (log: Log): Promise<void> => {
  lockSession(session.defaultSession, isAllowedRequest, log);
  const serve = serveApp(join(import.meta.dirname, '../renderer'));
  return new Promise((resolve) => {
    if (devPage !== undefined) resolve();
    protocol.handle(appScheme, (request) => {
      const answer = serve(request);
      void answer.then(() => resolve());
      return answer;
    });
  });
};
