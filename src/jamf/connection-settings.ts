import type { Secret } from '../secrets/secret.ts';

/** What stands on the page "Conditional Access > macOS Intune Integration" (jamf.md §13). */
export interface ConnectionSettings {
  readonly enabled: boolean;
  /** The cloud by the name that people choose on the page: `Global`. */
  readonly sovereignCloud: string;
  /** A domain of the tenant: `contoso.onmicrosoft.com`. */
  readonly tenantName: string;
  readonly applicationId: string;
  readonly clientSecret: Secret;
}

/** Names under which each setting may be published: letters and digits only, lower case. */
const NAMES: readonly (readonly [setting: keyof ConnectionSettings, name: RegExp])[] = [
  ['clientSecret', /^(azure|entra|aad)?(client|application|app)(secret|key)$/],
  ['applicationId', /^(azure|entra|aad)?(application|app|client)id$/],
  ['tenantName', /^(azure|azuread|entra|microsoftentra|aad)?(tenant|tenantname|tenantdomain|domainname)$/],
  ['sovereignCloud', /^(sovereigncloud|cloud|cloudtype|cloudenvironment|location)$/],
  ['enabled', /^(is)?(intune|macosintune)?(integration)?enabled$/],
];

/** Which setting a property of a published body is; undefined when it is none that we know. */
export function knownSetting(property: string): keyof ConnectionSettings | undefined {
  const plain = property.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return NAMES.find(([, name]) => name.test(plain))?.[0];
}
