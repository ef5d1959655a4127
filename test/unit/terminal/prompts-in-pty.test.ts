import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screenAfter } from '../../support/terminal/emulator.ts';
import { buildPromptsChild, type InPty, inPty } from '../../support/terminal/pty.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

let child: Awaited<ReturnType<typeof buildPromptsChild>>;
beforeAll(async () => {
  child = await buildPromptsChild();
});
afterAll(() => child.remove());

const ask = (question: string, ...flags: string[]): InPty => inPty(child.path, [question, ...flags]);

async function end(pty: InPty): Promise<{ code: number; screen: string }> {
  const code = await pty.exit;
  return { code, screen: await screenAfter(pty.seen(), 80) };
}

describe('questions on a terminal', () => {
  test('given a yes, then yes is the answer and the question stays readable', async () => {
    const pty = ask('confirm');
    await pty.saw('(y/N)');
    pty.type(`y${ENTER}`);
    expect(await end(pty)).toEqual({ code: 0, screen: '✔ Apply this plan? Yes\nANSWER true' });
  });

  test('given Enter alone, then the suggested answer holds', async () => {
    const pty = ask('confirm');
    await pty.saw('(y/N)');
    pty.type(ENTER);
    expect((await end(pty)).screen).toContain('ANSWER false');
  });

  test('given a choice, then names and hints stand in columns and the second can be chosen', async () => {
    const pty = ask('select');
    await pty.saw('to choose');
    expect(await screenAfter(pty.seen(), 80)).toBe(`? Which connection?
❯ Device Compliance    recommended
  Conditional Access   the manual connection

up and down to move, Enter to choose`);
    pty.type(DOWN);
    await pty.saw('Conditional Access');
    pty.type(ENTER);
    expect((await end(pty)).screen).toContain('ANSWER "conditional-access"');
  });

  test('given a wrong answer, then it says what is wrong; given the right one, then it goes on', async () => {
    const pty = ask('text');
    await pty.saw('address');
    pty.type(`http://x${ENTER}`);
    await pty.saw('It must begin with https://');
    pty.type(`\u0015https://x ${ENTER}`);
    const { code, screen } = await end(pty);
    expect(code).toBe(0);
    // Escape sequences of a question are shown.
    expect(screen).toBe('✔ Jamf Pro address \\x1b[31m https://x\nANSWER "https://x"');
  });

  test('given a secret, then it is never on the screen, with Ctrl-T neither', async () => {
    const pty = ask('secret');
    await pty.saw('hidden');
    pty.type(`canary-s3cret\u0014${ENTER}`);
    const { screen } = await end(pty);
    expect(screen).toContain('ANSWER 13');
    expect(pty.seen()).not.toContain('canary');
  });

  test('given a search, then typing narrows it and hostile names are shown', async () => {
    const pty = ask('search');
    await pty.saw('Kiosk');
    expect(pty.seen()).toContain('Evil \\x1b[31mred\\u202e');
    pty.type('kio');
    await pty.saw('kio');
    // The list has narrowed once the first group is gone from the screen.
    await expect.poll(() => screenAfter(pty.seen(), 80)).not.toContain('Mac users');
    pty.type(ENTER);
    expect((await end(pty)).screen).toContain('ANSWER "g2"');
  });

  test('given several to choose, then each is offered once and the first choice ends it', async () => {
    const pty = ask('multi');
    await pty.saw('none');
    pty.type(DOWN);
    await expect.poll(() => screenAfter(pty.seen(), 80)).toContain('❯ Mac users');
    pty.type(ENTER);
    await pty.saw('that is all');
    const screen = await screenAfter(pty.seen(), 80);
    expect(screen).toContain('? Which groups? (Mac users)');
    expect(screen).not.toContain('  Mac users');
    pty.type(ENTER);
    expect((await end(pty)).screen).toContain('ANSWER ["g1"]');
  });

  test.each([
    ['Ctrl-C', CTRL_C, 'SIGINT'],
    ['Ctrl-D', CTRL_D, 'end of input'],
  ])('given %s at a question, then the run can clean up and ends with 130', async (_name, key, by) => {
    for (const question of ['confirm', 'select', 'secret', 'search']) {
      const pty = ask(question);
      await pty.saw({ confirm: '(y/N)', secret: 'hidden' }[question] ?? 'to choose');
      pty.type(key);
      const { code, screen } = await end(pty);
      expect(screen, question).toContain(`INTERRUPTED ${by}, raw mode false`);
      expect(code, question).toBe(130);
    }
  });

  test('given SIGTERM at a question, then the prompt does not stay and the run ends with 143', async () => {
    const pty = ask('select');
    await pty.saw('to choose');
    pty.signal('SIGTERM');
    const { code, screen } = await end(pty);
    expect(screen).toContain('INTERRUPTED SIGTERM, raw mode false');
    expect(code).toBe(143);
  });

  test('given NO_COLOR, then no prompt is coloured', async () => {
    const pty = inPty(child.path, ['select'], { NO_COLOR: '1' });
    await pty.saw('to choose');
    pty.type(ENTER);
    await pty.exit;
    expect(
      pty
        .seen()
        .split('\u001b[')
        .slice(1)
        .filter((sequence) => /^[\d;]*m/u.test(sequence)),
    ).toEqual([]);
  });

  test('given an ASCII locale, then prompts draw nothing else', async () => {
    const pty = inPty(child.path, ['select'], { LC_ALL: 'C' });
    await pty.saw('to choose');
    pty.type(ENTER);
    await pty.exit;
    expect(pty.seen()).not.toMatch(/[^\p{ASCII}]/u);
  });
});

