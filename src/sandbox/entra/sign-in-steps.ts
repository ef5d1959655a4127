import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import { grantScopes, missingScopes } from './consent.ts';
import type { Html } from './page-layout.ts';
import { Refusal, required } from './refusal.ts';
import type { BrowserRequest, SignIn, SignInMemory } from './sign-in.ts';
import { consentPage, formPostPage, messagePage, passwordPage } from './sign-in-pages.ts';
import { clientInfo } from './token.ts';

const CODE_LIFETIME_MS = 10 * 60_000;

/** The pages behind the first one: password, consent, and the answer to the client or the waiting device. */
export function signInSteps(context: SandboxContext, memory: SignInMemory): Hono {
  const app = new Hono();

  app.post('/common/login', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const signIn = underWay(memory, form);
    if (form.get('action') === 'cancel') return c.html(decline(memory, signIn));
    const account = form.get('account') ?? '';
    const person = personWith(context, account, form.get('password') ?? '');
    if (person === undefined) {
      const refusal = new Refusal(50126, 'Error validating credentials due to invalid username or password.');
      return c.html(passwordPage(signIn, account, refusal.message));
    }
    signIn.person = person;
    const { client, scope } = signIn.request;
    const missing = missingScopes(context, client, person, scope);
    return c.html(
      missing.length > 0 ? consentPage(signIn, missing) : finish(context, memory, signIn, person),
    );
  });

  app.post('/common/consent', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const signIn = underWay(memory, form);
    const { person } = signIn;
    if (form.get('action') === 'cancel' || person === undefined) return c.html(decline(memory, signIn));
    const { client, scope } = signIn.request;
    const missing = missingScopes(context, client, person, scope);
    grantScopes(context, client, scope, missing, form.get('everybody') === 'yes' ? 'everybody' : person);
    return c.html(finish(context, memory, signIn, person));
  });

  return app;
}

function underWay(memory: SignInMemory, form: URLSearchParams): SignIn {
  const signIn = memory.signIns.get(required(form, 'signIn'));
  if (signIn !== undefined) return signIn;
  throw new Refusal(9002313, 'This sign-in is over. Begin again in the app that sent you here.');
}

function personWith(context: SandboxContext, account: string, password: string): Person | undefined {
  const name = account.trim().toLowerCase();
  return context.world.people.find(
    (person) =>
      person.userPrincipalName.toLowerCase() === name &&
      person.password !== undefined &&
      person.password === password,
  );
}

function finish(context: SandboxContext, memory: SignInMemory, signIn: SignIn, person: Person): Html {
  const { request } = signIn;
  memory.signIns.delete(signIn.id);
  if (request.kind === 'device') {
    request.outcome = person;
    const text = `You have signed in to ${request.client.displayName} on your device. You may now close this window.`;
    return messagePage('Signed in', text);
  }
  const code = context.random.uuid();
  const expiresAt = context.clock.now().getTime() + CODE_LIFETIME_MS;
  memory.codes.set(code, { request, person, expiresAt });
  return answer(request, { code, client_info: clientInfo(context, person), session_state: signIn.id });
}

function decline(memory: SignInMemory, signIn: SignIn): Html {
  const { request } = signIn;
  memory.signIns.delete(signIn.id);
  if (request.kind === 'device') {
    request.outcome = 'declined';
    return messagePage('Not signed in', 'You declined the request. You may now close this window.');
  }
  const refusal = new Refusal(65004, 'User declined to consent to access the app.');
  return answer(request, { error: refusal.error, error_description: refusal.message });
}

function answer(request: BrowserRequest, fields: Readonly<Record<string, string>>): Html {
  return formPostPage(request.redirectUri, {
    ...fields,
    ...(request.state === undefined ? {} : { state: request.state }),
  });
}
