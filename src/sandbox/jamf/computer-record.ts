import type { Mac, Person } from '../world.ts';

export const SECTIONS = [
  'GENERAL',
  'USER_AND_LOCATION',
  'HARDWARE',
  'LOCAL_USER_ACCOUNTS',
  'DISK_ENCRYPTION',
  'OPERATING_SYSTEM',
] as const;
export type Section = (typeof SECTIONS)[number];

export interface Owned {
  readonly mac: Mac;
  readonly owner: Person | undefined;
}

const nameOf = (owner: Person): string => owner.userPrincipalName.split('@')[0] ?? owner.userPrincipalName;

const SECTION_OF: Readonly<Record<Section, (owned: Owned) => object>> = {
  GENERAL: ({ mac }) => ({
    general: {
      name: mac.name,
      platform: 'Mac',
      // The version 4 pair; versions 1 to 3 had `lastContactTime` instead (jamf.md §7).
      lastCheckIn: mac.lastCheckIn,
      lastContact: mac.lastCheckIn,
      reportDate: mac.lastCheckIn,
      managementId: mac.udid.toLowerCase(),
      remoteManagement: { managed: true },
      userApprovedMdm: true,
    },
  }),
  USER_AND_LOCATION: ({ owner }) => ({
    userAndLocation:
      owner === undefined
        ? { username: '', realname: '', email: '' }
        : { username: nameOf(owner), realname: owner.displayName, email: owner.userPrincipalName },
  }),
  HARDWARE: ({ mac }) => ({
    hardware: { make: 'Apple', model: 'MacBook Pro', serialNumber: mac.serialNumber, appleSilicon: true },
  }),
  LOCAL_USER_ACCOUNTS: ({ mac, owner }) => ({
    localUserAccounts: [
      // Every Mac has an account of the administrators that is registered nowhere.
      { uid: '501', username: 'itadmin', fullName: 'IT', admin: true, userAccountType: 'LOCAL' },
      ...(owner === undefined ? [] : [ownAccount(mac, owner)]),
    ],
  }),
  DISK_ENCRYPTION: ({ mac }) => ({
    diskEncryption: {
      fileVault2Enabled: mac.fileVault,
      bootPartitionEncryptionDetails: {
        partitionName: 'Macintosh HD',
        partitionFileVault2State: mac.fileVault ? 'ENCRYPTED' : 'UNENCRYPTED',
        partitionFileVault2Percent: mac.fileVault ? 100 : 0,
      },
    },
  }),
  OPERATING_SYSTEM: ({ mac }) => ({ operatingSystem: { name: 'macOS', version: mac.osVersion } }),
};

function ownAccount(mac: Mac, owner: Person): object {
  return {
    uid: '502',
    username: nameOf(owner),
    fullName: owner.displayName,
    admin: false,
    userAccountType: 'LOCAL',
    azureActiveDirectoryId: mac.registration ?? 'UNKNOWN',
    // Empty where there is none: missing, null and empty all occur, and a reader must bear it (jamf.md §7).
    computerAzureActiveDirectoryId: mac.entraDeviceId ?? '',
    userAzureActiveDirectoryId: mac.registration === null ? '' : owner.id,
  };
}

/** A Mac as the inventory, version 4, shows it: with the sections asked for and no other. */
export function computerRecord(owned: Owned, sections: readonly Section[]): object {
  const parts = sections.map((section) => SECTION_OF[section](owned));
  return Object.assign({ id: owned.mac.id, udid: owned.mac.udid }, ...parts);
}
