import { requestNames, type RequestName } from '#app/dot4/requests.ts';

/** d4drvif.h. The same number is FILE_DEVICE_FIPS in winioctl.h, so generic decoders print "FIPS". */
export const fileDeviceDot4 = 0x3a;
export const ioctlDot4UserBase = 2049;
/** Not a control code: the function number of the last request, as the header's literal evaluates. */
export const ioctlDot4Last = ioctlDot4UserBase + 9;

const methods = { METHOD_BUFFERED: 0, METHOD_IN_DIRECT: 1, METHOD_OUT_DIRECT: 2 } as const;
export type Method = keyof typeof methods;

const fileAnyAccess = 0;

/** Function number above the base, and the transfer method, of each request (d4drvif.h). */
const functions: Readonly<Record<RequestName, readonly [offset: number, method: Method]>> = {
  OPEN_CHANNEL: [0, 'METHOD_OUT_DIRECT'],
  CLOSE_CHANNEL: [1, 'METHOD_BUFFERED'],
  READ: [2, 'METHOD_OUT_DIRECT'],
  WRITE: [3, 'METHOD_IN_DIRECT'],
  ADD_ACTIVITY_BROADCAST: [4, 'METHOD_BUFFERED'],
  REMOVE_ACTIVITY_BROADCAST: [5, 'METHOD_BUFFERED'],
  WAIT_ACTIVITY_BROADCAST: [6, 'METHOD_OUT_DIRECT'],
  CREATE_SOCKET: [7, 'METHOD_OUT_DIRECT'],
  WAIT_FOR_CHANNEL: [8, 'METHOD_OUT_DIRECT'],
  DESTROY_SOCKET: [9, 'METHOD_OUT_DIRECT'],
};

/** CTL_CODE of winioctl.h: device << 16 | access << 14 | function << 2 | method, unsigned. */
const ctlCode = (device: number, fn: number, method: Method, access: number): number =>
  ((device << 16) | (access << 14) | (fn << 2) | methods[method]) >>> 0;

const codeOf = (request: RequestName): number => {
  const [offset, method] = functions[request];
  return ctlCode(fileDeviceDot4, ioctlDot4UserBase + offset, method, fileAnyAccess);
};

export const controlCodes: Readonly<Record<RequestName, number>> = Object.fromEntries(
  requestNames.map((request) => [request, codeOf(request)]),
) as Record<RequestName, number>;

const requestsByCode: ReadonlyMap<number, RequestName> = new Map(
  requestNames.map((request) => [controlCodes[request], request]),
);

export const requestOf = (code: number): RequestName | undefined => requestsByCode.get(code);
