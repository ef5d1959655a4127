import type { Emit } from '../../engine/event.ts';
import type { SignInPrompt } from '../../microsoft/sign-in/prompt.ts';

/** Tells the person how to sign in. A code and an address stand alone on their lines, so that they can be copied. */
export function showSignIn(prompt: SignInPrompt, sandbox: boolean, emit: Emit): void {
  const by = sandbox ? ["The sandbox's simulated administrator does it."] : [];
  switch (prompt.kind) {
    case 'browser':
      if (sandbox) return;
      emit({
        type: 'notice',
        level: 'info',
        title: prompt.opened
          ? 'Sign in to Microsoft in the browser that has opened'
          : 'Open this address to sign in to Microsoft',
        lines: prompt.opened ? ['No browser? Open this address:', prompt.url] : [prompt.url],
      });
      return;
    case 'device-code':
      emit({
        type: 'notice',
        level: 'info',
        title: 'Sign in to Microsoft on any device',
        lines: ['Open', prompt.verificationUri, 'and enter', prompt.userCode, ...by],
      });
      return;
  }
}
