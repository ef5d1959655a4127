import type { Endpoint } from './endpoint.ts';

const PORTS = 'https://learn.jamf.com/r/en-US/technical-articles/Network_Ports_Used_by_Jamf_Pro';
const SETUP =
  'https://learn.microsoft.com/intune/device-security/conditional-access-integration/setup-jamf-manually';
const ENVIRONMENT_TEST = 'https://github.com/jamf/Jamf-Environment-Test';
const ACCOUNT = 'https://account.jamf.com';

/** Stands for the server in the configured address, whose port replaces the one in the row. */
export const JAMF_HOST = '{jamf-pro-host}';

const JAMF = { owner: 'jamf', clouds: 'all', source: PORTS } as const;

/** The health check needs no sign-in and answers 204 (jamf.md). */
const SERVER = {
  ...JAMF,
  host: JAMF_HOST,
  protocol: 'https',
  required: true,
  noInspection: true,
  ownServer: true,
  trust: 'public',
  question: { path: '/api/v1/health-check', proof: { status: [204] } },
} as const;

const SERVICE = {
  ...JAMF,
  port: 443,
  protocol: 'https',
  from: 'jamf-server',
  trust: 'public',
  issuers: ['Amazon'],
} as const;

function distribution(region: string): Endpoint {
  return {
    ...JAMF,
    id: `jamf.jcds.${region}`,
    host: `${region}-jcds.services.jamfcloud.com`,
    port: 443,
    protocol: 'https',
    from: 'clients',
    required: false,
    extra: true,
    purpose: `Packages from Jamf Cloud, region ${region}`,
    jamf: 'cloud',
    source: ENVIRONMENT_TEST,
    trust: 'public',
  };
}

/** Jamf Pro itself and the services around it. */
export const JAMF_ENDPOINTS: readonly Endpoint[] = [
  {
    ...SERVER,
    id: 'jamf.server.443',
    port: 443,
    from: 'clients',
    purpose: 'Macs and administrators to Jamf Pro',
    jamf: 'cloud',
    issuers: ['Amazon'],
  },
  {
    ...SERVER,
    id: 'jamf.server.8443',
    port: 8443,
    from: 'clients',
    purpose: 'Macs and administrators to Jamf Pro',
    jamf: 'on-premises',
  },
  {
    ...SERVER,
    id: 'jamf.server.admin',
    port: 443,
    from: 'admin',
    purpose: 'This program to the Jamf Pro API',
  },
  {
    ...JAMF,
    id: 'jamf.port.80',
    host: JAMF_HOST,
    port: 80,
    protocol: 'tcp',
    from: 'clients',
    required: false,
    extra: true,
    ownServer: true,
    purpose: 'Printed by Microsoft; Jamf knows 80 only between a load balancer and its server',
    source: `${SETUP}; ${PORTS}`,
  },
  {
    ...JAMF,
    id: 'jamf.port.5223',
    host: JAMF_HOST,
    port: 5223,
    protocol: 'tcp',
    from: 'clients',
    required: 'legacy',
    ownServer: true,
    purpose: 'Printed by Microsoft; Jamf Pro never listened there, it means push from Macs to Apple',
    source: `${SETUP}; ${PORTS}`,
    retired: { why: 'Jamf Pro never listened there', replacement: '*.push.apple.com:5223' },
  },
  {
    ...SERVICE,
    id: 'jamf.csa',
    host: 'csa.services.jamfcloud.com',
    required: true,
    purpose: 'Cloud Services Connection',
  },
  {
    ...SERVICE,
    id: 'jamf.ics',
    host: 'ics.services.jamfcloud.com',
    required: false,
    purpose: 'Icons, through the Cloud Services Connection',
  },
  {
    ...SERVICE,
    id: 'jamf.patch',
    host: 'jamf-patch.jamfcloud.com',
    required: false,
    purpose: 'Definitions of patches',
  },
  {
    ...SERVICE,
    id: 'jamf.hwmodel',
    host: 'hw-model-names.services.jamfcloud.com',
    required: false,
    purpose: 'Names of hardware models',
  },
  {
    ...SERVICE,
    id: 'jamf.account',
    host: 'account.jamf.com',
    from: 'admin',
    required: false,
    purpose: 'Jamf Account: push certificate requests, support',
    source: ACCOUNT,
  },
  ...['use1', 'euc1', 'euw2', 'apse2', 'apne1'].map(distribution),
];
