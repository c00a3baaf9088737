import type { BrowserWindowConstructorOptions } from 'electron';

/** What would ask a person, or a device, past main. Names of runtime_enabled_features.json5. */
const notForThePage = [
  'DocumentPictureInPictureAPI',
  'EyeDropperAPI',
  'FileSystemAccessLocal',
  'FontAccess',
  'GetDisplayMedia',
  'IdleDetection',
  'PaymentRequest',
  'Presentation',
  'Serial',
  'SharedWorker',
  'WebBluetooth',
  'WebHID',
  'WebUSB',
] as const;

/** What is there until the page has drawn: its own background, `colorNeutralBackground3`. */
const background = { light: '#f5f5f5', dark: '#141414' };

/** SECURITY: every switch that matters stands here, so that one test can look at them (app-protocol.test.ts). */
export const windowOptions = (preload: string, isDark: boolean): BrowserWindowConstructorOptions => ({
  title: 'Unjam',
  width: 1280,
  height: 800,
  minWidth: 640,
  minHeight: 400,
  show: false,
  // a hidden page that paints waits for the process that draws before it reads its script
  paintWhenInitiallyHidden: false,
  backgroundColor: isDark ? background.dark : background.light,
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // what was compiled is kept at the first start, not at the third
    v8CacheOptions: 'bypassHeatCheck',
    disableBlinkFeatures: notForThePage.join(','),
  },
});
