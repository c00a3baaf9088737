import { compiler, repositoryRoot } from './places.ts';
import { runCommand } from './run-command.ts';

/** The numbers of the public MinGW headers d4drvif.h and d4iface.h, as the compiler sees them. */
export interface HeaderLayout {
  /** Control codes by request name, such as `DESTROY_SOCKET`. */
  requests: Record<string, number>;
  structs: Record<string, { size: number; fields: Record<string, { offset: number; size: number }> }>;
  constants: Record<string, number>;
}

const source = `${repositoryRoot}/native/testdriver/programs/header-layout.c`;

/** Compiles to assembler text and reads it; needs the compiler only, no Wine and no Windows. */
export async function readHeaderLayout(): Promise<HeaderLayout> {
  const text = await runCommand(compiler, ['-Wall', '-Werror', '-O1', '-S', '-o', '-', source], {
    timeoutMs: 60_000,
  });
  const layout: HeaderLayout = { requests: {}, structs: {}, constants: {} };
  for (const [, kind, name = '', number] of text.matchAll(/^@@ (\w+) ([\w.]+) (-?\d+)$/gm)) {
    const value = Number(number);
    const [owner = '', field = ''] = name.split('.');
    if (kind === 'request') layout.requests[owner] = value;
    else if (kind === 'constant') layout.constants[owner] = value;
    else {
      const struct = (layout.structs[owner] ??= { size: 0, fields: {} });
      const place = () => (struct.fields[field] ??= { offset: 0, size: 0 });
      if (kind === 'struct') struct.size = value;
      else if (kind === 'offset') place().offset = value;
      else place().size = value;
    }
  }
  return layout;
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(await readHeaderLayout(), null, 2));
}
