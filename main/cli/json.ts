import { hexStatus } from '#app/dot4/ntstatus.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import { confidenceOf } from '#app/evidence/evidence.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fact } from '#app/evidence/fact.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { HealthFinding } from '#app/health/health.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { evidenceWords, holderWords, sourceWords, suspicionWords } from '#app/words/evidence.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { faultSentence, faultWords } from '#app/words/faults.ts';
import { healthWords } from '#app/words/health.ts';
import type { Explanation, Verdict } from '#app/verdict/verdict.ts';
import { stepWords } from '#app/words/remedy.ts';
import { sourceResultWords } from '#app/words/sources.ts';
import { gapWords } from '#app/words/gaps.ts';
import { explanationWords, verdictWords } from '#app/words/verdict.ts';

/** The version of everything the command line prints as JSON. */
export const jsonSchema = 1 as const;

const isoTime = (at: number): string => new Date(at).toISOString();
const time = (at: number | null): string | null => (at === null ? null : isoTime(at));

export const jsonStatus = (status: NtStatus | null) =>
  status === null ? null : { code: hexStatus(status), name: status.name };

export const jsonFault = (fault: Fault) => {
  const { nextStep } = faultWords(fault);
  const status = 'ntstatus' in fault ? { ntstatus: jsonStatus(fault.ntstatus) } : {};
  return { ...fault, ...status, message: faultSentence(fault), nextStep };
};

export const jsonEvidence = (evidence: Evidence) => ({
  kind: evidence.kind,
  source: evidence.source,
  at: time(evidence.at),
  confidence: confidenceOf(evidence),
  says: evidenceWords(evidence),
});

/** A value never stands without how sure it is, from where and as of when. */
const jsonFact = <T>(fact: Fact<T>) => ({
  confidence: fact.confidence,
  source: fact.source,
  asOf: time(fact.at),
});

/** What probing found out: inferred, and as of then. */
export const jsonServices = (evidence: readonly Evidence[]) =>
  serviceFacts(evidence).map(({ service, known, inUse }) => ({
    service,
    known: { value: known.value, ...jsonFact(known) },
    inUse: { value: inUse.value, ...jsonFact(inUse) },
  }));

export const jsonHealth = (findings: readonly HealthFinding[]) =>
  findings.map((finding) => ({ ...finding, ...healthWords(finding) }));

/** Which driver a device has, and what is known of it. */
export const jsonDriver = ({ device, profile }: DeviceState) => ({
  id: device.id,
  name: device.name,
  driver: device.driver,
  driverProfile: profile.origin,
  measuredAt: time(profile.measuredAt),
  /** Null: on this computer, or not at all. */
  measuredOn: profile.measuredOn ?? null,
});

export const jsonDevice = (state: DeviceState, health: readonly HealthFinding[], simulated: boolean) => {
  const { device, presence, evidence } = state;
  return {
    ...jsonDriver(state),
    instanceId: device.instanceId,
    status: presence === 'gone' ? 'gone' : device.problemCode ? 'problem' : 'present',
    problemCode: device.problemCode,
    printerId: device.printerId,
    setupClass: device.setupClass,
    interfaces: device.interfaces,
    services: jsonServices(evidence),
    health: jsonHealth(health),
    simulated,
  };
};

/** What was seen around a device, and how each source fared: with times, so never twice the same. */
export const jsonSurroundings = (
  state: DeviceState,
  health: readonly HealthFinding[],
  steps: readonly RemedyStep[],
) => ({
  ...jsonDriver(state),
  health: jsonHealth(health),
  sources: state.sources.map((report) => ({
    source: report.source,
    at: time(report.at),
    ...report.result,
    says: `${sourceWords[report.source]}: ${sourceResultWords(report)}`,
  })),
  evidence: state.evidence.map(jsonEvidence),
  steps: steps.filter(({ kind }) => deviceSteps.has(kind)).map(jsonStep),
});

/** One word for the state of a channel, the same as text and as JSON. */
export const channelState = (channel: ChannelState): string => {
  const { exists } = channel.facts;
  if (exists.value === null) return 'unknown';
  if (!exists.value) return 'gone';
  return channel.suspicion.level === 'none' ? 'open' : channel.suspicion.level;
};

export const jsonStep = (step: RemedyStep) => ({ ...step, says: stepWords(step) });

/** Steps that are the same for every channel of a device: in a list their words stand with the device, once. */
const deviceSteps: ReadonlySet<StepKind> = new Set(['restart-device', 'soft-reset', 'power-cycle']);

const jsonChannelStep = (step: RemedyStep) => (deviceSteps.has(step.kind) ? step : jsonStep(step));

export const jsonChannel = (channel: ChannelState, steps: readonly RemedyStep[], simulated: boolean) => {
  const { exists, service, peripheralSocket, holder, job, otherJobs } = channel.facts;
  return {
    deviceId: channel.deviceId,
    hostSocket: channel.hostSocket,
    generation: channel.generation,
    peripheralSocket: peripheralSocket.value,
    service: service.value,
    state: channelState(channel),
    holder: holder.value === null ? null : holderWords(holder.value),
    job: job.value,
    otherJobs,
    facts: {
      exists: { value: exists.value, ...jsonFact(exists) },
      peripheralSocket: { value: peripheralSocket.value, ...jsonFact(peripheralSocket) },
      service: { value: service.value, ...jsonFact(service) },
      holder: jsonFact(holder),
      job: jsonFact(job),
    },
    suspicion: suspicionWords(channel.suspicion),
    firstSeenByUs: time(channel.firstSeenAt),
    lastSeen: time(channel.lastSeenAt),
    evidence: channel.evidence.map(jsonEvidence),
    steps: steps.map(jsonChannelStep),
    simulated,
  };
};

const jsonExplanation = (explanation: Explanation, verdict: Verdict) => {
  const { sentence, advice, question } = explanationWords(explanation, verdict, isoTime);
  const { grounds, ...data } = explanation;
  return { ...data, says: { sentence, advice, question }, evidence: grounds.map(jsonEvidence) };
};

export const jsonVerdict = (verdict: Verdict) => {
  const { kind, deviceId, printer, complaint, explanation, others, working, holders, scanned, missing } =
    verdict;
  const words = verdictWords(verdict, isoTime);
  return {
    kind,
    deviceId,
    printer,
    complaint,
    at: time(verdict.at),
    message: words.sentence,
    advice: words.advice,
    explanation: explanation === null ? null : jsonExplanation(explanation, verdict),
    others: others.map((other) => jsonExplanation(other, verdict)),
    working,
    holders,
    scanned: scanned === null ? null : { ...scanned, at: time(scanned.at) },
    answered: verdict.answered,
    missing: missing.map((gap) => ({ kind: gap.kind, ...gapWords(gap) })),
    looked: words.looked,
  };
};
