import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Data } from 'resedit';

const source = new URL('icon.svg', import.meta.url);
/** What Windows shows in lists, in the taskbar and on large screens. */
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256] as const;
const linuxSizes = [16, 32, 48, 64, 128, 256, 512] as const;

let ready: Promise<void> | null = null;
const prepared = (): Promise<void> =>
  (ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(
    (wasm) => initWasm(wasm),
  ));

/** Our icon as a PNG file. */
const drawIcon = async (size: number): Promise<Uint8Array> => {
  await prepared();
  return new Resvg(await readFile(source, 'utf8'), { fitTo: { mode: 'width', value: size } })
    .render()
    .asPng();
};

/** Our icon in every size, as Windows has it in programs. */
export const windowsIcons = (): Promise<Data.RawIconItem[]> =>
  Promise.all(windowsSizes.map(async (size) => Data.RawIconItem.from(await drawIcon(size), size, size, 32)));

/** Writes `icon.ico`, and a PNG file for each size, for electron-builder and the installer. */
export const writeIcons = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const file = new Data.IconFile();
  file.icons = (await windowsIcons()).map((data) => ({ data }));
  await writeFile(join(folder, 'icon.ico'), new Uint8Array(file.generate()));
  for (const size of linuxSizes) {
    await writeFile(join(folder, `${size}x${size}.png`), await drawIcon(size));
  }
};
