import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { withSettings } from '#app/settings/in-page.ts';
import type { Settings } from '#app/settings/settings.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

export const appScheme = 'app';
export const appHost = 'unjam';
export const appPage = `${appScheme}://${appHost}/index.html`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** What Electron's protocol takes. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

const notFound: Answer = {
  statusCode: 404,
  headers: { 'content-type': 'text/plain' },
  data: Buffer.from('not found'),
};

/** The file a request names inside the served folder, or null. SECURITY: contained in that folder, fixed host, GET only. */
export const servedFile = (folder: string, method: string, address: string): string | null => {
  if (method !== 'GET' || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(folder, path));
  return file.startsWith(normalize(folder) + sep) && contentTypes[extname(file)] !== undefined ? file : null;
};

/** Answers app:// requests from the folder of the built window. The page gets the settings of this moment with it. */
export const serveApp =
  (folder: string, settings: () => Settings) =>
  async (request: { readonly method: string; readonly url: string }): Promise<Answer> => {
    const file = servedFile(folder, request.method, request.url);
    if (file === null) return notFound;
    const body = await readFile(file).catch(() => null);
    if (body === null) return notFound;
    const isPage = extname(file) === '.html';
    return {
      statusCode: 200,
      headers: {
        'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
      data: isPage ? Buffer.from(withSettings(body.toString(), settings())) : body,
    };
  };
