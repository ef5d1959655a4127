import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJamfUrl, uniqueNameFor } from '../../../src/inputs/jamf-url.ts';

describe('given what people paste for their Jamf Pro', () => {
  it.each([
    ['https://contoso.jamfcloud.com', 'https://contoso.jamfcloud.com'],
    ['  https://contoso.jamfcloud.com/ ', 'https://contoso.jamfcloud.com'],
    ['contoso.jamfcloud.com', 'https://contoso.jamfcloud.com'],
    ['HTTPS://Contoso.JamfCloud.COM', 'https://contoso.jamfcloud.com'],
    ['https://jamf.contoso.com:443/', 'https://jamf.contoso.com'],
    ['https://jamf.contoso.com:8443', 'https://jamf.contoso.com:8443'],
    ['https://jamf.müller.example', 'https://jamf.xn--mller-kva.example'],
  ])('when it is %j, then %s is taken', (pasted, origin) => {
    expect(readJamfUrl(pasted)).toEqual({ ok: true, origin });
  });

  it.each([
    ['', /empty/],
    ['http://contoso.jamfcloud.com', /in the clear; give https:\/\/contoso\.jamfcloud\.com$/],
    ['http://contoso.jamfcloud.com:80', /give https:\/\/contoso\.jamfcloud\.com$/],
    ['ftp://contoso.jamfcloud.com', /begins with https/],
    ['https://contoso.jamfcloud.com/index.html', /without a page; give https:\/\/contoso\.jamfcloud\.com$/],
    ['https://contoso.jamfcloud.com/?failover', /without a page/],
    ['https://contoso.jamfcloud.com/#', /without a page/],
    ['https://admin:pw@contoso.jamfcloud.com', /no user name or password/],
    ['https://10.0.0.5', /IP address/],
    ['https://169.254.169.254', /IP address/],
    ['https://0xA9FEA9FE', /IP address/],
    ['https://[fd00::1]', /IP address/],
    ['https://localhost:8443', /your own computer/],
    ['https://127.0.0.1', /your own computer/],
    ['https://[::1]:8443', /your own computer/],
    ['https://jamf', /full server name/],
    ['https://metadata.google.internal.', /full server name/],
    ['https://exa mple.com', /not an address/],
    ['https:\\\\contoso.jamfcloud.com', /not an address/],
    ['my jamf server', /not an address/],
  ])('when it is %j, then it is refused with %s', (pasted, why) => {
    const reading = readJamfUrl(pasted);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? '' : reading.why).toMatch(why);
  });

  it('when a password stands in it, then the reason does not repeat it', () => {
    expect(JSON.stringify(readJamfUrl('https://admin:s3cret@contoso.jamfcloud.com'))).not.toContain('s3cret');
  });

  it('when it is this computer and the sandbox runs, then it is taken', () => {
    const reading = readJamfUrl('https://localhost:8443', { loopbackAllowed: true });
    expect(reading).toEqual({ ok: true, origin: 'https://localhost:8443' });
  });

  it('when it is anything at all, then it is read or refused, and reading twice changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.domain()), (pasted) => {
        const reading = readJamfUrl(pasted);
        if (reading.ok) expect(readJamfUrl(reading.origin)).toEqual(reading);
        else expect(reading.why).not.toBe('');
      }),
    );
  });
});

describe('given the origin of a Jamf Pro', () => {
  // These names exist in tenants: a change here would create second applications.
  it.each([
    ['https://contoso.jamfcloud.com', 'jamf-intune-contoso-jamfcloud-com'],
    ['https://jamf.contoso.com:8443', 'jamf-intune-jamf-contoso-com-8443'],
    ['https://jamf.xn--mller-kva.example', 'jamf-intune-jamf-xn--mller-kva-example'],
    ['https://localhost:50443', 'jamf-intune-localhost-50443'],
    ['https://[::1]:8443', 'jamf-intune-1-8443'],
  ])('when it is %s, then its unique name is %s for ever', (origin, uniqueName) => {
    expect(uniqueNameFor(origin)).toBe(uniqueName);
  });
});
