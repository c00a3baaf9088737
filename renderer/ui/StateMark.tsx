import {
  ArrowSyncCircle16Regular,
  Checkmark16Regular,
  Circle16Regular,
  DismissCircle16Regular,
  Play16Filled,
  Question16Regular,
  QuestionCircle16Regular,
  Triangle16Filled,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { RowStateName } from '#app/words/rows.ts';

const marks: Readonly<Record<RowStateName, ReactElement>> = {
  stuck: <Triangle16Filled />,
  suspect: <Warning16Filled />,
  'in-use': <Play16Filled />,
  open: <Circle16Regular />,
  unknown: <Question16Regular />,
  'maybe-gone': <QuestionCircle16Regular />,
  closing: <ArrowSyncCircle16Regular />,
  freed: <Checkmark16Regular />,
  'already-gone': <Checkmark16Regular />,
  gone: <DismissCircle16Regular />,
};

interface Props {
  readonly state: RowStateName;
}

/** A shape for each state; the word stands beside it. */
export const StateMark = ({ state }: Props) => (
  <span className="state-mark" aria-hidden>
    {marks[state]}
  </span>
);
