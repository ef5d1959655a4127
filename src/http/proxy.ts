import { Failure } from '../errors/failure.ts';
import { Secret } from '../secrets/secret.ts';
import { visible } from '../terminal/visible.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxyServer {
  /** Address without credentials: `http://proxy.contoso.com:8080`. */
  readonly uri: string;
  /** Value of `Proxy-Authorization`, when the address held credentials. */
  readonly authorization?: Secret;
  /** For messages; the password is masked. */
  readonly shown: string;
}

interface Exception {
  readonly host: string;
  /** Undefined: any port. */
  readonly port: number | undefined;
}

export interface ProxySettings {
  readonly proxy: ProxyServer | undefined;
  readonly exceptions: readonly Exception[] | 'all';
}

/** First one that is set wins; the order is curl's, and a HTTP_PROXY alone also serves https as in undici. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];

function unusable(variable: string, why: string): Failure {
  return new Failure({
    code: 'JI-P508',
    exit: 2,
    what: `The proxy address in ${variable} cannot be used`,
    why,
    fix: [`export ${variable}=http://proxy.example.com:8080`, `or remove it: unset ${variable}`],
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is part of the password then
  }
}

function mask(url: URL): string {
  if (url.username === '' && url.password === '') return '';
  // A user name without a password is often a token, so it is hidden too.
  return url.password === '' ? '***@' : `${visible(decode(url.username), 40)}:***@`;
}

function parseProxy(variable: string, text: string): ProxyServer {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) throw unusable(variable, 'It is not an address.');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw unusable(variable, `Proxies are spoken to over http or https, not ${visible(url.protocol, 20)}`);
  }
  const uri = `${url.protocol}//${url.host}`;
  const shown = `${url.protocol}//${mask(url)}${url.host}`;
  if (url.username === '' && url.password === '') return { uri, shown };
  const credentials = `${decode(url.username)}:${decode(url.password)}`;
  const authorization = new Secret(`Basic ${Buffer.from(credentials).toString('base64')}`);
  return { uri, shown, authorization };
}

function parseException(entry: string): Exception {
  const withPort = /^(.+):(\d+)$/.exec(entry);
  const host = withPort?.[1] ?? entry;
  const port = withPort?.[2] === undefined ? undefined : Number(withPort[2]);
  return { host: host.replace(/^\*?\./, '').toLowerCase(), port };
}

/**
 * Reads HTTPS_PROXY, ALL_PROXY, HTTP_PROXY and NO_PROXY, in lower or upper case.
 * @throws Failure JI-P508 when the address is not one of an http or https proxy
 */
export function readProxySettings(env: Environment): ProxySettings {
  const variable = VARIABLES.find((name) => (env[name] ?? '').trim() !== '');
  const proxy = variable === undefined ? undefined : parseProxy(variable, (env[variable] ?? '').trim());
  const entries = (env.no_proxy ?? env.NO_PROXY ?? '').split(/[,\s]+/).filter((entry) => entry !== '');
  return { proxy, exceptions: entries.includes('*') ? 'all' : entries.map(parseException) };
}

/** This computer itself: a proxy elsewhere could only reach its own. The sandbox lives here. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The proxy that a request has to take, or undefined for the direct way. NO_PROXY entries cover subdomains. */
export function proxyFor(settings: ProxySettings, url: URL): ProxyServer | undefined {
  const hostname = url.hostname.toLowerCase();
  if (settings.proxy === undefined || settings.exceptions === 'all' || isLoopback(hostname)) return undefined;
  const port = url.port === '' ? 443 : Number(url.port);
  const excepted = settings.exceptions.some(
    (exception) =>
      (exception.port === undefined || exception.port === port) &&
      (hostname === exception.host || hostname.endsWith(`.${exception.host}`)),
  );
  return excepted ? undefined : settings.proxy;
}
