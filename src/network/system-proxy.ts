import type { CommandRunner } from '../ports/command-runner.ts';
import { visible } from '../terminal/visible.ts';

/** The proxy that the operating system's settings name; Macs and browsers use it, Node does not. */
export interface SystemProxy {
  /** `proxy.contoso.com:8080` */
  readonly server: string | null;
  /** Address of a script that chooses a proxy for each host. It is shown and never run (network.md §7.5). */
  readonly pac: string | null;
}

const WINDOWS_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** Reads the settings on macOS and Windows; null elsewhere, and where there are none. Never rejects. */
export async function readSystemProxy(
  platform: NodeJS.Platform,
  run: CommandRunner,
): Promise<SystemProxy | null> {
  switch (platform) {
    case 'darwin':
      return parseScutil(await outputOf(run, 'scutil', ['--proxy']));
    case 'win32':
      return parseRegistry(await outputOf(run, 'reg', ['query', WINDOWS_KEY]));
    default:
      return null;
  }
}

async function outputOf(run: CommandRunner, command: string, args: readonly string[]): Promise<string> {
  const result = await run(command, args, { capture: true });
  return result.kind === 'ended' ? result.stdout : '';
}

/** Reads the answer of `scutil --proxy`: `HTTPSEnable : 1`. */
export function parseScutil(text: string): SystemProxy | null {
  const value = (key: string) => new RegExp(`^\\s*${key} : (.+)$`, 'm').exec(text)?.[1]?.trim();
  const host = value('HTTPSEnable') === '1' ? value('HTTPSProxy') : undefined;
  const pac = value('ProxyAutoConfigEnable') === '1' ? value('ProxyAutoConfigURLString') : undefined;
  return found(host === undefined ? undefined : `${host}:${value('HTTPSPort') ?? '443'}`, pac);
}

/** Reads the answer of `reg query`: `ProxyEnable    REG_DWORD    0x1`. */
export function parseRegistry(text: string): SystemProxy | null {
  const value = (key: string) => new RegExp(`^\\s*${key}\\s+REG_\\w+\\s+(.+)$`, 'm').exec(text)?.[1]?.trim();
  const enabled = value('ProxyEnable') === '0x1';
  return found(enabled ? forHttps(value('ProxyServer')) : undefined, value('AutoConfigURL'));
}

/** `http=a:80;https=b:443` names one for each protocol, `a:80` the one for all. */
function forHttps(server: string | undefined): string | undefined {
  if (server === undefined || !server.includes('=')) return server;
  return /(?:^|;)https=([^;]+)/.exec(server)?.[1];
}

function found(server: string | undefined, pac: string | undefined): SystemProxy | null {
  if (server === undefined && pac === undefined) return null;
  return {
    server: server === undefined ? null : visible(server, 200),
    pac: pac === undefined ? null : visible(pac, 300),
  };
}
