import { guidBytes, guidFromText } from './guid.ts';

/** DEVPROPKEY (devpropdef.h): a GUID, and a number at 16. */
const propertyKey = (group: string, pid: number): Uint8Array => {
  const guid = guidFromText(group);
  if (guid === null) throw new Error(`${group} is no GUID`);
  const key = new Uint8Array(guidBytes + 4);
  key.set(guid);
  new DataView(key.buffer).setUint32(guidBytes, pid, true);
  return key;
};

/** DEVPKEY_Device_LastArrivalDate (devpkey.h): DEVPROP_TYPE_FILETIME. */
export const lastArrivalDate = propertyKey('{83da6326-97a6-4088-9453-a1923f573b29}', 102);
