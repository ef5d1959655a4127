import { GRAPH_COMMAND_LINE_TOOLS } from '../../microsoft/identifiers.ts';
import type { SandboxContext } from '../service.ts';
import type { Application, ServicePrincipal } from '../world.ts';
import { Refusal } from './refusal.ts';

/** An application that asks for tokens. */
export interface Client {
  readonly appId: string;
  readonly displayName: string;
  /** Its object in the tenant; every token and every grant hangs on it. */
  readonly principal: ServicePrincipal;
  /** Its registration, when it lives in this tenant. Microsoft's own clients have theirs elsewhere. */
  readonly application: Application | undefined;
  /** Where answers for people may be sent. */
  readonly redirectUris: readonly string[];
}

/** Finds the client; 700016 when the tenant does not know it, 7000229 when it is registered but has no principal. */
export function findClient(context: SandboxContext, appId: string): Client {
  const { world, visible } = context;
  const application = world.applications.find((one) => one.appId === appId && visible(one.id));
  const principal = world.servicePrincipals.find((one) => one.appId === appId && visible(one.id));
  if (principal === undefined && application === undefined) {
    throw new Refusal(
      700016,
      `Application with identifier '${appId}' was not found in the directory '${world.tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (principal === undefined) {
    throw new Refusal(
      7000229,
      `The client application ${appId} is missing service principal in the tenant ${world.tenant.id}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    );
  }
  return {
    appId,
    displayName: principal.displayName,
    principal,
    application,
    redirectUris:
      application?.publicClient.redirectUris ??
      (appId === GRAPH_COMMAND_LINE_TOOLS ? ['http://localhost'] : []),
  };
}

/** Refuses an address that is not registered. For `http://localhost` any port will do, as MSAL needs it. */
export function checkRedirectUri(client: Client, redirectUri: string): void {
  if (client.redirectUris.length === 0) {
    throw new Refusal(500113, 'No reply address is registered for the application.');
  }
  const given = withoutLoopbackPort(redirectUri);
  if (client.redirectUris.some((registered) => withoutLoopbackPort(registered) === given)) return;
  throw new Refusal(
    50011,
    `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${client.appId}'.`,
  );
}

function withoutLoopbackPort(uri: string): string {
  if (!URL.canParse(uri)) return uri;
  const url = new URL(uri);
  if (url.protocol === 'http:' && url.hostname === 'localhost') url.port = '';
  return url.href;
}
