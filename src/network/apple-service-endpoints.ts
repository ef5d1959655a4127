import type { Endpoint } from './endpoint.ts';
import type { Place } from './probe-result.ts';

/** Apple, "Use Apple products on enterprise networks". */
const SOURCE = 'https://support.apple.com/101555';

const APPLE = { owner: 'apple', clouds: 'all', source: SOURCE, noInspection: true } as const;

type Need = 'required' | 'optional' | 'extra';

/** One of Apple's services over TLS. Some of them have certificates under Apple's own root (network.md §6). */
function service(id: string, host: string, from: Place, need: Need, purpose: string): Endpoint {
  return {
    ...APPLE,
    id: `apple.${id}.443`,
    host,
    port: 443,
    protocol: 'https',
    from,
    required: need === 'required',
    ...(need === 'extra' ? { extra: true } : {}),
    purpose,
    trust: 'apple-root-or-public',
    issuers: ['Apple Inc.'],
  };
}

function plain(id: string, host: string, purpose: string): Endpoint {
  return {
    ...APPLE,
    id: `apple.${id}.80`,
    host,
    port: 80,
    protocol: 'tcp',
    from: 'clients',
    required: false,
    purpose,
  };
}

/** The control: it tells whether there is an internet, a captive portal, and what time it is (network.md §3.6). */
export const CONTROL: Endpoint = {
  ...plain('captive', 'captive.apple.com', 'Control: internet there, no captive portal, clock right'),
  question: { path: '/hotspot-detect.html', proof: { status: [200], bodyContains: 'Success' } },
};

/** Apple's services around device management: enrollment, activation, certificates. */
export const APPLE_SERVICE_ENDPOINTS: readonly Endpoint[] = [
  {
    ...service(
      'captive',
      'captive.apple.com',
      'clients',
      'optional',
      'Whether there is an internet, over TLS',
    ),
    issuers: ['Apple Inc.', 'DigiCert Inc'],
  },
  service('albert', 'albert.apple.com', 'clients', 'optional', 'Activation of devices'),
  service(
    'deviceenrollment',
    'deviceenrollment.apple.com',
    'clients',
    'required',
    'Automated Device Enrollment',
  ),
  service('iprofiles', 'iprofiles.apple.com', 'clients', 'required', 'Enrollment profiles'),
  service(
    'mdmenrollment',
    'mdmenrollment.apple.com',
    'jamf-server',
    'required',
    'Jamf Pro uploads enrollment profiles and looks devices up',
  ),
  service(
    'deviceservices',
    'deviceservices-external.apple.com',
    'jamf-server',
    'optional',
    'Activation Lock services',
  ),
  service('gdmf', 'gdmf.apple.com', 'jamf-server', 'optional', 'Catalogue of software updates for MDM'),
  service(
    'identity',
    'identity.apple.com',
    'admin',
    'optional',
    'Portal for the push certificate, each year',
  ),
  service('vpp', 'vpp.itunes.apple.com', 'jamf-server', 'optional', 'Apps and Books'),
  service('setup-icloud', 'setup.icloud.com', 'clients', 'extra', 'Managed Apple Accounts on Shared iPad'),
  service(
    'appattest',
    'register.appattest.apple.com',
    'clients',
    'optional',
    'Managed device attestation; one of *.appattest.apple.com',
  ),
  plain('ocsp', 'ocsp.apple.com', 'Whether certificates were revoked'),
  service('ocsp2', 'ocsp2.apple.com', 'clients', 'optional', 'Whether certificates were revoked'),
  plain('crl', 'crl.apple.com', 'Lists of revoked certificates'),
  service('valid', 'valid.apple.com', 'clients', 'optional', 'Whether certificates are valid'),
  service('certs', 'certs.apple.com', 'clients', 'optional', "Apple's intermediate certificates"),
];
