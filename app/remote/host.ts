/** A computer as a person names it for ssh: [user@]name[:port]. */
export interface RemoteHost {
  /** As it was typed; it names the computer in the window. */
  readonly name: string;
  /** What ssh is given. */
  readonly target: string;
  readonly port: string | null;
}

/** Longest name of the DNS, with room for a user. */
const longest = 320;

/** Of an account, or DOMAIN\\account. */
const user = /^\w[\w.+-]*(?:\\\w[\w.+-]*)?$/;
/** A name of the DNS, an alias of ~/.ssh/config, or an IPv4 address. */
const dnsName = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9_])?$/;
const ipv6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$/;

const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;

/**
 * SECURITY: ssh takes what begins with a hyphen for an option, and puts host and user into the command lines of its
 * own configuration (ProxyCommand, Match exec). Only what no shell reads as more than a word passes. null: it does not.
 */
export const remoteHost = (typed: string): RemoteHost | null => {
  const name = typed.trim();
  if (name.length > longest) return null;
  const at = name.lastIndexOf('@');
  const [account, place] = at < 0 ? [null, name] : [name.slice(0, at), name.slice(at + 1)];
  if (account !== null && !user.test(account)) return null;
  const prefix = account === null ? '' : `${account}@`;
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (bracketed !== null || (ipv6.test(place) && place.split(':').length > 2)) {
    const [, address = place, port] = bracketed ?? [];
    if (!ipv6.test(address) || (port !== undefined && !isPort(port))) return null;
    return { name, target: `${prefix}${address}`, port: port ?? null };
  }
  const [host = '', port, ...more] = place.split(':');
  if (!dnsName.test(host) || more.length > 0 || (port !== undefined && !isPort(port))) return null;
  return { name, target: `${prefix}${host}`, port: port ?? null };
};
