import type { AuditPage } from '#app/audit/page.ts';
import type { Calibration } from '#app/calibration/field-report.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandStates } from '#app/commands/command-state.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { CloseTarget } from '#app/ipc/contract.ts';
import type { EventPayloads, WindowApi } from '#app/ipc/derive.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyRequest } from '#app/remedy/run.ts';
import type { ProbeReport, ProbeStep } from '#app/probe/report.ts';
import type { RequestPage, RequestRecord } from '#app/requests/record.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { diff } from '#app/session/delta.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { ScanReport, SessionState } from '#app/session/state.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { TrialReport, TrialSample } from '#app/trial/trial.ts';
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
  /** Revisions that the window says it has drawn. */
  readonly acknowledged: number[] = [];
  readonly closes: CloseCall[] = [];
  readonly copied: string[] = [];
  /** What the next questions are answered with; ok unless a test says otherwise. */
  snapshotFault: Fault | null = null;
  closeFault: Fault | null = null;
  refreshFault: Fault | null = null;
  restartFault: Fault | null = null;
  saveFault: Fault | null = null;
  /** What the audit trail is read as: once each, in turn, and after that always `auditAnswer`. */
  auditAnswers: Result<AuditPage, Fault>[] = [];
  auditAnswer: Result<AuditPage, Fault> = ok({ path: 'audit.jsonl', file: null, lines: [], older: null });
  readonly saved: string[] = [];
  settings = defaultSettings;
  settingsFault: Fault | null = null;
  /** What the application menu was told last. */
  commandStates: CommandStates | null = null;
  /** Ends the measurement that was asked for last. */
  endMeasure: (answer: Result<Calibration, Fault>) => void = () => undefined;
  requests: RequestPage = { records: [], total: 0 };
  /** Ends the trial that was asked for last. */
  endTrial: (answer: Result<TrialReport, Fault>) => void = () => undefined;
  readonly #auditListeners = new Set<(none: undefined) => void>();
  readonly remedies: RemedyRequest[] = [];
  /** Ends the probe that was asked for last. */
  endProbe: (answer: Result<ProbeReport, Fault>) => void = () => undefined;
  /** What saving a report comes to. */
  reportSaved: Result<string | null, Fault> = ok(null);
  readonly #probeListeners = new Set<(step: ProbeStep) => void>();
  readonly #stepListeners = new Set<(step: MeasureStep) => void>();
  readonly #grownListeners = new Set<(grown: { deviceId: string }) => void>();
  readonly #sampleListeners = new Set<(sample: TrialSample) => void>();
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

  /** Requests of a device are added to its log. */
  addRequests(deviceId: string, ...records: readonly RequestRecord[]): void {
    const all = [...this.requests.records, ...records];
    this.requests = { records: all, total: this.requests.total + records.length };
    this.#grownListeners.forEach((listen) => listen({ deviceId }));
  }

  sampleTrial(sample: TrialSample): void {
    this.#sampleListeners.forEach((listen) => listen(sample));
  }

  writeAudit(answer: Result<AuditPage, Fault>): void {
    this.auditAnswer = answer;
    this.#auditListeners.forEach((listen) => listen(undefined));
  }

  beginProbeStep(step: ProbeStep): void {
    this.#probeListeners.forEach((listen) => listen(step));
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
      setUpdates: (updates) => {
        this.happen({ type: 'updates-set', updates });
        return this.#answer('setUpdates', null, undefined);
      },
      dismissTeardown: ({ id }) => {
        this.happen({ type: 'teardown-dismissed', id });
        return this.#answer(`dismissTeardown ${id}`, null, undefined);
      },
      dismissNotice: ({ id }) => {
        this.happen({ type: 'notice-dismissed', id });
        return this.#answer(`dismissNotice ${id}`, null, undefined);
      },
      acknowledge: (revision) => {
        this.acknowledged.push(revision);
        return Promise.resolve(ok(undefined));
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
      probe: ({ deviceId, open }) => {
        this.calls.push(`probe ${deviceId}${open ? ' open' : ''}`);
        return new Promise((resolve) => (this.endProbe = resolve));
      },
      cancelProbe: ({ deviceId }) => this.#answer(`cancelProbe ${deviceId}`, null, undefined),
      onProbeStep: (listen) => {
        this.#probeListeners.add(listen);
        return () => this.#probeListeners.delete(listen);
      },
      saveReport: ({ deviceId }) => {
        this.calls.push(`saveReport ${deviceId}`);
        return Promise.resolve(this.reportSaved);
      },
      cancelMeasure: ({ deviceId }) => this.#answer(`cancelMeasure ${deviceId}`, null, undefined),
      requests: ({ after }) => {
        const records = this.requests.records.filter(({ id }) => id > after);
        return this.#answer('requests', null, { records, total: this.requests.total });
      },
      onRequestsGrew: (listen) => {
        this.#grownListeners.add(listen);
        return () => this.#grownListeners.delete(listen);
      },
      onMeasureStep: (listen) => {
        this.#stepListeners.add(listen);
        return () => this.#stepListeners.delete(listen);
      },
    },
    trial: {
      start: ({ deviceId, service }) => {
        this.calls.push(`trial ${deviceId} ${service}`);
        return new Promise((resolve) => (this.endTrial = resolve));
      },
      end: ({ deviceId }) => this.#answer(`endTrial ${deviceId}`, null, undefined),
      onSample: (listen) => {
        this.#sampleListeners.add(listen);
        return () => this.#sampleListeners.delete(listen);
      },
    },
    channel: {
      close: (call) => {
        this.closes.push(call);
        return this.#answer('close', this.closeFault, []);
      },
    },
    practice: {
      start: ({ scenario }) => this.#answer(`practise ${scenario}`, null, undefined),
      leave: () => this.#answer('leave practice', null, undefined),
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
    remedy: {
      run: (request) => {
        this.remedies.push(request);
        return this.#answer<RemedyOutcome>(`remedy ${request.step}`, null, { kind: 'not-needed' });
      },
      cancel: ({ deviceId }) => this.#answer(`cancelRemedy ${deviceId}`, null, undefined),
      dismiss: ({ key }) => {
        this.happen({ type: 'remedy-dismissed', key });
        return this.#answer(`dismissRemedy ${key}`, null, undefined);
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
