import { devDependencies } from '../../package.json' with { type: 'json' };

/** The one Electron that may touch a device: package.json pins it exactly. */
export const electronPin: string = devDependencies.electron;
