import type { FindingCode } from '../../../src/findings/book.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';

/** What the whole doctor makes of one fault of the sandbox. */
export interface FaultCase {
  /** `connected`: it befalls a living connection. `new`: it meets the set-up, and the doctor looks afterwards. */
  readonly when: 'connected' | 'new';
  /** The one cause that is named, the worst severity of its findings, who found it first, and what was seen; `…` stands for what varies. */
  readonly told?: {
    readonly code: FindingCode;
    readonly severity: 'error' | 'warning' | 'info';
    readonly by: string;
    readonly seen: string;
  };
  /** Where the doctor stands. Default: no `--as`. */
  readonly as?: 'jamf-server';
  /** Why nothing is named, or not the fault itself. */
  readonly because?: string;
}

type Severity = NonNullable<FaultCase['told']>['severity'];

function told(
  severity: Severity,
  code: FindingCode,
  by: string,
  seen: string,
  more: Pick<FaultCase, 'as' | 'because'> = {},
): FaultCase {
  return { when: 'connected', told: { code, severity, by, seen }, ...more };
}

function atSetUp(
  code: FindingCode,
  by: string,
  seen: string,
  more: Pick<FaultCase, 'because'> = {},
): FaultCase {
  return { ...told('error', code, by, seen, more), when: 'new' };
}

function untold(because: string): FaultCase {
  return { when: 'connected', because };
}

const NOTHING_YET = 'no application with the unique name …';

