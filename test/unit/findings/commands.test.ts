import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/inputs/catalogue.ts';
import { readSources } from '../../support/architecture/source.ts';
import { allFlags, commandsIn, flagsIn, idleProgram, objectionTo } from '../../support/findings/commands.ts';

const PROGRAM = idleProgram();
const TEXTS = readSources('src').flatMap(({ path, texts }) => texts.map((text) => ({ path, text })));

describe('the commands that people are told to type', () => {
  const told = TEXTS.flatMap(({ path, text }) => commandsIn(text, PROGRAM).map((argv) => ({ path, argv })));

  it('given every text under src, then the real parser takes each command in it', async () => {
    expect(told.length).toBeGreaterThan(60);
    const objections = await Promise.all(
      told.map(async ({ path, argv }) => {
        const objection = await objectionTo(argv);
        return objection === undefined ? [] : [`${path}: jamf-intune ${argv.join(' ')}: ${objection}`];
      }),
    );
    expect([...new Set(objections.flat())]).toEqual([]);
  });

  it('given every flag that a text names, then some command has it', () => {
    const flags = allFlags();
    const foreign = /\b(npm|npx|openssl|xsel|xclip|wl-copy) /;
    // `main.ts` speaks to V8 in V8's flags.
    const elsewhere = /^src\/(main|sandbox|report|network|secrets\/clipboard)/;
    const unknown = TEXTS.filter(({ path, text }) => !foreign.test(text) && !elsewhere.test(path)).flatMap(
      ({ path, text }) =>
        flagsIn(text)
          .filter((flag) => !flags.has(flag))
          .map((flag) => `${path}: ${flag} in "${text}"`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the inputs that failures are about', () => {
  it('given every `field` of a failure, then it is a key of the catalogue', () => {
    const keys = new Set(CATALOGUE.map(({ key }) => key));
    // The sandbox speaks of Jamf Pro's own fields, which are none of ours.
    const ours = readSources('src').filter(({ path }) => !path.startsWith('src/sandbox/'));
    const unknown = ours.flatMap(({ path, text }) =>
      [...text.matchAll(/\bfield: '([^']+)'/g)].flatMap(([, key = '']) =>
        keys.has(key) ? [] : [`${path}: ${key}`],
      ),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the reader of commands', () => {
  it.each([
    ['jamf-intune setup --only proof  looks again', [['setup', '--only', 'proof']]],
    ['jamf-intune setup again', [['setup']]],
    ['Or: jamf-intune sandbox reset', [['sandbox', 'reset']]],
    ['then run `jamf-intune setup` again', [['setup']]],
    ['jamf-intune explain JI-E102', [['explain', 'JI-E102']]],
    ['jamf-intune mend', [['mend']]],
    ['the secret of jamf-intune is kept', []],
  ])('given "%s", then it reads %j', (text, commands) => {
    expect(commandsIn(text, PROGRAM)).toEqual(commands);
  });

  it.each([
    [['mend'], "unknown command 'mend'"],
    [['setup', '--onyl', 'proof'], 'unknown option'],
    [['setup', '--only', 'prof'], '--only prof'],
    [['setup', '--secret-months', '0'], '--secret-months 0'],
    [['setup', '--only'], 'argument missing'],
  ])('given %j, then it objects', async (argv, why) => {
    expect(await objectionTo(argv)).toContain(why);
  });

  it.each([[['setup', '--only', 'proof']], [['setup', '--profile', 'NAME']], [['setup', '--help']]])(
    'given %j, then it is content',
    async (argv) => {
      expect(await objectionTo(argv)).toBeUndefined();
    },
  );
});
