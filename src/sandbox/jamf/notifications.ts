import type { Fault } from '../faults.ts';
import type { SandboxContext } from '../service.ts';
import type { JamfAlert } from '../world.ts';
import { noContent, type Operation } from './operation.ts';

/** Alerts that a fault raises: they stand as long as it is on. */
const ALERT_OF = {
  'push-certificate-expired': 'PUSH_CERT_EXPIRED',
  'push-certificate-expiring': 'PUSH_CERT_WILL_EXPIRE',
  'jamf-licence-exceeded': 'EXCEEDED_LICENSE_COUNT',
  'old-alert': 'CONDITIONAL_ACCESS_CONNECTION_ERROR',
} as const satisfies Partial<Record<Fault, string>>;

function seenAlerts({ world }: SandboxContext): readonly JamfAlert[] {
  const raised = Object.entries(ALERT_OF).filter(([fault]) => world.faults.some((each) => each === fault));
  return [...world.jamf.alerts, ...raised.map(([, type], index) => ({ type, id: 9001 + index, params: {} }))];
}

/** The alerts that a person sees behind the bell in the console. */
export const NOTIFICATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/notifications',
    tag: 'notifications',
    summary: 'All alerts; not paged',
    access: 'any token',
    success: 200,
    handle: ({ context }) =>
      Response.json(seenAlerts(context).map((alert) => ({ ...alert, id: String(alert.id) }))),
  },
  {
    method: 'delete',
    path: '/v1/notifications/{type}/{id}',
    tag: 'notifications',
    summary: 'Dismisses an alert',
    access: 'Dismiss Notifications',
    success: 204,
    handle: ({ context, param }) => {
      const { jamf } = context.world;
      jamf.alerts = jamf.alerts.filter(
        (alert) => alert.type !== param('type') || String(alert.id) !== param('id'),
      );
      return noContent();
    },
  },
];
