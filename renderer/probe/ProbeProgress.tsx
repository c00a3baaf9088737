import { ProgressBar } from '@fluentui/react-components';
import type { ProbeReport } from '#app/probe/report.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { faultWords } from '#app/words/faults.ts';
import { probePlan, probeWords as words, sparedWords } from '#app/words/probe.ts';
import { ServicesTable } from './ServicesTable.tsx';
import type { Probe } from './use-probe.ts';

const Plan = ({ open }: { readonly open: boolean }) => {
  const { intro, risks } = open ? probePlan.open : probePlan.known;
  return (
    <>
      <p>{intro}</p>
      <h3>{words.risks}</h3>
      <ul>
        {risks.map((risk) => (
          <li key={risk}>{risk}</li>
        ))}
      </ul>
      {open && <p>{probePlan.open.spares}</p>}
    </>
  );
};

const Found = ({ report }: { readonly report: ProbeReport }) => {
  const { evidence, spared, unasked, leftBehind, cleanedUp } = report;
  const sentences = [
    ...spared.map(({ service, because }) => sparedWords(service, because)),
    ...(unasked.length === 0 ? [] : [words.unasked(unasked)]),
    ...(leftBehind.length === 0 ? [] : [words.leftBehind(leftBehind)]),
    ...(cleanedUp.length === 0 ? [] : [words.cleanedUp(cleanedUp)]),
  ];
  return (
    <div aria-live="polite">
      <ServicesTable services={serviceFacts(evidence)} />
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
};

/** What a step does and what may go wrong, how far it is, or what came of it. */
export const ProbeProgress = ({ probe }: { readonly probe: Probe }) => {
  switch (probe.kind) {
    case 'not-asked':
      return <Plan open={probe.open} />;
    case 'running': {
      const { step, isStopping } = probe;
      const share = step === null ? 0 : step.number / step.total;
      const progress = step === null ? '' : words.progress(step.number, step.total, step.service);
      return (
        <>
          <ProgressBar aria-label={probePlan.title} value={share} />
          <p role="status">{isStopping ? words.stopping : progress}</p>
        </>
      );
    }
    case 'done':
      return <Found report={probe.report} />;
    case 'failed': {
      const { title, meaning, nextStep } = faultWords(probe.fault);
      return (
        <p role="alert">
          {title}. {meaning} {nextStep}
        </p>
      );
    }
  }
};
