import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { createRedactor } from '../../../src/secrets/redactor.ts';
import { prompterFor } from '../../../src/terminal/for-screen.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { renderFailure } from '../../../src/terminal/render/render-failure.ts';
import { fakeTerminal, handClock } from '../../support/terminal/screen.ts';

const failure = new Failure({
  code: 'JI-P501',
  exit: 2,
  what: 'The Jamf Pro address is not https',
  why: 'http://contoso.jamfcloud.com sends the password in clear text.',
  fix: ['--jamf-url https://contoso.jamfcloud.com'],
  field: 'jamfUrl',
  more: 'jamf-intune setup --help',
  cause: new Error('underneath \u001b[31m'),
});

describe('a failure without a result', () => {
  test('given a terminal, then the last line is the way on', () => {
    const { screen, written } = fakeTerminal();
    renderFailure(screen, failure, { changed: [], goOn: ['jamf-intune setup'] }, undefined);
    expect(written()).toMatchObject({
      stdout: '',
      stderr: `
  ✖ The Jamf Pro address is not https                                   JI-P501
      why     http://contoso.jamfcloud.com sends the password in clear text.
      field   jamfUrl
      fix     --jamf-url https://contoso.jamfcloud.com
      more    jamf-intune setup --help

  Nothing was changed.
  jamf-intune setup
`,
    });
  });

  test('given JSON, then stderr has it in plain lines and stdout stays silent', () => {
    const { screen, written } = fakeTerminal({ flags: { json: true } });
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, undefined);
    expect(written()).toMatchObject({
      stdout: '',
      stderr: `fail: The Jamf Pro address is not https (JI-P501)
fail:    why: http://contoso.jamfcloud.com sends the password in clear text.
fail:    field: jamfUrl
fail:    fix: --jamf-url https://contoso.jamfcloud.com
fail:    more: jamf-intune setup --help
`,
    });
  });

  test('given --debug, then the stacks come first, with causes and without control characters', () => {
    const { screen, written } = fakeTerminal({ flags: { plain: true } });
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, (line) => line);
    const { stderr } = written();
    expect(stderr).toMatch(/^Failure: The Jamf Pro address is not https\n {4}at /u);
    expect(stderr).toContain('\n  Error: underneath \\x1b[31m\n');
    expect(stderr.indexOf('fail: ')).toBeGreaterThan(stderr.indexOf('underneath'));
  });

  test('given --debug and a secret in the message beneath, then the stack is shown without it', () => {
    const { screen, written } = fakeTerminal({ flags: { plain: true } });
    const redactor = createRedactor();
    redactor.add('Q7R~canary');
    const beneath = new Error('Invalid header value: Bearer Q7R~canary');
    const unforeseen = new Failure({ code: 'JI-P500', exit: 1, what: 'Doctor ended', cause: beneath });
    renderFailure(screen, unforeseen, { changed: undefined, goOn: [] }, redactor.redact);
    expect(written().stderr).toContain('Invalid header value: Bearer [secret]');
    expect(written().stderr).not.toContain('Q7R~canary');
  });

  test('given no --debug, then there is no stack', () => {
    const { screen, written } = fakeTerminal({ flags: { plain: true } });
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, undefined);
    expect(written().stderr).not.toContain('    at ');
  });
});

describe('nobody to ask', () => {
  test.each([
    ['--no-input', { flags: { noInput: true } }],
    ['--json', { flags: { json: true } }],
    ['no terminal', { isTerminal: false }],
    ['a dumb terminal', { env: { TERM: 'dumb' } }],
  ])(
    'given %s, then a question is refused with exit code 2 and nothing is written',
    async (_name, options) => {
      const { screen, written } = fakeTerminal(options);
      const prompter = prompterFor(screen, new AbortController().signal, handClock().clock);
      await expect(prompter.confirm('Apply this plan?', false)).rejects.toMatchObject({
        code: 'JI-P529',
        exit: 2,
      });
      await expect(prompter.secret('Client secret')).rejects.toThrow(
        'Nobody can be asked here: Client secret',
      );
      expect(written().both).toBe('');
    },
  );
});

describe('an interrupted run', () => {
  test.each([
    ['SIGINT', 130],
    ['end of input', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const)('given %s, then the process ends with %i', (by, exit) => {
    expect(new Interrupted(by).exit).toBe(exit);
  });

  test.each([[{}], [{ plain: true }]])(
    'given a run that was interrupted before a question (%j), then it is not asked',
    async (flags) => {
      const { screen, written } = fakeTerminal({ flags });
      const prompter = prompterFor(screen, AbortSignal.abort(new Interrupted('SIGTERM')), handClock().clock);
      await expect(prompter.text('Tenant?')).rejects.toThrow('interrupted by SIGTERM');
      expect(written().both).toBe('');
    },
  );
});
