import { Failure, type FailureDetails } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';

/**
 * Why the system's keychain cannot be used. Every remedy ends with the two stores that need none: a run must be able
 * to succeed without a keychain.
 */

function named(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'Keychain';
    case 'win32':
      return 'Credential Manager';
    default:
      return 'Secret Service (GNOME Keyring, KWallet)';
  }
}

function refusal(details: Pick<FailureDetails, 'code' | 'what' | 'why'>, first: readonly string[]): Failure {
  return new Failure({
    ...details,
    exit: 6,
    field: 'secretStore',
    fix: [
      ...first,
      'Or keep the secret in memory until Jamf Pro has it: --secret-store none',
      'Or keep it in a file that only you can read: --secret-store file',
    ],
  });
}

/**
 * Translates what the native library rejects with. Its errors have no codes, only texts of the system
 * (reliability.md §9.3 has the measured ones).
 */
export function keychainFailure(platform: NodeJS.Platform, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : String(error);
  const why = `${named(platform)} says: ${visible(text, 200)}`;
  if (/dismissed|locked|interaction is not allowed/i.test(text)) {
    return refusal({ code: 'JI-P541', what: 'The system keychain is locked', why }, [
      UNLOCK[kindOf(platform)],
    ]);
  }
  if (/denied|cancel/i.test(text)) {
    return refusal({ code: 'JI-P542', what: 'The system keychain refused access', why }, [
      'Run the command again and allow the access when the system asks',
    ]);
  }
  return refusal({ code: 'JI-P540', what: 'There is no system keychain that can be used here', why }, [
    PROVIDE[kindOf(platform)],
  ]);
}

/** No answer in time: over SSH and in services nobody sees the window that asks for the password. */
export function keychainSilent(platform: NodeJS.Platform, seconds: number): Failure {
  return refusal(
    {
      code: 'JI-P543',
      what: `The system keychain did not answer within ${seconds} s`,
      why: `${named(platform)} may be asking for a password in a window, which nobody sees over SSH.`,
    },
    [UNLOCK[kindOf(platform)]],
  );
}

export function keychainForgets(platform: NodeJS.Platform): Failure {
  return refusal(
    {
      code: 'JI-P544',
      what: 'The system keychain did not keep a trial value',
      why: `${named(platform)} took it and gave something else back.`,
    },
    [PROVIDE[kindOf(platform)]],
  );
}

type Kind = 'macos' | 'windows' | 'other';

function kindOf(platform: NodeJS.Platform): Kind {
  return platform === 'darwin' ? 'macos' : platform === 'win32' ? 'windows' : 'other';
}

const UNLOCK: Record<Kind, string> = {
  macos: 'Unlock it and run the command again: security unlock-keychain',
  windows: 'Sign in to Windows at the screen and run the command again',
  other: 'Unlock the login keyring in your desktop session and run the command again',
};

const PROVIDE: Record<Kind, string> = {
  macos: 'Run it as a user that has a login keychain: security default-keychain',
  windows: 'Run it as a signed-in user: Credential Manager is not there for services without a profile',
  other: 'Run it in a desktop session with a keyring: DBUS_SESSION_BUS_ADDRESS has to lead to one',
};
