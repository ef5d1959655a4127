import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import type { Guide } from '../../src/steps/person.ts';
import { type Desk, setUpDesk } from '../support/e2e/desk.ts';
import { runInPipes } from '../support/e2e/pipes.ts';
import { fillInPage, openSandboxBeside, type SandboxBeside, sandboxOf } from '../support/e2e/sandbox.ts';
import { type AtTerminal, CTRL_C, ENTER, startAtTerminal } from '../support/e2e/terminal.ts';
import { newHome } from '../support/host.ts';

/** The built program in a real pseudo-terminal, at the keys of somebody who has never seen it. */

const SETUP = ['setup', '--sandbox'];
/** Everything answered but the plan and the page. */
const BRIEF = [...SETUP, '--acknowledge-unsupported', '--include-group', 'Mac users'];

const UNSUPPORTED = 'Set up the unsupported connection all the same? (y/N)';
const APPLY = 'Apply this plan? (y/N)';
const GUIDE = '[q] leave; `jamf-intune setup --sandbox` goes on from here';

async function answer(at: AtTerminal, question: string | RegExp, keys: string): Promise<void> {
  await at.shows(question);
  at.type(keys);
}

async function pickGroup(at: AtTerminal, question: string, typed: string, group: string): Promise<void> {
  await answer(at, question, typed);
  // The list has narrowed when the group stands first, right under what was typed.
  await at.shows(new RegExp(`${typed}\\n❯ ${group} +[0-9a-f-]{36}`));
  at.type(ENTER);
  await at.shows(`(${group})\n❯ that is all`);
  at.type(ENTER);
}

/** What the person reads off the screen, and takes from the clipboard. */
async function readGuide(at: AtTerminal, desk: Desk): Promise<Guide> {
  const screen = await at.shows(GUIDE);
  const read = (pattern: RegExp): string => pattern.exec(screen)?.[1] ?? `not on the screen: ${pattern}`;
  const copied = async (key: string, label: string): Promise<string> => {
    at.type(key);
    await at.shows(`${label} copied`);
    return desk.clipboard();
  };
  return {
    title: '',
    url: read(/1\. Open {2}(https:\S+)/),
    clicks: [read(/2\. ([\s\S]+?)\n +3\./)],
    fields: [
      { label: 'Sovereign Cloud', value: read(/Sovereign Cloud {2,}(.+?) {2,}\[1\] copy/) },
      { label: 'Tenant Name', value: await copied('2', 'Tenant Name') },
      { label: 'Application ID', value: await copied('3', 'Application ID') },
      { label: 'Client Secret', value: await copied('4', 'Client Secret') },
    ],
    finish: read(/4\. (Save)/),
  };
}

