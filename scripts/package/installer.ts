import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { runCommand } from '../wine/run-command.ts';
import { product, versionNumbers } from './product.ts';

export const features = {
  CommandLine: { title: 'Command line', about: 'unjam, for scripts and remote shells; in PATH' },
  Window: { title: 'Window', about: 'The window, and its entry in the Start menu' },
} as const;
export type Feature = keyof typeof features;

export interface InstalledFile {
  /** null: it comes with each. */
  readonly feature: Feature | null;
  /** On this machine. */
  readonly source: string;
  /** Below the program's folder on the other, with slashes. */
  readonly target: string;
}

export interface InstallerOptions {
  readonly files: readonly InstalledFile[];
  readonly icon: string;
  readonly output: string;
  /** Stands for the time of everything inside, in seconds: the same commit gives the same file. */
  readonly builtAt: number;
  readonly version?: string;
}

/** Never another one: it is how Windows knows that a package is a version of Unjam. */
const upgradeCode = '{6C2F4E0B-6B1D-4C1E-9D55-0F1C2A7E8B41}';
const timeoutMs = 300_000;

/** A GUID by name (RFC 9562, version 5 but for the hash): the same name gives the same one. */
const guidOf = (...parts: readonly string[]): string => {
  const bytes = createHash('sha256')
    .update([upgradeCode, ...parts].join('\0'))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex').toUpperCase();
  return `{${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}}`;
};

/** Identifiers of Windows Installer: letters, digits, underscores and full stops, 72 at most. */
const idOf = (kind: string, target: string): string =>
  `${kind}_${createHash('sha256').update(target).digest('hex').slice(0, 24)}`;

const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The folders of a feature's files, each inside its parent. */
const directories = (files: readonly InstalledFile[], at = ''): string => {
  const inside = files.filter(({ target }) => target.startsWith(at));
  const here = inside.filter(({ target }) => !target.slice(at.length).includes('/'));
  const names = inside.flatMap(({ target }) => target.slice(at.length).split('/').slice(0, -1).slice(0, 1));
  return [
    ...here.map(component),
    ...[...new Set(names)].map((name) => {
      const below = `${at}${name}/`;
      const named = `<Directory Id="${idOf('dir', below)}" Name="${xml(fileName(name, below))}">`;
      return `${named}${directories(files, below)}</Directory>`;
    }),
  ].join('\n');
};

const windowProgram = 'window/Unjam.exe';

const shortcut = `<Shortcut Id="StartMenu" Directory="ProgramMenuFolder" Name="Unjam" Advertise="no"
  WorkingDirectory="INSTALLDIR" Icon="unjam.ico" Description="${xml(product.description)}"/>`;

/** Where Windows keeps short names, an installer has to bring one for each name that is none. */
const fileName = (name: string, target: string): string => {
  if (/^[\w-]{1,8}(\.\w{1,3})?$/.test(name)) return name;
  const [, ending = ''] = /\.(\w{1,3})\w*$/.exec(name) ?? [];
  const short = createHash('sha256').update(target).digest('hex').slice(0, 8);
  return `${ending === '' ? short : `${short}.${ending}`}|${name}`;
};

const component = ({ target }: InstalledFile): string =>
  `<Component Id="${idOf('cmp', target)}" Guid="${guidOf('component', target)}" Win64="yes">` +
  `<File Id="${idOf('file', target)}" Name="${xml(fileName(basename(target), target))}" Source="${xml(`files/${target}`)}" KeyPath="yes">` +
  `${target === windowProgram ? shortcut : ''}</File></Component>`;

/** Where a PATH entry and what the program's folder was hang on: they come and go with the command line, and with all. */
const commandLineComponent = 'cmp_path';
const allComponent = 'cmp_all';

const eventSource = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Unjam';

const registry = (key: string, name: string, type: string, value: string, keyPath = false): string =>
  `<RegistryValue Root="HKLM" Key="${key}" Name="${name}" Type="${type}" Value="${xml(value)}"` +
  `${keyPath ? ' KeyPath="yes"' : ''}/>`;

