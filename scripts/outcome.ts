/**
 * unavailable: this machine cannot provide it (a test may be skipped for it);
 * needs-person: a person has to do something first, and the message says what;
 * refused: a person or an option said no;
 * broken: it should have worked and did not.
 */
export type ProblemKind = 'unavailable' | 'needs-person' | 'refused' | 'broken';

export interface Problem {
  kind: ProblemKind;
  message: string;
}

export interface Failed {
  ok: false;
  problem: Problem;
}

export type Outcome<T> = { ok: true; value: T } | Failed;

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function problem(kind: ProblemKind, message: string): Failed {
  return { ok: false, problem: { kind, message } };
}
