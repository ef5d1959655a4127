import { html } from 'hono/html';
import { SANDBOX_ACCOUNTS } from '../accounts.ts';
import { type Html, page } from './page-layout.ts';
import type { SignIn } from './sign-in.ts';

/** Account and password; `problem` is what was wrong with the last try. */
export function passwordPage(signIn: SignIn, account: string, problem?: string): Html {
  const { username, password } = SANDBOX_ACCOUNTS.administrator;
  return page(
    'Sign in',
    html`<p>to continue to ${signIn.request.client.displayName}</p>
${problemNote(problem)}
<form method="post" action="/common/login">
<input type="hidden" name="signIn" value="${signIn.id}">
<label for="account">Account</label>
<input id="account" name="account" type="email" autocomplete="username" value="${account}" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit" name="action" value="continue">Sign in</button>
<button type="submit" name="action" value="cancel" formnovalidate>Cancel</button>
</form>
<p>The sandbox's administrator is <code>${username}</code> with the password <code>${password}</code>.</p>`,
  );
}

/** The permissions that the client asks for and does not have yet. */
export function consentPage(signIn: SignIn, scopes: readonly string[]): Html {
  return page(
    'Permissions requested',
    html`<p>${signIn.request.client.displayName} asks for:</p>
<ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post" action="/common/consent">
<input type="hidden" name="signIn" value="${signIn.id}">
<p class="tick"><input id="everybody" name="everybody" type="checkbox" value="yes">
<label for="everybody">Consent on behalf of your organization</label></p>
<button type="submit" name="action" value="continue" autofocus>Accept</button>
<button type="submit" name="action" value="cancel">Cancel</button>
</form>`,
  );
}

/** Where a person types the code that another device shows. */
export function deviceCodePage(code: string, problem?: string): Html {
  return page(
    'Enter code',
    html`<p>Enter the code that your app or device shows.</p>
${problemNote(problem)}
<form method="post" action="/common/oauth2/deviceauth">
<label for="otc">Code</label>
<input id="otc" name="otc" autocomplete="off" value="${code}" required autofocus>
<button type="submit">Next</button>
</form>`,
  );
}

/** Carries the answer to the client by posting itself; the button is for browsers that run no scripts. */
export function formPostPage(redirectUri: string, fields: Readonly<Record<string, string>>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return page(
    'Working…',
    html`<form method="post" action="${redirectUri}">
${inputs}
<button type="submit">Continue</button>
</form>
<script>document.forms[0].submit()</script>`,
  );
}

export function messagePage(title: string, text: string): Html {
  return page(title, html`<p>${text}</p>`);
}

function problemNote(problem: string | undefined): Html | string {
  return problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`;
}
