import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { isProfileName } from '../state/state-home.ts';
import { homeOf } from './connection/open-profile.ts';

/** A name with what it is. */
interface Name {
  readonly value: string;
  readonly about: string;
}

/** The names that a person may give at a place of the command line; each kind loads what it needs and no more. */
export async function namesOf(
  what: 'profile' | 'step' | 'examined' | 'code',
  host: Pick<Host, 'platform' | 'env' | 'homeFolder'>,
): Promise<readonly Name[]> {
  switch (what) {
    case 'profile':
      return profiles(host);
    case 'step':
      return steps();
    case 'code':
      return codes();
    case 'examined':
      return [...(await rooms()), ...(await steps()), ...(await checks()), ...(await codes())];
  }
}

/** The folders of the state home in which a connection was begun. */
async function profiles(host: Pick<Host, 'platform' | 'env' | 'homeFolder'>) {
  const home = homeOf(host);
  const folders = await readdir(home).catch(() => []);
  return folders
    .filter((name) => name !== 'sandbox' && isProfileName(name) && existsSync(join(home, name, 'state.json')))
    .sort()
    .map((value) => ({ value, about: 'a profile on this computer' }));
}

async function steps(): Promise<readonly Name[]> {
  const { CONDITIONAL_ACCESS } = await import('../steps/conditional-access.ts');
  return CONDITIONAL_ACCESS.map(({ id, title }) => ({ value: id, about: title }));
}

async function checks(): Promise<readonly Name[]> {
  const { CHECKS } = await import('../checks/all.ts');
  return CHECKS.map(({ id, title }) => ({ value: id, about: title }));
}

async function rooms(): Promise<readonly Name[]> {
  const { ROOMS, titleOfRoom } = await import('../report/rooms.ts');
  return ROOMS.map((room) => ({ value: room, about: titleOfRoom(room) }));
}

async function codes(): Promise<readonly Name[]> {
  const { BOOK } = await import('../findings/book.ts');
  return Object.entries(BOOK).map(([value, { title }]) => ({ value, about: title }));
}
