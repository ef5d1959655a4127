import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { BOOK } from '../../../src/findings/book.ts';
import { CATALOGUE } from '../../../src/inputs/catalogue.ts';
import { CONDITIONAL_ACCESS } from '../../../src/steps/conditional-access.ts';
import { newHome, runCommand, testHost } from '../../support/host.ts';

/** What the scripts are told when Tab is pressed at the end of this line; the values alone. */
async function offeredAt(line: string, home?: string): Promise<readonly string[]> {
  const words = line.split(' ');
  const argv = ['complete', `--word=${words.at(-1)}`, '--', ...words.slice(0, -1)];
  const { code, stdout, stderr } = await runCommand({ argv, ...(home === undefined ? {} : { home }) });
  expect({ code, stderr }, line).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').flatMap((one) => (one === '' ? [] : [one.split('\t')[0] ?? '']));
}

const program = createProgram(testHost({ argv: [] }).host, () => {});
const commands = program.createHelp().visibleCommands(program);

describe('given a command line and Tab at its end', () => {
  it('when nothing is there yet, then every command of the help is offered, and no hidden one', async () => {
    expect(await offeredAt('')).toEqual(commands.map((command) => command.name()));
    expect(await offeredAt('')).not.toContain('complete');
  });

  it.each(commands)('when $_name has begun, then each of its options is offered', async (command) => {
    const options = command.createHelp().visibleOptions(command);
    expect(await offeredAt(`${command.name()} -`)).toEqual(
      options.map(({ long }) => long).filter((long) => long !== undefined),
    );
  });

  const choices = CATALOGUE.flatMap(({ flag, kind, commands: [command = ''] }) =>
    flag !== undefined && kind.type === 'choice'
      ? [{ command, flag: flag.split(' ')[0] ?? '', of: kind.of }]
      : [],
  );
  it.each(choices)(
    'when $command $flag waits for its value, then $of are offered',
    async ({ command, flag, of }) => {
      expect(await offeredAt(`${command} ${flag} `)).toEqual(of);
      expect(await offeredAt(`${command} ${flag}=`)).toEqual(of.map((one) => `${flag}=${one}`));
      // bash makes three words of it, and completes the last.
      expect(await offeredAt(`${command} ${flag} =`)).toEqual(of);
      expect(await offeredAt(`${command} ${flag} = ${of[0]}`)).toContain(of[0]);
    },
  );

  it.each([
    ['setup --yes --y', []],
    ['setup --include-group A --include-g', ['--include-group']],
    ['setup --include-group sta', []],
    ['setup --tenant ', []],
    ['setup --tenant --clou', []],
    ['setup --ca ', [':files']],
    ['setup --answers=', [':files']],
    ['sandbox r', ['reset']],
    ['setup r', []],
    ['completion f', ['fish']],
    ['help ex', ['explain']],
    ['explain ji-e102', ['JI-E102']],
    ['explain JI-E102 JI-E10', []],
  ])('when it is `%s`, then %j is offered', async (line, offered) => {
    expect(await offeredAt(line)).toEqual(offered);
  });

  it('when a step is asked for, then all of them are offered', async () => {
    expect(await offeredAt('setup --only ')).toEqual(CONDITIONAL_ACCESS.map(({ id }) => id));
  });

  it('when a code is asked for, then the whole book is offered, with titles', async () => {
    expect(await offeredAt('explain ')).toEqual(Object.keys(BOOK));
    const { stdout } = await runCommand({ argv: ['complete', '--word=JI-E102', '--', 'explain'] });
    expect(stdout).toBe(`JI-E102\t${BOOK['JI-E102'].title}\n`);
  });

  it('when the doctor is asked what to look at, then rooms, steps, checks and codes are offered', async () => {
    const offered = await offeredAt('doctor --skip ');
    expect(offered).toEqual(expect.arrayContaining(['entra', 'client-secret', 'alerts', 'JI-J401']));
    expect(new Set(offered).size).toBe(offered.length);
    // The program takes each of them, or the offer would be a trap.
    const argv = [
      'doctor',
      '--sandbox',
      '--json',
      '--only',
      'macs',
      ...offered.flatMap((one) => ['--skip', one]),
    ];
    const { stdout } = await runCommand({ argv });
    expect(stdout).not.toContain('JI-P50');
  });

  it('when a profile is asked for, then those in which something was begun are offered', async () => {
    const home = newHome();
    for (const name of ['emea', 'apac', 'sandbox', 'no state', 'empty']) mkdirSync(join(home, name));
    for (const name of ['emea', 'apac', 'sandbox', 'no state'])
      writeFileSync(join(home, name, 'state.json'), '{}');
    expect(await offeredAt('status --profile ', home)).toEqual(['apac', 'emea']);
    expect(await offeredAt('status --profile ', join(home, 'is not there'))).toEqual([]);
  });
});

describe('given the scripts', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])(
    'when that of %s is asked for, then it is printed',
    async (shell) => {
      const { code, stdout } = await runCommand({ argv: ['completion', shell] });
      expect(code).toBe(0);
      expect(stdout).toMatch(/complete "?--word=/u);
    },
  );

  it('when a shell is asked for that has none, then those that have one are named', async () => {
    const { code, stderr } = await runCommand({ argv: ['completion', 'tcsh'] });
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish, powershell');
  });
});
