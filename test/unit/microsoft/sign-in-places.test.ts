import { afterEach, describe, expect, test } from 'vitest';
import { openSignInNetwork, type SignInPlaces } from '../../../src/microsoft/sign-in/network-client.ts';
import { realClock } from '../../support/microsoft/clocks.ts';
import { serveTest, type TestAnswer, type TestService, testWayOut } from '../../support/microsoft/server.ts';

/** Several clients of one run, and how the sign-in service describes itself for a tenant. */

let close: () => Promise<void>;
afterEach(() => close());

async function twoClients(answer: (asked: number) => TestAnswer) {
  let asked = 0;
  const service: TestService = await serveTest(() => {
    asked += 1;
    return answer(asked);
  });
  const { signal } = new AbortController();
  const wayOut = await testWayOut(service, realClock, signal);
  close = async () => {
    await wayOut.close();
    await service.close();
  };
  const told: SignInPlaces = new Map();
  const fetch = wayOut.door({ purpose: 'microsoft-sign-in', hosts: [service.host] });
  const client = () => openSignInNetwork({ fetch, clock: realClock, signal, jitter: () => 0, told });
  const ask = (one: ReturnType<typeof client>) =>
    one.sendGetRequestAsync<unknown>(`${service.origin}/contoso/v2.0/.well-known/openid-configuration`);
  return { one: client(), other: client(), ask, asked: () => asked };
}

const DESCRIPTION: TestAnswer = { json: { token_endpoint: 'https://login.example/token' } };
const PAGE: TestAnswer = { status: 200, text: '<html>' };

describe('given two clients of one run', () => {
  test('when both want to know where a tenant signs in, then it is asked once', async () => {
    const { one, other, ask, asked } = await twoClients(() => DESCRIPTION);
    const answers = await Promise.all([ask(one), ask(other)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask(other)).body).toEqual(answers[0]?.body);
    expect(asked()).toBe(1);
  });

  test('when nobody gets an answer that can be used, then each knows why, and the next asks again', async () => {
    const { one, other, ask, asked } = await twoClients((count) => (count === 1 ? PAGE : DESCRIPTION));
    const both = await Promise.allSettled([ask(one), ask(other)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([one.trouble()?.kind, other.trouble()?.kind]).toEqual(['failed', 'failed']);
    expect((await ask(other)).status).toBe(200);
    expect(asked()).toBe(2);
  });
});
