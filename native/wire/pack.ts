import { layouts, type Field, type Layout, type LayoutName, type Values } from './layouts.ts';
import { decodeAnsi, encodeAnsi } from './ansi.ts';

const limits = { u8: 0xff, u16: 0xffff, u32: 0xffffffff } as const;

/** A structure as bytes, padding zeroed. Throws RangeError for a value that its field cannot hold: a bug in the caller. */
export const pack = <L extends LayoutName>(name: L, values: Values<L>): Uint8Array => {
  const layout: Layout = layouts[name];
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  const given: Readonly<Record<string, string | number>> = values;
  for (const [field, place] of Object.entries(layout.fields))
    put(view, `${name}.${field}`, place, given[field]);
  return bytes;
};

/** A structure's fields from its first `size` bytes, or null where there are fewer. */
export const unpack = <L extends LayoutName>(name: L, bytes: Uint8Array): Values<L> | null => {
  const layout: Layout = layouts[name];
  if (bytes.byteLength < layout.size) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, layout.size);
  const read = Object.entries(layout.fields).map(([field, place]) => [field, get(view, place)]);
  return Object.fromEntries(read) as Values<L>;
};

const put = (view: DataView, where: string, place: Field, value: string | number | undefined): void => {
  if (place.type === 'chars') {
    if (typeof value !== 'string') throw new RangeError(`${where} needs text`);
    new Uint8Array(view.buffer, place.at, place.length).set(encodeAnsi(value, place.length - 1));
    return;
  }
  const fits =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limits[place.type];
  if (!fits) throw new RangeError(`${where} cannot hold ${value}`);
  if (place.type === 'u8') view.setUint8(place.at, value);
  else if (place.type === 'u16') view.setUint16(place.at, value, true);
  else view.setUint32(place.at, value, true);
};

const get = (view: DataView, place: Field): string | number => {
  switch (place.type) {
    case 'chars':
      return decodeAnsi(new Uint8Array(view.buffer, view.byteOffset + place.at, place.length));
    case 'u8':
      return view.getUint8(place.at);
    case 'u16':
      return view.getUint16(place.at, true);
    case 'u32':
      return view.getUint32(place.at, true);
  }
};
