const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** The frameworks colour their messages even for a file. */
export function withoutColours(text: string): string {
  return text.replaceAll(colour, '');
}
