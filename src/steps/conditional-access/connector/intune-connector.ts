import type { Application } from '../../../microsoft/applications.ts';
import { type DeviceManagementPartner, setConnectorApplication } from '../../../microsoft/partners.ts';
import type { State } from '../../../state/state.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change, Finding, Step } from '../../step.ts';
import { keptTargets } from '../groups/group-targets.ts';
import { recordedApplication } from '../recorded-application.ts';
import { othersWords } from '../removal-words.ts';
import { readApplication, readPartners } from '../shared-reads.ts';
import { clearApplication, readEarlierApplication, readRow } from './connector-removal.ts';
import { whoseConnector } from './whose-connector.ts';

export interface ObservedConnector {
  readonly rows: readonly DeviceManagementPartner[];
  /** The rows that are Jamf's; one is right. */
  readonly jamf: readonly DeviceManagementPartner[];
  /** For `disconnect`: the connection's application, and the one that the connector named before, where it still exists. */
  readonly application?: Application | undefined;
  readonly earlier?: Application | undefined;
}

/** Tells Intune's Compliance Connector for Jamf which application Jamf Pro will come as. */
export const intuneConnector: Step<ObservedConnector> = {
  id: 'intune-connector',
  title: 'Intune connector',

  async observe(session) {
    const { all, jamf } = await readPartners(session);
    if (session.wanted.removal === undefined) return { rows: all, jamf };
    const [application, earlier] = await Promise.all([
      readApplication(session),
      readEarlierApplication(session),
    ]);
    return { rows: all, jamf, application, earlier };
  },

  describe({ jamf }) {
    const [row] = jamf;
    return row === undefined ? [] : [`application ID set · state ${row.partnerState}`];
  },

  plan({ jamf }, _wanted, known) {
    const [row, second] = jamf;
    if (row === undefined || second !== undefined) return [];
    const appId = known.resources.application?.appId;
    const right =
      row.singleTenantAppId !== null &&
      row.singleTenantAppId === appId &&
      row.partnerAppType === 'singleTenantApp';
    return right ? [] : [setApplication(row, appId)];
  },

  diagnose({ rows, jamf }, _wanted, known) {
    const finding = { step: 'intune-connector', severity: 'error' } as const;
    const [row, second] = jamf;
    if (row === undefined) {
      return [
        {
          ...finding,
          code: 'JI-I210',
          seen: "no row of Intune's partner list is Jamf's",
          details: rows.map(describeRow),
          blocks: true,
        },
      ];
    }
    if (second !== undefined) {
      return [
        {
          ...finding,
          code: 'JI-I211',
          seen: `${jamf.length} rows of Intune's partner list are Jamf's`,
          details: jamf.map(describeRow),
          blocks: true,
        },
      ];
    }
    return [...otherConnection(row), ...stateOf(row, known)];
  },

  planRemoval({ jamf, application, earlier }, wanted, known) {
    const [row, second] = jamf;
    if (row === undefined || second !== undefined) return [];
    if (whoseConnector(row, application, wanted, known) !== 'ours') return [];
    const putBack = earlier?.appId === row.singleTenantAppId ? undefined : earlier;
    return [clearApplication(row, putBack)];
  },

  remainder({ jamf, application }, wanted, known) {
    const [row] = jamf;
    if (row === undefined) return { standing: 'gone', lines: ["Intune's partner list has no row for Jamf"] };
    if (row.singleTenantAppId === null) return { standing: 'gone', lines: ['names no application'] };
    if (row.singleTenantAppId === known.resources.connector?.before.singleTenantAppId) {
      return { standing: 'kept', lines: [`names ${visible(row.singleTenantAppId)}, as before the set-up`] };
    }
    const ours = whoseConnector(row, application, wanted, known) === 'ours';
    return { standing: 'kept', lines: [ours ? 'names our application' : othersWords(row)] };
  },
};

function describeRow(row: DeviceManagementPartner): string {
  return `${visible(row.displayName)} · ${visible(row.id)} · ${row.isConfigured ? 'configured' : 'not configured'} · ${row.partnerState}`;
}

/** Signs that Jamf is connected in another way, or was connected by somebody else. */
function otherConnection(row: DeviceManagementPartner): readonly Finding[] {
  if (row.isConfigured && row.partnerAppType === 'multiTenantApp') {
    return [
      {
        code: 'JI-I212',
        severity: 'error',
        step: 'intune-connector',
        seen: 'Jamf is connected through the Cloud Connector (a multi-tenant application)',
        blocks: true,
      },
    ];
  }
  return [];
}

function stateOf(row: DeviceManagementPartner, known: State): readonly Finding[] {
  const appId = known.resources.application?.appId;
  const finding = { step: 'intune-connector', severity: 'error' } as const;
  if (row.singleTenantAppId === null)
    return [{ ...finding, code: 'JI-I216', seen: 'the connector has no application ID' }];
  if (row.singleTenantAppId !== appId) {
    return [
      {
        ...finding,
        code: 'JI-I213',
        seen: `the connector has another application ID: ${visible(row.singleTenantAppId)}`,
      },
    ];
  }
  if (row.partnerAppType !== 'singleTenantApp') {
    return [
      {
        ...finding,
        code: 'JI-I217',
        seen: `the connector's application type is ${row.partnerAppType}, singleTenantApp expected`,
      },
    ];
  }
  if (row.partnerState === 'rejected')
    return [{ ...finding, code: 'JI-I214', seen: 'Intune has rejected the connection' }];
  return [];
}

function setApplication(row: DeviceManagementPartner, appId: string | undefined): Change {
  const replaces =
    row.singleTenantAppId !== null && row.singleTenantAppId !== '' && row.singleTenantAppId !== appId;
  return {
    action: 'change',
    target: 'connector',
    summary: `${visible(row.displayName)}: set the application ID`,
    details: replaces ? [`replaces ${visible(row.singleTenantAppId ?? '')}`] : [],
    by: 'tool',
    destroys: replaces,
    async apply(session, journal) {
      const { graph, known } = session;
      const { appId: ours } = recordedApplication(known());
      // What was there before is written down first: `disconnect` must be able to say it, whatever happens now.
      if (known().resources.connector?.id !== row.id) {
        await journal.note((state) => ({
          ...state,
          resources: {
            ...state.resources,
            connector: {
              id: row.id,
              before: { singleTenantAppId: row.singleTenantAppId, ...keptTargets(row.targets) },
            },
          },
        }));
      }
      await journal.ensure({
        operation: 'set-connector-application',
        key: `${row.id}/${ours}`,
        holds: async () => (await readRow(graph, row.id))?.singleTenantAppId === ours,
        act: () => setConnectorApplication(session, row.id, ours),
      });
      return 'application ID saved';
    },
  };
}
