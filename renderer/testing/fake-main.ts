import type { AuditPage } from '#app/audit/page.ts';
import type { Calibration } from '#app/calibration/field-report.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandStates } from '#app/commands/command-state.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { CloseTarget } from '#app/ipc/contract.ts';
import type { EventPayloads, WindowApi } from '#app/ipc/derive.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { diff } from '#app/session/delta.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { ScanReport, SessionState } from '#app/session/state.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { simulated } from './sessions.ts';

export interface CloseCall {
  readonly targets: readonly CloseTarget[];
  readonly overJob: boolean;
}

type MeasureStep = EventPayloads['device.measureStep'];

/** Main's side of the contract, played by a test: its state changes through the same reducer as the real one. */
export class FakeMain {
  state: SessionState = initialState(simulated);
  revision = 0;
  readonly calls: string[] = [];
  readonly closes: CloseCall[] = [];
  /** What the next questions are answered with; ok unless a test says otherwise. */
  snapshotFault: Fault | null = null;
  closeFault: Fault | null = null;
  refreshFault: Fault | null = null;
  restartFault: Fault | null = null;
  saveFault: Fault | null = null;
  /** What the audit trail is read as: once each, in turn, and after that always `auditAnswer`. */
  auditAnswers: Result<AuditPage, Fault>[] = [];
  auditAnswer: Result<AuditPage, Fault> = ok({ path: 'audit.jsonl', file: null, lines: [], older: null });
  readonly copied: string[] = [];
  readonly saved: string[] = [];
  settings = defaultSettings;
  settingsFault: Fault | null = null;
  /** What the application menu was told last. */
  commandStates: CommandStates | null = null;
  /** Ends the measurement that was asked for last. */
  endMeasure: (answer: Result<Calibration, Fault>) => void = () => undefined;
  readonly #auditListeners = new Set<(none: undefined) => void>();
  readonly #stepListeners = new Set<(step: MeasureStep) => void>();
  readonly #commandListeners = new Set<(command: { readonly id: CommandId }) => void>();
  readonly #listeners = new Set<(delta: NumberedDelta) => void>();

  constructor(events: readonly SessionEvent[] = []) {
    this.state = events.reduce(reduce, this.state);
  }

  /** Something happens at main: the window hears of it as a numbered delta. */
  happen(...events: readonly SessionEvent[]): void {
    const delta = this.change(...events);
    if (delta !== null) this.#listeners.forEach((listen) => listen(delta));
  }

  /** Something happens, and its delta never arrives. */
  change(...events: readonly SessionEvent[]): NumberedDelta | null {
    const before = this.state;
    this.state = events.reduce(reduce, before);
    const delta = diff(before, this.state);
    if (delta === null) return null;
    this.revision += 1;
    return { revision: this.revision, delta };
  }

  beginStep(step: MeasureStep): void {
    this.#stepListeners.forEach((listen) => listen(step));
  }

  writeAudit(answer: Result<AuditPage, Fault>): void {
    this.auditAnswer = answer;
    this.#auditListeners.forEach((listen) => listen(undefined));
  }

  /** A person chooses a command in the application menu. */
  chooseInMenu(id: CommandId): void {
    this.#commandListeners.forEach((listen) => listen({ id }));
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  readonly api: WindowApi = {
    session: {
      snapshot: () => this.#answer('snapshot', this.snapshotFault, this.#snapshot()),
      refresh: () => this.#answer('refresh', this.refreshFault, undefined),
      dismissTeardown: ({ id }) => {
        this.happen({ type: 'teardown-dismissed', id });
        return this.#answer(`dismissTeardown ${id}`, null, undefined);
      },
      dismissNotice: ({ id }) => {
        this.happen({ type: 'notice-dismissed', id });
        return this.#answer(`dismissNotice ${id}`, null, undefined);
      },
      onDelta: (listen) => {
        this.calls.push('onDelta');
        this.#listeners.add(listen);
        return () => this.#listeners.delete(listen);
      },
    },
    device: {
      scan: ({ deviceId }) => this.#answer(`scan ${deviceId}`, null, emptyReport),
      cancelScan: ({ deviceId }) => this.#answer(`cancelScan ${deviceId}`, null, undefined),
      measure: ({ deviceId }) => {
        this.calls.push(`measure ${deviceId}`);
        return new Promise((resolve) => (this.endMeasure = resolve));
      },
      cancelMeasure: ({ deviceId }) => this.#answer(`cancelMeasure ${deviceId}`, null, undefined),
      onMeasureStep: (listen) => {
        this.#stepListeners.add(listen);
        return () => this.#stepListeners.delete(listen);
      },
    },
    channel: {
      close: (call) => {
        this.closes.push(call);
        return this.#answer('close', this.closeFault, []);
      },
    },
    audit: {
      read: ({ before }) => {
        this.calls.push(before === null ? 'audit.read' : `audit.read before ${before.line}`);
        return Promise.resolve(this.auditAnswers.shift() ?? this.auditAnswer);
      },
      save: ({ format, filter }) =>
        this.#answer(`audit.save ${format} “${filter}”`, this.saveFault, { path: `C:\\audit.${format}` }),
      onChanged: (listen) => {
        this.#auditListeners.add(listen);
        return () => this.#auditListeners.delete(listen);
      },
    },
    file: {
      save: ({ format, text }) => {
        this.saved.push(text);
        return this.#answer(`file.save ${format}`, this.saveFault, { path: `C:\\channels.${format}` });
      },
    },
    settings: {
      get: () => this.#answer('settings.get', null, this.settings),
      change: (change) => {
        this.settings = { ...this.settings, ...change };
        return this.#answer('settings.change', this.settingsFault, undefined);
      },
    },
    window: {
      ready: () => this.#answer('ready', null, undefined),
      restartAsAdministrator: () => this.#answer('restartAsAdministrator', this.restartFault, undefined),
      copyText: ({ text }) => {
        this.copied.push(text);
        return this.#answer('copyText', null, undefined);
      },
      commandStates: (states) => {
        this.commandStates = states;
        return this.#answer('commandStates', null, undefined);
      },
      onCommand: (listen) => {
        this.#commandListeners.add(listen);
        return () => this.#commandListeners.delete(listen);
      },
    },
  };

  #snapshot() {
    return { revision: this.revision, state: this.state };
  }

  #answer<T>(call: string, fault: Fault | null, value: T): Promise<Result<T, Fault>> {
    this.calls.push(call);
    return Promise.resolve(fault === null ? ok(value) : { ok: false, fault });
  }
}

const emptyReport: ScanReport = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
