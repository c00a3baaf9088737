import { hexStatus } from '../dot4/ntstatus.ts';
import type { NtStatus } from '../dot4/ntstatus.ts';
import { functionOf } from '../verdict/complaints.ts';

/** "STATUS_NOT_FOUND (0xC0000225)", or the number alone where we know no name. */
export const statusWords = (status: NtStatus): string =>
  status.name === null ? hexStatus(status) : `${status.name} (${hexStatus(status)})`;

export const channelWords = (service: string | null, hostSocket: number): string =>
  service === null ? `host socket ${hostSocket}` : `${service}, host socket ${hostSocket}`;

/** "scan channel", "HP-MESSAGE channel", "channel 9". */
export const kindOfChannel = (service: string | null, hostSocket: number): string =>
  service === null ? `channel ${hostSocket}` : `${functionOf(service) ?? service} channel`;
