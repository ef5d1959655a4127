import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import { runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld } from '../../support/commands/world.ts';
import { documentOf } from '../../support/documents/commands.ts';
import { testHost } from '../../support/host.ts';
import { sampleState } from '../../support/state/samples.ts';

let world: RunningWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Source = 'flag' | 'environment' | '.env' | 'answers file' | 'state';

const PLAN = ['setup', '--sandbox', '--acknowledge-unsupported', '--plan', '--json'];

/** Gives the application's name in each of these sources, and tells which of them the plan goes by. */
async function nameFrom(sources: readonly Source[]): Promise<string | undefined> {
  const { home } = world;
  const answers = join(home, 'answers.yaml');
  const dotenv = join(home, '.env');
  const has = (source: Source) => sources.includes(source);
  rmSync(dotenv, { force: true });
  if (has('.env')) writeFileSync(dotenv, 'JAMF_INTUNE_APP_NAME=".env"\n');
  writeFileSync(answers, has('answers file') ? 'appName: answers file\n' : '');
  await keepState(has('state') ? 'state' : undefined);
  const run = await runBeside(world, {
    argv: [...PLAN, '--answers', answers, ...(has('flag') ? ['--app-name', 'flag'] : [])],
    env: has('environment') ? { JAMF_INTUNE_APP_NAME: 'environment' } : {},
  });
  const { steps } = documentOf(run.stdout);
  const summary = steps.find(({ id }) => id === 'app-registration')?.changes[0]?.summary;
  return summary?.replace(/^create "(.*)"$/u, '$1');
}

async function keepState(appName: string | undefined): Promise<void> {
  const { host } = testHost({ argv: [], home: world.home });
  const store = openStateStore({
    ...host,
    home: world.home,
    profile: 'sandbox',
    host: host.computer,
    tool: 'test',
  });
  await store.remove();
  if (appName === undefined) return;
  const { access, world: tenants } = world.sandbox;
  const { id, displayName } = tenants.tenant;
  await store.save(
    sampleState({
      serial: 0,
      profile: 'sandbox',
      cloud: 'sandbox',
      tenant: { id, displayName, domain: access.domain },
      jamfUrl: access.endpoints.jamf,
      answers: { appName, secretStore: 'file' },
      resources: {},
      steps: {},
      intents: [],
    }),
  );
}

describe('where a value comes from', () => {
  const ORDER: readonly Source[] = ['flag', 'environment', '.env', 'answers file', 'state'];

  test.each(ORDER.map((strongest, at) => [strongest, ORDER.slice(at)] as const))(
    'given it from %s and all that is weaker, then that one counts',
    async (strongest, sources) => {
      expect(await nameFrom(sources)).toBe(strongest);
    },
  );

  test('given it from nowhere, then the default', async () => {
    expect(await nameFrom([])).toBe('Jamf Conditional Access');
  });

  test('given a bad value in a strong source and a good one in a weak, then the bad one is refused', async () => {
    const run = await runBeside(world, {
      argv: [...PLAN, '--secret-months', '99'],
      env: { JAMF_INTUNE_SECRET_MONTHS: '6' },
    });
    expect([run.code, documentOf(run.stdout).error?.field]).toEqual([2, 'secretMonths']);
  });
});

describe('whether the sandbox is meant', () => {
  test('given a variable left in the shell, then only the flag decides, and real inputs are asked for', async () => {
    const run = await runBeside(world, {
      argv: ['setup', '--acknowledge-unsupported', '--plan', '--json'],
      env: { JAMF_INTUNE_SANDBOX: '1' },
    });
    const { sandbox, error } = documentOf(run.stdout);
    expect([run.code, sandbox, error?.code]).toEqual([2, false, 'JI-P501']);
  });
});

describe('what is asked', () => {
  const argv = ['setup', '--sandbox', '--acknowledge-unsupported', '--plan', '--exclude-group', 'Kiosk'];

  test('given groups from the environment, when at a terminal, then nobody asks for them', async () => {
    await keepState(undefined);
    const run = await runBeside(world, {
      argv,
      at: 'terminal',
      env: { JAMF_INTUNE_INCLUDE_GROUPS: 'Mac users' },
    });
    expect(run.code).toBe(0);
    expect(run.both).not.toContain('Whose Macs enroll with Jamf?');
  });

  test('given groups from nowhere, when at a terminal, then they are asked for', async () => {
    await keepState(undefined);
    const run = await runBeside(world, {
      argv,
      at: 'terminal',
      typing: [
        { when: 'Whose Macs enroll with Jamf?', type: 'Mac users' },
        { when: 'Mac users Munich', type: '\r' },
        { when: 'that is all', type: '\r' },
      ],
    });
    expect(run.code).toBe(0);
    expect(run.both).toContain('include "Mac users" (214 people');
  });
});
