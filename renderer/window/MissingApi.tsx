import { windowWords } from '#app/words/window.ts';

const { title, meaning, nextStep } = windowWords.missingApi;

/** The page in a plain browser: words, no crash. */
export const MissingApi = () => (
  <main className="plain-page">
    <h1>{title}</h1>
    <p>{meaning}</p>
    <p>{nextStep}</p>
  </main>
);
