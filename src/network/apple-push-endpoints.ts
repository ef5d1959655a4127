import type { Endpoint } from './endpoint.ts';

const PORTS = 'https://support.apple.com/102266';
const SETUP =
  'https://learn.microsoft.com/intune/device-security/conditional-access-integration/setup-jamf-manually';
const JAMF_PORTS = 'https://learn.jamf.com/r/en-US/technical-articles/Network_Ports_Used_by_Jamf_Pro';
const RETIREMENT = 'https://developer.apple.com/news/?id=c88acm2b';
const CHANNELS =
  'https://developer.apple.com/documentation/usernotifications/sending-channel-management-requests-to-apns';
const SENDERS =
  'https://developer.apple.com/documentation/usernotifications/establishing-a-connection-to-apns';

const APPLE = { owner: 'apple', clouds: 'all', noInspection: true } as const;

/** Devices speak to 1-courier … 50-courier, and verify the name without the number (network.md §3.4). */
const COURIER = {
  ...APPLE,
  protocol: 'tls',
  from: 'clients',
  source: PORTS,
  trust: 'apple-root',
  servername: 'courier.push.apple.com',
  alpn: ['apns-security-v3'],
  issuers: ['Apple Inc.'],
  strictIssuer: true,
} as const;

/** Without credentials Apple refuses in words of its own, and that is the proof (network.md §3.5). */
const SENDER = {
  ...APPLE,
  protocol: 'http2',
  trust: 'public',
  alpn: ['h2'],
  issuers: ['Apple Inc.'],
  strictIssuer: true,
  question: {
    method: 'POST',
    path: `/3/device/${'0'.repeat(64)}`,
    body: '{"aps":{}}',
    proof: {
      status: [403, 405],
      header: 'apns-id',
      reason: ['MissingProviderToken', 'InvalidProviderToken', 'MethodNotAllowed'],
    },
  },
} as const;

/** The binary protocol: switched off, and still printed as a requirement (network.md §3.3). */
const RETIRED = {
  ...APPLE,
  protocol: 'tls',
  from: 'jamf-server',
  required: 'legacy',
  source: RETIREMENT,
  retired: { why: 'switched off by Apple on 2021-03-31', replacement: 'api.push.apple.com:443 (or :2197)' },
} as const;

const RULE = { ...APPLE, host: '17.0.0.0/8', protocol: 'tcp' } as const;

const APPLE_PUSH_NETWORKS = [
  '17.249.0.0/16',
  '17.252.0.0/16',
  '17.57.144.0/22',
  '17.188.128.0/18',
  '17.188.20.0/23',
  '2620:149:a44::/48',
  '2403:300:a42::/48',
  '2403:300:a51::/48',
  '2a01:b740:a42::/48',
];

