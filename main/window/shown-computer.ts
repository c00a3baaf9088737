import type { AuditPage } from '#app/audit/page.ts';
import type { MainHandlers } from '#app/ipc/derive.ts';
import type { Fault } from '#app/faults/fault.ts';
import { remoteHost } from '#app/remote/host.ts';
import type { RemoteHost } from '#app/remote/host.ts';
import type { RemoteCall, Resumed } from '#app/remote/wire.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { SessionState } from '#app/session/state.ts';
import { faultSentence } from '#app/words/faults.ts';
import { realClock } from '#native';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { operatorOf, whoAndWhere } from '../audit/operator.ts';
import type { RemoteActions, WindowActions } from '../ipc/handlers.ts';
import type { Log } from '../log.ts';
import { saveReport } from '../operations/measure/save-report.ts';
import { copyThere } from '../remote/copy-there.ts';
import type { Copied } from '../remote/copy-there.ts';
import { hostsOfSsh } from '../remote/known-hosts.ts';
import { NearRecords } from '../remote/near-records.ts';
import { openRemote } from '../remote/remote-session.ts';
import type { RemoteSession } from '../remote/remote-session.ts';
import { serveCommand } from '../remote/run-there.ts';
import { saveRemoteTrail } from '../remote/save-remote-trail.ts';
import { startSsh } from '../remote/ssh.ts';
import type { SessionHost } from '../session/session-host.ts';
import type { MainWindow } from './main-window.ts';

interface Parts {
  readonly host: SessionHost;
  readonly mainWindow: Pick<MainWindow, 'send'>;
  readonly version: string;
  /** The command line as one file, to copy to other computers. */
  readonly programToCopy: string;
  readonly trailOf: (kind: Dot4Driver['kind']) => AuditTrail;
  readonly settings: Pick<WindowActions, 'settings' | 'changeSettings'>;
  readonly log: Log;
}

/** Another computer in the window. */
interface Shown {
  /** Its number among the sessions of the window. */
  readonly epoch: number;
  readonly session: RemoteSession;
  readonly records: NearRecords;
  readonly copied: Copied | null;
}

/** Names that are remembered. */
const mostRecent = 20;

/** The computer that the window shows: this one, or another one over ssh. */
export interface ShownComputer extends RemoteActions {
  /** Whether it is another one. */
  readonly isRemote: boolean;
  /** Of the session that is shown of another one. */
  epoch(): number;
  /** For the end of the program. */
  close(): Promise<void>;
  /** The handlers of the window, where another computer answers what is about printers. */
  handlers(local: MainHandlers, window: Pick<WindowActions, 'chooseFile'>): MainHandlers;
}

