import { createHash } from 'node:crypto';
import type { WindowsArch } from '../wine/windows-node.ts';
import type { Part } from './parts.ts';
import { product } from './product.ts';

const purl = ({ name, version }: Part): string =>
  name === 'node' || name === 'electron'
    ? `pkg:generic/${name}@${version}`
    : `pkg:npm/${name.replace('@', '%40')}@${version}`;

const component = (part: Part) => ({
  type: part.name === 'node' || part.name === 'electron' ? 'platform' : 'library',
  'bom-ref': purl(part),
  name: part.name,
  version: part.version,
  purl: purl(part),
  licenses: [
    / (AND|OR|WITH) /.test(part.licence) ? { expression: part.licence } : { license: { id: part.licence } },
  ],
});

/** What is inside, for the tools that watch for known faults in it: https://cyclonedx.org/docs/1.6/json/ */
export const billOfMaterials = (arch: WindowsArch, parts: readonly Part[], builtAt: number): string => {
  const components = parts.map(component);
  const hash = createHash('sha256')
    .update(JSON.stringify([product.version, arch, components]))
    .digest('hex');
  const serial = hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
  const root = `pkg:generic/unjam@${product.version}?arch=${arch}`;
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: {
      timestamp: new Date(builtAt * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'unjam',
        version: product.version,
        description: product.description,
        licenses: [{ license: { id: 'MIT' } }],
        purl: root,
      },
    },
    components,
    dependencies: [{ ref: root, dependsOn: components.map((one) => one['bom-ref']) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
};
