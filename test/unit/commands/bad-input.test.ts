import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import { type RunWish, runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld } from '../../support/commands/world.ts';
import { documentOf, wordsOf } from '../../support/documents/commands.ts';
import { testHost } from '../../support/host.ts';
import { serveTls } from '../../support/http/servers.ts';
import { sampleState } from '../../support/state/samples.ts';

/** Every bad input of the issue, run as a whole command: its message, its exit code, and that nothing was changed. */

const SANDBOX = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes', '--json'];
const REAL = ['setup', '--acknowledge-unsupported', '--yes', '--json'];
/** Everything that an unattended run against real services needs, so that only what is bad is complained of. */
const COMPLETE = {
  env: {
    JAMF_INTUNE_CONNECTION: 'conditional-access',
    JAMF_INTUNE_TENANT: 'contoso.onmicrosoft.com',
    JAMF_URL: 'https://contoso.jamfcloud.com',
    JAMF_INTUNE_SECRET_STORE: 'none',
    JAMF_INTUNE_INCLUDE_GROUPS: 'Mac users',
    AZURE_CLIENT_ID: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    JAMF_CLIENT_ID: 'client',
  },
  secrets: new Map([
    ['AZURE_CLIENT_SECRET', new Secret('azure')],
    ['JAMF_CLIENT_SECRET', new Secret('jamf')],
  ]),
};

let world: RunningWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
afterEach(() => world.sandbox.setFaults([]));

interface Expected {
  readonly code: string;
  readonly exit: number;
  readonly field?: string;
  /** Texts that stand in its message. */
  readonly says: readonly string[];
}

/** Runs it and expects the refusal: one document, the exit code, nothing written anywhere. */
async function expectRefusal(wish: RunWish, { code, exit, field, says }: Expected): Promise<void> {
  const before = world.writes();
  const run = await runBeside(world, wish);
  const document = documentOf(run.stdout);
  expect(document.error).toMatchObject({ code, exit, field: field ?? null });
  expect(document.error?.fix).not.toEqual([]);
  for (const text of says) expect(wordsOf(document)).toContain(text);
  expect(run.code).toBe(exit);
  expect(document.requests.writes).toBe(0);
  expect(world.writes()).toBe(before);
  expect(run.stderr).toContain('Nothing was changed.');
  const states = ['sandbox', 'default'].map((profile) => join(world.home, profile, 'state.json'));
  expect(states.filter((file) => existsSync(file))).toEqual([]);
}

describe('the address of Jamf Pro', () => {
  test.each([
    ['http', 'http://contoso.jamfcloud.com', 'https://contoso.jamfcloud.com'],
    ['a page', 'https://contoso.jamfcloud.com/ConditionalAccess.html', 'give https://contoso.jamfcloud.com'],
    ['this computer', 'https://localhost:8443', 'this is your own computer'],
    ['no address', 'contoso jamf', 'this is not an address'],
    ['a password in it', 'https://me:hunter2@contoso.jamfcloud.com', 'no user name or password'],
    ['an IP address', 'https://192.0.2.7', 'an IP address cannot prove who it is'],
  ])('given %s, then it says what to give instead', async (_what, url, says) => {
    await expectRefusal(
      { argv: [...REAL, '--jamf-url', url], ...COMPLETE },
      { code: 'JI-P502', exit: 2, field: 'jamfUrl', says: [says, 'such as https://contoso.jamfcloud.com'] },
    );
  });

  test.each(['https://nowhere.invalid', 'https://nowhere.invalid:8443/'])(
    'given %s, whose name nobody knows, then the server and the way to mend it are named',
    async (url) => {
      await expectRefusal(
        { argv: [...SANDBOX, '--jamf-url', url] },
        { code: 'JI-N300', exit: 1, says: [url.replace(/\/$/, '').replace('https://', ''), 'HTTPS_PROXY'] },
      );
    },
  );

  test('given a server that is no Jamf Pro, then it says so', async () => {
    const shop = await serveTls(world.sandbox.world.server, (_request, response) => {
      response.setHeader('content-type', 'text/html').end('<html><title>Shop</title></html>');
    });
    try {
      await expectRefusal(
        { argv: [...SANDBOX, '--jamf-url', shop.origin] },
        {
          code: 'JI-J406',
          exit: 2,
          field: 'jamfUrl',
          says: ['not as Jamf Pro', 'the console of Jamf Pro must appear'],
        },
      );
    } finally {
      await shop.close();
    }
  });
});

