/**
 * What may be loaded into the process as koffi's library: the sha256 of `koffi.node` in the packages that
 * package-lock.json pins. `npm run koffi-hashes` writes this file; koffi-hashes.test.ts fails when another koffi is pinned.
 */
export const koffiHashes = {
  '@koromix/koffi-win32-arm64': {
    integrity:
      'sha512-TQLDhDMfq7x8fhIzD4FdqJ7QxEgkHLrcN8Bj6wPHbf85OyXtOLHCw7VRj9PZ6+uyPfaqnb25gmHQuEK8WxR3vg==',
    sha256: '39fe96e2a2da1ed2ab26d4b2cad01de85d42f7197048e471c65ba5afa3ce7050',
  },
  '@koromix/koffi-win32-ia32': {
    integrity:
      'sha512-z0uY3mqXATU1X7gykJydc4pqexsg++asy6XuFwd5lc7BgdMegMCm60BOtc73EoNz/sgmV3bX5bEaNVMtI/u5NA==',
    sha256: '213f115bf17a6edd7ff06543323b2b7960b5c98d9e834668fb94539948cd06e6',
  },
  '@koromix/koffi-win32-x64': {
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
    sha256: 'a77b6bb6f60cdd360a41cc4e9f8a0e2a4c5b8e6dd83f43e756af285c59a7c4c2',
  },
} as const;
