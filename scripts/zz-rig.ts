import { startSshd } from '/work/main/scripts/ssh/sshd.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
const s = await startSshd({ hosts: { 'pc-1': { scenario: 'office' }, 'pc-2': { scenario: 'full' }, 'pc-3': {scenario: process.env.S3 ?? 'forces'} } });
mkdirSync('/tmp/rigbin', { recursive: true });
writeFileSync('/tmp/rigbin/ssh', `#!/bin/sh\nexec /usr/bin/ssh -F ${s.configFile} "$@"\n`, { mode: 0o755 });
writeFileSync('/tmp/rigbin/sftp', `#!/bin/sh\nexec /usr/bin/sftp -F ${s.configFile} "$@"\n`, { mode: 0o755 });
console.log('ready', s.configFile, s.port, s.hostFolder('pc-1'));
process.on('SIGTERM', () => void s.stop().then(() => process.exit(0)));
setInterval(() => {}, 1000);
