import { Beaker16Filled } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { runtimeWords, simulationWords } from '#app/words/environment.ts';
import { visible } from '#app/words/foreign-text.ts';
import { remoteWords } from '#app/words/remote.ts';
import { practiceWords } from '#app/words/scenarios.ts';
import { windowWords } from '#app/words/window.ts';
import { useEnvironment } from '../state/session-store.ts';

const words = windowWords.banner;

/** The title bar says it, too, when nothing is real, or another computer is shown. */
const useWindowTitle = (isSimulated: boolean, host: string | null): void => {
  useEffect(() => {
    const title = isSimulated ? practiceWords.title(windowWords.title) : windowWords.title;
    document.title = host === null ? title : remoteWords.title(visible(host), title);
  }, [isSimulated, host]);
};

/** Nobody may take simulated printers for real ones. */
export const SimulationBanner = () => {
  const environment = useEnvironment();
  useWindowTitle(environment?.mode === 'simulator', environment?.remote?.host ?? null);
  if (environment === null) return null;
  const why = simulationWords(environment);
  if (why === null) return null;
  return (
    <aside className="simulation" aria-label={words.name} title={why}>
      <Beaker16Filled aria-hidden />
      <strong>{words.title}</strong>
      <span>{why}</span>
      {!environment.runtime.verified && <span>{words.runtime(runtimeWords(environment))}</span>}
    </aside>
  );
};
