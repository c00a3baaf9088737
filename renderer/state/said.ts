import { create } from 'zustand';

/** As long as it stands in the status bar, in ms. */
const shownMs = 6_000;

interface Said {
  readonly text: string;
  /** Counts on, so that the same text said twice is heard twice. */
  readonly number: number;
  readonly isShown: boolean;
}

const useStore = create<Said>()(() => ({ text: '', number: 0, isShown: false }));
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells that something small was done: spoken politely, and shown in the status bar for a while. */
export const say = (text: string): void => {
  clearTimeout(timer);
  useStore.setState(({ number }) => ({ text, number: number + 1, isShown: true }));
  timer = setTimeout(() => useStore.setState({ isShown: false }), shownMs);
};

export const watchSaid = (heard: (text: string) => void): (() => void) =>
  useStore.subscribe((now, before) => {
    if (now.number !== before.number) heard(now.text);
  });

export const useSaid = (): string | null => useStore(({ text, isShown }) => (isShown ? text : null));
