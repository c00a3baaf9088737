import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { findWords as words } from '#app/words/find.ts';
import { lastSearch, useIsFinding } from '../../state/searches.ts';
import { useOperations } from '../../state/session-store.ts';
import { dialogIsOpen, useIsAsking, useSearch } from '../../state/view-store.ts';
import { ComplaintQuestion } from './ComplaintQuestion.tsx';
import { SearchLine } from './SearchLine.tsx';
import { SearchProgress } from './SearchProgress.tsx';
import { VerdictCard } from './VerdictCard.tsx';

/** The element of the card that has the focus when the card says something else. */
const startOf = (card: HTMLElement | null): HTMLElement | null =>
  card?.querySelector<HTMLElement>('[data-start]') ?? null;

/** Each stage begins at its start, unless a person is elsewhere in the window. */
const useStageFocus = (card: RefObject<HTMLElement | null>): void => {
  const isAsked = useIsAsking();
  useEffect(() => {
    const element = card.current;
    if (element === null) return undefined;
    let stage: string | null = null;
    const follow = (): void => {
      const start = startOf(element);
      const next = start?.dataset['start'] ?? null;
      const { activeElement: active } = document;
      const isLost = active === null || active === document.body;
      // what is around the card holds the focus for it between two stages
      const isNear = isLost || element.contains(active) || active.contains(element);
      const isNews = next !== stage && isNear;
      stage = next;
      if ((isNews || isLost) && !dialogIsOpen()) start?.focus();
    };
    const changed = new MutationObserver(follow);
    changed.observe(element, { childList: true, subtree: true, attributeFilter: ['data-start'] });
    return () => changed.disconnect();
  }, [card]);
  useEffect(() => {
    if (isAsked) return undefined;
    // once the dialog has given the focus back
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) startOf(card.current)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [card, isAsked]);
};

/** *Find what is stuck*: its question, its steps, its verdict and what was done since. A view of the session's operations. */
const OpenCard = () => {
  const card = useRef<HTMLElement>(null);
  const search = lastSearch(useOperations());
  const isAsking = useSearch() === 'asking';
  useStageFocus(card);
  return (
    <section className="find-card" ref={card} aria-label={words.name}>
      {isAsking || search === null ? (
        <ComplaintQuestion />
      ) : search.outcome === null ? (
        <SearchProgress search={search} />
      ) : (
        <VerdictCard key={search.id} search={search} />
      )}
    </section>
  );
};

export const FindCard = () => (useIsFinding() ? <OpenCard /> : <SearchLine />);
