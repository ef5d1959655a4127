import type { CloudName } from '../microsoft/clouds.ts';
import type { Endpoint } from './endpoint.ts';
import type { Place } from './probe-result.ts';

const INTUNE = 'https://learn.microsoft.com/intune/fundamentals/endpoints';
const INTUNE_GOV = 'https://learn.microsoft.com/intune/fundamentals/endpoints-us-government';
const INTUNE_CHINA = 'https://learn.microsoft.com/intune/fundamentals/endpoints-china';
const SETUP =
  'https://learn.microsoft.com/intune/device-security/conditional-access-integration/setup-jamf-manually';
const JAMF_PORTS = 'https://learn.jamf.com/r/en-US/technical-articles/Network_Ports_Used_by_Jamf_Pro';
const GRAPH_CLOUDS = 'https://learn.microsoft.com/graph/deployments';

const US: readonly CloudName[] = ['usgov', 'usgov-dod'];

/** One of Microsoft's services over TLS, in the global cloud unless `more` says otherwise. */
function service(
  id: string,
  host: string,
  from: Place,
  required: boolean,
  purpose: string,
  more: Partial<Endpoint> = {},
): Endpoint {
  return {
    id: `microsoft.${id}`,
    owner: 'microsoft',
    host,
    port: 443,
    protocol: 'https',
    from,
    required,
    purpose,
    clouds: ['global'],
    source: INTUNE,
    trust: 'public',
    issuers: ['Microsoft Corporation', 'DigiCert Inc'],
    ...more,
  };
}

const GOV = { clouds: US, source: INTUNE_GOV } as const;
const CHINA = { clouds: ['china'], source: INTUNE_CHINA } as const;

const FROM_AZURE_FRONT_DOOR = {
  path:
    '/TrafficGateway/TrafficRoutingService/SideCar/StatelessSideCarGatewayService/' +
    "SideCarHealthReports('00000000-0000-0000-0000-000000000000')?api-version=1.5",
  proof: { header: 'x-azure-ref' },
} as const;

/** Since 2025-12-02 Intune also answers from here (network.md §4.2). */
export const AZURE_FRONT_DOOR = [
  '13.107.219.0/24',
  '13.107.227.0/24',
  '13.107.228.0/23',
  '150.171.97.0/24',
  '2620:1ec:40::/48',
  '2620:1ec:49::/48',
  '2620:1ec:4a::/47',
] as const;

