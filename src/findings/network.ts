import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong on the way from this computer to the services (JI-N3xx): one code for each bad verdict of a probe. */
export const NETWORK = {
  'JI-N300': {
    title: 'The network is in the way',
    cause: 'The service could not be reached from this computer; see the text above',
    fix: ['Check the connection, the proxy (HTTPS_PROXY, NO_PROXY) and the certificates (--ca FILE)'],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-N301': {
    title: 'TLS is intercepted',
    cause:
      'A proxy or firewall answers with a certificate of its own; Apple, Intune and Jamf Pro refuse such connections',
    fix: ['Exempt the hosts named above from TLS inspection'],
    certainty: 'certain',
    source: SOURCES.appleHosts,
  },
  'JI-N302': {
    title: 'A firewall blocks the way',
    cause: 'The name is found, and the connection is dropped, refused or cut on its way',
    fix: ['Open the ports named above; couriers of Apple are anywhere in 17.0.0.0/8'],
    certainty: 'likely',
    source: SOURCES.applePorts,
  },
  'JI-N303': {
    title: 'A DNS filter hides the name',
    cause: 'DNS says that the name does not exist, or gives an address where no public service can be',
    fix: ['Allow the hosts named above in the DNS filter'],
    certainty: 'likely',
    source: SOURCES.appleHosts,
  },
  'JI-N304': {
    title: 'DNS does not work',
    cause: 'The DNS servers of this computer fail or are silent',
    fix: ['Check the DNS servers of this computer and of the network'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-N305': {
    title: 'Only the proxy leads there',
    cause:
      'The direct way is closed. Macs go to port 5223 without a proxy, and to others with one from a PAC file',
    fix: ['Open the ports named above, or give Macs the proxy in a PAC file'],
    certainty: 'certain',
    source: SOURCES.applePorts,
  },
  'JI-N306': {
    title: 'The proxy wants a sign-in',
    cause: 'It answers 407; Intune, Graph and push connections cannot sign in to a proxy',
    fix: ['Let the hosts named above pass the proxy without sign-in'],
    certainty: 'certain',
    source: SOURCES.intuneEndpoints,
  },
  'JI-N307': {
    title: "This computer's clock is wrong",
    cause: 'Certificates and sign-ins are valid for a time, and by this clock it is not that time',
    fix: ['macOS: sudo sntp -sS time.apple.com', 'Windows: w32tm /resync'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-N308': {
    title: 'The connection fails in an unknown way',
    cause: 'It ended with an error that is none of the usual ones',
    fix: ['Look at it by hand with the command named above'],
    certainty: 'possible',
    source: SOURCES.own,
  },
  'JI-N309': {
    title: 'TLS fails',
    cause:
      'The certificate has expired, the server wants one from the client, or something breaks the handshake',
    fix: ['Look at it by hand with the command named above'],
    certainty: 'possible',
    source: SOURCES.own,
  },
  'JI-N310': {
    title: 'There is no way to the internet',
    cause: 'This computer is not connected to the internet, or its DNS servers know nothing outside',
    fix: ['Check the cable or Wi-Fi, the VPN, and the DNS servers of this computer'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-N311': {
    title: 'A captive portal is in the way',
    cause: 'The network wants a sign-in in a browser before it lets anything through',
    fix: ['Sign in to the network in a browser, then run it again'],
    certainty: 'certain',
    source: SOURCES.appleHosts,
  },
  'JI-N312': {
    title: 'IPv6 leads nowhere',
    cause: 'DNS gives an IPv6 address that does not answer; clients try it first and stall',
    fix: ['Repair the IPv6 route, or let DNS give no IPv6 addresses in this network'],
    certainty: 'likely',
    source: SOURCES.applePorts,
  },
  'JI-N313': {
    title: "The system's proxy is another one than the environment's",
    cause: "Macs and browsers follow the system's settings, this program follows HTTPS_PROXY and NO_PROXY",
    fix: ['export HTTPS_PROXY=http://SERVER:PORT  with the server named above, to see what Macs see'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
