import { noContent, type Operation } from './operation.ts';

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
      Response.json(context.world.jamf.alerts.map((alert) => ({ ...alert, id: String(alert.id) }))),
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