/** Apple's push service: what devices and senders need, and what they needed once. */
export const APPLE_PUSH_ENDPOINTS: readonly Endpoint[] = [
  {
    ...COURIER,
    id: 'apple.courier.7.5223',
    host: '7-courier.push.apple.com',
    port: 5223,
    required: true,
    purpose: 'Macs hold their push connection here; without it no MDM command reaches them',
  },
  {
    ...COURIER,
    id: 'apple.courier.23.5223',
    host: '23-courier.push.apple.com',
    port: 5223,
    required: false,
    purpose: 'A second one of the 50 couriers, in case the first has a bad day',
  },
  {
    ...COURIER,
    id: 'apple.courier.7.443',
    host: '7-courier.push.apple.com',
    port: 443,
    required: false,
    requiredWithout: 'apple.courier.7.5223',
    purpose: 'Where Macs go when 5223 is closed; a proxy may carry it only without decrypting',
  },
  {
    ...SENDER,
    id: 'apple.api.push.443',
    host: 'api.push.apple.com',
    port: 443,
    from: 'jamf-server',
    required: true,
    purpose: 'Jamf Pro sends push notifications here; Jamf Cloud does it for you',
    source: SENDERS,
  },
  {
    ...SENDER,
    id: 'apple.api.push.2197',
    host: 'api.push.apple.com',
    port: 2197,
    from: 'jamf-server',
    required: false,
    purpose: 'Another port for the same, for Jamf Pro on your own server only',
    source: JAMF_PORTS,
  },
  {
    ...SENDER,
    id: 'apple.api.sandbox.443',
    host: 'api.development.push.apple.com',
    port: 443,
    from: 'admin',
    required: false,
    extra: true,
    purpose: "Apple's development push service; MDM does not use it, it serves for comparison",
    source: SENDERS,
  },
  {
    ...APPLE,
    id: 'apple.init.push.443',
    host: 'init.push.apple.com',
    port: 443,
    protocol: 'https',
    from: 'clients',
    required: false,
    purpose: 'Tells Macs which couriers there are; a content network serves it',
    source: PORTS,
    trust: 'apple-root-or-public',
    question: { path: '/bag', proof: { bodyContains: 'APNSCourierHostname' } },
  },
  {
    ...APPLE,
    id: 'apple.init-p01st.80',
    host: 'init-p01st.push.apple.com',
    port: 80,
    protocol: 'tcp',
    from: 'clients',
    required: false,
    extra: true,
    purpose: 'The same for older systems, over plain HTTP',
    source: PORTS,
  },
  {
    ...RULE,
    id: 'apple.block.5223',
    port: 5223,
    from: 'clients',
    required: true,
    purpose: "Firewall rule: Apple's addresses over 5223 from all client networks",
    source: `${PORTS}; ${SETUP}`,
    rule: { kind: 'range', provedBy: ['apple.courier.7.5223'], also: APPLE_PUSH_NETWORKS },
  },
  {
    ...RULE,
    id: 'apple.block.443',
    port: 443,
    from: 'clients',
    required: true,
    purpose: "Firewall rule: Apple's addresses over 443 from all client networks",
    source: `${PORTS}; ${SETUP}`,
    rule: { kind: 'range', provedBy: ['apple.courier.7.443', 'apple.api.push.443'] },
  },
  {
    ...RULE,
    id: 'apple.block.2197',
    port: 2197,
    from: 'jamf-server',
    required: false,
    purpose: "Firewall rule: Apple's addresses over 2197 from Jamf Pro on your own server",
    source: JAMF_PORTS,
    rule: { kind: 'range', provedBy: ['apple.api.push.2197'] },
  },
  {
    ...RETIRED,
    id: 'apple.gateway.2195',
    host: 'gateway.push.apple.com',
    port: 2195,
    purpose: 'The binary push protocol; the name no longer resolves',
  },
  {
    ...RETIRED,
    id: 'apple.feedback.2196',
    host: 'feedback.push.apple.com',
    port: 2196,
    purpose: 'Its feedback service; the answer 410 to a notification has taken its place',
  },
  {
    ...RETIRED,
    id: 'apple.gateway.sandbox.2195',
    host: 'gateway.sandbox.push.apple.com',
    port: 2195,
    purpose: 'The binary push protocol for development',
    retired: {
      why: 'switched off by Apple on 2021-03-31',
      replacement: 'api.development.push.apple.com:443',
    },
  },
  {
    ...RETIRED,
    id: 'apple.block.2195',
    host: '17.0.0.0/8',
    port: 2195,
    protocol: 'tcp',
    purpose: "Firewall rule that Microsoft's page still prints for Jamf Pro servers; you may close it",
    source: `${SETUP}; ${RETIREMENT}`,
    rule: { kind: 'range', provedBy: [] },
  },
  {
    ...RETIRED,
    id: 'apple.block.2196',
    host: '17.0.0.0/8',
    port: 2196,
    protocol: 'tcp',
    purpose: "Firewall rule that Microsoft's page still prints for Jamf Pro servers; you may close it",
    source: `${SETUP}; ${RETIREMENT}`,
    rule: { kind: 'range', provedBy: [] },
  },
  {
    ...SENDER,
    id: 'apple.broadcast-manage.2196',
    host: 'api-manage-broadcast.push.apple.com',
    port: 2196,
    from: 'admin',
    required: false,
    extra: true,
    purpose: 'Why 2196 may look alive: channels of Live Activities, nothing to do with MDM',
    source: CHANNELS,
  },
  {
    ...SENDER,
    id: 'apple.broadcast-manage.sandbox.2195',
    host: 'api-manage-broadcast.sandbox.push.apple.com',
    port: 2195,
    from: 'admin',
    required: false,
    extra: true,
    purpose: 'Why 2195 may look alive: the same for development',
    source: CHANNELS,
  },
];
