import type { RequestName } from '#app/dot4/requests.ts';
import { sizeOf, type LayoutName } from './layouts.ts';

/** What one buffer of a request holds: a structure, the caller's data (its size is an argument), or nothing. */
export type Part = LayoutName | 'data' | 'none';

/** The two buffers of a request, their name, and the least Information a success must report for its reply to be used. */
export interface Shape {
  readonly name: string;
  readonly input: Part;
  readonly output: Part;
  readonly replyBytes: number;
}

const shape = (input: Part, output: Part, reply: LayoutName | 'none'): Shape => ({
  name: `${input} → ${output}`,
  input,
  output,
  replyBytes: reply === 'none' ? 0 : sizeOf(reply),
});

/**
 * Microsoft leaves every buffer section of d4drvif.h blank. The first shape of each request is the one that
 * the structures' comments and the transfer methods suggest and is what we send; the others are what else
 * could be meant, in the order in which they are worth trying on a driver that refuses the first.
 */
export const shapes: Readonly<Record<RequestName, readonly [Shape, ...Shape[]]>> = {
  CREATE_SOCKET: [shape('DOT4_DC_CREATE_DATA', 'DOT4_DC_CREATE_DATA', 'DOT4_DC_CREATE_DATA')],
  DESTROY_SOCKET: [
    shape('DOT4_DC_DESTROY_DATA', 'none', 'none'),
    shape('DOT4_DC_DESTROY_DATA', 'DOT4_DC_DESTROY_DATA', 'none'),
  ],
  OPEN_CHANNEL: [shape('DOT4_DC_OPEN_DATA', 'DOT4_DC_OPEN_DATA', 'DOT4_DC_OPEN_DATA')],
  WAIT_FOR_CHANNEL: [shape('DOT4_DC_OPEN_DATA', 'DOT4_DC_OPEN_DATA', 'DOT4_DC_OPEN_DATA')],
  CLOSE_CHANNEL: [shape('CHANNEL_HANDLE', 'none', 'none'), shape('DOT4_DRIVER_CMD', 'none', 'none')],
  READ: [shape('DOT4_DRIVER_CMD', 'data', 'none')],
  WRITE: [shape('DOT4_DRIVER_CMD', 'data', 'none')],
  ADD_ACTIVITY_BROADCAST: [shape('CHANNEL_HANDLE', 'none', 'none'), shape('DOT4_DRIVER_CMD', 'none', 'none')],
  REMOVE_ACTIVITY_BROADCAST: [
    shape('CHANNEL_HANDLE', 'none', 'none'),
    shape('DOT4_DRIVER_CMD', 'none', 'none'),
  ],
  WAIT_ACTIVITY_BROADCAST: [shape('none', 'DOT4_ACTIVITY', 'DOT4_ACTIVITY')],
};

/** In the order in which they are worth trying. */
export const shapeNames = (request: RequestName): readonly string[] =>
  shapes[request].map(({ name }) => name);

/** The shape of this name. The first one for no name, or for one that an older or newer Unjam wrote down. */
export const shapeNamed = (request: RequestName, name: string | undefined): Shape =>
  shapes[request].find((one) => one.name === name) ?? shapes[request][0];