const source = (options: InstallerOptions, productCode: string): string => {
  const { files } = options;
  const version = versionNumbers(options.version).join('.');
  const present = (Object.keys(features) as Feature[]).filter((feature) =>
    files.some((file) => file.feature === feature),
  );
  const refs = (feature: Feature): string =>
    [
      allComponent,
      ...(feature === 'CommandLine' ? [commandLineComponent] : []),
      ...files
        .filter((file) => file.feature === null || file.feature === feature)
        .map(({ target }) => idOf('cmp', target)),
    ]
      .map((id) => `<ComponentRef Id="${id}"/>`)
      .join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${productCode}" Name="${product.name}" Language="1033" Version="${version}"
  Manufacturer="${xml(product.maker)}" UpgradeCode="${upgradeCode}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"
  Description="${xml(product.description)}" Manufacturer="${xml(product.maker)}"/>
<Media Id="1" Cabinet="unjam.cab" EmbedCab="yes"/>
<Icon Id="unjam.ico" SourceFile="unjam.ico"/>
<Property Id="ARPPRODUCTICON" Value="unjam.ico"/>
<Property Id="SecureCustomProperties" Value="INSTALLDIR;NEWERFOUND;OLDERFOUND"/>
<Property Id="REINSTALLMODE" Value="amus"/>
<Property Id="INSTALLEDBEFORE"><RegistrySearch Id="InstalledBefore" Root="HKLM" Key="Software\\Unjam"
  Name="InstallDir" Type="raw" Win64="yes"/></Property>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramMenuFolder"/>
<Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="Unjam">
<Component Id="${allComponent}" Guid="${guidOf(allComponent)}" Win64="yes">
${registry('Software\\Unjam', 'InstallDir', 'string', '[INSTALLDIR]', true)}
${registry('Software\\Unjam', 'Version', 'string', version)}
${registry(eventSource, 'EventMessageFile', 'string', '[System64Folder]EventCreate.exe')}
${registry(eventSource, 'TypesSupported', 'integer', '7')}
${registry(eventSource, 'CustomSource', 'integer', '1')}
</Component>
<Component Id="${commandLineComponent}" Guid="${guidOf(commandLineComponent)}" Win64="yes">
${registry('Software\\Unjam', 'CommandLine', 'string', '[INSTALLDIR]unjam.exe', true)}
</Component>
${directories(files)}
</Directory></Directory>
</Directory>
${present
  .map(
    (feature) =>
      `<Feature Id="${feature}" Level="1" Title="${features[feature].title}"
  Description="${features[feature].about}">${refs(feature)}</Feature>`,
  )
  .join('\n')}
</Product>
</Wix>
`;
};

const insert = (table: string, row: Readonly<Record<string, string | number>>): string => {
  const names = Object.keys(row).map((name) => `\`${name}\``);
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  );
  return `INSERT INTO \`${table}\` (${names.join(', ')}) VALUES (${values.join(', ')})`;
};

const action = (Action: string, Condition: string, Sequence: number): string[] =>
  // The search for versions and folders also comes before a dialog is shown.
  [...(Sequence < 1100 ? ['InstallUISequence'] : []), 'InstallExecuteSequence'].map((table) =>
    insert(table, { Action, Condition, Sequence }),
  );

const setProperty = (name: string, property: string, value: string): string =>
  insert('CustomAction', { Action: name, Type: 51, Source: property, Target: value });

/** msidbUpgradeAttributes */
const [migrateFeatures, onlyDetect, minInclusive, maxInclusive] = [1, 2, 256, 512];

/** What wixl 0.101 has no words for: PATH, conditions, and the order in which versions replace each other. */
const statements = (version: string): string[] => [
  'CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, ' +
    '`Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)',
  insert('Environment', {
    Environment: 'Path',
    Name: '=-*PATH',
    Value: '[~];[INSTALLDIR]',
    Component_: commandLineComponent,
  }),
  ...action('WriteEnvironmentStrings', '', 5200),
  ...action('RemoveEnvironmentStrings', '', 3300),

  // An older version, and the same one built again, are replaced with their choice of features; a newer one stays.
  insert('Upgrade', {
    UpgradeCode: upgradeCode,
    VersionMin: '0.0.0',
    VersionMax: version,
    Attributes: migrateFeatures | minInclusive | maxInclusive,
    ActionProperty: 'OLDERFOUND',
  }),
  insert('Upgrade', {
    UpgradeCode: upgradeCode,
    VersionMin: version,
    VersionMax: '',
    Attributes: onlyDetect,
    ActionProperty: 'NEWERFOUND',
  }),
  // Neither feature is of use when it comes only once it is needed: msidbFeatureAttributesDisallowAdvertise.
  'UPDATE `Feature` SET `Attributes` = 8',
  `UPDATE \`Shortcut\` SET \`Target\` = '[#${idOf('file', windowProgram)}]' WHERE \`Shortcut\` = 'StartMenu'`,
  insert('LaunchCondition', {
    Condition: 'Installed OR NOT NEWERFOUND',
    Description: 'A newer version of [ProductName] is installed. Remove it first to go back to this one.',
  }),
  insert('LaunchCondition', {
    Condition: 'Installed OR (VersionNT64 AND VersionNT >= 603)',
    Description: '[ProductName] needs 64-bit Windows 10 or later.',
  }),
  ...action('FindRelatedProducts', '', 25),
  ...action('LaunchConditions', '', 100),
  ...action('MigrateFeatureStates', '', 1050),
  // Inside the transaction: where the new version cannot be installed, the old one comes back.
  ...action('RemoveExistingProducts', '', 1501),

  // The folder of before is kept unless another one is asked for, and is told to inventories.
  setProperty('KeepFolder', 'INSTALLDIR', '[INSTALLEDBEFORE]'),
  ...action('KeepFolder', 'INSTALLEDBEFORE AND NOT INSTALLDIR', 51),
  setProperty('SetLocation', 'ARPINSTALLLOCATION', '[INSTALLDIR]'),
  ...action('SetLocation', '', 1001),
];

