import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/errors/failure.ts';
import { createCommandRunner } from '../../../src/ports/command-runner.ts';
import { openStateStore } from '../../../src/state/open-state-store.ts';

/**
 * A process of its own that contends for a profile's lock; bundled by `state-lock-contender.ts`.
 * `hold`: takes it, says `held`, keeps it until it is killed. `storm`: takes and gives back again and again; an
 * exclusive marker file inside the section shows each overlap of two living holders.
 */
const [mode = '', home = ''] = process.argv.slice(2);

const store = openStateStore({
  home,
  profile: 'default',
  platform: process.platform,
  uid: process.getuid?.(),
  pid: process.pid,
  host: hostname(),
  clock: { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) },
  random: { uuid: () => randomUUID() },
  run: createCommandRunner(process.env),
  tool: 'test',
});

if (mode === 'hold') {
  try {
    await store.lock();
    say('held');
    setInterval(() => undefined, 60_000);
  } catch (error) {
    say(codeOf(error));
  }
} else {
  for (;;) await enterOnce();
}

async function enterOnce(): Promise<void> {
  try {
    const lock = await store.lock();
    const marker = join(home, 'inside');
    await occupy(marker);
    await sleep(Math.random() * 4);
    await rm(marker, { force: true });
    await lock.release();
    say('entered');
  } catch (error) {
    if (codeOf(error) !== 'JI-P537') say(`violation: ${String(error)}`);
  }
  await sleep(Math.random() * 4);
}

async function occupy(marker: string): Promise<void> {
  try {
    const file = await open(marker, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
  } catch {
    const owner = Number(await readFile(marker, 'utf8').catch(() => ''));
    if (owner > 0 && (await isAlive(owner))) say(`violation: ${owner} and ${process.pid} are both inside`);
    await rm(marker, { force: true });
    const file = await open(marker, 'w');
    await file.writeFile(String(process.pid));
    await file.close();
  }
}

/** A killed process whose parent has not asked for its exit code still has a number, but no thread that runs. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const isZombie = stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
    return !isZombie || (await readdir(`/proc/${pid}/task`)).length > 1;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Failure ? error.code : String(error);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