describe('questions in plain mode', () => {
  test('given a wrong number and then a right one, then nothing is redrawn', async () => {
    const pty = ask('select', '--plain');
    await pty.saw('press Enter:');
    pty.type(`7${ENTER}`);
    await pty.saw('fail: that is no number from 1 to 2');
    await pty.saw('press Enter:');
    pty.type(`2${ENTER}`);
    const { code, screen } = await end(pty);
    expect(code).toBe(0);
    expect(screen).toBe(`Which connection?
1. Device Compliance, recommended
2. Conditional Access, the manual connection
Type a number from 1 to 2 and press Enter: 7
fail: that is no number from 1 to 2
Type a number from 1 to 2 and press Enter: 2
ANSWER "conditional-access"`);
    expect(pty.seen()).not.toContain('\u001b');
  });

  test('given a suggested answer, then Enter takes it', async () => {
    const pty = ask('suggested', '--plain');
    await pty.saw('Enter alone means Jamf Conditional Access:');
    pty.type(ENTER);
    expect((await end(pty)).screen).toContain('ANSWER "Jamf Conditional Access"');
  });

  test('given a secret, then it is not echoed', async () => {
    const pty = ask('secret', '--plain');
    await pty.saw('not shown:');
    pty.type(`canary-s3cret${ENTER}`);
    expect((await end(pty)).screen).toBe(
      'Client secret\nType it and press Enter; what you type is not shown:\nANSWER 13',
    );
    expect(pty.seen()).not.toContain('canary');
  });

  test('given a part of a name, then the list is narrowed', async () => {
    const pty = ask('search', '--plain');
    await pty.saw('a part of the name, and press Enter:');
    pty.type(`kiosk${ENTER}`);
    await pty.saw('1. Kiosk, 12 people');
    await pty.saw('a part of the name, and press Enter:');
    pty.type(`1${ENTER}`);
    expect((await end(pty)).screen).toContain('ANSWER "g2"');
  });

  test.each([
    ['Ctrl-C', CTRL_C, 'SIGINT'],
    ['Ctrl-D', CTRL_D, 'end of input'],
  ])('given %s, then the run can clean up and ends with 130', async (_name, key, by) => {
    for (const [question, prompt] of [
      ['confirm', 'Enter alone means no:'],
      ['secret', 'not shown:'],
    ] as const) {
      const pty = ask(question, '--plain');
      await pty.saw(prompt);
      pty.type(key);
      const { code, screen } = await end(pty);
      expect(screen, question).toContain(`INTERRUPTED ${by}, raw mode false`);
      expect(code, question).toBe(130);
    }
  });
});
