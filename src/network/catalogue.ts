import type { CloudName } from '../microsoft/clouds.ts';
import { APPLE_PUSH_ENDPOINTS } from './apple-push-endpoints.ts';
import { APPLE_SERVICE_ENDPOINTS, CONTROL } from './apple-service-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { JAMF_ENDPOINTS, JAMF_HOST } from './jamf-endpoints.ts';
import { MICROSOFT_ENDPOINTS } from './microsoft-endpoints.ts';
import type { Place, Verdict } from './probe-result.ts';

/** Every endpoint of the connection, in the order of reports: the control first (network.md §8 rule 1). */
export const ENDPOINTS: readonly Endpoint[] = [
  CONTROL,
  ...MICROSOFT_ENDPOINTS,
  ...APPLE_PUSH_ENDPOINTS,
  ...APPLE_SERVICE_ENDPOINTS,
  ...JAMF_ENDPOINTS,
];

/** What is known about an endpoint before anything is sent. */
export interface Settled {
  readonly verdict: Extract<Verdict, 'legacy' | 'not-testable-from-here' | 'skipped'>;
  readonly detail: string;
  readonly fix: readonly string[];
}

/** One endpoint of this customer, and whether it is probed: then `settled` is undefined. */
export interface Row {
  readonly endpoint: Endpoint;
  readonly settled: Settled | undefined;
}

export interface RowsRequest {
  readonly cloud: CloudName;
  /** The server's address; without it the rows about it are skipped. */
  readonly jamfUrl?: URL;
  /** What this computer stands for (`--as`). Default: a client and the administrator, who share a network. */
  readonly place?: Place;
  /** Also what the connection itself does not need. Default false. */
  readonly everything?: boolean;
}

/** Which lines of the catalogue matter here, in catalogue order, and what is settled about them already. Pure. */
export function rowsFor(request: RowsRequest): readonly Row[] {
  return ENDPOINTS.filter((endpoint) => concerns(endpoint, request)).map((endpoint) => ({
    endpoint: atCustomer(endpoint, request.jamfUrl),
    settled: settle(endpoint, request),
  }));
}

function concerns({ clouds, jamf }: Endpoint, { cloud, jamfUrl }: RowsRequest): boolean {
  if (clouds !== 'all' && !clouds.includes(cloud)) return false;
  return jamf === undefined || jamf === (isJamfCloud(jamfUrl) ? 'cloud' : 'on-premises');
}

/** Jamf's own hosting. Without an address it is assumed, as most customers are there. */
function isJamfCloud(jamfUrl: URL | undefined): boolean {
  return jamfUrl === undefined || jamfUrl.hostname.endsWith('.jamfcloud.com');
}

function atCustomer(endpoint: Endpoint, jamfUrl: URL | undefined): Endpoint {
  if (endpoint.host !== JAMF_HOST || jamfUrl === undefined) return endpoint;
  const ofServer = endpoint.protocol === 'https';
  const port = ofServer ? Number(jamfUrl.port === '' ? 443 : jamfUrl.port) : endpoint.port;
  return { ...endpoint, host: jamfUrl.hostname.replace(/^\[|\]$/g, ''), port };
}

function settle(endpoint: Endpoint, request: RowsRequest): Settled | undefined {
  const { retired, rule, from, extra, host } = endpoint;
  if (retired !== undefined) {
    return {
      verdict: 'legacy',
      detail: `${retired.why}; you may close it and use ${retired.replacement}`,
      fix: [],
    };
  }
  const here: readonly Place[] = request.place === undefined ? ['clients', 'admin'] : [request.place];
  // The control tells about this computer, wherever it stands.
  if (!here.includes(from) && endpoint !== CONTROL) return elsewhere(from, request.jamfUrl);
  if (rule !== undefined) {
    return { verdict: 'skipped', detail: ruleDetail(rule), fix: [] };
  }
  if (extra === true && request.everything !== true) {
    return { verdict: 'skipped', detail: 'the connection does not need it', fix: [] };
  }
  if (host === JAMF_HOST && request.jamfUrl === undefined) {
    return {
      verdict: 'skipped',
      detail: 'the address of the Jamf Pro server is not known',
      fix: ['jamf-intune doctor --jamf-url https://contoso.jamfcloud.com'],
    };
  }
  return undefined;
}

function ruleDetail(rule: NonNullable<Endpoint['rule']>): string {
  return rule.provedBy.length === 0
    ? 'a rule for firewalls'
    : `a rule for firewalls; ${rule.provedBy.join(', ')} proves it`;
}

const COMMAND_AS: Readonly<Record<Place, string>> = {
  clients: 'client',
  'jamf-server': 'jamf-server',
  admin: 'admin',
};

const STANDS_AT: Readonly<Record<Place, string>> = {
  clients: 'on a managed Mac',
  'jamf-server': 'on the Jamf Pro server',
  admin: "on the administrator's computer",
};

function elsewhere(from: Place, jamfUrl: URL | undefined): Settled {
  const verdict = 'not-testable-from-here';
  // What Jamf's servers can reach, no laptop can tell (network.md §2).
  if (from === 'jamf-server' && isJamfCloud(jamfUrl)) {
    return { verdict, detail: 'goes out from Jamf Pro; Jamf Cloud does this for you', fix: [] };
  }
  return {
    verdict,
    detail: `tells something only ${STANDS_AT[from]}`,
    fix: [`${STANDS_AT[from]}: jamf-intune doctor --only network --as ${COMMAND_AS[from]}`],
  };
}
