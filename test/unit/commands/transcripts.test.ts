import { afterEach, describe, expect, test, vi } from 'vitest';
import { type RunWish, runBeside, type Typing } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';

/**
 * Whole commands as golden files: what an administrator sees, for reading and for review. After a change of words:
 * `npx vitest run --project unit test/unit/commands/transcripts -u`, and read the difference.
 */

type Rendering = 'terminal' | 'plain' | 'json';

interface Scene {
  readonly name: string;
  readonly rendering: Rendering;
  readonly world?: WorldWish;
  /** What happened before, which is no part of the transcript. */
  readonly before?: readonly string[];
  /** One after the other, in the same world. */
  readonly commands: readonly (readonly string[])[];
  /** What is typed at each command, at a terminal. */
  readonly typing?: readonly (readonly Typing[])[];
}

const open: RunningWorld[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((world) => world.close()));
});

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes'];
const ROTATE = ['rotate-secret', '--sandbox', '--yes'];
const DISCONNECT = ['disconnect', '--sandbox', '--yes', '--delete-app'];
const ASKED = ['setup', '--sandbox', '--include-group', 'Mac users', '--exclude-group', 'Kiosk'];
const RENDERINGS = ['terminal', 'plain', 'json'] as const;

const UNATTENDED: readonly Scene[] = [
  ...in3({ name: 'setup', commands: [SETUP, SETUP] }),
  ...in3({ name: 'plan', commands: [[...SETUP, '--plan']] }),
  ...in3({ name: 'waiting', world: { faults: ['nobody'] }, commands: [[...SETUP, '--wait', '1']] }),
  ...in3({
    name: 'blocked',
    world: { faults: ['secret-lifetime-30-days', 'jamf-unhealthy'] },
    commands: [SETUP],
  }),
  ...in3({ name: 'refused', world: { interfere: refusesTheConnector }, commands: [SETUP, SETUP] }),
  ...in3({ name: 'bad-input', commands: [[...SETUP, '--secret-months', '99', '--only', 'secret']] }),
  ...in3({ name: 'disconnect', commands: [SETUP, DISCONNECT, DISCONNECT] }),
  ...in3({ name: 'rotate-secret', commands: [SETUP, ROTATE, [...ROTATE, '--check']] }),
  {
    name: 'wrong-secret',
    rendering: 'terminal',
    world: { faults: ['wrong-secret'] },
    commands: [[...SETUP, '--wait', '1']],
  },
  {
    name: 'extended',
    rendering: 'terminal',
    world: { jamfVariant: 'extended' },
    commands: [[...SETUP, '--sandbox-jamf', 'extended']],
  },
];

const EXAMINED: readonly Scene[] = [
  ...in3({ name: 'doctor', before: SETUP, commands: [['doctor', '--sandbox']] }),
  ...in3({
    name: 'doctor-troubled',
    world: {
      faults: ['macs-unresponsive', 'policy-for-devices', 'push-certificate-expired', 'courier-intercepted'],
    },
    before: SETUP,
    commands: [['doctor', '--sandbox']],
  }),
  ...in3({
    name: 'doctor-offline',
    world: { faults: ['no-internet'] },
    commands: [['doctor', '--sandbox', '--only', 'network']],
  }),
].filter(({ rendering }) => rendering !== 'json');

const ACKNOWLEDGE = { when: 'all the same?', type: 'y\r' };
const ATTENDED: readonly Scene[] = [
  {
    name: 'declined',
    rendering: 'terminal',
    commands: [ASKED, ASKED],
    typing: [[{ when: 'all the same?', type: 'n\r' }], [ACKNOWLEDGE, { when: 'this plan?', type: '\r' }]],
  },
  {
    name: 'guided',
    rendering: 'terminal',
    commands: [ASKED],
    typing: [[ACKNOWLEDGE, { when: 'this plan?', type: 'y\r' }, { when: '[q] leave', type: 'q' }]],
  },
  {
    name: 'guided',
    rendering: 'plain',
    commands: [[...ASKED, '--plain']],
    typing: [
      [
        { when: 'all the same?', type: 'y\n' },
        { when: 'this plan?', type: 'y\n' },
        { when: 'leave, and press', type: 'leave\n' },
      ],
    ],
  },
  {
    name: 'namesake',
    rendering: 'terminal',
    world: { prepare: addNamesake },
    commands: Array.from({ length: 3 }, () => [...ASKED, '--acknowledge-unsupported']),
    typing: [
      [{ when: 'done about it?', type: '\r' }],
      [
        { when: 'done about it?', type: '\u001b[B\r' },
        { when: 'Name of our application?', type: 'Jamf and Intune\r' },
        { when: 'this plan?', type: 'n\r' },
      ],
      [
        { when: 'done about it?', type: '\u001b[B\u001b[B\r' },
        { when: 'this plan?', type: 'n\r' },
      ],
    ],
  },
];

