import type { DeviceId, Discovery } from '#app/dot4/device.ts';
import type { Shown } from '../../shared-looks.ts';
import type { Found, FoundDevice } from './find-devices.ts';

/** What the last discovery found, and which devices of it a failed open has put in doubt since. */
export class KnownDevices {
  #found: ReadonlyMap<DeviceId, FoundDevice> = new Map();
  readonly #doubted = new Map<DeviceId, number>();
  #discovery: Discovery | null = null;
  #at = 0;
  #begunAtMs = -Infinity;

  /** Null before the first. */
  get discovery(): Discovery | null {
    return this.#discovery;
  }

  /** When it was made, to be shown. */
  get at(): number {
    return this.#at;
  }

  /** When it began, on the monotonic clock. */
  get begunAtMs(): number {
    return this.#begunAtMs;
  }

  get isCurrent(): boolean {
    return this.#discovery !== null && this.#doubted.size === 0;
  }

  /** The devices that may be trusted to be as they were found. */
  get all(): readonly FoundDevice[] {
    return [...this.#found.values()].filter(({ device }) => !this.#doubted.has(device.id));
  }

  find(id: DeviceId): FoundDevice | undefined {
    return this.#doubted.has(id) ? undefined : this.#found.get(id);
  }

  learn({ begunAtMs, value: { devices, driverPackage } }: Shown<Found>, at: number): Discovery {
    this.#found = new Map(devices.map((found) => [found.device.id, found]));
    this.#begunAtMs = begunAtMs;
    this.#at = at;
    // A discovery that was under way when an open failed may have seen what was so before.
    for (const [id, sinceMs] of this.#doubted) if (begunAtMs >= sinceMs) this.#doubted.delete(id);
    this.#discovery = { devices: devices.map(({ device }) => device), driverPackage };
    return this.#discovery;
  }

  /** It may have left, or come back under other names. What is known of the others stays. */
  doubt(id: DeviceId, atMs: number): void {
    if (this.#found.has(id)) this.#doubted.set(id, atMs);
  }
}
