import type { Wanted } from '../../../inputs/wanted.ts';
import {
  APPLICATION_READ_ALL,
  GRAPH_APP_ID,
  INTUNE_API_APP_ID,
  UPDATE_DEVICE_ATTRIBUTES,
} from '../../../microsoft/identifiers.ts';
import type { State } from '../../../state/state.ts';

/** An application permission the connection's application is to have. */
export interface WantedPermission {
  readonly resourceAppId: string;
  readonly resourceName: string;
  readonly roleId: string;
  readonly roleValue: string;
}

export const SEND_DEVICE_ATTRIBUTES: WantedPermission = {
  resourceAppId: INTUNE_API_APP_ID,
  resourceName: 'Microsoft Intune API',
  roleId: UPDATE_DEVICE_ATTRIBUTES.id,
  roleValue: UPDATE_DEVICE_ATTRIBUTES.value,
};

export const READ_APPLICATIONS: WantedPermission = {
  resourceAppId: GRAPH_APP_ID,
  resourceName: 'Microsoft Graph',
  roleId: APPLICATION_READ_ALL.id,
  roleValue: APPLICATION_READ_ALL.value,
};

/** What was seen of service discovery: tried with the application's own token, or not tried yet. */
export type Discovery = 'untested' | 'allowed' | 'refused';

/**
 * The permissions the application is to have. Microsoft's pages contradict each other (microsoft.md §1.2): `strict`
 * follows "only one", `documented` the later page, `auto` begins with one and adds the second only where Microsoft
 * Graph refuses service discovery without it.
 * @param granted whether the second permission is there now: `auto` without the means to test it leaves it in place
 */
export function wantedPermissions(
  profile: Wanted['permissions'],
  known: Pick<State['resources'], 'discoveryNeedsPermission'>,
  discovery: Discovery,
  granted: boolean,
): readonly WantedPermission[] {
  switch (profile) {
    case 'strict':
      return [SEND_DEVICE_ATTRIBUTES];
    case 'documented':
      return [SEND_DEVICE_ATTRIBUTES, READ_APPLICATIONS];
    case 'auto': {
      const needed = known.discoveryNeedsPermission === true || discovery === 'refused' || granted;
      return needed ? [SEND_DEVICE_ATTRIBUTES, READ_APPLICATIONS] : [SEND_DEVICE_ATTRIBUTES];
    }
  }
}
