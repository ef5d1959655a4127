import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeChain } from '../../../src/http/cause-chain.ts';
import { describeNetworkFailure, type FailureContext } from '../../../src/http/network-failure.ts';

const context: FailureContext = {
  host: 'graph.microsoft.com',
  proxy: undefined,
  now: new Date('2026-11-25T12:00:00Z'),
  deadlineMs: 30_000,
  maxBytes: 1024,
};
const behindProxy = { ...context, proxy: 'http://proxy.contoso.com:8080' };

function fetchFailed(code: string, message = ''): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

describe('given what undici threw', () => {
  it.each([
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN', 'dns', false],
    ['ECONNREFUSED', 'connect ECONNREFUSED', 'refused', false],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH', 'refused', false],
    ['ETIMEDOUT', 'connect ETIMEDOUT', 'timeout', false],
    ['ETIMEDOUT', 'read ETIMEDOUT', 'reset', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error', 'timeout', true],
    ['UND_ERR_BODY_TIMEOUT', 'Body Timeout Error', 'timeout', true],
    ['UND_ERR_SOCKET', 'other side closed', 'reset', true],
    ['ECONNRESET', 'read ECONNRESET', 'reset', true],
    [
      'ECONNRESET',
      'Client network socket disconnected before secure TLS connection was established',
      'reset',
      false,
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '', 'tls', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '', 'tls', false],
    ['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', '', 'tls', true],
    ['HPE_INVALID_CONSTANT', '', 'other', true],
  ])('when the cause is %s (%s), then it is a failure of %s', (code, message, kind, mayHaveArrived) => {
    const details = describeNetworkFailure(fetchFailed(code, message), context);
    expect(details).toMatchObject({ kind, code, mayHaveArrived, host: 'graph.microsoft.com' });
    expect(details.message).toMatch(/^graph\.microsoft\.com: [a-z]/);
  });

  it('when every address failed, then the list is read and not the empty message around it', () => {
    const error = new AggregateError(
      [
        Object.assign(new Error('v6'), { code: 'ENETUNREACH' }),
        Object.assign(new Error('v4'), { code: 'ECONNREFUSED' }),
      ],
      '',
    );
    const details = describeNetworkFailure(new TypeError('fetch failed', { cause: error }), context);
    expect(details).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED' });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
    'when a proxy is on the way and %s comes, then the proxy is named',
    (code) => {
      const details = describeNetworkFailure(fetchFailed(code), behindProxy);
      expect(details).toMatchObject({ kind: 'proxy', mayHaveArrived: false });
      expect(details.message).toContain('http://proxy.contoso.com:8080');
    },
  );

  it('when the error is unknown, then its text is not repeated, because it may quote a header', () => {
    const details = describeNetworkFailure(fetchFailed('X_ODD', 'Bearer s3cret is invalid'), context);
    expect(details).toMatchObject({ kind: 'other', code: 'X_ODD', mayHaveArrived: true });
    expect(JSON.stringify(details)).not.toContain('s3cret');
  });

  it('when a chain bites its own tail, then reading it ends', () => {
    const error = new Error('a');
    error.cause = error;
    expect(causeChain(error)).toHaveLength(1);
  });

  it('when it is anything at all, then one sentence comes out', () => {
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        expect(describeNetworkFailure(thing, context).message).not.toBe('');
      }),
    );
  });
});
