import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/errors/failure.ts';
import { keychain } from '../../../src/secrets/keychain.ts';
import { Secret } from '../../../src/secrets/secret.ts';

/** Uses the real keychain of its session once and prints what it saw as one line of JSON. */
const store = keychain({
  profile: 'test',
  platform: process.platform,
  clock: {
    now: () => new Date(),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
  },
  random: { uuid: () => randomUUID() },
});

try {
  await store.probe();
  const before = await store.get('jamf-intune 1b4e28ba');
  await store.put('jamf-intune 1b4e28ba', new Secret('q7R~canary'));
  const kept = (await store.get('jamf-intune 1b4e28ba'))?.reveal();
  await store.remove('jamf-intune 1b4e28ba');
  await store.remove('jamf-intune 1b4e28ba');
  const after = await store.get('jamf-intune 1b4e28ba');
  print({ before: before ?? null, kept, after: after ?? null });
} catch (error) {
  print(
    error instanceof Failure
      ? { code: error.code, why: error.why, fix: error.fix }
      : { error: String(error) },
  );
}

function print(outcome: unknown): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
