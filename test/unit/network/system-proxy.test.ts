import { describe, expect, it } from 'vitest';
import { readProxySettings } from '../../../src/http/proxy.ts';
import { proxyFindings } from '../../../src/network/network-findings.ts';
import { parseRegistry, parseScutil, readSystemProxy } from '../../../src/network/system-proxy.ts';

const SCUTIL = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
  }
  HTTPEnable : 1
  HTTPPort : 3128
  HTTPProxy : plain.contoso.com
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.contoso.com
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://wpad.contoso.com/proxy.pac
}`;

const REGISTRY = `
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
    ProxyEnable    REG_DWORD    0x1
    ProxyServer    REG_SZ    http=plain.contoso.com:80;https=proxy.contoso.com:8080
    AutoConfigURL    REG_SZ    http://wpad.contoso.com/proxy.pac
`;

const BOTH = { server: 'proxy.contoso.com:8080', pac: 'http://wpad.contoso.com/proxy.pac' };

describe("given the system's settings", () => {
  it('when macOS tells them, then the proxy for HTTPS and the PAC file are read', () => {
    expect(parseScutil(SCUTIL)).toEqual(BOTH);
  });

  it('when macOS has them switched off, then there is none', () => {
    const off = SCUTIL.replace('HTTPSEnable : 1', 'HTTPSEnable : 0').replace(
      'ConfigEnable : 1',
      'ConfigEnable : 0',
    );
    expect(parseScutil(off)).toBeNull();
  });

  it('when Windows tells them, then the proxy for HTTPS and the PAC file are read', () => {
    expect(parseRegistry(REGISTRY)).toEqual(BOTH);
    expect(parseRegistry(REGISTRY.replace('http=plain.contoso.com:80;https=', ''))).toEqual(BOTH);
  });

  it('when Windows has them switched off, then only the PAC file counts', () => {
    expect(parseRegistry(REGISTRY.replace('0x1', '0x0'))).toEqual({ ...BOTH, server: null });
  });

  it('when the command is missing or the system has none, then there are none', async () => {
    const missing = () => Promise.resolve({ kind: 'missing' } as const);
    expect(await readSystemProxy('darwin', missing)).toBeNull();
    expect(await readSystemProxy('linux', () => Promise.reject(new Error('must not run')))).toBeNull();
  });

  it('when macOS is asked, then with its own command', async () => {
    const asked: string[] = [];
    await readSystemProxy('darwin', (command, args) => {
      asked.push([command, ...args].join(' '));
      return Promise.resolve({ kind: 'ended', code: 0, stdout: SCUTIL });
    });
    expect(asked).toEqual(['scutil --proxy']);
  });
});

describe("given the system's and the environment's proxy", () => {
  const none = readProxySettings({});
  const same = readProxySettings({ HTTPS_PROXY: 'http://proxy.contoso.com:8080' });

  it('when they are the same, then nothing is found', () => {
    expect(proxyFindings(same, { server: 'proxy.contoso.com:8080', pac: null })).toEqual([]);
    expect(proxyFindings(none, null)).toEqual([]);
  });

  it('when they differ, then both are shown with the command that follows the system', () => {
    expect(proxyFindings(none, { server: 'proxy.contoso.com:8080', pac: null })).toMatchObject([
      {
        code: 'JI-N313',
        seen: 'the system uses proxy.contoso.com:8080, this program no proxy',
        fix: ['export HTTPS_PROXY=http://proxy.contoso.com:8080'],
      },
    ]);
  });

  it('when there is a PAC file, then it is named as not evaluated', () => {
    const [found] = proxyFindings(same, BOTH);
    expect(found?.details).toEqual([`a PAC file is set and was not evaluated: ${BOTH.pac}`]);
  });
});
