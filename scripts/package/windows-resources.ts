import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { windowsIcons } from './icons.ts';
import { product, versionNumbers } from './product.ts';

const english = { lang: 1033, codepage: 1200 };
const rcdata = 10;

export interface Described {
  readonly fileName: string;
  readonly description: string;
  /** Data that the program finds in itself, by name. */
  readonly data: Readonly<Record<string, Uint8Array>>;
}

/** A Windows program with our icon, our version and more data inside. A signature of before goes: it would not hold. */
export const withResources = async (program: Uint8Array, about: Described): Promise<Uint8Array> => {
  const executable = NtExecutable.from(program, { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, 1, english.lang, await windowsIcons());
  const [major, minor, patch] = versionNumbers();
  const [info] = Resource.VersionInfo.fromEntries(resources.entries);
  if (info === undefined) throw new Error(`${about.fileName} has no version resource`);
  info.setFileVersion(major, minor, patch, 0, english.lang);
  info.setProductVersion(major, minor, patch, 0, english.lang);
  info.setStringValues(english, {
    CompanyName: product.maker,
    ProductName: product.name,
    FileDescription: about.description,
    FileVersion: product.version,
    ProductVersion: product.version,
    InternalName: about.fileName.replace(/\.exe$/, ''),
    OriginalFilename: about.fileName,
    LegalCopyright: product.copyright,
  });
  info.outputToResourceEntries(resources.entries);
  for (const [id, bytes] of Object.entries(about.data)) {
    resources.entries.push({ type: rcdata, id, lang: 0, codepage: 0, bin: new Uint8Array(bytes).buffer });
  }
  resources.outputResource(executable);
  return new Uint8Array(executable.generate());
};
