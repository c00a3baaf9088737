import type { Evidence } from '#app/evidence/evidence.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { probeWords } from '#app/words/probe.ts';
import { ServicesTable } from '../operations/ServicesTable.tsx';

interface Props {
  readonly evidence: readonly Evidence[];
}

/** The services that a person let be probed; nothing before that. */
export const ProbedServices = ({ evidence }: Props) => {
  const services = serviceFacts(evidence);
  return services.length === 0 ? null : (
    <section className="details-part">
      <h3>{probeWords.tableName}</h3>
      <ServicesTable services={services} />
    </section>
  );
};
