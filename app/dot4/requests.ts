/** The ten requests of d4drvif.h, in the order of their control codes. None of them lists sockets. */
export const requestNames = [
  'OPEN_CHANNEL',
  'CLOSE_CHANNEL',
  'READ',
  'WRITE',
  'ADD_ACTIVITY_BROADCAST',
  'REMOVE_ACTIVITY_BROADCAST',
  'WAIT_ACTIVITY_BROADCAST',
  'CREATE_SOCKET',
  'WAIT_FOR_CHANNEL',
  'DESTROY_SOCKET',
] as const;

export type RequestName = (typeof requestNames)[number];

/** The name a person finds in Microsoft's documentation. */
export const controlCodeName = (request: RequestName): string => `IOCTL_DOT4_${request}`;