describe('the tenant', () => {
  test('given one that does not exist, then Entra’s word for it and the options to check', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--tenant', 'nowhere.onmicrosoft.com'] },
      { code: 'JI-E140', exit: 4, field: 'tenant', says: ['AADSTS90002', 'no such tenant', '--tenant'] },
    );
  });

  test('given text that is no tenant, then what one looks like', async () => {
    await expectRefusal(
      { argv: [...REAL, '--tenant', 'Contoso Ltd'], ...COMPLETE },
      { code: 'JI-P502', exit: 2, field: 'tenant', says: ['contoso.onmicrosoft.com'] },
    );
  });

  test('given another one than was signed in to, then both are named', async () => {
    const moved = await openWorld({
      interfere: ({ path }) =>
        path.startsWith('/v1.0/organization')
          ? { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: FABRIKAM }
          : undefined,
    });
    try {
      const run = await runBeside(moved, { argv: SANDBOX });
      const document = documentOf(run.stdout);
      expect(document.error).toMatchObject({ code: 'JI-E142', exit: 2, field: 'tenant' });
      expect(wordsOf(document)).toContain('contoso.onmicrosoft.com');
      expect(wordsOf(document)).toContain('fabrikam.onmicrosoft.com');
      expect([run.code, moved.writes()]).toEqual([2, 0]);
    } finally {
      await moved.close();
    }
  });

  test('given a policy or a licence in the way, then the preflight names it and what to do', async () => {
    world.sandbox.setFaults(['no-licence']);
    await expectRefusal(
      { argv: SANDBOX },
      { code: 'JI-I201', exit: 1, says: ['no active Intune plan', 'Buy or renew Intune'] },
    );
    world.sandbox.setFaults(['secrets-forbidden']);
    await expectRefusal({ argv: SANDBOX }, { code: 'JI-E113', exit: 1, says: ['forbids client secrets'] });
  });

  test('given a policy that only the refusal of the create tells of, then it is named and nothing was made', async () => {
    const strict = await openWorld({ faults: ['multi-tenant-forbidden'] });
    try {
      const { applications } = structuredClone(strict.sandbox.world);
      const run = await runBeside(strict, { argv: SANDBOX });
      const document = documentOf(run.stdout);
      expect(document.error).toMatchObject({ code: 'JI-E115', exit: 1 });
      expect(wordsOf(document)).toContain('forbids multi-tenant applications');
      expect(wordsOf(document)).toContain('Ask a Security Administrator for an exemption');
      expect(document.requests.writes).toBe(0);
      expect(run.stderr).toContain('Nothing was changed.');
      expect(run.code).toBe(1);
      expect(strict.sandbox.world.applications).toEqual(applications);
    } finally {
      await strict.close();
    }
  });

  test('given a person who may not consent, then the role and who assigns it', async () => {
    world.sandbox.setFaults(['no-application-role']);
    await expectRefusal(
      { argv: SANDBOX },
      { code: 'JI-E110', exit: 4, says: ['Application Administrator', 'Privileged Role Administrator'] },
    );
    world.sandbox.setFaults(['no-intune-role']);
    // Intune's own roles do not show in Entra, so here its refusal is the proof, and the role the likely cause.
    await expectRefusal(
      { argv: SANDBOX },
      { code: 'JI-E141', exit: 4, says: ['set the Intune connector', 'Intune Administrator'] },
    );
  });

  test('given Jamf Pro too old or ill, then its version or its own words', async () => {
    world.sandbox.setFaults(['jamf-old']);
    await expectRefusal({ argv: SANDBOX }, { code: 'JI-J401', exit: 1, says: ['10.0.0', '10.1.0'] });
    world.sandbox.setFaults(['jamf-unhealthy']);
    await expectRefusal({ argv: SANDBOX }, { code: 'JI-J402', exit: 1, says: ['Jamf Pro'] });
  });
});

