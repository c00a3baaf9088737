/** One argument as CommandLineToArgvW takes it apart again (learn.microsoft.com, shellapi). */
const quoted = (argument: string): string => {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  // backslashes count only before a quotation mark, the closing one included
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
};

export const commandLine = (args: readonly string[]): string => args.map(quoted).join(' ');
