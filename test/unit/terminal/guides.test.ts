import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { personAt } from '../../../src/terminal/for-screen.ts';
import type { GuideAtTerminalOptions } from '../../../src/terminal/guide/guide-at-terminal.ts';
import { commandOfLine, commandsOfKeys } from '../../../src/terminal/guide/guide-command.ts';
import { screenAfter } from '../../support/terminal/emulator.ts';
import { guide } from '../../support/terminal/events.ts';
import { type FakeTerminalOptions, fakeTerminal, handClock } from '../../support/terminal/screen.ts';

const CANARY = 'canary~s3cret';

function atHand(options: FakeTerminalOptions = {}, changed: Partial<GuideAtTerminalOptions> = {}) {
  const terminal = fakeTerminal(options);
  const hand = handClock();
  const opened: string[] = [];
  const copied: string[] = [];
  const seen = { interrupts: 0, left: false };
  const person = personAt({
    screen: terminal.screen,
    ...hand,
    browser: { open: async (url) => void opened.push(url) },
    clipboard: {
      copy: async (text) => {
        copied.push(text);
        return { copied: true, tool: 'pbcopy' };
      },
    },
    secretPlace: 'kept in the system keychain',
    revealSecret: false,
    goOn: 'jamf-intune setup',
    patienceMs: Number.POSITIVE_INFINITY,
    interrupt: () => {
      seen.interrupts += 1;
    },
    ...changed,
  });
  const inHand = person.begin(guide);
  inHand.left.then(() => {
    seen.left = true;
  });
  const type = async (text: string): Promise<void> => {
    terminal.type(text);
    await nextTurn();
    await nextTurn();
  };
  const see = (): Promise<string> => screenAfter(terminal.written().both, options.columns ?? 80);
  return { ...terminal, hand, person, inHand, opened, copied, seen, type, see };
}

describe('a guide at a terminal', () => {
  test('given 80 columns, then it looks as in the design', async () => {
    const { see, inHand, hand } = atHand();
    hand.advance(39_000);
    inHand.update('Intune has not heard from Jamf Pro yet');
    hand.advance(3_000);
    expect(await see()).toBe(`
     1. Open  https://contoso.jamfcloud.com/ConditionalAccess.html     [o] open
     2. macOS Intune Integration → Edit → tick Enable Intune Integration for
        macOS
     3. Sovereign Cloud  Global                                        [1] copy
        Tenant Name      contoso.onmicrosoft.com                       [2] copy
        Application ID   1b4e28ba-2fa1-11d2-883f-0016d3cca427          [3] copy
        Client Secret    kept in the system keychain                   [4] copy
     4. Save

     Intune has not heard from Jamf Pro yet · checked 3 s ago · 0:42
     [q] leave; \`jamf-intune setup\` goes on from here`);
  });

  test('given 40 columns, then it is stacked and no identifier is cut', async () => {
    const { see, inHand } = atHand({ columns: 40 });
    inHand.update('Intune has not heard from Jamf Pro yet');
    // The address is printed whole; it is the terminal that wraps it.
    expect(await see()).toBe(`
 1. Open
    https://contoso.jamfcloud.com/Condit
ionalAccess.html
    [o] open
 2. macOS Intune Integration → Edit →
    tick Enable Intune Integration for
    macOS
 3. Sovereign Cloud
    Global                     [1] copy
    Tenant Name
    contoso.onmicrosoft.com    [2] copy
    Application ID
    1b4e28ba-2fa1-11d2-883f-0016d3cca427
    [3] copy
    Client Secret
    kept in the system keychain
    [4] copy
 4. Save

 Intune has not heard from Jamf Pro yet
 checked 0 s ago · 0:00
 [q] leave; \`jamf-intune setup\` goes on
 from here`);
  });

  test('given the keys, then they open the page and copy the fields; the secret goes to the clipboard only', async () => {
    const { type, see, opened, copied, written } = atHand();
    await type('o');
    expect(opened).toEqual([guide.url]);
    expect(await see()).toContain('\n     opened in the browser\n');
    await type('2');
    await type('4');
    expect(copied).toEqual(['contoso.onmicrosoft.com', CANARY]);
    expect(await see()).toContain('\n     Client Secret copied\n     [q] leave');
    await type('9');
    expect(await see()).toContain('\n     there is no field 9\n');
    expect(written().both).not.toContain(CANARY);
  });

  test('given q, then the person has left, the moving lines are gone and the terminal is as before', async () => {
    const { type, see, seen, rawModes, hand } = atHand();
    expect(rawModes).toEqual([true]);
    await type('q');
    expect(seen.left).toBe(true);
    expect(rawModes).toEqual([true, false]);
    expect(hand.running()).toBe(0);
    expect(await see()).toMatch(/4\. Save$/u);
  });

  test('given Ctrl-C, then the run is interrupted and the terminal is as before', async () => {
    const { type, seen, rawModes } = atHand();
    await type('\u0003');
    expect(seen).toEqual({ interrupts: 1, left: false });
    expect(rawModes).toEqual([true, false]);
  });

  test('given a terminal that goes away, then the person has left', async () => {
    const { endInput, seen } = atHand();
    endInput();
    await nextTurn();
    await nextTurn();
    expect(seen.left).toBe(true);
  });

  test('given that the engine closes it, or the screen closes, then raw mode ends once and keys mean nothing', async () => {
    const { inHand, screen, rawModes, type, opened, seen } = atHand();
    inHand.close();
    inHand.close();
    screen.close();
    await type('oq');
    expect(rawModes).toEqual([true, false]);
    expect(opened).toEqual([]);
    expect(seen.left).toBe(false);
  });

  test('given a process that ends in the middle, then closing the screen restores the terminal', () => {
    const { screen, rawModes } = atHand();
    screen.close();
    expect(rawModes).toEqual([true, false]);
  });

  test('given no clipboard, then it says why, and how to see a secret', async () => {
    const { type, see } = atHand(
      {},
      { clipboard: { copy: async () => ({ copied: false, reason: 'no xclip here' }) } },
    );
    await type('1');
    expect(await see()).toContain('     Sovereign Cloud not copied: no xclip here\n');
    await type('4');
    expect(await see()).toContain('     Client Secret not copied: no xclip here; --reveal-secret shows it\n');
  });

  test('given no browser, then the address is left to the person', async () => {
    const { type, see } = atHand({}, { browser: { open: () => Promise.reject(new Error('none')) } });
    await type('o');
    expect(await see()).toContain('     no browser could be started; open the address by hand\n');
  });

  test('given --reveal-secret, then the secret is on the screen', async () => {
    const { see } = atHand({}, { revealSecret: true });
    expect(await see()).toContain(`Client Secret    ${CANARY}`);
  });
});

