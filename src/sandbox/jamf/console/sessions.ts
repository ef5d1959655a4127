import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Randomness } from '../../../ports/randomness.ts';

/** One browser. `username` is undefined until somebody has signed in; `csrf` must come back with every form. */
export interface ConsoleSession {
  readonly csrf: string;
  readonly username: string | undefined;
}

export interface ConsoleSessions {
  /** The browser's session; a new one, with its cookie, where there is none. */
  of(c: Context): ConsoleSession;
  /** Begins a new session for somebody who has just signed in: the old cookie is worth nothing afterwards. */
  signIn(c: Context, username: string): void;
  signOut(c: Context): void;
}

/** The real console's cookie has this name too. */
const COOKIE = 'JSESSIONID';

export function openConsoleSessions(random: Randomness): ConsoleSessions {
  const sessions = new Map<string, ConsoleSession>();

  function begin(c: Context, username: string | undefined): ConsoleSession {
    const id = random.uuid();
    const session = { csrf: random.uuid(), username };
    sessions.set(id, session);
    setCookie(c, COOKIE, id, { httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    return session;
  }

  function forget(c: Context): void {
    sessions.delete(getCookie(c, COOKIE) ?? '');
  }

  return {
    of: (c) => sessions.get(getCookie(c, COOKIE) ?? '') ?? begin(c, undefined),
    signIn(c, username) {
      forget(c);
      begin(c, username);
    },
    signOut(c) {
      forget(c);
      begin(c, undefined);
    },
  };
}
