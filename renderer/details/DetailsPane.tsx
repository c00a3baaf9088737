import { useEffect, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { windowWords } from '#app/words/window.ts';
import { useIsFinding } from '../state/searches.ts';
import { useIsAsking, viewEvents } from '../state/view-store.ts';
import { detailsId, focusGrid } from '../ui/focus.ts';
import { DetailsContent } from './DetailsContent.tsx';

const words = windowWords.details;

const onKeyDown = (event: KeyboardEvent): void => {
  // A dialog of the pane takes its own Escape.
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  focusGrid();
  event.preventDefault();
};

/** What has the focus first where the pane says something else; the pane itself where nothing of it does. */
const startOf = (pane: HTMLElement): HTMLElement => pane.querySelector<HTMLElement>('[data-start]') ?? pane;

const isInDialog = (element: Element): boolean =>
  element.closest('[role=alertdialog], [role=dialog]') !== null;

/**
 * Keeps the focus in the pane when what had it goes, or a question that was asked from here is answered: a key must not
 * meet another place than the one it was meant for.
 */
const useKeepFocus = (pane: RefObject<HTMLElement | null>): void => {
  const last = useRef<HTMLElement | null>(null);
  const isAsking = useIsAsking();
  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const moved = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (element.contains(target)) last.current = target;
      else if (!isInDialog(target)) last.current = null;
    };
    const changed = new MutationObserver(() => {
      if (last.current !== null && document.activeElement === document.body) startOf(element).focus();
    });
    document.addEventListener('focusin', moved);
    changed.observe(element, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', moved);
      changed.disconnect();
    };
  }, [pane]);
  useEffect(() => {
    if (isAsking || last.current === null) return;
    const { current: element } = pane;
    if (last.current.isConnected) last.current.focus();
    else if (element !== null) startOf(element).focus();
  }, [isAsking, pane]);
};

/**
 * What is known of the channel that is selected, or what became of the one to which something was done. It never goes on
 * to another channel by itself.
 */
export const DetailsPane = () => {
  const pane = useRef<HTMLElement>(null);
  const isFinding = useIsFinding();
  useKeepFocus(pane);
  return (
    <section
      className="details"
      id={detailsId}
      ref={pane}
      tabIndex={0}
      aria-label={words.name}
      onFocus={isFinding ? undefined : viewEvents.userBegan}
      onKeyDown={onKeyDown}
    >
      <DetailsContent />
    </section>
  );
};
