/**
 * The structures of d4drvif.h and d4iface.h as offset tables, little-endian. Neither header packs, nothing is
 * wider than 32 bits, so the layout is the same on x64 and arm64.
 */
export type Field =
  | { readonly at: number; readonly type: 'u8' | 'u16' | 'u32' }
  | { readonly at: number; readonly type: 'chars'; readonly length: number };

export interface Layout {
  readonly size: number;
  readonly fields: Readonly<Record<string, Field>>;
}

export const layouts = {
  DOT4_DC_CREATE_DATA: {
    size: 56,
    fields: {
      bPsid: { at: 0, type: 'u8' },
      pServiceName: { at: 1, type: 'chars', length: 41 },
      bType: { at: 42, type: 'u8' },
      ulBufferSize: { at: 44, type: 'u32' },
      usMaxHtoPPacketSize: { at: 48, type: 'u16' },
      usMaxPtoHPacketSize: { at: 50, type: 'u16' },
      bHsid: { at: 52, type: 'u8' },
    },
  },
  DOT4_DC_DESTROY_DATA: { size: 1, fields: { bHsid: { at: 0, type: 'u8' } } },
  DOT4_DC_OPEN_DATA: {
    size: 8,
    fields: {
      bHsid: { at: 0, type: 'u8' },
      fAddActivity: { at: 1, type: 'u8' },
      hChannelHandle: { at: 4, type: 'u32' },
    },
  },
  DOT4_DRIVER_CMD: {
    size: 16,
    fields: {
      hChannelHandle: { at: 0, type: 'u32' },
      ulSize: { at: 4, type: 'u32' },
      ulOffset: { at: 8, type: 'u32' },
      ulTimeout: { at: 12, type: 'u32' },
    },
  },
  DOT4_ACTIVITY: {
    size: 12,
    fields: {
      ulMessage: { at: 0, type: 'u32' },
      ulByteCount: { at: 4, type: 'u32' },
      hChannel: { at: 8, type: 'u32' },
    },
  },
  /** Not a structure in the header but what four requests take alone: typedef ULONG CHANNEL_HANDLE. */
  CHANNEL_HANDLE: { size: 4, fields: { hChannelHandle: { at: 0, type: 'u32' } } },
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof layouts;
type Fields<L extends LayoutName> = (typeof layouts)[L]['fields'];

/** A structure's fields as values: numbers, and text for `chars`. */
export type Values<L extends LayoutName> = {
  readonly [F in keyof Fields<L>]: Fields<L>[F] extends { readonly type: 'chars' } ? string : number;
};

export const sizeOf = (name: LayoutName): number => layouts[name].size;
