import type { Delta } from '#app/session/delta.ts';

/** The channels that deltas touched since they were taken. Which were only looked at again is kept apart: few ask for it. */
export class TouchedKeys {
  /** null: any. */
  #changed: Set<string> | null = null;
  #looked = new Set<string>();

  /** null: a snapshot took the place of everything. */
  note(delta: Delta | null): void {
    if (delta === null) {
      this.#changed = null;
      this.#looked.clear();
      return;
    }
    for (const key of Object.keys(delta.looks ?? {})) this.#looked.add(key);
    for (const key of Object.keys(delta.channels?.set ?? {})) this.#changed?.add(key);
    for (const key of delta.channels?.removed ?? []) this.#changed?.add(key);
  }

  /** Looks that are not asked for wait until they are. */
  take(withLooks: boolean): ReadonlySet<string> | null {
    const changed = this.#changed;
    this.#changed = new Set();
    if (changed === null || !withLooks) return changed;
    const looked = this.#looked;
    this.#looked = new Set();
    return looked.size === 0 ? changed : new Set([...changed, ...looked]);
  }
}