describe('groups', () => {
  test('given one that does not exist and one that is ambiguous, then both at once, with the ids', async () => {
    const ids = world.sandbox.world.groups
      .filter(({ displayName }) => displayName === 'Contractors')
      .map(({ id }) => id);
    expect(ids).toHaveLength(2);
    await expectRefusal(
      { argv: [...SANDBOX, '--include-group', 'Nobody at all', '--include-group', 'Contractors'] },
      {
        code: 'JI-P520',
        exit: 2,
        field: 'includeGroups',
        says: ['no group is named "Nobody at all"', '2 groups are named "Contractors"', ...ids],
      },
    );
  });

  test('given an id that no group has, then it is named', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    await expectRefusal(
      { argv: [...SANDBOX, '--exclude-group', id] },
      { code: 'JI-P520', exit: 2, field: 'excludeGroups', says: [id, 'Object ID'] },
    );
  });

  test('given a name that would act on the terminal, then it is shown and does not act', async () => {
    const name = `Evil\u001b]0;owned\u0007\u202e`;
    const run = await runBeside(world, {
      argv: [...SANDBOX.filter((flag) => flag !== '--json'), '--include-group', name],
    });
    expect(run.code).toBe(2);
    expect(run.both).toContain('includeGroups');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(run.both).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/u);
  });
});

describe('numbers, names and words', () => {
  test.each([
    ['25', 'it is above 24'],
    ['0', 'it is below 1'],
    ['twelve', 'it is no whole number'],
    ['1.5', 'it is no whole number'],
  ])('given %s months, then the range', async (months, says) => {
    await expectRefusal(
      { argv: [...SANDBOX, '--secret-months', months] },
      { code: 'JI-P502', exit: 2, field: 'secretMonths', says: [says, 'a whole number from 1 to 24'] },
    );
  });

  test('given more months than the tenant’s policy allows, then how many it allows', async () => {
    world.sandbox.setFaults(['secret-lifetime-30-days']);
    await expectRefusal(
      { argv: [...SANDBOX, '--secret-months', '2'] },
      { code: 'JI-E114', exit: 1, says: ['2 months asked for', '30 days'] },
    );
  });

  test('given a step that is none, then the steps', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--only', 'permissions'] },
      { code: 'JI-P502', exit: 2, field: 'only', says: ['there is no such step', 'api-permission'] },
    );
  });

  test('given several bad inputs, then all of them at once', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--only', 'x', '--secret-months', '99', '--app-name', ''] },
      {
        code: 'JI-P502',
        exit: 2,
        field: 'appName',
        says: ['3 inputs', 'secretMonths', 'only', 'it is empty'],
      },
    );
  });

  test('given device-compliance, then not yet, and where Jamf Pro does it', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--connection', 'device-compliance'] },
      { code: 'JI-P512', exit: 2, field: 'connection', says: ['yet', 'Device Compliance', 'Jamf Pro'] },
    );
  });

  test('given no terminal and hardly an input, then everything that is missing, each with its ways', async () => {
    await expectRefusal(
      { argv: ['setup', '--json'], env: {} },
      {
        code: 'JI-P501',
        exit: 2,
        field: 'connection',
        says: [
          'connection: --connection <kind> or JAMF_INTUNE_CONNECTION or connection in the answers file',
          'tenant: --tenant',
          'jamfUrl: --jamf-url',
          'secretStore: --secret-store',
          'includeGroups: --include-group',
          'clientId: --client-id',
          'azureClientSecret: AZURE_CLIENT_SECRET',
          'jamfClientSecret: JAMF_CLIENT_SECRET',
          'acknowledgeUnsupported: --acknowledge-unsupported',
          'yes: --yes',
        ],
      },
    );
  });

  test('given a plan and nobody to say yes to it, then it is shown and --yes is named', async () => {
    await expectRefusal(
      { argv: SANDBOX.filter((flag) => flag !== '--yes') },
      { code: 'JI-P501', exit: 2, field: 'yes', says: ['--yes'] },
    );
  });
});