/** The version that Windows compares before it replaces a file; null: it compares the contents. */
const fileVersion = (program: Uint8Array): string | null => {
  if (program[0] !== 0x4d || program[1] !== 0x5a) return null;
  const { entries } = NtExecutableResource.from(NtExecutable.from(program, { ignoreCert: true }));
  const [info] = Resource.VersionInfo.fromEntries(entries);
  if (info === undefined) return null;
  const { fileVersionMS, fileVersionLS } = info.fixedInfo;
  return [fileVersionMS >>> 16, fileVersionMS & 0xffff, fileVersionLS >>> 16, fileVersionLS & 0xffff].join(
    '.',
  );
};

const versioned = (target: string, version: string): string[] => [
  `UPDATE \`File\` SET \`Version\` = '${version}', \`Language\` = '1033' WHERE \`File\` = '${idOf('file', target)}'`,
  `DELETE FROM \`MsiFileHash\` WHERE \`File_\` = '${idOf('file', target)}'`,
];

/** wixl writes the time of day into it. */
const summary = (packageCode: string, builtAt: number): string => {
  const time = new Date(builtAt * 1000).toISOString().replace(/-/g, '/').replace('T', ' ').slice(0, 19);
  const rows: readonly (readonly [number, string])[] = [
    [2, 'Installation Database'],
    [3, product.name],
    [4, product.maker],
    [9, packageCode],
    [12, time],
    [13, time],
  ];
  const head = ['PropertyId\tValue', 'i2\tl255', '_SummaryInformation\tPropertyId'];
  return [...head, ...rows.map((row) => row.join('\t')), ''].join('\r\n');
};

/** Builds the MSI, unsigned. Answers its product code. */
export async function buildInstaller(options: InstallerOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-msi-'));
  try {
    const contents = createHash('sha256');
    // wixl takes relative paths only, and writes the times of the files into the cabinet.
    const put = async (from: string, to: string): Promise<void> => {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await copyFile(from, join(folder, to));
      await utimes(join(folder, to), options.builtAt, options.builtAt);
    };
    await put(options.icon, 'unjam.ico');
    const versions: string[] = [];
    for (const { feature, target, source: file } of options.files) {
      const content = await readFile(file);
      contents.update(`${feature ?? ''}\0${target}\0`).update(content);
      await put(file, `files/${target}`);
      const found = fileVersion(content);
      if (found !== null) versions.push(...versioned(target, found));
    }
    const hash = contents.digest('hex');
    const version = versionNumbers(options.version).join('.');
    const productCode = guidOf('product', version, hash);
    await writeFile(join(folder, 'unjam.wxs'), source(options, productCode));
    await writeFile(
      join(folder, '_SummaryInformation.idt'),
      summary(guidOf('package', version, hash), options.builtAt),
    );
    const run = (command: string, ...args: string[]) =>
      runCommand(command, args, { cwd: folder, timeoutMs, env: { ...process.env, TZ: 'UTC' } });
    await run('wixl', '--arch', 'x64', '--output', 'unjam.msi', 'unjam.wxs');
    const queries = [...versions, ...statements(version)].flatMap((statement) => ['-q', statement]);
    await run('msibuild', 'unjam.msi', ...queries, '-i', '_SummaryInformation.idt');
    await copyFile(join(folder, 'unjam.msi'), options.output);
    return productCode;
  } finally {
    await rm(folder, { recursive: true });
  }
}
