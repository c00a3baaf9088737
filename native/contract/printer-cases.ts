type Cases = Readonly<Record<string, readonly RegExp[]>>;

/**
 * The cases that may run on a printer that people use, group by group. Whatever is not named here does not: a case
 * of the suite may destroy sockets by number or write to PRINT, which on a test device disturbs nobody.
 */
const harmless: Cases = {
  discovery: [/^finds the device/, /^a look shows/, /^can be watched/, /^does not open a device/],
  links: [/^closes once/],
  // what does not fit its field is never sent
  DESTROY_SOCKET: [/^throws RangeError/],
  'OPEN_CHANNEL and CLOSE_CHANNEL': [/^(OPEN|CLOSE)_CHANNEL throws RangeError/],
  WAIT_FOR_CHANNEL: [/^throws RangeError/],
  'READ and WRITE': [/^(READ|WRITE) throws RangeError/],
  'another process': [/^an unknown device/],
};

/** The same, on a printer that has the service ECHO, which exists for tests. */
const onEcho: Cases = {
  'READ and WRITE': [/^ECHO sends back/, /^sends the part of a buffer/, /^eight WRITEs in flight/],
};

const isIn = (cases: Cases, group: string, name: string): boolean =>
  cases[group]?.some((pattern) => pattern.test(name)) === true;

/** Why a case does not run on a printer that people use; null: it does. */
export const whyNotOnPrinter = (group: string, name: string, hasEcho: boolean): string | null => {
  if (isIn(harmless, group, name)) return null;
  if (isIn(onEcho, group, name))
    return hasEcho ? null : 'this printer was not found to have the service ECHO';
  return 'it holds a driver to the reference model, or could disturb a printer that people use';
};
