import { listPermissionGrants, type PermissionGrant } from '../../microsoft/permissions.ts';
import {
  findServicePrincipalsNamed,
  type NamedServicePrincipal,
} from '../../microsoft/service-principals-by-name.ts';
import type { CheckReport, CheckSession, DoctorCheck } from '../check.ts';
import { connectionFound } from '../intune/connection-found.ts';
import { readableOrUndefined, readPartnerRows } from '../shared-reads.ts';
import { NATIVE_CONNECTOR } from './registration-apps.ts';

export interface SeenConnector {
  readonly principals: readonly NamedServicePrincipal[];
  /** Delegated grants of those principals; undefined when they may not be read. */
  readonly grants: readonly PermissionGrant[] | undefined;
}

/** Whether Jamf's own app, through which Macs register on the manual connection, is here and consented to for everybody. */
export const nativeConnector: DoctorCheck = {
  id: 'native-connector',
  room: 'entra',
  title: 'Native macOS Connector',
  needs: 'Application.Read.All',

  async look(session) {
    const connection = connectionFound(await readPartnerRows(session));
    if (connection !== 'manual') return { lines: ['only the manual connection needs it'], findings: [] };
    const principals = await readNativeConnector(session);
    const grants = await readableOrUndefined(() =>
      Promise.all(principals.map(({ id }) => listPermissionGrants(session.graph, id))),
    );
    return judgeNativeConnector({ principals, grants: grants?.flat() });
  },
};

/** The app by its name, which is all that is published of it. */
export function readNativeConnector({
  graph,
  once,
}: Pick<CheckSession, 'graph' | 'once'>): Promise<readonly NamedServicePrincipal[]> {
  return once('native-connector', () => findServicePrincipalsNamed(graph, NATIVE_CONNECTOR));
}

export function judgeNativeConnector({ principals, grants }: SeenConnector): CheckReport {
  if (principals.length === 0) {
    return {
      lines: [],
      findings: [
        {
          code: 'JI-E150',
          severity: 'error',
          seen: `no enterprise application is called "${NATIVE_CONNECTOR}"`,
        },
      ],
    };
  }
  if (grants === undefined)
    return { lines: ['present · its consent is not readable (needs Directory.Read.All)'], findings: [] };
  if (grants.some(({ consentType }) => consentType === 'AllPrincipals'))
    return { lines: ['present · consented to for everybody'], findings: [] };
  return {
    lines: [],
    findings: [
      {
        code: 'JI-E151',
        severity: 'error',
        seen:
          grants.length === 0
            ? 'it is here, and nobody has consented to it'
            : 'it is here, consented to by single people only',
      },
    ],
  };
}