/** Every fault of the sandbox: the compiler sees to it that none is missing. */
export const FAULT_CASES: Readonly<Record<Fault, FaultCase>> = {
  'wrong-secret': atSetUp(
    'JI-J410',
    'alerts',
    'Microsoft refused Jamf Pro: often an expired or wrong client secret, …',
  ),
  'old-secret-again': untold('only `rotate-secret` meets it'),
  'wrong-tenant': atSetUp('JI-J411', 'alerts', 'Jamf Pro cannot connect to Microsoft Intune …', {
    because: 'no API gives the tenant that was typed into Jamf Pro; what is seen is that it cannot connect',
  }),
  'no-consent': told('error', 'JI-E108', 'api-permission', 'no admin consent for update_device_attributes'),
  'extra-permission': told(
    'error',
    'JI-E102',
    'api-permission',
    '2 permissions, 1 expected: update_device_attributes, User.Read',
  ),
  'secret-expired': told('error', 'JI-E118', 'client-secret', 'expired on …'),
  'secret-expires-soon': told('warning', 'JI-E120', 'client-secret', 'expires in … days (…)'),
  'discovery-refused': told(
    'error',
    'JI-E116',
    'proof',
    'service discovery is refused without Application.Read.All',
  ),
  'connector-missing': told(
    'error',
    'JI-I210',
    'intune-connector',
    "no row of Intune's partner list is Jamf's",
  ),
  'connector-twice': told(
    'error',
    'JI-I211',
    'intune-connector',
    "2 rows of Intune's partner list are Jamf's",
  ),
  'connector-rejected': atSetUp('JI-I214', 'intune-connector', 'Intune has rejected the connection'),
  'no-licence': told('error', 'JI-I201', 'prerequisites', 'Contoso has no active Intune plan'),
  'no-sign-in-reports': untold('the line about Conditional Access says that it could not look there'),
  'secrets-forbidden': told(
    'error',
    'JI-E113',
    'prerequisites',
    "the tenant's policy forbids client secrets",
  ),
  'secret-lifetime-30-days': told(
    'error',
    'JI-E114',
    'prerequisites',
    "12 months asked for, the tenant's policy allows 30 days",
  ),
  'multi-tenant-forbidden': atSetUp('JI-E100', 'app-registration', NOTHING_YET, {
    because: 'Graph shows this policy to nobody who reads: `setup` is told when it tries (JI-E115)',
  }),
  'no-application-role': atSetUp('JI-E100', 'app-registration', NOTHING_YET, {
    because: 'whoever only looks needs no such role: `setup` names it (JI-E110)',
  }),
  'no-intune-role': untold('each line that could not be looked at names the role'),
  throttled: untold('the doctor waits as long as Graph asks it to'),
  'slow-answers': untold('a slow answer is an answer'),
  'slow-replication': untold('the doctor makes nothing that would have to be replicated'),
  'jamf-old': told('error', 'JI-J401', 'prerequisites', 'Jamf Pro is 10.0.0, 10.1.0 or later is needed'),
  'jamf-before-11-9': told('info', 'JI-J421', 'server', 'Jamf Pro is 11.4.0'),
  'jamf-unhealthy': told('error', 'JI-J402', 'prerequisites', 'Jamf Pro is starting: …'),
  'jamf-busy': told('warning', 'JI-J420', 'server', 'in the last 5 minutes it accepted 50 % of api requests'),
  'jamf-clock-ahead': told('error', 'JI-J425', 'clock', 'the clock of … is 10 minutes ahead'),
  'jamf-licence-exceeded': told(
    'warning',
    'JI-J424',
    'alerts',
    'Jamf Pro has more devices than licences (…)',
  ),
  'push-certificate-expired': told(
    'error',
    'JI-J422',
    'alerts',
    'the Apple push certificate has expired (…)',
  ),
  'push-certificate-expiring': told(
    'warning',
    'JI-J423',
    'alerts',
    'the Apple push certificate is about to expire (…)',
  ),
  'old-alert': told('warning', 'JI-J411', 'jamf-settings', 'Jamf Pro cannot connect to Microsoft Intune …'),
  'connector-terminated': told(
    'error',
    'JI-I245',
    'removal-dates',
    'the connection is terminated; 9 Macs will be removed from Intune on … (in 60 days)',
  ),
  'connector-unresponsive': told(
    'error',
    'JI-I230',
    'proof',
    'the connector says unresponsive, enabled expected',
  ),
  'heartbeat-old': told('error', 'JI-I231', 'proof', 'last heard from Jamf Pro …'),
  'connector-for-all': told('error', 'JI-I220', 'enrollment-groups', 'the connector targets everybody'),
  'cloud-connector': told(
    'error',
    'JI-I244',
    'other-partner',
    'the row of the Cloud Connector still names application …',
  ),
  'other-partner': told('error', 'JI-I243', 'other-partner', '"…" is the partner for macOS'),
  'compliance-partner-for-all': told(
    'error',
    'JI-I246',
    'device-compliance-targets',
    '"Jamf Device Compliance" is set up for all users',
  ),
  'group-gone': told(
    'error',
    'JI-I221',
    'enrollment-groups',
    'group … is on the connector and no longer in Entra',
  ),
  'group-empty': told('error', 'JI-I222', 'licences-of-people', 'include group "Mac users" holds no people'),
  'everybody-excluded': told(
    'error',
    'JI-I223',
    'licences-of-people',
    'everybody who is included is excluded too: nobody is left',
  ),
  'unlicensed-people': told('warning', 'JI-E155', 'licences-of-people', '21 of 209 people without Intune'),
  'native-connector-missing': told(
    'error',
    'JI-E150',
    'native-connector',
    'no enterprise application is called "Jamf Native macOS Connector"',
  ),
  'native-connector-consented-by-one': told(
    'error',
    'JI-E151',
    'native-connector',
    'it is here, consented to by single people only',
  ),
  'conditional-access-blocks-registration': told(
    'error',
    'JI-E152',
    'conditional-access',
    '"Require compliant Macs" asks for a compliant Mac for all resources',
  ),
  'baseline-scopes': told(
    'warning',
    'JI-E153',
    'conditional-access',
    '"Require compliant Macs" asks for a compliant Mac for all resources; the registration app is excluded',
  ),
  'registration-refused': told(
    'warning',
    'JI-E154',
    'conditional-access',
    '3 registrations refused with error 530003 in the last 7 days',
  ),
  'policy-for-nobody': told(
    'warning',
    'JI-I240',
    'compliance-policies',
    '1 compliance policy for macOS, assigned to nobody',
  ),
  'policy-for-devices': told(
    'warning',
    'JI-I241',
    'compliance-policies',
    '"Macs at Contoso" is for "Lab Macs", which holds 3 devices and no people',
  ),
  'policy-asks-for-filevault': told(
    'warning',
    'JI-I242',
    'compliance-policies',
    '23 Macs without FileVault; "Macs at Contoso" asks for it',
  ),
  'compliance-not-in-entra': told(
    'warning',
    'JI-E156',
    'registered-devices',
    '8 Macs compliant in Intune and not in Entra',
  ),
  'shell-records': told(
    'warning',
    'JI-E157',
    'registered-devices',
    '2 records without version and compliance',
  ),
  'duplicate-devices': told(
    'warning',
    'JI-E158',
    'registered-devices',
    '2 records of a Mac that has a newer one',
  ),
  'macs-unresponsive': told(
    'warning',
    'JI-J426',
    'macs',
    '12 Macs unresponsive without a check-in for 24 hours',
  ),
  'token-not-renewed': told('warning', 'JI-J427', 'macs', '12 Macs unresponsive although checking in'),
  'macs-deactivated': told('warning', 'JI-J428', 'macs', '6 Macs deactivated'),
  'macs-not-registered': told('info', 'JI-J429', 'macs', '30 Macs not registered with Entra'),
  'duplicate-macs': told(
    'warning',
    'JI-J430',
    'macs',
    '2 records with a serial number that is there already',
  ),
  'wrong-door': told('warning', 'JI-J431', 'macs', '9 Macs enrolled in Intune itself'),
  'push-blocked': told(
    'error',
    'JI-N302',
    'apple.courier.7.5223',
    '7-courier.push.apple.com:5223: the connection to port 5223 is refused; a firewall answers for the server',
  ),
  'push-port-blocked': told(
    'warning',
    'JI-N302',
    'apple.courier.7.5223',
    '7-courier.push.apple.com:5223: the connection to port 5223 is refused; a firewall answers for the server',
  ),
  'push-filtered': told(
    'error',
    'JI-N303',
    'apple.courier.7.5223',
    '7-courier.push.apple.com:5223: DNS says that there is no such name',
  ),
  'courier-intercepted': told(
    'error',
    'JI-N301',
    'apple.courier.7.5223',
    '7-courier.push.apple.com:5223: "Contoso Inspection CA" answers, …',
  ),
  'push-intercepted': told(
    'error',
    'JI-N301',
    'apple.api.push.443',
    'api.push.apple.com:443: "Contoso Inspection CA" answers, …',
    { as: 'jamf-server', because: "only Jamf Pro's server can see it: with `--as jamf-server`" },
  ),
  'microsoft-intercepted': told(
    'error',
    'JI-N301',
    'microsoft.manage',
    'manage.microsoft.com:443: "Contoso Inspection CA" answers in its place; …',
  ),
  'microsoft-unresolved': told(
    'error',
    'JI-N304',
    'microsoft.manage',
    'manage.microsoft.com:443: the DNS server could not find out (SERVFAIL)',
  ),
  'no-internet': told(
    'error',
    'JI-N310',
    'apple.captive.80',
    'DNS found none of the names, and nothing outside answered',
  ),
  'captive-portal': told(
    'error',
    'JI-N311',
    'apple.captive.80',
    'a captive portal or proxy answers in its place: it leads to …',
  ),
  nobody: atSetUp('JI-J412', 'jamf-settings', "Intune's row says unavailable"),
};
