import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { product } from './product.ts';

const schemaVersion = '1.10.0';
const identifier = 'Unjam.Unjam';

export interface WingetInstaller {
  /** Where the MSI of this version can be downloaded. */
  readonly url: string;
  readonly sha256: string;
  readonly productCode: string;
}

type Value = string | readonly string[] | readonly Readonly<Record<string, string>>[];

const quoted = (text: string): string => JSON.stringify(text);

const yaml = (kind: string, fields: Readonly<Record<string, Value>>): string => {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [`${name}: ${quoted(value)}`]
      : [
          `${name}:`,
          ...value.flatMap((item) =>
            typeof item === 'string'
              ? [`- ${quoted(item)}`]
              : Object.entries(item).map(
                  ([key, text], index) => `${index === 0 ? '- ' : '  '}${key}: ${quoted(text)}`,
                ),
          ),
        ],
  );
  return [
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${kind}.${schemaVersion}.schema.json`,
    ...lines,
    `ManifestType: ${kind}`,
    `ManifestVersion: ${schemaVersion}`,
    '',
  ].join('\n');
};

/** The three files that winget wants of a version: https://learn.microsoft.com/windows/package-manager/package/manifest */
export const wingetManifests = ({
  url,
  sha256,
  productCode,
}: WingetInstaller): ReadonlyMap<string, string> => {
  const about = { PackageIdentifier: identifier, PackageVersion: product.version };
  return new Map([
    [`${identifier}.yaml`, yaml('version', { ...about, DefaultLocale: 'en-US' })],
    [
      `${identifier}.installer.yaml`,
      yaml('installer', {
        ...about,
        Platform: ['Windows.Desktop'],
        MinimumOSVersion: '10.0.17763.0',
        InstallerType: 'msi',
        Scope: 'machine',
        InstallModes: ['silent', 'silentWithProgress'],
        UpgradeBehavior: 'install',
        Commands: ['unjam'],
        ElevationRequirement: 'elevationRequired',
        Installers: [
          {
            Architecture: 'x64',
            InstallerUrl: url,
            InstallerSha256: sha256.toUpperCase(),
            ProductCode: productCode,
          },
        ],
      }),
    ],
    [
      `${identifier}.locale.en-US.yaml`,
      yaml('defaultLocale', {
        ...about,
        PackageLocale: 'en-US',
        Publisher: product.maker,
        PackageName: product.name,
        License: 'MIT',
        Copyright: product.copyright,
        ShortDescription: product.description,
        Moniker: 'unjam',
        Tags: ['dot4', 'helpdesk', 'ieee-1284', 'printer', 'scanner'],
      }),
    ],
  ]);
};

export const writeWinget = async (folder: string, installer: WingetInstaller): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of wingetManifests(installer)) await writeFile(join(folder, name), text);
};
