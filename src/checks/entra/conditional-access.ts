import {
  type ConditionalAccessPolicy,
  listConditionalAccessPolicies,
} from '../../microsoft/conditional-access-policies.ts';
import { countRefusedSignIns, type RefusedSignIns } from '../../microsoft/refused-sign-ins.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { readableOrUndefined } from '../shared-reads.ts';
import { readNativeConnector } from './native-connector.ts';
import { registrationAppOf } from './registration-apps.ts';

/** "Conditional Access: access has been blocked by the device's compliance policy." */
const DEVICE_NOT_COMPLIANT = 530003;
const LOOK_BACK_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface SeenConditionalAccess {
  readonly policies: readonly ConditionalAccessPolicy[];
  /** Apps that a Mac registers with: to exclude one of them is what the documents ask for. */
  readonly registrationApps: readonly string[];
  readonly refused: RefusedSignIns | 'not-readable';
}

/** Whether a policy that asks for a compliant Mac keeps new Macs from ever becoming one. */
export const conditionalAccess: DoctorCheck = {
  id: 'conditional-access',
  room: 'entra',
  title: 'Conditional Access',
  needs: 'Policy.Read.All',

  async look(session) {
    const { graph, cloud, clock } = session;
    const app = registrationAppOf(cloud.name);
    const since = new Date(clock.now().getTime() - LOOK_BACK_DAYS * DAY_MS);
    const [policies, connectors, refused] = await Promise.all([
      listConditionalAccessPolicies(graph),
      readableOrUndefined(() => readNativeConnector(session)),
      countRefusedSignIns(graph, { appId: app, errorCode: DEVICE_NOT_COMPLIANT, since }),
    ]);
    const registrationApps = [app, ...(connectors ?? []).map(({ appId }) => appId)];
    return judgeConditionalAccess({ policies, registrationApps, refused });
  },
};

export function judgeConditionalAccess(seen: SeenConditionalAccess): CheckReport {
  const { policies, registrationApps, refused } = seen;
  const asking = policies.filter((policy) => policy.state === 'enabled' && asksForCompliantMac(policy));
  const concerned = asking.filter((policy) =>
    includes(policy.includeApplications, ['All', ...registrationApps]),
  );
  const evidence = evidenceOf(refused);
  const findings = concerned.map((policy): CheckFinding => {
    const excluded = includes(policy.excludeApplications, registrationApps);
    return {
      code: excluded ? 'JI-E153' : 'JI-E152',
      severity: excluded ? 'warning' : 'error',
      seen: `"${visible(policy.displayName)}" asks for a compliant Mac for all resources${excluded ? '; the registration app is excluded' : ''}`,
      ...(evidence !== undefined && { details: [evidence] }),
    };
  });
  if (concerned.length === 0 && evidence !== undefined)
    findings.push({ code: 'JI-E154', severity: 'warning', seen: evidence });
  return { lines: linesOf(asking.length, refused), findings };
}

function linesOf(asking: number, refused: RefusedSignIns | 'not-readable'): readonly string[] {
  return [
    asking === 0
      ? 'no policy asks for a compliant Mac: compliance is reported and nothing is enforced'
      : `${count(asking, 'policy', 'policies')} ${asking === 1 ? 'asks' : 'ask'} for a compliant Mac`,
    ...(refused === 'not-readable' ? ['sign-in log not readable (needs AuditLog.Read.All)'] : []),
  ];
}

function evidenceOf(refused: RefusedSignIns | 'not-readable'): string | undefined {
  if (refused === 'not-readable' || refused.count === 0) return undefined;
  const number = `${refused.atLeast ? 'at least ' : ''}${count(refused.count, 'registration')}`;
  return `${number} refused with error ${DEVICE_NOT_COMPLIANT} in the last ${LOOK_BACK_DAYS} days`;
}

/** True when compliance alone lets a Mac through: beside an OR with another control it is no obstacle. */
export function asksForCompliantMac(policy: ConditionalAccessPolicy): boolean {
  if (!policy.builtInControls.includes('compliantDevice') || includes(policy.includeUsers, ['None']))
    return false;
  const alternatives = policy.builtInControls.length + policy.otherControls.length > 1;
  if (policy.operator.toUpperCase() === 'OR' && alternatives) return false;
  const { platforms } = policy;
  if (platforms === undefined) return true;
  return (
    includes(platforms.includePlatforms, ['all', 'macOS']) && !includes(platforms.excludePlatforms, ['macOS'])
  );
}

function includes(list: readonly string[], wanted: readonly string[]): boolean {
  const lower = wanted.map((each) => each.toLowerCase());
  return list.some((each) => lower.includes(each.toLowerCase()));
}
