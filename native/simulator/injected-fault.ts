import type { NtStatus } from '#app/dot4/ntstatus.ts';

/** How one request misbehaves, each time it is sent, until the faults are cleared. */
export type InjectedFault =
  /** Does nothing and answers this status, so much later. */
  | { readonly kind: 'force-status'; readonly ntstatus: NtStatus; readonly delayMs?: number }
  /** STATUS_SUCCESS with at most this many bytes in the reply. */
  | { readonly kind: 'short-reply'; readonly bytes: number }
  /** STATUS_SUCCESS that claims at least this many bytes of reply. */
  | { readonly kind: 'long-reply'; readonly bytes: number }
  /** Not answered until it is cancelled. */
  | { readonly kind: 'stall' }
  /** Not answered, and not given back when cancelled; clearing the faults gives it back with STATUS_CANCELLED. */
  | { readonly kind: 'ignore-cancel' }
  /** Answered normally, this much later; a cancelled one is given back at once. */
  | { readonly kind: 'delay'; readonly delayMs: number };
