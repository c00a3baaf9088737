import type { ServiceFacts } from '#app/probe/service-facts.ts';
import { inUseWords, knownWords, probeWords } from '#app/words/probe.ts';
import { Ago } from '../ui/Ago.tsx';

const { columns, tableName, inferred } = probeWords;

interface Props {
  readonly services: readonly ServiceFacts[];
}

/** What probing found out about the services of a device, each as of when it was asked. */
export const ServicesTable = ({ services }: Props) => (
  <>
    <table className="services" aria-label={tableName}>
      <thead>
        <tr>
          {[columns.service, columns.known, columns.use, columns.at].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {services.map(({ service, known, inUse }) => {
          const at = inUse.at ?? known.at ?? 0;
          return (
            <tr key={service}>
              <th scope="row">{service}</th>
              <td>{knownWords(known)}</td>
              <td>{inUseWords(inUse)}</td>
              <td>
                <Ago at={at} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
    <p className="quiet">{inferred}</p>
  </>
);
