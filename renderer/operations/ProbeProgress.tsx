import { ProgressBar } from '@fluentui/react-components';
import type { OperationOf } from '#app/operations/operation.ts';
import type { ProbeReport } from '#app/probe/report.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { operationWords } from '#app/words/operations.ts';
import { ownSocketSentences } from '#app/words/own-sockets.ts';
import { probePlan, probeWords as words, sparedWords } from '#app/words/probe.ts';
import { FaultText } from '../ui/FaultText.tsx';
import { ServicesTable } from './ServicesTable.tsx';

/** What a step does and what may go wrong. */
export const ProbePlan = ({ open }: { readonly open: boolean }) => {
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
  const { evidence, spared, unasked } = report;
  const sentences = [
    ...spared.map(({ service, because }) => sparedWords(service, because)),
    ...(unasked.length === 0 ? [] : [words.unasked(unasked)]),
    ...ownSocketSentences(report),
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

const Progress = ({ operation: { stage, asked, isCancelled } }: Props) => {
  const share = asked === null ? 0 : asked.number / asked.total;
  const at = asked === null ? '' : words.progress(asked.number, asked.total, asked.service);
  return (
    <>
      <ProgressBar aria-label={probePlan.title} value={share} />
      <p role="status">{isCancelled ? words.stopping : stage === 'waiting' ? operationWords.waiting : at}</p>
    </>
  );
};

interface Props {
  readonly operation: OperationOf<'probe'>;
}

/** How far a step is, or what it found. */
export const ProbeProgress = ({ operation }: Props) => {
  switch (operation.outcome?.kind) {
    case undefined:
      return <Progress operation={operation} />;
    case 'done':
      return <Found report={operation.outcome.report} />;
    case 'failed':
      return <FaultText fault={operation.outcome.fault} />;
  }
};
