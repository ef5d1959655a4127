import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import { visible } from '../terminal/visible.ts';

/** The origin, or one sentence that says what is wrong and what to give instead. */
export type JamfUrlReading =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly why: string };

export interface JamfUrlRules {
  /** True in the sandbox, whose Jamf Pro is this computer. */
  readonly loopbackAllowed: boolean;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const HOSTNAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

function refuse(why: string): JamfUrlReading {
  return { ok: false, why };
}

function readHost(url: URL, rules: JamfUrlRules): JamfUrlReading {
  const { hostname, origin } = url;
  if (LOOPBACK.test(hostname)) {
    return rules.loopbackAllowed
      ? { ok: true, origin }
      : refuse('this is your own computer, not a Jamf Pro server');
  }
  // Also 169.254.169.254, where clouds keep credentials, in every spelling: the parser has made it plain by now.
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) {
    return refuse('an IP address cannot prove who it is; give the server name that its certificate is for');
  }
  if (!HOSTNAME.test(hostname)) {
    return refuse(`${visible(hostname, 100)} is not a full server name such as contoso.jamfcloud.com`);
  }
  return { ok: true, origin };
}

/**
 * Reads what people paste for the address of their Jamf Pro.
 * @returns the origin in lower case, IDN as punycode, with a port only when it is not 443
 */
export function readJamfUrl(
  pasted: string,
  rules: JamfUrlRules = { loopbackAllowed: false },
): JamfUrlReading {
  const text = pasted.trim();
  if (text === '') return refuse('it is empty');
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/[\s\\]/.test(text) || !URL.canParse(address)) return refuse('this is not an address');
  const url = new URL(address);
  if (url.protocol === 'http:') {
    return refuse(
      `http:// would send your Jamf credentials in the clear; give ${shown(`https://${url.host}`)}`,
    );
  }
  if (url.protocol !== 'https:') return refuse('a Jamf Pro address begins with https://');
  if (url.username !== '' || url.password !== '') {
    return refuse('no user name or password may stand in the address; they would end up in logs');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    return refuse(`only the server is needed, without a page; give ${shown(url.origin)}`);
  }
  return readHost(url, rules);
}

/** An address for a message; an internationalised name in both spellings, because they can look alike. */
function shown(origin: string): string {
  const { hostname } = new URL(origin);
  const unicode = domainToUnicode(hostname);
  return unicode === hostname ? visible(origin, 300) : `${visible(origin, 300)} (${visible(unicode, 100)})`;
}

/**
 * The key under which the application is created and found again: letters, digits and hyphens only, and the same
 * for ever, because a changed key would make a second application (reliability.md §8).
 * @param origin what `readJamfUrl` gave
 * @returns `jamf-intune-contoso-jamfcloud-com`, with `-8443` when the port is not 443
 */
export function uniqueNameFor(origin: string): string {
  const { hostname, port } = new URL(origin);
  const host = hostname.replaceAll('.', '-').replace(/[^a-z0-9-]/g, '');
  return port === '' ? `jamf-intune-${host}` : `jamf-intune-${host}-${port}`;
}
