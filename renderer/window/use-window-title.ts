import { useEffect } from 'react';
import { practiceWords } from '#app/words/scenarios.ts';
import { windowWords } from '#app/words/window.ts';
import { useEnvironment } from '../state/session-store.ts';

/** The title bar says it, too, when nothing is real. */
export const useWindowTitle = (): void => {
  const isSimulated = useEnvironment()?.mode === 'simulator';
  useEffect(() => {
    document.title = isSimulated ? practiceWords.title(windowWords.title) : windowWords.title;
  }, [isSimulated]);
};
