import { readdir, readFile, readlink } from 'node:fs/promises';
import type { CommandRunner } from '../ports/command-runner.ts';

/**
 * Recognises a process after its number may have been given to another one (reliability.md §6): by when it was
 * started, within one boot of the machine, within one pid namespace.
 */
export interface ProcessTable {
  /** `running`, with a text that the same process always gives and another one does not, or null where none is known. */
  look(pid: number): Promise<ProcessLook>;
  /** Identifies this boot of the machine; null where the system does not tell. */
  bootId(): Promise<string | null>;
  /** Containers may share a folder and a host name but not their process numbers; null where there are none. */
  pidNamespace(): Promise<string | null>;
}

type ProcessLook =
  | { readonly kind: 'running'; readonly startedAt: string | null }
  | { readonly kind: 'gone' }
  /** The system did not answer: nothing may be concluded. */
  | { readonly kind: 'unknown' };

/** @param run starts `ps`, `sysctl`, `tasklist` where the system has no `/proc` */
export function processTable(platform: NodeJS.Platform, run: CommandRunner): ProcessTable {
  switch (platform) {
    case 'linux':
      return linuxProcesses;
    case 'win32':
      return windowsProcesses(run);
    default:
      return macProcesses(run);
  }
}

const linuxProcesses: ProcessTable = {
  look: async (pid) => {
    const stat = await quietly(readFile(`/proc/${pid}/stat`, 'utf8'));
    // Without /proc (a bare chroot) every process would look gone.
    if (stat === null)
      return (await quietly(readFile('/proc/self/stat'))) ? { kind: 'gone' } : { kind: 'unknown' };
    // The program's name stands in parentheses and may contain spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt = null] = [fields[0], fields[19]];
    // A zombie is dead, though its parent has not asked for the exit code yet; but after a SIGKILL the main thread
    // may be one while another thread is still inside its last system call, which may be our rename().
    const threads = state === 'Z' ? await quietly(readdir(`/proc/${pid}/task`)) : null;
    return threads?.length === 1 ? { kind: 'gone' } : { kind: 'running', startedAt };
  },
  bootId: async () => (await quietly(readFile('/proc/sys/kernel/random/boot_id', 'utf8')))?.trim() ?? null,
  pidNamespace: () => quietly(readlink('/proc/self/ns/pid')),
};

function macProcesses(run: CommandRunner): ProcessTable {
  return {
    look: async (pid) => {
      // `env` because ps prints the start in the local time zone and language, which differ between two shells.
      const utc = ['LC_ALL=C', 'TZ=UTC', '/bin/ps'];
      const ps = await run('/usr/bin/env', [...utc, '-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
        capture: true,
      });
      if (ps.kind === 'missing' || ps.code === null) return { kind: 'unknown' };
      const line = ps.stdout.trim();
      if (line === '') return ps.code === 1 ? { kind: 'gone' } : { kind: 'unknown' };
      const [state = '', ...started] = line.split(/\s+/);
      return state.startsWith('Z') ? { kind: 'gone' } : { kind: 'running', startedAt: started.join(' ') };
    },
    // Not kern.boottime: macOS derives it from the clock, so that setting the clock would look like a reboot.
    bootId: async () => {
      const sysctl = await run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { capture: true });
      return (sysctl.kind === 'ended' && sysctl.code === 0 && sysctl.stdout.trim()) || null;
    },
    pidNamespace: async () => null,
  };
}

/**
 * Best effort: Windows tells a start time only through PowerShell, which takes half a second. A number given to
 * another process makes a dead run's lock look held; the message then names the file to remove.
 */
function windowsProcesses(run: CommandRunner): ProcessTable {
  return {
    look: async (pid) => {
      const list = await run('tasklist', ['/FI', `PID eq ${pid}`, '/NH', '/FO', 'CSV'], { capture: true });
      if (list.kind === 'missing' || list.code !== 0) return { kind: 'unknown' };
      return list.stdout.includes(`"${pid}"`) ? { kind: 'running', startedAt: null } : { kind: 'gone' };
    },
    bootId: async () => null,
    pidNamespace: async () => null,
  };
}

async function quietly<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch {
    return null;
  }
}
