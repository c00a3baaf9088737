import { app } from 'electron';
import type { Session as ElectronSession } from 'electron';
import type { Log } from '../log.ts';

/**
 * SECURITY: no name and no address leads anywhere, for whatever connects past the other locks. Before Electron is ready. What
 * would speak to a network needs no process of its own then: that is a tenth of the start. Chromium ignores a name of a feature
 * that it does not know.
 */
export const lockNetwork = (): void => {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
};

/** SECURITY: no web content may navigate, open windows or attach webviews; every attempt is logged. */
export const lockWebContents = (log: Log): void => {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault();
      log.warn(`refused: ${what}`);
    };
    // the page may load itself again, which its button after a bug does
    const refuseOthers =
      (what: string) =>
      (event: { preventDefault(): void; readonly url: string; readonly isMainFrame: boolean }) => {
        if (!event.isMainFrame || event.url !== contents.getURL()) refuse(what)(event);
      };
    contents.on('will-navigate', refuseOthers('navigation'));
    contents.on('will-redirect', refuse('redirect'));
    contents.on('will-frame-navigate', refuseOthers('frame navigation'));
    contents.on('will-attach-webview', refuse('webview'));
    // it connects past webRequest and connect-src
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(({ url }) => {
      log.warn(`refused: new window for ${JSON.stringify(url.slice(0, 200))}`);
      return { action: 'deny' };
    });
  });
};

/** SECURITY: nothing but our own page is ever requested; no permission, device or download is granted. */
export const lockSession = (
  session: ElectronSession,
  isAllowed: (url: string) => boolean,
  log: Log,
): void => {
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isAllowed(details.url);
    if (cancel) log.warn(`refused: request for ${JSON.stringify(details.url.slice(0, 200))}`);
    answer({ cancel });
  });
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn(`refused: permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
};
