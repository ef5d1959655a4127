import type { Event } from '../../../src/engine/event.ts';
import type { SetupResult, SetupStepResult } from '../../../src/engine/result.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { Guide } from '../../../src/steps/person.ts';
import type { BookEntry } from '../../../src/terminal/lines/shown-finding.ts';

export const APP_ID = '1b4e28ba-2fa1-11d2-883f-0016d3cca427';

export const header: Event = {
  type: 'header',
  header: {
    title: 'Connect Jamf Pro to Microsoft Intune',
    profile: 'default',
    sandbox: false,
    microsoft: {
      tenant: 'Contoso',
      domain: 'contoso.onmicrosoft.com',
      cloud: 'Global',
      signedInAs: 'admin@contoso.com',
      roles: ['Application Administrator', 'Intune Administrator'],
    },
    jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1', signedInAs: 'API client jamf-intune' },
  },
};

export const plan: Event = {
  type: 'plan',
  extension: false,
  steps: [
    {
      id: 'app-registration',
      title: 'App registration',
      already: [],
      changes: [
        {
          action: 'create',
          target: 'application',
          summary: 'create "Jamf Conditional Access"',
          details: ['accounts in any organizational directory', 'redirect https://contoso.jamfcloud.com'],
          by: 'tool',
          destroys: false,
        },
      ],
    },
    {
      id: 'api-permission',
      title: 'API permission',
      already: [],
      changes: [
        {
          action: 'create',
          target: 'permission',
          summary: 'Microsoft Intune API: update_device_attributes',
          details: [],
          by: 'tool',
          destroys: false,
        },
        {
          action: 'remove',
          target: 'permission',
          summary: 'remove User.Read (only one permission may stay)',
          details: [],
          by: 'tool',
          destroys: true,
        },
      ],
    },
    { id: 'intune-connector', title: 'Intune connector', already: ['app ID set'], changes: [] },
    {
      id: 'jamf-settings',
      title: 'Jamf Pro settings',
      already: [],
      changes: [
        {
          action: 'guide',
          target: 'settings',
          summary: 'you, in the Jamf Pro console (3 fields, about 1 minute)',
          details: [],
          by: 'you',
          destroys: false,
        },
      ],
    },
  ],
};

export const finding: Event = {
  type: 'finding',
  finding: {
    code: 'JI-E102',
    severity: 'error',
    step: 'api-permission',
    seen: 'update_device_attributes, User.Read',
    fix: ['jamf-intune setup --only api-permission'],
  },
};

const BOOK: Readonly<Record<string, BookEntry>> = {
  'JI-E102': {
    title: '2 permissions, 1 expected',
    cause: 'Jamf registration fails when the app has any other permission',
    fix: ['Remove the others.'],
    certainty: 'certain',
    source: {
      url: 'https://learn.microsoft.com/mem/intune/protect/conditional-access-integrate-jamf',
      checked: '2026-11-23',
    },
  },
};

export const lookUp = (code: string): BookEntry | undefined => BOOK[code];

export const guide: Guide = {
  title: 'Jamf Pro settings',
  url: 'https://contoso.jamfcloud.com/ConditionalAccess.html',
  clicks: ['macOS Intune Integration', 'Edit', 'tick Enable Intune Integration for macOS'],
  fields: [
    { label: 'Sovereign Cloud', value: 'Global' },
    { label: 'Tenant Name', value: 'contoso.onmicrosoft.com' },
    { label: 'Application ID', value: APP_ID },
    { label: 'Client Secret', value: new Secret('canary~s3cret') },
  ],
  finish: 'Save',
};

const step = (
  title: string,
  status: SetupStepResult['status'],
  lines: readonly string[],
): SetupStepResult => ({
  id: 'app-registration',
  title,
  status,
  changes: [],
  lines,
  findings: [],
});

export const result: SetupResult = {
  schema: 'jamf-intune/setup@1',
  status: 'done',
  sandbox: false,
  profile: 'default',
  connection: 'conditional-access',
  tenant: {
    id: '6babcaad-604b-40ac-a9d7-9fd97c0b779f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  application: { appId: APP_ID, displayName: 'Jamf Conditional Access' },
  steps: [
    step('App registration', 'done', [`created · ${APP_ID}`]),
    step('API permission', 'done', ['granted · the only permission']),
    step('Intune connector', 'exists', ['app ID set']),
  ],
  next: [
    'Deploy Company Portal: https://learn.jamf.com/company-portal',
    'Assign compliance policies in Intune',
  ],
  error: null,
  requests: { sent: 41, writes: 6 },
  elapsedMs: 12_340,
};

export const failed: SetupResult = {
  ...result,
  status: 'failed',
  application: null,
  steps: [step('App registration', 'done', [`created · ${APP_ID}`]), step('API permission', 'failed', [])],
  next: ['jamf-intune setup goes on from here'],
  error: {
    code: 'JI-E110',
    what: 'Consent for update_device_attributes was refused',
    why: 'Microsoft Graph answered 403 Authorization_RequestDenied (request 5e0e6f7c-92a4-4a54-8f7e-8e8d9d4bd7b1)',
    fix: ['Sign in as a Privileged Role Administrator', 'jamf-intune setup --only api-permission'],
    field: null,
    exit: 4,
  },
};

export const setupRun: readonly Event[] = [
  header,
  {
    type: 'notice',
    level: 'warning',
    title: 'Microsoft has not supported this connection since 2025-01-31',
    lines: ['Device Compliance replaces it: https://learn.jamf.com/device-compliance'],
  },
  { type: 'busy', what: 'reading the tenant' },
  plan,
  { type: 'step-started', id: 'app-registration', title: 'App registration' },
  {
    type: 'step-done',
    id: 'app-registration',
    title: 'App registration',
    lines: [`created · ${APP_ID}`],
    elapsedMs: 1_120,
  },
  { type: 'step-started', id: 'client-secret', title: 'Client secret' },
  {
    type: 'step-done',
    id: 'client-secret',
    title: 'Client secret',
    lines: ['created · hint q7R · expires 2027-11-23', 'kept in the system keychain'],
    elapsedMs: 430,
  },
  finding,
  { type: 'step-failed', id: 'api-permission', title: 'API permission' },
  { type: 'guide-opened', id: 'jamf-settings', guide, by: "the sandbox's simulated administrator" },
  {
    type: 'guide-waiting',
    id: 'jamf-settings',
    text: 'Intune has not heard from Jamf Pro yet',
    elapsedMs: 2_000,
  },
  { type: 'guide-closed', id: 'jamf-settings' },
  { type: 'finished', result },
];
