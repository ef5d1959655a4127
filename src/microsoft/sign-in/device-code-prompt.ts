import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { visible } from '../../terminal/visible.ts';
import { unexpectedAnswer } from '../graph-answer.ts';
import type { SignInPrompt } from './prompt.ts';

/** Where Microsoft lets people enter device codes, in all clouds. */
const DEVICE_CODE_HOSTS = ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com', 'aka.ms'];

const answerSchema = z.object({
  userCode: z.string().min(1).max(64),
  verificationUri: z.url(),
  expiresIn: z.number().positive(),
});

/**
 * What to show for a device code. The words are ours and the address is checked, because Entra's `message` and
 * `verification_uri` would pass escape sequences and `javascript:` through (microsoft.md §8.3).
 *
 * @param signIn origin of the sign-in service, which may name an address of its own
 */
export function deviceCodePrompt(answer: unknown, signIn: string, clock: Clock): SignInPrompt {
  const host = new URL(signIn).host;
  const request = { service: 'Microsoft Entra', method: 'POST', target: `${host}/devicecode` } as const;
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw unexpectedAnswer(request, 'the device code is not as documented');
  const { userCode, verificationUri, expiresIn } = parsed.data;
  const address = new URL(verificationUri);
  if (address.protocol !== 'https:' || ![host, ...DEVICE_CODE_HOSTS].includes(address.host)) {
    throw unexpectedAnswer(request, `the code is to be entered at ${address.protocol}//${address.host}`);
  }
  return {
    kind: 'device-code',
    userCode: visible(userCode),
    verificationUri: address.href,
    expiresAt: new Date(clock.now().getTime() + expiresIn * 1_000),
  };
}
