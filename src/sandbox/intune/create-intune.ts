import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { SandboxContext, SandboxService } from '../service.ts';
import type { DeviceManagementPartner } from '../world.ts';
import { admitPartner } from './admit-partner.ts';
import { terminatePartner } from './partner-row.ts';
import { TENANT_SERVICE } from './partner-services.ts';

const PROVISION = 1;
const DEPROVISION = 2;

const PartnerTenant = z.looseObject({ Provisioned: z.literal([PROVISION, DEPROVISION]) });
const Heartbeat = z.looseObject({ Timestamp: z.iso.datetime({ offset: true }) });

/** What a call does to the row it was admitted to; a text is why it is refused. */
type Effect = (context: SandboxContext, row: DeviceManagementPartner, body: unknown) => string | undefined;

/** The services that Jamf Pro itself calls: it reports for duty, sends heartbeats, and says goodbye (microsoft.md §4.6). */
export const createIntune: SandboxService = (context) => {
  const app = new Hono();
  serve(app, context, 'PartnerTenants', provision);
  serve(app, context, 'PartnerTenantHeartbeat', beat);
  return app;
};

function serve(app: Hono, context: SandboxContext, resource: string, effect: Effect): void {
  app.put(`/${TENANT_SERVICE}/:key`, async (c, next) => {
    const key = decodeURIComponent(c.req.param('key'));
    const tenantId = /^(\w+)\(guid'([0-9a-f-]{36})'\)$/i.exec(key);
    if (tenantId?.[1] !== resource) return next();
    if (c.req.query('api-version') === undefined) return refusal(c, 400, 'The api-version is missing.');
    const admission = await admitPartner(context, c.req.header('authorization'), tenantId[2] ?? '');
    if ('reason' in admission) return refusal(c, admission.status, admission.reason);
    const body: unknown = await c.req.json().catch(() => undefined);
    const objection = effect(context, admission.row, body);
    if (objection !== undefined) return refusal(c, 403, objection);
    return c.json({
      Key: tenantId[2],
      ContextId: context.world.tenant.id,
      Provisioned: admission.row.partnerState === 'terminated' ? DEPROVISION : PROVISION,
      HttpStatusCode: 200,
      ErrorDetail: null,
    });
  });
}

function provision(context: SandboxContext, row: DeviceManagementPartner, body: unknown): string | undefined {
  const message = PartnerTenant.safeParse(body);
  if (!message.success) return 'Provisioned must be 1 or 2.';
  if (message.data.Provisioned === DEPROVISION) {
    terminatePartner(context, row);
    return undefined;
  }
  if (context.has('connector-rejected')) {
    row.partnerState = 'rejected';
    return 'Partner device management is no longer able to accept new configurations.';
  }
  row.partnerState = 'enabled';
  row.lastHeartbeatDateTime = context.clock.now().toISOString();
  row.whenPartnerDevicesWillBeRemovedDateTime = null;
  row.whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime = null;
  return undefined;
}

/** A heartbeat keeps a connection alive; it neither begins one nor revives a terminated one. */
function beat(context: SandboxContext, row: DeviceManagementPartner, body: unknown): string | undefined {
  if (!Heartbeat.safeParse(body).success) return 'Timestamp is missing.';
  if (row.partnerState !== 'enabled') return `The connection is ${row.partnerState}.`;
  row.lastHeartbeatDateTime = context.clock.now().toISOString();
  return undefined;
}

function refusal(c: Context, status: 400 | 401 | 403, detail: string): Response {
  return c.json({ HttpStatusCode: status, ErrorDetail: detail }, status);
}
