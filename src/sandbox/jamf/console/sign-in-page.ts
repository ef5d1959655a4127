import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';

export interface SignInPage {
  readonly csrf: string;
  /** Path of the page that was asked for. */
  readonly next: string;
  readonly problem?: string;
}

export function signInPage({ csrf, next, problem }: SignInPage): Html {
  return layout({
    title: 'Sign in',
    content: html`<h1>Sign in</h1>
      ${problem === undefined ? '' : html`<p class="message bad" role="alert">${problem}</p>`}
      <form class="sheet" method="post" action="/login.html">
        <input type="hidden" name="csrf" value="${csrf}" />
        <input type="hidden" name="next" value="${next}" />
        <div class="field">
          <label for="username">Username</label>
          <input id="username" name="username" type="text" autocomplete="username" required autofocus />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
        </div>
        <div class="buttons"><button type="submit">Sign in</button></div>
      </form>`,
  });
}
