import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { proxyFor, readProxySettings } from '../../../src/http/proxy.ts';

describe('given the variables for proxies', () => {
  const url = new URL('https://graph.microsoft.com/');

  it.each([
    [{ HTTPS_PROXY: 'http://a:1' }, 'http://a:1'],
    [{ https_proxy: 'http://b:1', HTTPS_PROXY: 'http://a:1' }, 'http://b:1'],
    [{ ALL_PROXY: 'http://c:1', HTTP_PROXY: 'http://d:1' }, 'http://c:1'],
    [{ HTTP_PROXY: 'http://d:1' }, 'http://d:1'],
    [{ HTTPS_PROXY: 'proxy.contoso.com:8080' }, 'http://proxy.contoso.com:8080'],
    [{ HTTPS_PROXY: '', http_proxy: '' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'graph.microsoft.com' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x.test, .microsoft.com' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: '*.Microsoft.com' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'graph.microsoft.com:443' }, undefined],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'graph.microsoft.com:8443' }, 'http://a:1'],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'soft.com' }, 'http://a:1'],
  ])('when they are %j, then the way is %s', (env, uri) => {
    expect(proxyFor(readProxySettings(env), url)?.uri).toBe(uri);
  });

  it.each([
    ['http://me:s3cret@p:8080', 'http://me:***@p:8080'],
    ['http://s3cret@p:8080', 'http://***@p:8080'],
    ['http://p:8080', 'http://p:8080'],
  ])('when the address is %s, then %s is shown', (HTTPS_PROXY, shown) => {
    const settings = readProxySettings({ HTTPS_PROXY });
    expect(settings.proxy?.shown).toBe(shown);
    expect(JSON.stringify(settings)).not.toContain('s3cret');
  });

  it.each(['socks5://me:s3cret@p:1080', 'http://'])(
    'when the address is %s, then a failure says so',
    (ALL_PROXY) => {
      let error: unknown;
      try {
        readProxySettings({ ALL_PROXY });
      } catch (thrown) {
        error = thrown;
      }
      if (!(error instanceof Failure)) throw new Error('expected a Failure');
      expect(error).toMatchObject({ code: 'JI-P508', exit: 2 });
      expect(error.message + error.why).toContain('ALL_PROXY');
      expect(error.message + error.why).not.toContain('s3cret');
    },
  );
});