/** Intune, Entra and Graph, in every cloud. */
export const MICROSOFT_ENDPOINTS: readonly Endpoint[] = [
  service('manage', 'manage.microsoft.com', 'clients', true, 'Intune', {
    noInspection: true,
    noProxySignIn: true,
  }),
  service('manage.jamf', 'manage.microsoft.com', 'jamf-server', true, 'Jamf Pro reports Macs to Intune', {
    source: JAMF_PORTS,
    noInspection: true,
  }),
  service('portal.manage', 'portal.manage.microsoft.com', 'clients', false, 'Company Portal', {
    noInspection: true,
  }),
  service(
    'enterpriseenrollment',
    'enterpriseenrollment.manage.microsoft.com',
    'clients',
    false,
    'Where enrollment begins',
    { noInspection: true },
  ),
  service('dm', 'checkin.dm.microsoft.com', 'clients', false, 'One of *.dm.microsoft.com', {
    noInspection: true,
  }),
  service(
    'afd.probe',
    'agentsn.amsub0502.manage.microsoft.com',
    'clients',
    false,
    'Intune through Azure Front Door, since 2025-12-02',
    { question: FROM_AZURE_FRONT_DOOR, noInspection: true },
  ),
  service('login', 'login.microsoftonline.com', 'clients', true, 'Sign-in, and tokens to register devices', {
    question: {
      path: '/common/v2.0/.well-known/openid-configuration',
      proof: { status: [200], bodyContains: 'token_endpoint' },
    },
  }),
  service('login.jamf', 'login.microsoftonline.com', 'jamf-server', true, 'Jamf Pro gets its token here', {
    source: JAMF_PORTS,
  }),
  service(
    'device-login',
    'device.login.microsoftonline.com',
    'clients',
    true,
    'Devices prove themselves here',
  ),
  service(
    'enterpriseregistration',
    'enterpriseregistration.windows.net',
    'clients',
    true,
    'Registration of devices with Entra',
    {
      question: {
        path: '/microsoft.com/discover?api-version=1.7',
        accept: 'application/json',
        proof: { status: [200] },
      },
    },
  ),
  service(
    'certauth',
    'certauth.enterpriseregistration.windows.net',
    'clients',
    false,
    'Certificates for the registration of devices',
  ),
  service('graph', 'graph.microsoft.com', 'jamf-server', true, 'Jamf Pro asks Microsoft Graph', {
    source: JAMF_PORTS,
    noProxySignIn: true,
    question: { path: '/v1.0/', proof: { status: [401], header: 'request-id' } },
  }),
  service('graph.admin', 'graph.microsoft.com', 'admin', true, 'This program asks Microsoft Graph'),
  service(
    'graph-windows',
    'graph.windows.net',
    'jamf-server',
    false,
    "Azure AD Graph, on Microsoft's old page",
    {
      required: 'legacy',
      source: SETUP,
      retired: { why: 'replaced by Microsoft Graph', replacement: 'graph.microsoft.com:443' },
    },
  ),
  service('intune-admin', 'intune.microsoft.com', 'admin', false, 'Intune admin centre'),
  service('go', 'go.microsoft.com', 'clients', false, 'Redirects to services', { extra: true }),
  service('login-live', 'login.live.com', 'clients', false, 'Sign-in of devices depends on it'),
  service('manage.80', 'manage.microsoft.com', 'clients', false, 'Intune also lists 80: redirects', {
    port: 80,
    protocol: 'tcp',
  }),
  service(
    'afd.block',
    '13.107.219.0/24',
    'clients',
    true,
    'Firewall rule: Azure Front Door, since 2025-12-02',
    {
      protocol: 'tcp',
      rule: { kind: 'range', provedBy: ['microsoft.afd.probe'], also: AZURE_FRONT_DOOR.slice(1) },
    },
  ),
  service(
    'intune.443.rule',
    '*.manage.microsoft.com',
    'jamf-server',
    true,
    'Firewall rule: "Intune: Port 443"',
    {
      protocol: 'tcp',
      source: SETUP,
      noInspection: true,
      rule: { kind: 'pattern', provedBy: ['microsoft.manage.jamf'] },
    },
  ),

  service('gov.manage', 'manage.microsoft.us', 'clients', true, 'Intune', { ...GOV, noInspection: true }),
  service('gov.login', 'login.microsoftonline.us', 'clients', true, 'Sign-in', GOV),
  service('gov.graph', 'graph.microsoft.us', 'jamf-server', true, 'Microsoft Graph', {
    ...GOV,
    clouds: ['usgov'],
  }),
  service(
    'gov.enterpriseregistration',
    'enterpriseregistration.microsoftonline.us',
    'clients',
    true,
    'Registration of devices with Entra',
    GOV,
  ),
  service('gov.intune-admin', 'intune.microsoft.us', 'admin', false, 'Intune admin centre', GOV),
  service('dod.graph', 'dod-graph.microsoft.us', 'jamf-server', true, 'Microsoft Graph', {
    clouds: ['usgov-dod'],
    source: GRAPH_CLOUDS,
  }),

  service('cn.manage', 'portal.manage.microsoftonline.cn', 'clients', true, 'Intune, Company Portal', CHINA),
  service('cn.login', 'login.chinacloudapi.cn', 'clients', true, 'Sign-in', CHINA),
  service(
    'cn.login.partner',
    'login.partner.microsoftonline.cn',
    'clients',
    false,
    'Sign-in, the newer name',
    CHINA,
  ),
  service('cn.graph', 'microsoftgraph.chinacloudapi.cn', 'jamf-server', true, 'Microsoft Graph', CHINA),
  service(
    'cn.enterpriseregistration',
    'enterpriseregistration.partner.microsoftonline.cn',
    'clients',
    true,
    'Registration of devices with Entra',
    CHINA,
  ),
  service('cn.intune-admin', 'intune.microsoftonline.cn', 'admin', false, 'Intune admin centre', CHINA),
];
