import type { BridgeApi } from '#app/ipc/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page is opened outside the program. */
    readonly unjam?: BridgeApi;
  }
}
