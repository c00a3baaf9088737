type ChosenDevice =
  | { readonly kind: 'none' }
  | { readonly kind: 'simulated'; readonly scenario: string; readonly deviceId: string }
  | { readonly kind: 'real'; readonly deviceId: string };

/** What UNJAM_TEST_DEVICE names; `none`: nothing that can be tested on this system. */
export function deviceOf(named: string, platform: NodeJS.Platform): ChosenDevice {
  const [, scenario, deviceId] = /^simulated:([^/]+)\/(.+)$/.exec(named) ?? [];
  if (scenario !== undefined && deviceId !== undefined) return { kind: 'simulated', scenario, deviceId };
  return named === '' || named.startsWith('simulated:') || platform !== 'win32'
    ? { kind: 'none' }
    : { kind: 'real', deviceId: named };
}
