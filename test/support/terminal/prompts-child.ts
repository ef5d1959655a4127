import { setTimeout as sleep } from 'node:timers/promises';
import { prompterFor } from '../../../src/terminal/for-screen.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import type { Prompter } from '../../../src/terminal/prompts/prompter.ts';
import { openScreen } from '../../../src/terminal/screen/open-screen.ts';

/** A program of nothing but questions, for a real pseudo-terminal: `node child.mjs QUESTION [--plain]`. */

const GROUPS = [
  { value: 'g1', name: 'Mac users', hint: '214 people' },
  { value: 'g2', name: 'Kiosk', hint: '12 people' },
  { value: 'g3', name: 'Evil \u001b[31mred\u202e', hint: '1 person' },
];

const QUESTIONS: Readonly<Record<string, (prompter: Prompter) => Promise<unknown>>> = {
  confirm: (prompter) => prompter.confirm('Apply this plan?', false),
  select: (prompter) =>
    prompter.select('Which connection?', [
      { value: 'device-compliance', name: 'Device Compliance', hint: 'recommended' },
      { value: 'conditional-access', name: 'Conditional Access', hint: 'the manual connection' },
    ]),
  text: (prompter) =>
    prompter.text('Jamf Pro address \u001b[31m', (answer) =>
      answer.startsWith('https://') ? undefined : 'It must begin with https://',
    ),
  suggested: (prompter) => prompter.text('Name', undefined, 'Jamf Conditional Access'),
  secret: async (prompter) => (await prompter.secret('Client secret')).reveal().length,
  search: (prompter) =>
    prompter.search('Which group?', async (text) =>
      GROUPS.filter(({ name }) => name.toLowerCase().includes(text)),
    ),
  multi: async (prompter) =>
    (
      await prompter.multi('Which groups?', async (text) => GROUPS.filter(({ name }) => name.includes(text)))
    ).map(({ value }) => value),
};

const run = new AbortController();
process.on('SIGTERM', () => run.abort(new Interrupted('SIGTERM')));
process.on('SIGINT', () => run.abort(new Interrupted('SIGINT')));

const [, , question = '', ...flags] = process.argv;
const screen = openScreen({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  platform: process.platform,
  flags: { plain: flags.includes('--plain'), json: false, noInput: false, colour: undefined },
});
const prompter = prompterFor(screen, run.signal, { sleep: (ms, signal) => sleep(ms, undefined, { signal }) });

try {
  const answer = await QUESTIONS[question]?.(prompter);
  process.stdout.write(`ANSWER ${JSON.stringify(answer)}\n`);
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  // What is written here proves that an asynchronous clean-up is possible.
  await sleep(1);
  process.stdout.write(`INTERRUPTED ${error.by}, raw mode ${process.stdin.isRaw}\n`);
  process.exitCode = error.exit;
}
screen.close();
process.stdin.unref();
