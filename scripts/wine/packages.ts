/** Debian packages that the rig needs: Wine (no display needed) and the compiler of the test driver. */
export const winePackages: readonly string[] = ['wine64', 'gcc-mingw-w64-x86-64'];
