import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { findClient } from './client.ts';
import { required } from './refusal.ts';
import { readScope } from './scope.ts';
import { beginSignIn, type DeviceRequest, type SignInMemory } from './sign-in.ts';
import { deviceCodePage, passwordPage } from './sign-in-pages.ts';
import { checkTenant } from './tenant.ts';

const LIFETIME_SECONDS = 900;
/** Entra says 5; the sandbox's person is quick, and nobody else polls. */
const INTERVAL_SECONDS = 1;
/** As Entra's codes: nothing that can be read as something else. */
const CODE_LETTERS = 'BCDFGHJKLMNPQRST';

/** The start of a device's sign-in, and the page where its code is typed. */
export function deviceCode(context: SandboxContext, memory: SignInMemory): Hono {
  const app = new Hono();

  app.post('/:tenant/oauth2/v2.0/devicecode', async (c) => {
    checkTenant(context, c.req.param('tenant'));
    const form = new URLSearchParams(await c.req.text());
    const request: DeviceRequest = {
      kind: 'device',
      client: findClient(context, required(form, 'client_id')),
      scope: readScope(context, required(form, 'scope')),
      deviceCode: context.random.uuid(),
      userCode: readableCode(context.random.uuid()),
      expiresAt: context.clock.now().getTime() + LIFETIME_SECONDS * 1000,
      outcome: 'pending',
    };
    memory.devices.set(request.deviceCode, request);
    const page = `${context.endpoints().entra}/common/oauth2/deviceauth`;
    return c.json({
      user_code: request.userCode,
      device_code: request.deviceCode,
      verification_uri: page,
      expires_in: LIFETIME_SECONDS,
      interval: INTERVAL_SECONDS,
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${request.userCode} to authenticate.`,
    });
  });

  app.get('/common/oauth2/deviceauth', (c) => c.html(deviceCodePage(c.req.query('otc') ?? '')));

  app.post('/common/oauth2/deviceauth', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const typed = (form.get('otc') ?? '').trim().toUpperCase();
    const now = context.clock.now().getTime();
    const request = [...memory.devices.values()].find(
      (device) => device.userCode === typed && device.outcome === 'pending' && device.expiresAt > now,
    );
    return request === undefined
      ? c.html(deviceCodePage(typed, 'That code is wrong or no longer valid. Check the code and try again.'))
      : c.html(passwordPage(beginSignIn(context, memory, request), ''));
  });

  return app;
}

/** Nine letters from a UUID's random digits; each stands for one hex digit. */
function readableCode(uuid: string): string {
  const digits = [...uuid.replaceAll('-', '')];
  return digits
    .slice(0, 9)
    .map((digit) => CODE_LETTERS.charAt(Number.parseInt(digit, 16)))
    .join('');
}
