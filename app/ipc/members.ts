import type * as v from 'valibot';
import { contract } from './contract.ts';

export type ContractMember =
  | { readonly direction: 'to-main'; readonly input: v.GenericSchema; readonly output: v.GenericSchema }
  | { readonly direction: 'to-window'; readonly payload: v.GenericSchema };

/** The contract as a flat list, for what is built by walking it: routes in main, functions in the preload script. */
export const contractMembers = (): readonly {
  readonly group: string;
  readonly name: string;
  readonly member: ContractMember;
}[] =>
  Object.entries(contract as Readonly<Record<string, Readonly<Record<string, ContractMember>>>>).flatMap(
    ([group, members]) => Object.entries(members).map(([name, member]) => ({ group, name, member })),
  );
