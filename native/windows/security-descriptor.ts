/** Who owns an object of Windows, and who may do what with it. Accounts by SID, as text. */
export interface Security {
  readonly owner: string | null;
  /** Null: there is no list, and everyone may do everything. */
  readonly allowed: readonly { readonly account: string; readonly rights: number }[] | null;
}

const SE_DACL_PRESENT = 4;
const INHERIT_ONLY_ACE = 8;
/** ACCESS_ALLOWED_ACE_TYPE and the conditional one; refusals and audits give nothing. */
const allowing: readonly number[] = [0, 9];

/** SID of winnt.h: revision, count, six bytes of authority (big-endian), then 32-bit numbers. */
export const sidAt = (bytes: Uint8Array, at: number): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const authority = view.getUint16(at + 2) * 2 ** 32 + view.getUint32(at + 4);
  const numbers = Array.from({ length: view.getUint8(at + 1) }, (_, index) =>
    view.getUint32(at + 8 + 4 * index, true),
  );
  return ['S', view.getUint8(at), authority, ...numbers].join('-');
};

/** A self-relative SECURITY_DESCRIPTOR with owner and DACL, as GetKernelObjectSecurity gives it. */
export const readSecurity = (bytes: Uint8Array): Security => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [control, owner, dacl] = [view.getUint16(2, true), view.getUint32(4, true), view.getUint32(16, true)];
  return {
    owner: owner === 0 ? null : sidAt(bytes, owner),
    allowed: (control & SE_DACL_PRESENT) === 0 || dacl === 0 ? null : [...allowedBy(bytes, dacl)],
  };
};

function* allowedBy(bytes: Uint8Array, acl: number): Generator<{ account: string; rights: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = acl + 8;
  for (let left = view.getUint16(acl + 4, true); left > 0; left -= 1) {
    const isForItself = (view.getUint8(at + 1) & INHERIT_ONLY_ACE) === 0;
    if (allowing.includes(view.getUint8(at)) && isForItself)
      yield { account: sidAt(bytes, at + 8), rights: view.getUint32(at + 4, true) };
    at += view.getUint16(at + 2, true);
  }
}
