/** How sure we are that the cause named is the cause of what was seen. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** One entry of the book: everything that is known about one code, readable without a network. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  /** What to do, in order; exact commands where there are any. */
  readonly fix: readonly string[];
  readonly certainty: Certainty;
  readonly source: Source;
}

/** Where the fact comes from, and the day somebody last read it there. */
export interface Source {
  readonly url: string;
  readonly checked: string;
}

const CHECKED = '2026-11-23';

/** Pages that several entries rest on. */
export const SOURCES = {
  manualSetup: page(
    'https://learn.microsoft.com/intune/device-security/conditional-access-integration/setup-jamf-manually',
  ),
  deviceCompliance: page('https://learn.microsoft.com/intune/device-security/compliance/jamf-entra-id'),
  troubleshooting: page(
    'https://learn.microsoft.com/troubleshoot/mem/intune/device-protection/troubleshoot-jamf',
  ),
  errorCodes: page('https://learn.microsoft.com/entra/identity-platform/reference-error-codes'),
  appPolicies: page(
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-app-management-policies',
  ),
  adminConsent: page('https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent'),
  partner: page('https://learn.microsoft.com/graph/api/resources/intune-onboarding-devicemanagementpartner'),
  application: page('https://learn.microsoft.com/graph/api/resources/application'),
  signInReports: page(
    'https://learn.microsoft.com/graph/api/reportroot-list-appcredentialsigninactivities?view=graph-rest-beta',
  ),
  assignRole: page('https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto'),
  jamfApi: page('https://developer.jamf.com/jamf-pro/reference/jamf-pro-api'),
  assignPolicies: page(
    'https://learn.microsoft.com/intune/device-security/conditional-access-integration/assign-jamf-policies',
  ),
  partners: page('https://learn.microsoft.com/intune/device-security/compliance/third-party-partners'),
  resourceExclusions: page(
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-enforcement-resource-exclusions',
  ),
  platformSso: page(
    'https://community.jamf.com/t5/jamf-pro/configure-platform-single-sign-on-pssoe-for-microsoft-entra-id/m-p/333024',
  ),
  appleHosts: page('https://support.apple.com/101555'),
  applePorts: page('https://support.apple.com/102266'),
  intuneEndpoints: page('https://learn.microsoft.com/intune/fundamentals/endpoints'),
  own: page('README.md'),
} as const;

function page(url: string): Source {
  return { url, checked: CHECKED };
}
