export const electronPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libsecret-1-0',
  'libnotify4',
];

/** A virtual screen, and a font to draw with: a machine without a screen often has none. */
export const virtualScreenPackages = ['xvfb', 'fonts-dejavu-core'];

export const chromiumPackages = ['chromium', 'fonts-dejavu-core'];

/** `ip`, to bring loopback up inside a network of its own. */
export const networkCutPackages = ['iproute2'];

/** What makes and signs an installer, and a zip file. */
export const packagingPackages = ['wixl', 'msitools', 'osslsigncode', 'zip'];

/** Server and client of SSH, for tests that need a PC elsewhere. */
export const sshPackages = ['openssh-server', 'openssh-client'];

/** `ansible` has the collection ansible.windows; ansible-core alone has not. */
export const ansiblePackages = ['ansible', 'ansible-lint'];
