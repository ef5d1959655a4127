import { inputsOf } from '../../inputs/catalogue.ts';
import { missingInputs } from '../../inputs/missing-inputs.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { GroupChoice, Wanted } from '../../inputs/wanted.ts';
import type { State } from '../../state/state.ts';
import type { Run } from '../run/run.ts';
import type { SignedIn } from '../sign-in/open-session.ts';
import { findGroups, pickGroups } from './choose-groups.ts';
import { settleNamesake } from './settle-namesake.ts';

/** Completes what was decided with what only the tenant can tell: its name, and the groups by their ids. */
export async function decideWanted(
  run: Run,
  inputs: SetupInputs,
  { organization, graph, cloud }: SignedIn,
  earlier: State | undefined,
): Promise<Wanted> {
  const { prompter, screen } = run;
  const { appName, adoptApp } = await settleNamesake(run, inputs, graph, earlier);
  const needsGroups = inputs.only === undefined || inputs.only === 'enrollment-groups';
  const find = (names: readonly string[] | undefined, key: 'includeGroups' | 'excludeGroups') =>
    namedGroups(names, key, earlier, (unknown) => findGroups(graph, unknown, key));
  let [includeGroups, excludeGroups] = await Promise.all([
    find(inputs.includeGroups, 'includeGroups'),
    find(inputs.excludeGroups, 'excludeGroups'),
  ]);
  if (needsGroups && includeGroups.length === 0) {
    if (!screen.canPrompt)
      throw missingInputs(inputsOf('setup').filter(({ key }) => key === 'includeGroups'));
    includeGroups = await pickGroups(
      graph,
      prompter,
      'Whose Macs enroll with Jamf? (user groups to include)',
      1,
    );
    if (inputs.excludeGroups === undefined) {
      excludeGroups = await pickGroups(
        graph,
        prompter,
        'Whose Macs stay with Intune? (user groups to exclude; none is fine)',
        0,
      );
    }
  }
  const domain = organization.domains.find(({ isInitial }) => isInitial)?.name ?? organization.id;
  return {
    profile: inputs.profile,
    connection: inputs.connection,
    cloud: cloud.name,
    tenant: { id: organization.id, domain, displayName: organization.displayName },
    jamfUrl: inputs.jamfUrl,
    appName,
    ...(adoptApp !== undefined && { adoptApp }),
    permissions: inputs.permissions,
    secretMonths: inputs.secretMonths,
    secretStore: inputs.secretStore,
    includeGroups,
    excludeGroups,
  };
}

/** Groups that the state already knows by id are taken from there: a run with nothing to do asks for nothing twice. */
async function namedGroups(
  names: readonly string[] | undefined,
  key: 'includeGroups' | 'excludeGroups',
  earlier: State | undefined,
  find: (unknown: readonly string[]) => Promise<readonly GroupChoice[]>,
): Promise<readonly GroupChoice[]> {
  const remembered = earlier?.answers[key] ?? [];
  const known = (name: string) => remembered.find(({ id }) => id === name);
  const wanted = names ?? [];
  const found = await find(wanted.filter((name) => known(name) === undefined));
  return [...wanted.flatMap((name) => known(name) ?? []), ...found];
}
