import { describe, expect, it } from 'vitest';
import type { Guide } from '../../src/steps/person.ts';
import { type Desk, setUpDesk } from '../support/e2e/desk.ts';
import { linesOf, redrawsIn } from '../support/e2e/lines.ts';
import { fillInPage, openSandboxBeside, type SandboxBeside } from '../support/e2e/sandbox.ts';
import {
  type AtTerminal,
  CTRL_C,
  ENTER,
  type EndAtTerminal,
  startAtTerminal,
} from '../support/e2e/terminal.ts';
import { newHome } from '../support/host.ts';

/**
 * The program as a screen reader reads it, in a real pseudo-terminal: each line once, in the order in which it comes; what
 * is drawn over is heard twice or never. `test/transcripts/accessible-*.txt` are what is heard. After a change of words:
 * `npx vitest run --project e2e test/e2e/accessible.test.ts -u`, and read them.
 */

/** What is typed, and the last that was heard before: a question or a complaint, with what says how to answer. */
type Answer = readonly [to: RegExp, type: string];

/** Waits for each question, heard to its end, and answers it. */
async function answer(at: AtTerminal, answers: readonly Answer[]): Promise<void> {
  for (const [{ source }, type] of answers) {
    await at.shows(new RegExp(`${source}.*\\n(\\d+\\. .*\\n)*Type .*press Enter.*:$`, 'u'));
    at.type(type);
  }
}

function start(args: readonly string[], home: string, desk?: Desk): AtTerminal {
  // The variable by which other programs are told of a screen reader as well.
  return startAtTerminal({ args, home, columns: 400, env: { ACCESSIBLE: '1', ...desk?.env } });
}

/** The lines of a command that has ended; nothing of it may have been drawn over. */
function heard({ bytes, code }: EndAtTerminal, args: readonly string[], home: string): string {
  expect(redrawsIn(bytes)).toEqual([]);
  return `$ ACCESSIBLE=1 jamf-intune ${args.join(' ')}\n${linesOf(bytes, home).trimEnd()}\n[exit ${code}]\n`;
}

/** Runs a command that asks nothing. */
async function listen(args: readonly string[], home: string): Promise<string> {
  return heard(await start(args, home).ended, args, home);
}

/** What somebody at the keys does on the page in Jamf Pro, by what they heard and have on the clipboard. */
function guideFrom(screen: string, desk: Desk): Guide {
  const said = (pattern: RegExp): string => pattern.exec(screen)?.[1] ?? '';
  const fields = [...screen.matchAll(/^wait: 3\.\d (.+?): (.+)$/gmu)].map(([, label = '', value = '']) => ({
    label,
    value: label === 'Client Secret' ? desk.clipboard() : value,
  }));
  return {
    title: '',
    url: said(/^wait: 1\. open (.+)$/mu),
    clicks: said(/^wait: 2\. (.+)$/mu).split(', then '),
    fields,
    finish: 'Save',
  };
}

async function setUp(home: string, sandbox: SandboxBeside): Promise<string> {
  const desk = setUpDesk(home);
  const args = ['setup', '--sandbox'];
  const at = start(args, home, desk);
  await answer(at, [
    [/all the same\?/u, `perhaps${ENTER}`],
    [/neither y nor n/u, `y${ENTER}`],
    [/enroll with Jamf\?/u, `mac us${ENTER}`],
    [/: mac us/u, `1${ENTER}`],
    [/\(Mac users\)/u, `1${ENTER}`],
    [/stay with Intune\?/u, `99${ENTER}`],
    [/nothing found/u, `kio${ENTER}`],
    [/: kio/u, `1${ENTER}`],
    [/\(Kiosk\)/u, `1${ENTER}`],
    [/Apply this plan\?/u, `y${ENTER}`],
  ]);
  await at.shows('Intune has not heard from Jamf Pro yet');
  at.type(`copy 4${ENTER}`);
  fillInPage(sandbox, guideFrom(await at.shows('Client Secret copied'), desk));
  return heard(await at.ended, args, home);
}

/** The new secret is pasted into the page, and Jamf Pro signs in with it. */
async function rotate(home: string, sandbox: SandboxBeside): Promise<string> {
  const desk = setUpDesk(home);
  const args = ['rotate-secret', '--sandbox'];
  const at = start(args, home, desk);
  await answer(at, [[/Apply this plan\?/u, `y${ENTER}`]]);
  const screen = await at.shows('Entra has not seen Jamf Pro use the new secret');
  const [, number = ''] = /^wait: 3\.(\d) Client Secret/mu.exec(screen) ?? [];
  at.type(`copy ${number}${ENTER}`);
  fillInPage(sandbox, guideFrom(await at.shows('Client Secret copied'), desk));
  return heard(await at.ended, args, home);
}

async function disconnect(home: string, sandbox: SandboxBeside): Promise<string> {
  const desk = setUpDesk(home);
  const args = ['disconnect', '--sandbox', '--delete-app'];
  const at = start(args, home, desk);
  await answer(at, [
    [/to disconnect it, or no/u, `contoso${ENTER}`],
    [/type contoso\.onmicrosoft\.com or no/u, `contoso.onmicrosoft.com${ENTER}`],
  ]);
  fillInPage(sandbox, guideFrom(await at.shows('that the integration is off'), desk));
  return heard(await at.ended, args, home);
}

describe('given ACCESSIBLE=1 in a real terminal', { timeout: 120_000 }, () => {
  it('when a connection lives its whole life, then each line is heard once, and the transcript is this', async (test) => {
    const home = newHome();
    const sandbox = await openSandboxBeside(home);
    test.onTestFinished(() => sandbox.close());
    const scenes = [
      await setUp(home, sandbox),
      await listen(['status', '--sandbox'], home),
      await listen(['doctor', '--sandbox', '--skip', 'network'], home),
      await rotate(home, sandbox),
      await disconnect(home, sandbox),
    ];
    await expect(scenes.join('\n')).toMatchFileSnapshot('../transcripts/accessible-life.txt');
  });

  it('when every kind of question is asked, then each says what is asked, the choices and how to answer', async () => {
    const home = newHome();
    const choosing = start(['setup'], home);
    await answer(choosing, [
      [/Which connection/u, `3${ENTER}`],
      [/no number from 1 to 2/u, `1${ENTER}`],
      [/all the same\?/u, `y${ENTER}`],
      [/Which Microsoft tenant/u, `contoso${ENTER}`],
      [/neither a domain nor a GUID/u, `contoso.onmicrosoft.com${ENTER}`],
      [/Address of your Jamf Pro/u, `https://contoso.jamfcloud.com${ENTER}`],
      [/the client secret be kept/u, CTRL_C],
    ]);
    const creating = [
      'jamf-role',
      '--create',
      '--jamf-url',
      'https://contoso.jamfcloud.com',
      '--jamf-username',
      'admin',
    ];
    const hidden = start(creating, home);
    await answer(hidden, [[/[Pp]assword/u, `canary-s3cret${CTRL_C}`]]);
    const end = await hidden.ended;
    expect(end.bytes).not.toContain('canary');
    const scenes = [heard(await choosing.ended, ['setup'], home), heard(end, creating, home)];
    await expect(scenes.join('\n')).toMatchFileSnapshot('../transcripts/accessible-questions.txt');
  });

  it('when what is drawn over is looked for, then it is found on the terminal of everybody else', async () => {
    const home = newHome();
    const { bytes } = await startAtTerminal({ args: ['status', '--sandbox'], home }).ended;
    expect(redrawsIn(bytes).length).toBeGreaterThan(0);
  });
});