const PAGES: readonly Scene[] = [
  {
    name: 'help',
    rendering: 'terminal',
    commands: [
      ['--help'],
      ['setup', '--help'],
      ['sandbox', '--help'],
      ['jamf-role', '--help'],
      ['explain', '--help'],
    ],
  },
  {
    name: 'explain',
    rendering: 'terminal',
    commands: [
      ['explain', 'JI-E102'],
      ['explain', 'ji-j410'],
      ['explain', 'JI-E10'],
    ],
  },
  { name: 'jamf-role', rendering: 'terminal', commands: [['jamf-role']] },
  {
    name: 'mistyped',
    rendering: 'terminal',
    commands: [['setp'], ['setup', '--sandbx'], ['explain']],
  },
];

describe('transcripts', () => {
  test.each([...UNATTENDED, ...EXAMINED, ...ATTENDED, ...PAGES])('$name, $rendering', async (scene) => {
    const world = await openWorld(scene.world);
    open.push(world);
    // The probes' stopwatch stands still.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    if (scene.before !== undefined) await runBeside(world, { argv: scene.before });
    const scenes: string[] = [];
    for (const [at, command] of scene.commands.entries()) {
      const typing = scene.typing?.[at];
      const atTerminal = typing !== undefined || scene.rendering === 'terminal';
      scenes.push(
        await transcriptOf(world, scene.rendering, {
          argv: scene.rendering === 'json' ? [...command, '--json'] : command,
          at: atTerminal ? 'terminal' : 'pipes',
          ...(typing !== undefined && { typing }),
        }),
      );
    }
    await expect(scenes.join('\n')).toMatchFileSnapshot(
      `../../transcripts/${scene.name}.${scene.rendering}.txt`,
    );
  });
});

async function transcriptOf(world: RunningWorld, rendering: Rendering, wish: RunWish): Promise<string> {
  const run = await runBeside(world, wish);
  const shown = { terminal: run.screen, plain: async () => run.both, json: async () => run.stdout };
  const words = wish.argv.map((word) => (/\s/u.test(word) ? `"${word}"` : word)).join(' ');
  return `$ jamf-intune ${words}\n${(await shown[rendering]()).trimEnd()}\n[exit ${run.code}]\n`;
}

function in3(scene: Omit<Scene, 'rendering'>): readonly Scene[] {
  return RENDERINGS.map((rendering) => ({ ...scene, rendering }));
}

function refusesTheConnector({ path, method }: { readonly path: string; readonly method: string }) {
  if (method !== 'PATCH' || !path.includes('deviceManagementPartners')) return undefined;
  const body = JSON.stringify({
    error: { code: 'Forbidden', message: 'A policy of the tenant forbids it.' },
  });
  const headers = { 'content-type': 'application/json' };
  return { kind: 'answer', status: 403, headers, body } as const;
}

/** Somebody's application of the name that ours would have. */
function addNamesake({ applications }: { readonly applications: Applications }): void {
  const [like] = applications;
  if (like === undefined) throw new Error('the seed has no application');
  applications.push({
    ...like,
    id: '5a2c7e88-91b4-4a0e-8f0d-3f2f6d1b7c55',
    appId: '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a11',
    displayName: 'Jamf Conditional Access',
    signInAudience: 'AzureADMyOrg',
    web: { ...like.web, redirectUris: ['https://old.contoso.com'] },
  });
}

type Applications = RunningWorld['sandbox']['world']['applications'];
