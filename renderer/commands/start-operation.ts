import type { WindowApi } from '#app/ipc/derive.ts';
import type { OperationRequest } from '#app/operations/operation.ts';
import { showFault } from '../state/show-fault.ts';

/** Its progress and outcome arrive with the session; only what never became an operation is shown here. */
export const startOperation = async (api: WindowApi, request: OperationRequest): Promise<void> =>
  showFault(await api.operation.start(request));
