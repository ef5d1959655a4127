import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { CommandResult, CommandRunner } from '../../../src/ports/command-runner.ts';
import { processTable } from '../../../src/state/process-table.ts';

/** Answers every command with this result and records the command lines. */
function answering(result: CommandResult) {
  const asked: string[] = [];
  const run: CommandRunner = async (command, args) => {
    asked.push([command, ...args].join(' '));
    return result;
  };
  return { run, asked };
}

const ended = (stdout: string, code = 0): CommandResult => ({ kind: 'ended', code, stdout });
const never = answering({ kind: 'missing' }).run;

describe.runIf(process.platform === 'linux')('processes on Linux', () => {
  const linux = processTable('linux', never);

  test('given this process, then it runs and always tells the same start', async () => {
    const look = await linux.look(process.pid);
    expect(look).toEqual({ kind: 'running', startedAt: expect.stringMatching(/^\d+$/) });
    expect(await linux.look(process.pid)).toEqual(look);
    expect(await linux.bootId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await linux.pidNamespace()).toMatch(/^pid:/);
  });

  test('given a process that ended, then it is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await linux.look(child.pid ?? 0)).toEqual({ kind: 'gone' });
  });

  test('given a zombie, then it is gone', async () => {
    // The shell's child ends at once, and `sleep`, which took the shell's place, never asks for its exit code.
    const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 5'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const zombie = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    await expect.poll(() => linux.look(zombie)).toEqual({ kind: 'gone' });
    parent.kill('SIGKILL');
  });
});

describe('processes on macOS', () => {
  test('given ps shows it, then its start is asked for in one language and time zone', async () => {
    const { run, asked } = answering(ended('S+   Mon Nov 23 09:41:00 2026    \n'));
    expect(await processTable('darwin', run).look(12)).toEqual({
      kind: 'running',
      startedAt: 'Mon Nov 23 09:41:00 2026',
    });
    expect(asked).toEqual(['/usr/bin/env LC_ALL=C TZ=UTC /bin/ps -o stat= -o lstart= -p 12']);
  });

  test.each([
    ['shows nothing', ended('', 1), 'gone'],
    ['shows a zombie', ended('Z    Mon Nov 23 09:41:00 2026\n'), 'gone'],
    ['fails', ended('', 2), 'unknown'],
    ['is killed', { kind: 'ended', code: null, stdout: '' }, 'unknown'],
    ['is missing', { kind: 'missing' }, 'unknown'],
  ] as const)('given ps %s, then the process is judged', async (_, result, kind) => {
    expect(await processTable('darwin', answering(result).run).look(12)).toEqual({ kind });
  });

  test('given sysctl, then the boot is told by its session and not by the clock', async () => {
    const { run, asked } = answering(ended('B6E5A1C2-0000-4000-8000-000000000000\n'));
    expect(await processTable('darwin', run).bootId()).toBe('B6E5A1C2-0000-4000-8000-000000000000');
    expect(asked).toEqual(['/usr/sbin/sysctl -n kern.bootsessionuuid']);
    expect(await processTable('darwin', answering(ended('', 1)).run).bootId()).toBeNull();
  });
});

describe('processes on Windows', () => {
  test.each([
    ['lists it', ended('"node.exe","12","Console","1","40,000 K"\r\n'), { kind: 'running', startedAt: null }],
    [
      'lists none',
      ended('INFO: No tasks are running which match the specified criteria.\r\n'),
      { kind: 'gone' },
    ],
    ['is missing', { kind: 'missing' }, { kind: 'unknown' }],
  ] as const)('given tasklist %s, then the process is judged', async (_, result, look) => {
    expect(await processTable('win32', answering(result).run).look(12)).toEqual(look);
  });
});
