import type { Input } from './input.ts';
import type { RawValues } from './resolve.ts';
import type { Removal } from './wanted.ts';

const DISCONNECT = ['disconnect'];

/** How far `disconnect` goes. Flags alone: nothing that is left in a shell or a file may decide that something is lost. */
export const DISCONNECT_INPUTS: readonly Input[] = [
  {
    key: 'terminate',
    flag: '--terminate',
    variables: [],
    kind: { type: 'switch' },
    group: 'Plan',
    help: 'let Intune end the connection when nobody switches it off in Jamf Pro in time',
    expected: 'true or false',
    commands: DISCONNECT,
  },
  {
    key: 'deleteApp',
    flag: '--delete-app',
    variables: [],
    kind: { type: 'switch' },
    group: 'Plan',
    help: 'delete our client secret and our application too; one that was taken over is left as it was',
    expected: 'true or false',
    commands: DISCONNECT,
  },
  {
    key: 'purge',
    flag: '--purge',
    variables: [],
    kind: { type: 'switch' },
    group: 'Plan',
    help: 'delete the application for good: nobody can restore it (implies --delete-app)',
    expected: 'true or false',
    commands: DISCONNECT,
  },
];

/** What the flags of `disconnect` say. */
export function removalOf(flags: RawValues): Removal {
  const purge = flags.purge === true;
  return { terminate: flags.terminate === true, deleteApplication: purge || flags.deleteApp === true, purge };
}
