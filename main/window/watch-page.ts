import type { Clock } from '#app/clock.ts';
import { pageWords } from '#app/words/page.ts';
import type { Log } from '../log.ts';
import { watchPulse } from './page-pulse.ts';

/** What watching needs of Electron's webContents. */
export interface WatchedPage {
  on(event: 'render-process-gone', listener: (event: unknown, details: Ended) => void): unknown;
  on(event: 'unresponsive' | 'responsive' | 'destroyed', listener: () => void): unknown;
  on(event: 'did-fail-load', listener: (event: unknown, ...failure: LoadFailure) => void): unknown;
  executeJavaScript(code: string): Promise<unknown>;
  isCrashed(): boolean;
  isDevToolsOpened(): boolean;
  getOSProcessId(): number;
}

/** What watching needs of Electron's app. */
export interface WatchedApp {
  on(event: 'child-process-gone', listener: (event: unknown, details: EndedChild) => void): unknown;
  quit(): void;
}

interface Ended {
  readonly reason: string;
  readonly exitCode: number;
}
interface EndedChild extends Ended {
  readonly type: string;
  readonly name?: string;
}
type LoadFailure = [code: number, description: string, url: string, isMainFrame: boolean];

/** A dialog of the system; it closes when `signal` aborts. */
export interface PageQuestion {
  readonly title: string;
  readonly meaning: string;
  readonly buttons: readonly [string, string];
}
export type AskAboutPage = (question: PageQuestion, signal: AbortSignal) => Promise<0 | 1>;

export interface PageParts {
  readonly app: WatchedApp;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Loads the page; main has the state, so it shows what it showed before. */
  readonly load: () => void;
  readonly ask: AskAboutPage;
  readonly kill: (pid: number) => void;
}

/** A page that fails more often within this time is not loaded again without a person's word. */
const mostReloads = 3;
const withinMs = 60_000;

/** net_error_list.h: another load took its place. */
const ERR_ABORTED = -3;

/**
 * Loads the page again when its process has ended or it could not be loaded, at most three times a minute; then, and
 * when it hangs, a person is asked. All of it is in the log.
 */
export const watchPage = (page: WatchedPage, { app, log, clock, load, ask, kill }: PageParts): void => {
  let reloads: readonly number[] = [];
  let question: AbortController | null = null;
  let isGone = false;

  /** One question at a time. It is dropped without an answer when what it asks about has passed. */
  const put = (words: PageQuestion, answered: (button: 0 | 1) => void): void => {
    if (question !== null) return;
    const asked = (question = new AbortController());
    ask(words, asked.signal)
      .then((button) => {
        if (asked.signal.aborted) return;
        question = null;
        answered(button);
      })
      .catch((error: unknown) => {
        if (question === asked) question = null;
        log.error(`page: the question could not be shown: ${String(error)}`);
      });
  };
  const dropQuestion = (): void => {
    question?.abort();
    question = null;
  };

  const failed = (): void => {
    dropQuestion();
    const now = clock.monotonicMs();
    reloads = reloads.filter((at) => now - at < withinMs);
    if (reloads.length < mostReloads) {
      reloads = [...reloads, now];
      return load();
    }
    const { title, meaning, reload, quit } = pageWords.stopped;
    put({ title, meaning, buttons: [reload, quit] }, (button) => {
      if (button === 1) return app.quit();
      reloads = [];
      load();
    });
  };

  let isHanging = false;
  const hangs = (): void => {
    if (question !== null) return;
    isHanging = true;
    log.error('page: unresponsive');
    const { title, meaning, wait, reload } = pageWords.hangs;
    put({ title, meaning, buttons: [wait, reload] }, (button) => {
      if (button === 0 || isGone) return;
      reloads = [];
      // its end, which follows, loads it again; asked to crash, a process that stands still would not
      kill(page.getOSProcessId());
    });
  };
  const respondsAgain = (): void => {
    if (!isHanging) return;
    isHanging = false;
    log.warn('page: responsive again');
    dropQuestion();
  };
  const pulse = watchPulse({
    // a page that stands at a breakpoint does not hang
    ask: () => (page.isCrashed() || page.isDevToolsOpened() ? null : page.executeJavaScript('0')),
    clock,
    onSilent: hangs,
    onBack: respondsAgain,
  });

  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    isHanging = false;
    pulse.restart();
    log.error(`page: its process has ended: ${reason}, exit code ${exitCode}`);
    if (!isGone) failed();
  });
  page.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === ERR_ABORTED) return;
    log.error(`page: ${url} could not be loaded: ${description} (${code})`);
    if (!isGone) failed();
  });
  page.on('unresponsive', hangs);
  page.on('responsive', respondsAgain);
  page.on('destroyed', () => {
    isGone = true;
    pulse.stop();
    dropQuestion();
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // processes of ours that are late are ended by us
    if (reason === 'clean-exit' || (type === 'Utility' && reason === 'killed')) return;
    log.error(`process ${type}${name === undefined ? '' : ` (${name})`}: ${reason}, exit code ${exitCode}`);
  });
};
