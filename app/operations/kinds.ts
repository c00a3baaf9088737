/** What Unjam does with a device: each is run by one runner (main/operations/operation.ts). */
export const operationKinds = ['close', 'remedy', 'measure', 'probe', 'trial', 'scan', 'find'] as const;
export type OperationKind = (typeof operationKinds)[number];