describe('keys and commands', () => {
  test.each([
    ['o', [{ type: 'open' }]],
    ['Q', [{ type: 'leave' }]],
    ['\u0004', [{ type: 'leave' }]],
    ['\u0003', [{ type: 'interrupt' }]],
    ['o3', [{ type: 'open' }, { type: 'copy', field: 3 }]],
    ['a pasted question', []],
    ['\u001b[A', []],
    ['\u001bq', []],
    ['0', []],
  ])('given the keys %j, then %j', (keys, commands) => {
    expect(commandsOfKeys(keys)).toEqual(commands);
  });

  test.each([
    ['open', { type: 'open' }],
    [' Copy 2 ', { type: 'copy', field: 2 }],
    ['leave', { type: 'leave' }],
    ['copy', undefined],
    ['', undefined],
  ])('given the line %j, then %j', (line, command) => {
    expect(commandOfLine(line)).toEqual(command);
  });
});

describe('a guide in plain mode', () => {
  const plain: FakeTerminalOptions = { flags: { plain: true } };

  test('given typed commands, then it is said once and answers in lines', async () => {
    const { type, inHand, hand, written, opened, copied, seen } = atHand(plain);
    await type('open\n');
    await type('copy 4\n');
    await type('hello\n');
    inHand.update('Intune has not heard from Jamf Pro yet');
    inHand.update('Intune has not heard from Jamf Pro yet');
    hand.advance(31_000);
    await type('leave\n');
    expect(opened).toEqual([guide.url]);
    expect(copied).toEqual([CANARY]);
    expect(seen.left).toBe(true);
    expect(hand.running()).toBe(0);
    expect(written().both).toBe(`wait: Jamf Pro settings
wait: 1. open https://contoso.jamfcloud.com/ConditionalAccess.html
wait: 2. macOS Intune Integration, then Edit, then tick Enable Intune Integration for macOS
wait: 3.1 Sovereign Cloud: Global
wait: 3.2 Tenant Name: contoso.onmicrosoft.com
wait: 3.3 Application ID: 1b4e28ba-2fa1-11d2-883f-0016d3cca427
wait: 3.4 Client Secret: kept in the system keychain
wait: 4. Save
wait: type open, copy and a number from 1 to 4, or leave, and press Enter
wait: after leave, jamf-intune setup goes on from here
wait: opened in the browser
wait: Client Secret copied
wait: type open, copy and a number from 1 to 4, or leave
wait: Intune has not heard from Jamf Pro yet
wait: Intune has not heard from Jamf Pro yet, 30 seconds so far
`);
  });

  test('given the end of the input, then the person has left; given the engine closes it, they have not', async () => {
    const ended = atHand(plain);
    ended.endInput();
    await nextTurn();
    await nextTurn();
    expect(ended.seen.left).toBe(true);
    const closed = atHand(plain);
    closed.inHand.close();
    await nextTurn();
    expect(closed.seen.left).toBe(false);
  });
});

describe('nobody', () => {
  test('given no terminal, then what a person has to do is said on stderr, without the secret, and the effect is waited for', () => {
    const { person, inHand, written } = atHand(
      { isTerminal: false },
      { patienceMs: 60_000, revealSecret: true },
    );
    inHand.update('Intune has not heard from Jamf Pro yet');
    inHand.update('Intune has not heard from Jamf Pro yet');
    inHand.close();
    expect(person.patienceMs).toBe(60_000);
    expect(written().stdout).toBe('');
    expect(written().stderr).toContain('wait: 3.4 Client Secret: kept in the system keychain\n');
    expect(written().stderr.split('wait: Intune has not heard').length).toBe(2);
    expect(written().stderr).not.toContain(CANARY);
  });
});
