import type { Fault } from '#app/faults/fault.ts';

/** One value of a registry key. `data` null: of a type that is not read (a number of 64 bits, bytes). */
export interface RegistryValue {
  readonly name: string;
  /** REG_* of winnt.h. */
  readonly type: number;
  readonly data: number | string | readonly string[] | null;
}

/** Why a key could not be read: the call of Windows that failed, or the library for it. */
export type RegistryProblem =
  | { readonly kind: 'call-failed'; readonly call: string; readonly systemError: number }
  | Extract<Fault, { kind: 'library-not-loaded' }>;
