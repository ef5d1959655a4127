#!/usr/bin/env node
// Makes docs/pictures/*.svg from real runs of the built program in a real pseudo-terminal: npm run pictures
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { renderSvg, THEMES } from './pictures-svg.mjs';
import { openTerminal } from './pictures-terminal.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURES = join(ROOT, 'docs', 'pictures');
const PROGRAM = join(ROOT, 'bin', 'jamf-intune.js');
const GO_ON = ['--yes', '--acknowledge-unsupported'];
/** Chosen beforehand, so that a picture begins with the plan and not with the picker. */
const GROUPS = ['--include-group', 'Mac users', '--exclude-group', 'Kiosk'];

/** Each scene plays a run and gives the rows that go into its picture. */
const SCENES = {
  plan: async (play) => {
    const run = play(['setup', '--sandbox', ...GROUPS]);
    await run.saw('all the same?');
    run.type('y');
    await run.saw('Apply this plan?');
    const rows = run.rowsFrom('Connect Jamf Pro to Microsoft Intune');
    await run.end();
    return { rows };
  },
  guide: async (play) => {
    const run = play(['setup', '--sandbox', ...GROUPS]);
    await run.saw('all the same?');
    run.type('y');
    await run.saw('Apply this plan?');
    run.type('y');
    await run.saw('· checked');
    const rows = run.rowsFrom('✔ Prerequisites');
    await run.end();
    return { rows };
  },
  done: async (play) => {
    const run = play(['setup', '--sandbox', ...GO_ON]);
    await run.ended;
    return { rows: run.rowsFrom('✔ Prerequisites') };
  },
  status: async (play) => {
    await play(['setup', '--sandbox', ...GO_ON]).ended;
    const run = play(['status', '--sandbox']);
    await run.ended;
    return { prompt: 'jamf-intune status --sandbox', rows: run.rowsFrom('Status of the connection') };
  },
  'rotate-secret': async (play) => {
    await play(['setup', '--sandbox', ...GO_ON]).ended;
    const run = play(['rotate-secret', '--sandbox', '--yes']);
    await run.ended;
    return { prompt: 'jamf-intune rotate-secret --sandbox', rows: run.rowsFrom('Plan  ') };
  },
  disconnect: async (play) => {
    await play(['setup', '--sandbox', ...GO_ON]).ended;
    const run = play(['disconnect', '--sandbox', '--yes', '--delete-app']);
    await run.ended;
    return {
      prompt: 'jamf-intune disconnect --sandbox --delete-app',
      rows: run.rowsFrom('! What ending this connection means'),
    };
  },
  doctor: async (play) => {
    await play(['setup', '--sandbox', ...GO_ON]).ended;
    await play.fault('policy-for-devices,push-port-blocked');
    const run = play(['doctor', '--sandbox']);
    await run.ended;
    return { prompt: 'jamf-intune doctor --sandbox', rows: run.rowsFrom('Connection  ') };
  },
  error: async (play) => {
    await play.fault('no-application-role');
    const run = play(['setup', '--sandbox', ...GO_ON]);
    await run.ended;
    return { prompt: 'jamf-intune setup --sandbox', rows: run.rowsFrom('✖ The signed-in person') };
  },
};

const ALT = {
  plan: 'The plan of jamf-intune setup: 8 steps, nothing is changed yet',
  guide: 'The guided step: the page in Jamf Pro to open, its 4 fields and the key that copies each',
  done: 'The end of jamf-intune setup: every step with its result',
  status: 'One screen of jamf-intune status: the two sides, each step, the secret, the heartbeat, the Macs',
  'rotate-secret': 'jamf-intune rotate-secret: the plan, and each step with its result',
  disconnect: 'jamf-intune disconnect: what the end means, the plan, and each part with what became of it',
  doctor: 'jamf-intune doctor: each room line by line, a policy that is aimed at devices, and a closed port',
  error: 'An error: what was seen, its cause, how to fix it, and that nothing was changed',
};

/** Gives a scene its own state home, its runs, and the sandbox's faults. */
function playIn(home) {
  const env = { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8', HOME: home, JAMF_INTUNE_HOME: home };
  const play = (args) => openTerminal(process.execPath, [PROGRAM, ...args], { env, cwd: home });
  play.fault = async (name) => {
    // The world keeps its faults, so it is enough to have run the sandbox once.
    const sandbox = spawn(process.execPath, [PROGRAM, 'sandbox', '--json', '--fault', name], { env });
    await once(sandbox.stdout, 'data');
    sandbox.kill('SIGINT');
    await once(sandbox, 'exit');
  };
  return play;
}

await mkdir(PICTURES, { recursive: true });
const wanted = process.argv.slice(2);
for (const [name, scene] of Object.entries(SCENES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const home = await mkdtemp(join(tmpdir(), 'ji-'));
  try {
    const picture = await scene(playIn(home));
    for (const theme of Object.keys(THEMES)) {
      const svg = renderSvg({ ...picture, title: ALT[name], theme: THEMES[theme] });
      await writeFile(join(PICTURES, `${name}-${theme}.svg`), svg);
    }
    process.stdout.write(`docs/pictures/${name}-*.svg · ${picture.rows.length} rows\n`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
