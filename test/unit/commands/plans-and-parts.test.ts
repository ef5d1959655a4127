import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { documentOf, wordsOf } from '../../support/documents/commands.ts';

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function opened(wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  return world;
}

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--json'];
const ours = ({ sandbox }: RunningWorld) =>
  sandbox.world.applications.filter(({ displayName }) => displayName !== 'sandbox automation');

describe('a saved plan', () => {
  test('given one, when the tenant is as it was, then it is applied without asking', async () => {
    const world = await opened();
    const file = join(world.home, 'plan.json');
    const named = ['--app-name', 'By plan', '--secret-months', '6'];
    const planned = await runBeside(world, { argv: [...SETUP, ...named, '--plan', '--out', file] });
    expect([planned.code, world.writes()]).toEqual([0, 0]);

    const applied = await runBeside(world, { argv: [...SETUP, '--from-plan', file] });
    expect([applied.code, documentOf(applied.stdout).status]).toEqual([0, 'done']);
    const { sandbox } = world;
    const [application] = sandbox.world.applications.filter(({ displayName }) => displayName === 'By plan');
    expect(application?.passwordCredentials.map(({ endDateTime }) => endDateTime.slice(0, 10))).toEqual([
      '2027-05-23',
    ]);
  });

  test('given one, then nothing in the file is secret', async () => {
    const world = await opened();
    const file = join(world.home, 'plan.json');
    await runBeside(world, { argv: [...SETUP, '--plan', '--out', file] });
    const text = readFileSync(file, 'utf8');
    const { administrator, automation, jamfClient, jamfUser } = world.sandbox.access;
    for (const secret of [
      administrator.password,
      automation.clientSecret,
      jamfClient.clientSecret,
      jamfUser.password,
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('"fingerprint"');
  });

  test('given one, when the tenant has changed meanwhile, then it is refused and nothing is written', async () => {
    const world = await opened();
    const file = join(world.home, 'plan.json');
    await runBeside(world, { argv: [...SETUP, '--plan', '--out', file] });
    expect((await runBeside(world, { argv: [...SETUP, '--yes', '--profile', 'somebody-else'] })).code).toBe(
      0,
    );

    const before = world.writes();
    const run = await runBeside(world, { argv: [...SETUP, '--yes', '--from-plan', file] });
    const document = documentOf(run.stdout);
    expect(document.error).toMatchObject({ code: 'JI-P511', exit: 1 });
    expect(wordsOf(document)).toContain('jamf-intune setup --plan --out FILE');
    expect([run.code, world.writes()]).toEqual([1, before]);
  });

  test('given a file that is none, then that is said', async () => {
    const world = await opened();
    const run = await runBeside(world, {
      argv: [...SETUP, '--from-plan', join(world.home, 'sandbox-world', 'world.json')],
    });
    expect(documentOf(run.stdout).error).toMatchObject({ code: 'JI-P524', exit: 2, field: 'fromPlan' });
  });
});

describe('one step alone', () => {
  test('given --only app-registration, then the application is made and nothing else', async () => {
    const world = await opened();
    const run = await runBeside(world, { argv: [...SETUP, '--yes', '--only', 'app-registration'] });
    const document = documentOf(run.stdout);
    expect(document.steps.map(({ id, status }) => [id, status])).toEqual([['app-registration', 'done']]);
    expect([run.code, document.status, world.writes()]).toEqual([0, 'done', 2]);
    const [application] = ours(world).filter(({ displayName }) => displayName === 'Jamf Conditional Access');
    expect(application?.requiredResourceAccess).toEqual([]);
    expect(application?.passwordCredentials).toEqual([]);

    const whole = await runBeside(world, { argv: [...SETUP, '--yes'] });
    expect([whole.code, documentOf(whole.stdout).status]).toEqual([0, 'done']);
  });

  test('given a step that needs an earlier one, then that one is named and nothing is written', async () => {
    const world = await opened();
    const run = await runBeside(world, { argv: [...SETUP, '--yes', '--only', 'client-secret'] });
    const document = documentOf(run.stdout);
    expect([run.code, document.status, world.writes()]).toEqual([1, 'failed', 0]);
    expect(wordsOf(document)).toContain('app-registration');
    expect(document.error?.code).not.toBe('JI-P500');
  });
});

describe('taking over an application', () => {
  const id = '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a11';
  const prepare: WorldWish['prepare'] = ({ applications }) => {
    const [like] = applications;
    if (like === undefined) throw new Error('the seed has no application');
    applications.push({
      ...like,
      id: '5a2c7e88-91b4-4a0e-8f0d-3f2f6d1b7c55',
      appId: id,
      displayName: 'Jamf Conditional Access',
      signInAudience: 'AzureADMyOrg',
      web: { ...like.web, redirectUris: ['https://old.contoso.com'] },
    });
  };

  test('given a namesake and nobody to ask, then it is compared, and left alone', async () => {
    const world = await opened({ prepare });
    const before = structuredClone(world.sandbox.world.applications);
    const run = await runBeside(world, { argv: [...SETUP, '--yes'] });
    const document = documentOf(run.stdout);
    expect(document.error).toMatchObject({ code: 'JI-E107', exit: 1 });
    const words = wordsOf(document);
    expect(words).toContain('audience AzureADMyOrg, AzureADMultipleOrgs expected');
    expect(words).toContain('redirect https://old.contoso.com');
    expect(words).toContain(`jamf-intune setup --adopt-app ${id}`);
    expect([run.code, world.writes()]).toEqual([1, 0]);
    expect(world.sandbox.world.applications).toEqual(before);
  });

  test('given --adopt-app, then it is corrected, keeps what others use, and no second one is made', async () => {
    const world = await opened({ prepare });
    const count = world.sandbox.world.applications.length;
    const run = await runBeside(world, { argv: [...SETUP, '--yes', '--adopt-app', id] });
    const document = documentOf(run.stdout);
    expect([run.code, document.status, document.application?.appId]).toEqual([0, 'done', id]);
    const adopted = world.sandbox.world.applications.find(({ appId }) => appId === id);
    expect(adopted?.signInAudience).toBe('AzureADMultipleOrgs');
    expect(adopted?.web.redirectUris).toEqual([
      'https://old.contoso.com',
      world.sandbox.access.endpoints.jamf,
    ]);
    expect(world.sandbox.world.applications).toHaveLength(count);
    const again = await runBeside(world, { argv: [...SETUP, '--yes'] });
    expect(documentOf(again.stdout).status).toBe('nothing-to-do');
  });

  test('given an id that no application has, then it is named, and nothing is written', async () => {
    const world = await opened({ prepare });
    const unknown = '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a12';
    const run = await runBeside(world, { argv: [...SETUP, '--yes', '--adopt-app', unknown] });
    expect(documentOf(run.stdout).error).toMatchObject({ code: 'JI-E100', exit: 1 });
    expect(wordsOf(documentOf(run.stdout))).toContain(unknown);
    expect([run.code, world.writes()]).toEqual([1, 0]);
  });
});