describe('the answers file', () => {
  const file = (text: string) => {
    const path = join(world.home, 'answers.yaml');
    writeFileSync(path, text);
    return path;
  };

  test('given a file that is not there, then its name', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--answers', '/nowhere/answers.yaml'] },
      { code: 'JI-P503', exit: 2, field: 'answers', says: ['/nowhere/answers.yaml', 'no such file'] },
    );
  });

  test.each([
    ['YAML', 'secretMonths: 12\nappName: "unclosed\n'],
    ['JSON', '{"secretMonths": 12,\n "appName": "x"'],
  ])('given broken %s, then line and column', async (_kind, text) => {
    await expectRefusal(
      { argv: [...SANDBOX, '--answers', file(text)] },
      { code: 'JI-P504', exit: 2, field: 'answers', says: ['Line ', 'column ', 'answers.yaml'] },
    );
  });

  test('given a mistyped key and a secret in it, then what was meant, and never the secret', async () => {
    const wish = { argv: [...SANDBOX, '--answers', file('secretMonth: 12\njamfClientSecret: hunter2\n')] };
    await expectRefusal(wish, {
      code: 'JI-P502',
      exit: 2,
      field: 'secretMonth',
      says: ['did you mean secretMonths?', 'a secret does not belong', 'JAMF_CLIENT_SECRET'],
    });
    expect((await runBeside(world, wish)).both).not.toContain('hunter2');
  });
});

describe('the profile', () => {
  const storeOf = (profile: string) => {
    const { host } = testHost({ argv: [], home: world.home });
    return openStateStore({ ...host, home: world.home, profile, host: host.computer, tool: 'test' });
  };

  test('given another run on it, then that run is named, and a plan is made all the same', async () => {
    const lock = await storeOf('sandbox').lock();
    try {
      await expectRefusal(
        { argv: SANDBOX },
        { code: 'JI-P537', exit: 6, says: ['"sandbox"', `${process.pid}`] },
      );
      expect((await runBeside(world, { argv: [...SANDBOX, '--plan'] })).code).toBe(0);
    } finally {
      await lock.release();
    }
  });

  test('given a name that cannot be one, then what a name may be', async () => {
    await expectRefusal(
      { argv: [...SANDBOX, '--profile', '../x'] },
      { code: 'JI-P502', exit: 2, field: 'profile', says: ['lower-case letters'] },
    );
  });

  test('given another server than it was begun with, then both, and how to keep several', async () => {
    await storeOf('munich').save(
      sampleState({ serial: 0, profile: 'munich', jamfUrl: 'https://munich.jamfcloud.com' }),
    );
    await expectRefusal(
      { argv: [...REAL, '--profile', 'munich'], ...COMPLETE },
      {
        code: 'JI-P522',
        exit: 2,
        field: 'profile',
        says: ['https://munich.jamfcloud.com', 'https://contoso.jamfcloud.com', '--profile NAME'],
      },
    );
  });

  test('given a real connection’s profile and --sandbox, then neither touches the other', async () => {
    await storeOf('berlin').save(sampleState({ serial: 0, profile: 'berlin' }));
    await expectRefusal(
      { argv: [...SANDBOX, '--profile', 'berlin'] },
      { code: 'JI-P522', exit: 2, field: 'profile', says: ['belongs to a real tenant', '--sandbox'] },
    );
  });
});

describe('the command line itself', () => {
  test('given a mistyped flag and --json, then a document with the suggestion', async () => {
    const run = await runBeside(world, { argv: ['setup', '--json', '--sandbx'] });
    expect(run.code).toBe(2);
    const { error } = documentOf(run.stdout);
    expect(error?.what).toContain("unknown option '--sandbx'");
    expect(error?.fix.join('\n')).toContain('--sandbox');
  });

  test('given a mistyped command, then what was meant, on stderr alone', async () => {
    const run = await runBeside(world, { argv: ['setp'] });
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain("unknown command 'setp'");
    expect(run.stderr).toContain('Did you mean setup?');
  });

  test('given a fault that the sandbox does not have, then the nearest one', async () => {
    const run = await runBeside(world, {
      argv: ['sandbox', '--fault', 'wrong-secrt'],
      env: { JAMF_INTUNE_HOME: join(world.home, 'elsewhere') },
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('no fault wrong-secrt');
    expect(run.stderr).toContain('jamf-intune sandbox --fault wrong-secret');
  });

  test('given a code that is in no book, then the nearest one', async () => {
    const run = await runBeside(world, { argv: ['explain', 'JI-E10'] });
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('Did you mean JI-E100?');
  });
});

const FABRIKAM = JSON.stringify({
  value: [
    {
      id: '99999999-2222-4333-8444-555555555555',
      displayName: 'Fabrikam',
      verifiedDomains: [
        {
          name: 'fabrikam.onmicrosoft.com',
          isDefault: true,
          isInitial: true,
          type: 'Managed',
          capabilities: '',
        },
      ],
      assignedPlans: [],
    },
  ],
});
