import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { windowWords } from '#app/words/window.ts';
import { dialogTextId, leaveId } from './focus.ts';

interface Props {
  /**
   * `question`: stays until it is answered. `form`: takes effect with its own button. `text`: only to read.
   * `tool`: each change takes effect at once. `page`: as large as the window.
   */
  readonly kind: 'question' | 'form' | 'text' | 'tool' | 'page';
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons before the one that leaves. */
  readonly actions?: ReactNode;
  /** After all buttons, where it does not take the focus from them. */
  readonly aside?: ReactNode;
  /** Folded away after all buttons: they have the focus first. */
  readonly details?: ReactNode;
  readonly leaveLabel: string;
  readonly canLeave?: boolean;
  /** With its button, with Escape, or with a click beside a dialog that is no question. */
  readonly onLeave: () => void;
}

const { close: dialogWords } = windowWords;

/**
 * Whoever leaves a dialog goes on where they were, also on a title, of which Fluent knows nothing. After anything else the
 * focus goes where that leads.
 */
const useWayBack = (onLeave: () => void): (() => void) => {
  const [before] = useState(() => document.activeElement);
  const isLeft = useRef(false);
  useEffect(
    () => () => {
      // once Fluent has given the focus to what it knows of
      requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body;
        if (!(isLeft.current || isLost) || !(before instanceof HTMLElement)) return;
        if (before.isConnected && document.querySelector('[role=dialog], [role=alertdialog]') === null)
          before.focus();
      });
    },
    [before],
  );
  return () => {
    isLeft.current = true;
    onLeave();
  };
};

/** The frame of every dialog. It is open as long as it is rendered. */
export const DialogFrame = (props: Props) => {
  const { kind, title, children, actions, aside, details, leaveLabel, canLeave = true, onLeave } = props;
  const isAnswered = kind === 'question' || kind === 'form';
  const leave = useWayBack(onLeave);
  return (
    <Dialog
      open
      modalType={kind === 'question' ? 'alert' : 'modal'}
      onOpenChange={(_event, { open }) => !open && leave()}
    >
      <DialogSurface
        className={`${kind}-dialog`}
        aria-describedby={kind === 'question' ? dialogTextId : undefined}
      >
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          {/* a text may be longer than the window: the keyboard must be able to scroll it */}
          <DialogContent id={dialogTextId} tabIndex={kind === 'text' ? 0 : undefined}>
            {children}
          </DialogContent>
          <DialogActions>
            {actions}
            <Button
              id={leaveId}
              appearance={isAnswered ? 'secondary' : 'primary'}
              disabledFocusable={!canLeave}
              onClick={leave}
            >
              {leaveLabel}
            </Button>
          </DialogActions>
          {aside !== undefined && <DialogActions position="start">{aside}</DialogActions>}
          {details !== undefined && (
            <details className="dialog-details">
              <summary>{dialogWords.details}</summary>
              {details}
            </details>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
