import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remoteHost } from './host.ts';

const label = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,10}[A-Za-z0-9])?$/);
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const account = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,15}$/);
const port = fc.integer({ min: 1, max: 65_535 });
const v6 = fc.ipV6();

test('a name, with a user, a domain and a port, is given to ssh as it is', () => {
  fc.assert(
    fc.property(name, account, label, port, (host, user, domain, number) => {
      expect(remoteHost(host)).toEqual({ name: host, target: host, port: null });
      expect(remoteHost(`${host}:${number}`)).toMatchObject({ target: host, port: String(number) });
      expect(remoteHost(`${user}@${host}`)?.target).toBe(`${user}@${host}`);
      expect(remoteHost(`${domain}\\${user}@${host}`)?.target).toBe(`${domain}\\${user}@${host}`);
    }),
  );
});

test('an IPv6 address has its port behind brackets', () => {
  fc.assert(
    fc.property(v6, account, port, (address, user, number) => {
      expect(remoteHost(address)).toMatchObject({ target: address, port: null });
      expect(remoteHost(`[${address}]`)).toMatchObject({ target: address, port: null });
      expect(remoteHost(`${user}@[${address}]:${number}`)).toMatchObject({
        target: `${user}@${address}`,
        port: String(number),
      });
    }),
  );
});

/** What no shell, no option of ssh and no token of its configuration is made of. */
const harmless = /^[A-Za-z0-9_][\w.+-]*(?:\\\w[\w.+-]*)?$/;

test('nothing else passes: no option, no shell, no token, nothing that is not ASCII', () => {
  const nasty = fc.constantFrom(
    ...Array.from('-;|&$`<>(){}[]*?!#~=,%@:\\/"\'^ \t\n\r\0\u001b\u007f\u00e9\u202e\u{1f5a8}'),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.oneof(nasty, label, fc.constantFrom('%h', '$(id)', '-oProxyCommand=id', '::1')), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
    fc.tuple(name, nasty, name).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const host = remoteHost(typed);
      if (host === null) return;
      const at = host.target.lastIndexOf('@');
      const [user, place] = [host.target.slice(0, Math.max(at, 0)), host.target.slice(at + 1)];
      if (at >= 0) expect(user).toMatch(harmless);
      expect(place).toMatch(/^(?:[A-Za-z0-9][\w.-]*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$/);
      expect(host.port ?? '1').toMatch(/^[1-9]\d{0,4}$/);
      expect(host.name).toBe(typed.trim());
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ...[
    '',
    '-',
    '-v',
    '-oProxyCommand=id',
    'a b',
    'a;b',
    'a|b',
    'a$(id)',
    'a`id`',
    'a&b',
    "a'b",
    'a"b',
    'a\nb',
  ],
  ...[
    '%h',
    'a%hb',
    '::1%h',
    'fe80::1%eth0',
    'user@',
    '@host',
    '-x@host',
    'user@-host',
    'us er@host',
    'us\\@host',
  ],
  ...[
    'a\\b\\c@host',
    '\\user@host',
    'host\\',
    'host:0',
    'host:65536',
    'host:22:33',
    'host:',
    'host:-p',
    '[::1',
    '::1]',
  ],
  ...['[::1]22', '[host]', 'ho\u0000st', 'h\u00f6st', 'host\u200b', '\u202ehost', 'a@b@-c', 'a'.repeat(321)],
])('%j is no host', (typed) => {
  expect(remoteHost(typed)).toBeNull();
});
