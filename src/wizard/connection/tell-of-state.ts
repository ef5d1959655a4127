import type { Emit } from '../../engine/event.ts';
import type { State } from '../../state/state.ts';
import type { LoadedState, StateWarning } from '../../state/state-store.ts';

/** Says what was found out about the state file while it was loaded. */
export function tellOfState(loaded: LoadedState, emit: Emit): void {
  if (loaded.kind === 'fresh') return;
  for (const warning of loaded.warnings) {
    const { title, lines } = wordsFor(warning);
    emit({ type: 'notice', level: 'warning', title, lines });
  }
}

function wordsFor(warning: StateWarning): { readonly title: string; readonly lines: readonly string[] } {
  switch (warning.kind) {
    case 'edited-by-hand':
      return {
        title: 'The state file was edited by hand',
        lines: [
          'It is used, and everything in it is compared with Microsoft and Jamf Pro before anything is done.',
        ],
      };
    case 'restored-from-previous':
      return {
        title: 'The state file was damaged; its previous copy is used',
        lines: [
          warning.reason,
          'Everything in it is compared with Microsoft and Jamf Pro before anything is done.',
        ],
      };
    case 'readable-by-others':
      return {
        title: 'Other people on this computer can read the state file',
        lines: [`chmod 600 ${warning.path}`],
      };
  }
}

/** Says from where a run that died goes on. */
export function tellOfIntents(earlier: State | undefined, emit: Emit): void {
  const pending = earlier?.intents.filter(({ status }) => status === 'pending') ?? [];
  const [first] = pending;
  if (first === undefined) return;
  const what = pending.map(({ operation }) => WORDS[operation] ?? operation.replaceAll('-', ' ')).join(', ');
  emit({ type: 'resuming', since: first.at, what });
}

const WORDS: Readonly<Record<string, string>> = {
  'create-application': 'the application was being created',
  'create-service-principal': 'the service principal was being created',
  'change-application': 'the application was being corrected',
  'list-permissions': 'the permission was being listed',
  'grant-app-role': 'admin consent was being granted',
  'add-password': 'the client secret was being created',
  'remove-password': 'a client secret was being removed',
  'set-connector-application': 'the connector was being set',
  'set-connector-groups': 'the groups were being set',
  'switch-jamf-off': 'the integration was being switched off in Jamf Pro',
  'terminate-partner': 'the connection was being terminated in Intune',
  'clear-connector-application': 'the application ID was being taken out of the connector',
  'clear-connector-groups': 'the groups were being taken off the connector',
  'remove-app-role': 'a permission was being taken back',
  'restore-permissions': 'the list of permissions was being put back',
  'release-application': 'the application was being left as it was',
  'delete-application': 'the application was being deleted',
  'purge-application': 'the application was being deleted for good',
  'write-jamf-settings': 'the settings were being written to Jamf Pro',
};
