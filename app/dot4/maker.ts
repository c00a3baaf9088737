import type { Device } from './device.ts';

/** USB vendor ids (usb.ids) stand in instance ids; the names are those that printers begin with. */
const hp = { vendor: '03F0', name: /^(hp|hewlett[- ]?packard)\b/i } as const;
const otherMakers =
  /^(brother|canon|dell|epson|fuji|gestetner|ibm|infotec|kodak|konica|kyocera|lanier|lexmark|minolta|nashuatec|nec|oc[eé]|oki|olivetti|panasonic|pantum|philips|ricoh|sagem|samsung|savin|seiko|sharp|star|tally|toshiba|triumph|utax|xerox|zebra)\b/i;

/** Providers of drivers for printers of any maker. */
const anyMaker = /^(microsoft|unjam)\b/i;

/**
 * Whether a device is of a maker other than HP, whose numbers d4iface.h lists: as its vendor id says, else its name,
 * else who provides its driver. What nothing speaks of may be HP's.
 */
export const isOfAnotherMaker = ({ instanceId, name, driver }: Device): boolean => {
  const vendor = /VID_([0-9A-F]{4})/i.exec(instanceId)?.[1]?.toUpperCase();
  if (vendor !== undefined) return vendor !== hp.vendor;
  if (hp.name.test(name)) return false;
  if (otherMakers.test(name)) return true;
  const { provider } = driver;
  return provider !== null && provider !== '' && !hp.name.test(provider) && !anyMaker.test(provider);
};
