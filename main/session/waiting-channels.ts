import type { ChangedChannels } from '#app/session/delta.ts';
import { lookTimeOf, newsIn } from '#app/session/looks.ts';
import type { LookTime } from '#app/session/looks.ts';
import type { ChannelState } from '#app/session/state.ts';

type Channels = Readonly<Record<string, ChannelState>>;

/** Most channels of one delta of which only times changed: told as a time alone, and told whole. */
export const mostLooks = 512;
export const mostWhole = 64;

/** Channels that changed and were not told yet: those with news, and those of which only times changed. */
export class WaitingChannels {
  readonly #news = new Set<string>();
  /** Longest waiting first. */
  readonly #quiet = new Map<string, 'look' | 'times'>();

  #hasLooks = false;

  get hasNews(): boolean {
    return this.#news.size > 0;
  }

  /** The driver gave its last answer again: that shows that it answers. */
  get hasLooks(): boolean {
    return this.#hasLooks && this.hasQuiet;
  }

  get hasQuiet(): boolean {
    return this.#quiet.size > 0;
  }

  /** `changed`: what each was before. */
  note(changed: ReadonlyMap<string, ChannelState | undefined>, channels: Channels): void {
    for (const [key, before] of changed) {
      if (this.#news.has(key)) continue;
      const news = newsIn(before, channels[key]);
      this.#hasLooks ||= news === 'look';
      if (news === 'news') {
        this.#quiet.delete(key);
        this.#news.add(key);
      } else if (news === 'times' || !this.#quiet.has(key)) this.#quiet.set(key, news);
    }
  }

  /** All news, and of the others, where they are due, as many as cost little. */
  take(channels: Channels, quietIsDue: boolean): ChangedChannels {
    const whole = new Set(this.#news);
    this.#news.clear();
    const looks: Record<string, LookTime> = {};
    if (quietIsDue) this.#takeQuiet(channels, whole, looks);
    return { whole, looks };
  }

  #takeQuiet(channels: Channels, whole: Set<string>, looks: Record<string, LookTime>): void {
    const [wholeEnd, looksEnd] = [whole.size + mostWhole, mostLooks];
    let taken = 0;
    for (const [key, news] of this.#quiet) {
      if (taken === looksEnd || whole.size === wholeEnd) break;
      taken += 1;
      this.#quiet.delete(key);
      const channel = channels[key];
      if (news === 'look' && channel !== undefined) looks[key] = lookTimeOf(channel);
      else whole.add(key);
    }
    this.#hasLooks &&= this.hasQuiet;
  }
}
