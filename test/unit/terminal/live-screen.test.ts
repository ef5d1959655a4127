import { describe, expect, test } from 'vitest';
import { rendererFor } from '../../../src/terminal/for-screen.ts';
import { screenAfter } from '../../support/terminal/emulator.ts';
import { lookUp, setupRun } from '../../support/terminal/events.ts';
import { fakeTerminal, handClock } from '../../support/terminal/screen.ts';

function running(columns = 80) {
  const terminal = fakeTerminal({ columns, flags: { colour: true } });
  const hand = handClock();
  return { ...terminal, hand, renderer: rendererFor(terminal.screen, { ...hand, lookUp }) };
}

describe('the line that moves', () => {
  test('given something that lasts, then one line shows what and how long', async () => {
    const { renderer, hand, written } = running();
    renderer.emit({ type: 'busy', what: 'signing in to Microsoft' });
    hand.advance(12_000);
    expect(await screenAfter(written().both, 80)).toBe('  ⠋ signing in to Microsoft · 0:12');
    hand.advance(100);
    expect(await screenAfter(written().both, 80)).toBe('  ⠙ signing in to Microsoft · 0:12');
  });

  test('given a step that waits, then the line says for what and how long at most, until it goes on', async () => {
    const { renderer, hand, written } = running();
    renderer.emit({ type: 'step-started', id: 'client-secret', title: 'Client secret' });
    const what = 'a secret that may have been made';
    renderer.emit({ type: 'wait-started', what, limitMs: 45_000, elapsedMs: 2_000 });
    hand.advance(10_000);
    expect(await screenAfter(written().both, 80)).toBe(
      '  ⠋ Client secret: waiting for a secret that may have been made · 0:12 of 0:45',
    );
    renderer.emit({ type: 'wait-ended' });
    expect(await screenAfter(written().both, 80)).toBe('  ⠋ Client secret · 0:00');
  });

  test.each([80, 40])(
    'given a whole run at %i columns with time passing, then nothing of it is left behind',
    async (columns) => {
      const moving = running(columns);
      const still = fakeTerminal({ columns });
      const stillRenderer = rendererFor(still.screen, { ...handClock(), lookUp });
      for (const event of setupRun) {
        moving.renderer.emit(event);
        moving.hand.advance(1_350);
        stillRenderer.emit(event);
      }
      moving.renderer.close();
      const seen = await screenAfter(moving.written().both, columns, 100);
      expect(seen).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u);
      // A screen without colour and without passing time shows the same.
      expect(seen).toBe(await screenAfter(still.written().both, columns, 100));
      expect(moving.hand.running()).toBe(0);
    },
  );

  test('given a window made narrower under a long line, then the line is erased with all its rows', async () => {
    const { renderer, written, resize, hand } = running(80);
    renderer.emit({ type: 'busy', what: 'reading the groups of the tenant, a page at a time' });
    resize(30);
    hand.advance(100);
    renderer.emit({ type: 'step-failed', id: 'proof', title: 'Proof' });
    // The emulator is narrow from the start: the first line wraps in it as it would after the change.
    expect(await screenAfter(written().both, 30)).toBe('  ✖ Proof\n    failed');
  });

  test('given a very narrow window, then the line is cut to one row', async () => {
    const { renderer, written } = running(20);
    renderer.emit({ type: 'busy', what: 'signing in to Microsoft' });
    expect(await screenAfter(written().both, 20)).toBe('  ⠋ signing in to …');
  });

  test('given a question on the screen, then the line stays away until it is answered', async () => {
    const { renderer, written, screen, hand } = running();
    renderer.emit({ type: 'busy', what: 'reading' });
    await screen.hold(async () => {
      screen.err.write('? Which group ');
      hand.advance(500);
      expect(await screenAfter(written().both, 80)).toBe('? Which group');
      screen.err.write('Macs\n');
    });
    hand.advance(100);
    expect(await screenAfter(written().both, 80)).toMatch(/^\? Which group Macs\n {2}. reading/u);
  });

  test('given stderr that is no terminal, then nothing moves', () => {
    const { screen, written } = fakeTerminal({ isTerminal: false });
    screen.live(['working']);
    expect(written().both).toBe('');
  });
});