async function sandboxBeside(home: string, test: TestContext): Promise<SandboxBeside> {
  const sandbox = await openSandboxBeside(home);
  test.onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Holds every request that changes the tenant for longer than a person waits; gives a promise of the first. */
function holdWrites(sandbox: SandboxBeside): Promise<void> {
  return new Promise((resolve) => {
    sandbox.interfere(({ writes }) => {
      if (!writes) return undefined;
      resolve();
      return { kind: 'delay', milliseconds: 20_000 };
    });
  });
}

describe('given the program in a terminal', { concurrent: true, timeout: 60_000 }, () => {
  it('when every question is answered, then the page is filled in by hand and the connection lives', async () => {
    const home = newHome();
    const desk = setUpDesk(home);
    const at = startAtTerminal({ args: SETUP, home, env: desk.env });
    await answer(at, UNSUPPORTED, `y${ENTER}`);
    await pickGroup(at, 'Whose Macs enroll with Jamf?', 'mac us', 'Mac users');
    await pickGroup(at, 'Whose Macs stay with Intune?', 'kio', 'Kiosk');
    await answer(at, APPLY, `y${ENTER}`);
    const guide = await readGuide(at, desk);
    at.type('o');
    await at.shows('opened in the browser');
    expect(desk.opened()).toBe(guide.url);
    fillInPage(sandboxOf(home), guide);
    const { code, screen, bytes, restored } = await at.ended;

    expect(screen).toMatch(/✔ Jamf Pro settings {4}.*Intune heard from Jamf Pro/);
    expect(screen).toMatch(/✔ Done · 7 steps changed, 1 as it should be .* s\n/);
    expect(screen).toMatch(/Application ID {3}[0-9a-f-]{36}$/);
    expect(screen).toContain('include "Mac users" (214 people, 231 Macs)');
    expect(screen).toContain('exclude "Kiosk" (12 people, 12 Macs)');
    expect({ code, restored }).toEqual({ code: 0, restored: true });
    // The secret went to the clipboard alone, and is no longer on it.
    expect(desk.clipboard()).toBe('');
    expect(guide.fields[3]?.value).toMatch(/^\S{20,}$/);
    expect(bytes).not.toContain(guide.fields[3]?.value);

    const again = await startAtTerminal({ args: SETUP, home }).ended;
    expect(again.screen).toContain('Nothing to do · 8 steps as they should be');
    expect(again.code).toBe(0);
  });

  it('when an answer cannot be used, then it says why and asks the same again', async () => {
    const args = ['setup', '--connection', 'conditional-access', '--acknowledge-unsupported'];
    const at = startAtTerminal({ args, home: newHome() });
    await answer(at, 'Which Microsoft tenant (domain or ID)?', `contoso${ENTER}`);
    await at.shows('✖ it is neither a domain nor a GUID; expected: a domain such as\n');
    at.type(`.onmicrosoft.com${ENTER}`);
    await answer(at, /Jamf Pro.*\?/, CTRL_C);
    const { code, screen } = await at.ended;
    expect(screen).toContain('? contoso.onmicrosoft.com\n');
    expect(code).toBe(130);
  });

  it('when Ctrl-C is pressed at a question, then it ends in order and nothing was changed', async () => {
    const at = startAtTerminal({ args: BRIEF, home: newHome() });
    await answer(at, APPLY, CTRL_C);
    const { code, screen, restored } = await at.ended;
    expect(screen).toMatch(/Nothing was changed\.\n {2}jamf-intune setup --sandbox {2}goes on from here$/);
    expect({ code, restored }).toEqual({ code: 130, restored: true });
  });

  it('when Ctrl-C is pressed during a request, then the next run goes on, and nothing is there twice', async (test) => {
    const home = newHome();
    const sandbox = await sandboxBeside(home, test);
    const at = startAtTerminal({ args: BRIEF, home });
    const held = holdWrites(sandbox);
    await answer(at, APPLY, `y${ENTER}`);
    await held;
    at.type(CTRL_C);
    const first = await at.ended;
    expect(first.screen).toContain('✖ Interrupted by Ctrl-C');
    expect(first.screen).toMatch(/goes on from here$/);
    expect({ code: first.code, restored: first.restored }).toEqual({ code: 130, restored: true });

    sandbox.interfere(() => undefined);
    const second = await startAtTerminal({ args: [...BRIEF, '--yes'], home }).ended;
    expect(second.screen).toContain('Going on where the last run stopped');
    expect(second.code).toBe(0);
    expect(
      sandbox.world.applications.filter((app) => app.displayName === 'Jamf Conditional Access'),
    ).toHaveLength(1);
  });

  it('when Ctrl-C is pressed again while the run is being ended, then it ends at once', async (test) => {
    const home = newHome();
    await sandboxBeside(home, test);
    // A clipboard that takes its time keeps the orderly end waiting.
    const desk = setUpDesk(home, 'touch "$0.hangs"; sleep 4');
    const at = startAtTerminal({ args: BRIEF, home, env: desk.env });
    await answer(at, APPLY, `y${ENTER}`);
    await answer(at, GUIDE, '4');
    await answer(at, 'Client Secret copied', CTRL_C);
    await expect.poll(() => existsSync(join(home, 'desk/wl-copy.hangs'))).toBe(true);
    const pressed = Date.now();
    at.type(CTRL_C);
    const { code, restored } = await at.ended;
    expect({ code, restored }).toEqual({ code: 130, restored: true });
    expect(Date.now() - pressed).toBeLessThan(1_500);
  });

  it('when Ctrl-C is pressed in the guide, then what was done is told and kept', async (test) => {
    const home = newHome();
    await sandboxBeside(home, test);
    const at = startAtTerminal({ args: BRIEF, home });
    await answer(at, APPLY, `y${ENTER}`);
    await answer(at, GUIDE, CTRL_C);
    const { code, screen, restored } = await at.ended;
    expect(screen).toContain('✖ Interrupted · 5 of 8 steps done');
    expect(screen).toMatch(/Changed, and kept:\n {4}App registration: created/);
    expect(screen).not.toContain('[q] leave');
    expect({ code, restored }).toEqual({ code: 130, restored: true });
  });

  it('when [q] is pressed in the guide, then it waits with 5, and the next run goes on there', async (test) => {
    const home = newHome();
    await sandboxBeside(home, test);
    const at = startAtTerminal({ args: BRIEF, home });
    await answer(at, APPLY, `y${ENTER}`);
    await answer(at, GUIDE, 'q');
    const { code, screen, restored } = await at.ended;
    expect(screen).toContain('☞ Waiting for you · 5 of 8 steps done');
    expect(screen).toMatch(/jamf-intune setup --sandbox {2}goes on from here$/);
    expect({ code, restored }).toEqual({ code: 5, restored: true });

    const next = startAtTerminal({ args: SETUP, home });
    await answer(next, APPLY, `y${ENTER}`);
    await answer(next, GUIDE, 'q');
    const again = await next.ended;
    expect(again.screen).toMatch(/✔ App registration {5}exists · /);
    expect(again.code).toBe(5);
  });

  it('when SIGTERM comes in the middle, then 143, and the next run goes on', async (test) => {
    const home = newHome();
    const sandbox = await sandboxBeside(home, test);
    const at = startAtTerminal({ args: BRIEF, home });
    const held = holdWrites(sandbox);
    await answer(at, APPLY, `y${ENTER}`);
    await held;
    at.kill('SIGTERM');
    const { code, screen, restored } = await at.ended;
    expect(screen).toContain('✖ Interrupted by SIGTERM');
    expect({ code, restored }).toEqual({ code: 143, restored: true });

    sandbox.interfere(() => undefined);
    const second = await startAtTerminal({ args: [...BRIEF, '--yes'], home }).ended;
    expect(second.screen).toContain('Done ·');
    expect(second.code).toBe(0);
  });

  it('when the terminal has 40 columns, then no line is wider and identifiers are whole', async (test) => {
    const home = newHome();
    const sandbox = await sandboxBeside(home, test);
    const at = startAtTerminal({ args: BRIEF, home, columns: 40 });
    await answer(at, APPLY, `y${ENTER}`);
    const guide = await at.shows('goes on from here');
    const app = sandbox.world.applications.find(
      ({ displayName }) => displayName === 'Jamf Conditional Access',
    );
    expect(guide).toMatch(new RegExp(`^ +${app?.appId}$`, 'm'));
    at.type('q');
    const { code, screen } = await at.ended;
    const tooWide = screen.split('\n').filter((line) => line.length > 40 && !/^ +\S{37,}$/.test(line));
    expect(tooWide).toEqual([]);
    expect(code).toBe(5);
  });

  it('when NO_COLOR is set, then no colour is written, in questions and guide neither', async (test) => {
    const home = newHome();
    await sandboxBeside(home, test);
    const at = startAtTerminal({ args: [...SETUP], home, env: { NO_COLOR: '1' } });
    await answer(at, UNSUPPORTED, `y${ENTER}`);
    await answer(at, 'Whose Macs enroll with Jamf?', CTRL_C);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect((await at.ended).bytes).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
  });

  it('when the terminal is dumb, then nobody is asked and what is missing is named with the way to give it', async () => {
    const { code, screen, bytes } = await startAtTerminal({
      args: SETUP,
      home: newHome(),
      env: { TERM: 'dumb' },
    }).ended;
    expect(bytes).not.toContain('\u001b');
    expect(screen).toContain('--acknowledge-unsupported');
    expect(code).toBe(2);
  });

  it('when there is no terminal, then everything that is missing is named at once, in plain text', async () => {
    const { code, stdout, stderr } = await runInPipes({ args: SETUP, home: newHome() });
    expect(stderr).toMatch(/--acknowledge-unsupported[\s\S]*--yes/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);
    expect(code).toBe(2);
  });
});
