/** Ports that DOT4 print functions have, as they are seen in the field: DOT4_001, DOT4_002, … */
export const isDot4Port = (port: string): boolean => /^dot4_\d+/i.test(port);

/** Ports of Windows' own USB printing: USB001, … A DOT4 printer's queue on one of these leads nowhere. */
export const isUsbPort = (port: string): boolean => /^usb\d+/i.test(port);

/** The ports of a queue as Windows writes them: "DOT4_001, LPT1:" is a pool of two. */
export const portsIn = (text: string): string[] =>
  text
    .split(',')
    .map((port) => port.trim())
    .filter((port) => port !== '');

export const isPrinterPort = (text: string): boolean =>
  portsIn(text).some((port) => isDot4Port(port) || isUsbPort(port));

/** "Base Name" and "Port Number" of a printing interface, as Windows joins them: USB + 1 is USB001. */
export const portName = (baseName: string, number: number): string =>
  `${baseName}${String(number).padStart(3, '0')}`;

const bare = (port: string): string => port.trim().replace(/:$/, '').toLowerCase();

export const samePort = (a: string, b: string): boolean => bare(a) === bare(b);
