/** The settings of the page "Conditional Access > macOS Intune Integration", by our names. */
export type SettingName = 'enabled' | 'sovereignCloud' | 'tenantName' | 'applicationId' | 'clientSecret';

/** Names under which each setting may be published: letters and digits only, lower case. */
const NAMES: readonly (readonly [setting: SettingName, name: RegExp])[] = [
  ['clientSecret', /^(azure|entra|aad)?(client|application|app)(secret|key)$/],
  ['applicationId', /^(azure|entra|aad)?(application|app|client)id$/],
  ['tenantName', /^(azure|azuread|entra|microsoftentra|aad)?(tenant|tenantname|tenantdomain|domainname)$/],
  ['sovereignCloud', /^(sovereigncloud|cloud|cloudtype|cloudenvironment|location)$/],
  ['enabled', /^(is)?(intune|macosintune)?(integration)?enabled$/],
];

/** Which setting a property of a published body is; undefined when it is none that we know. */
export function knownSetting(property: string): SettingName | undefined {
  const plain = property.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return NAMES.find(([, name]) => name.test(plain))?.[0];
}
