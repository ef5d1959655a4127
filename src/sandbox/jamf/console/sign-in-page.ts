import { html } from 'hono/html';
import { SANDBOX_JAMF_USER } from '../seed-jamf.ts';
import { type Html, layout } from './layout.ts';

/** Username and password, with the account to use: it is no secret, and a person at the guided step needs it. */
export function signInPage(csrf: string, problem?: string): Html {
  return layout({
    title: 'Sign in',
    content: html`<h1>Sign in</h1>
      ${problem === undefined ? '' : html`<p class="message bad" role="alert">${problem}</p>`}
      <form class="sheet" method="post" action="/login.html">
        <input type="hidden" name="csrf" value="${csrf}" />
        <div class="field">
          <label for="username">Username</label>
          <input id="username" name="username" type="text" autocomplete="username" required autofocus />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
        </div>
        <p class="hint">In the sandbox: ${SANDBOX_JAMF_USER.username}, ${SANDBOX_JAMF_USER.password}</p>
        <div class="buttons"><button type="submit">Sign in</button></div>
      </form>`,
  });
}