export const createShownComputer = (parts: Parts): ShownComputer => {
  const { host: local, mainWindow, version, log } = parts;
  let shown: Shown | null = null;
  let connecting: AbortController | null = null;
  const lostOn = new Map<string, Resumed>();

  const remember = (name: string): void => {
    const { recentHosts } = parts.settings.settings();
    parts.settings.changeSettings({
      recentHosts: [name, ...recentHosts.filter((other) => other !== name)].slice(0, mostRecent),
    });
  };

  /**
   * Ends what was shown of another computer. By then the window shows something else: what it asks for meanwhile must not
   * reach other printers than those that it shows. A copy that goes on being used stays.
   */
  const leave = async (left: Shown | null, used: Copied | null = null): Promise<void> => {
    if (left === null) return;
    await left.records.leave();
    await left.session.close();
    if (left.copied !== used) await left.copied?.remove();
  };

  /** The copy that a connection to this computer, which was lost, has left there. */
  const copyLeftOn = (host: RemoteHost): Copied | null =>
    shown?.session.connection.host.name === host.name ? shown.copied : null;

  const open = async (
    host: RemoteHost,
    copied: Copied | null,
    signal: AbortSignal,
  ): Promise<Result<void, Fault>> => {
    let records: NearRecords | null = null;
    const isShown = (): boolean => shown !== null && shown.records === records;
    const opened = await openRemote(
      startSsh(host, copied?.command ?? serveCommand),
      {
        host,
        self: { version, ...whoAndWhere() },
        resumes: lostOn.get(host.name) ?? null,
        clock: realClock,
        signal,
      },
      {
        delta: (delta) => {
          if (isShown()) mainWindow.send('session.delta', delta);
        },
        requestsGrew: (deviceId) => {
          if (isShown()) mainWindow.send('device.requestsGrew', { deviceId });
        },
        auditChanged: () => {
          if (isShown()) mainWindow.send('audit.changed', undefined);
        },
        changed: (before: SessionState | null, after) => {
          if (before?.operations === after.operations && before.environment === after.environment) return;
          records?.look(after).catch((error: unknown) => log.error(`remote: ${String(error)}`));
        },
      },
    );
    if (!opened.ok) return opened;
    const session = opened.value;
    const trail = parts.trailOf(session.state.environment.mode);
    const notRecorded = (fault: Fault): void => {
      log.error(`remote: ${faultSentence(fault)}`);
      local.services.session.dispatch({ type: 'notice', at: realClock.now(), fault });
    };
    records = new NearRecords(trail, operatorOf('window'), realClock, session.connection, notRecorded);
    const left = shown;
    const epoch = local.nextEpoch();
    session.show(epoch);
    shown = { epoch, session, records, copied };
    local.stepAside();
    mainWindow.send('session.delta', { epoch, revision: 0, delta: {} });
    lostOn.delete(host.name);
    void session.connection.ended.then((lost) => {
      if (lost === null) return;
      log.warn(`connection to ${JSON.stringify(host.name)} lost: ${lost.because}`);
      lostOn.set(host.name, session.resumed());
    });
    // what the person set in this window holds for what it shows
    const { updates, thresholds } = local.services.session.state;
    void session.call('session.setUpdates', updates);
    void session.call('settings.change', { thresholds });
    remember(host.name);
    await leave(left, copied);
    return ok(undefined);
  };

  const connect = async (typed: string, copy: boolean): Promise<Result<void, Fault>> => {
    const host = remoteHost(typed);
    if (host === null) return fail({ kind: 'bad-host', host: typed });
    connecting?.abort();
    const attempt = new AbortController();
    connecting = attempt;
    try {
      const left = copyLeftOn(host);
      const copied = copy ? await copyThere(host, parts.programToCopy, attempt.signal) : ok(left);
      if (attempt.signal.aborted)
        return fail({ kind: 'not-connected', host: host.name, because: 'cancelled', said: '' });
      if (!copied.ok) return copied;
      const opened = await open(host, copied.value, attempt.signal);
      if (!opened.ok && copied.value !== left) await copied.value?.remove();
      return opened;
    } finally {
      if (connecting === attempt) connecting = null;
    }
  };

  const disconnect = async (): Promise<void> => {
    connecting?.abort();
    const left = shown;
    if (left === null) return;
    shown = null;
    local.stepForward();
    await leave(left);
  };

  const handlers: ShownComputer['handlers'] = (own, { chooseFile }) => {
    const there = async <T>(name: RemoteCall, input?: unknown): Promise<Result<T, Fault>> =>
      // parsed by the contract in openRemote
      (await session().call(name, input)) as Result<T, Fault>;
    const now = (): Shown => {
      if (shown === null) throw new Error('no other computer is shown');
      return shown;
    };
    const session = (): RemoteSession => now().session;
    const here = async (then: () => ReturnType<typeof own.practice.leave>): Promise<Result<void, Fault>> => {
      await disconnect();
      return (await then()) ?? ok(undefined);
    };
    return {
      ...own,
      session: {
        snapshot: () => ok(session().snapshot()),
        acknowledge: (drawn) => {
          session().acknowledge(drawn);
        },
        refresh: () => there('session.refresh'),
        setUpdates: (updates) => {
          parts.settings.changeSettings({ rateMs: updates.rateMs });
          return there('session.setUpdates', updates);
        },
        dismissNotice: (notice) => there('session.dismissNotice', notice),
      },
      device: {
        saveReport: ({ deviceId }) => saveReport(session().state.operations, deviceId, chooseFile),
        requests: (asked) => there('device.requests', asked),
      },
      operation: {
        start: (request) =>
          now().records.around(request, session().state, () => there('operation.start', request)),
        cancel: (id) => there('operation.cancel', id),
        skip: (step) => there('operation.skip', step),
        dismiss: (id) => there('operation.dismiss', id),
        answer: (said) => there('operation.answer', said),
      },
      practice: {
        start: (scenario) => here(() => own.practice.start(scenario)),
        leave: () => here(() => own.practice.leave(undefined)),
      },
      audit: {
        read: (page) => there('audit.read', page),
        save: async ({ format, filter }) => {
          const target = await chooseFile(`unjam-audit-${session().there.computer}`, format);
          if (target === null) return ok(null);
          const read = (before: AuditPage['older']) => there<AuditPage>('audit.read', { before });
          const saved = await saveRemoteTrail(read, target, format, filter);
          return saved.ok ? ok({ path: target }) : saved;
        },
      },
      settings: {
        ...own.settings,
        change: async (change) => {
          await own.settings.change(change);
          const { thresholds } = change;
          return thresholds === undefined ? ok(undefined) : there('settings.change', { thresholds });
        },
      },
      window: {
        ...own.window,
        restartAsAdministrator: () =>
          fail({ kind: 'not-there' as const, host: session().connection.host.name }),
      },
    };
  };

  return {
    epoch: () => shown?.epoch ?? -1,
    get isRemote() {
      return shown !== null;
    },
    hosts: async () => {
      const { recentHosts } = parts.settings.settings();
      return [...new Set([...recentHosts, ...(await hostsOfSsh())])];
    },
    connect,
    disconnect,
    close: () => {
      connecting?.abort();
      const left = shown;
      shown = null;
      return leave(left);
    },
    handlers,
  };
};
