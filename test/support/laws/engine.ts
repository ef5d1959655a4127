import type { Event } from '../../../src/engine/event.ts';
import { keepState, type StateKeeper } from '../../../src/engine/state-keeper.ts';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { Wanted } from '../../../src/inputs/wanted.ts';
import { CLOUDS } from '../../../src/microsoft/clouds.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Randomness } from '../../../src/ports/randomness.ts';
import { memoryStore } from '../../../src/secrets/memory-store.ts';
import type { State } from '../../../src/state/state.ts';
import type { StateStore } from '../../../src/state/state-store.ts';
import type { Session } from '../../../src/steps/session.ts';
import { type Change, type Finding, type ListedStep, listed, type StepId } from '../../../src/steps/step.ts';

/** A clock that moves when somebody sleeps, and says for how long they did. */
export function sleepingClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse('2026-11-23T09:41:00.000Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** UUIDs that can be told apart: …0001, …0002. */
export function countedIds(): Randomness {
  let count = 0;
  return {
    uuid: () => {
      count += 1;
      return `10000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
  };
}

export const FIRST_STATE: State = {
  format: 'jamf-intune-state',
  version: 1,
  lineage: '0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60',
  serial: 0,
  savedBy: 'test',
  savedAt: '2026-11-23T09:41:00.000Z',
  profile: 'default',
  connection: 'conditional-access',
  answers: {},
  resources: {},
  steps: {},
  intents: [],
};

export interface MemoryDisk extends Pick<StateStore, 'save'> {
  /** Every state that was saved, oldest first. */
  readonly saved: State[];
  /** As a process that starts now would load it. */
  load(): State;
}

/** A disk in memory. `fails` says for each attempt, counted from 1, whether it fails, and whether the state got there. */
export function memoryDisk(
  fails: (attempt: number) => 'before' | 'after' | undefined = () => undefined,
): MemoryDisk {
  const saved: State[] = [];
  let attempts = 0;
  const load = () => saved.at(-1) ?? FIRST_STATE;
  return {
    saved,
    load,
    async save(state) {
      attempts += 1;
      const failure = fails(attempts);
      const next = { ...structuredClone(state), serial: state.serial + 1 };
      if (failure !== 'before') saved.push(next);
      if (failure !== undefined) throw new Error('disk full');
      return next;
    },
  };
}

/** The keeper of a process that starts now with what is on the disk. */
export function keeperOn(disk: MemoryDisk): StateKeeper {
  const unused = () => Promise.reject(new Error('not used here'));
  const store = { folder: '/nowhere', load: unused, remove: unused, lock: unused, save: disk.save };
  return keepState(store, disk.load());
}

export const WANTED: Wanted = {
  profile: 'default',
  connection: 'conditional-access',
  cloud: 'global',
  tenant: {
    id: '11111111-2222-4333-8444-555555555555',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
  },
  jamfUrl: 'https://contoso.jamfcloud.com',
  appName: 'Jamf Conditional Access',
  permissions: 'auto',
  secretMonths: 12,
  secretStore: 'none',
  includeGroups: [],
  excludeGroups: [],
};

export interface SessionWish {
  readonly keeper: StateKeeper;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly random?: Randomness;
}

/** A session for steps that touch no service. */
export function bareSession({
  keeper,
  clock = sleepingClock(),
  signal,
  random = countedIds(),
}: SessionWish): Session {
  const untouched = (): never => {
    throw new Error('these steps touch no service');
  };
  const service = { get: untouched, find: untouched, pages: untouched, count: untouched, write: untouched };
  return {
    wanted: WANTED,
    known: keeper.state,
    cloud: CLOUDS.global,
    identity: { kind: 'person', name: 'admin@contoso.com', tenantId: WANTED.tenant.id, permissions: [] },
    graph: service,
    jamf: { ...service, origin: WANTED.jamfUrl, pinned: untouched, signOut: async () => undefined },
    jamfIdentity: { kind: 'client', name: 'test', privilegeSet: undefined, privileges: undefined },
    purpose: 'setup',
    jamfHealth: untouched,
    probeAs: untouched,
    secrets: memoryStore(),
    person: { name: 'you', patienceMs: 0, begin: untouched },
    clock,
    random,
    signal: signal ?? new AbortController().signal,
    replicationMs: 10_000,
    once: (_key, read) => read(),
  };
}

/** The world that the steps of these tests change: things by name, each as often as it was made. */
export class Shelf {
  readonly things: string[] = [];
  /** What becomes of the next makings, in order; then all go well. */
  readonly mishaps: ('refused' | 'lost' | 'never arrived')[] = [];
  /** Looks for which a new thing stays invisible. */
  lag = 0;
  #looks = 0;

  make(thing: string): void {
    const mishap = this.mishaps.shift();
    if (mishap !== 'refused' && mishap !== 'never arrived') {
      this.things.push(thing);
      this.#looks = 0;
    }
    if (mishap !== undefined) throw serviceError(mishap === 'refused' ? 'refused' : 'unknown');
  }

  has(thing: string): boolean {
    this.#looks += 1;
    return this.#looks > this.lag && this.things.includes(thing);
  }
}

export function serviceError(outcome: 'refused' | 'unknown'): ServiceError {
  return new ServiceError({
    service: 'Microsoft Graph',
    message: `made up: ${outcome}`,
    outcome,
    status: 503,
  });
}

export interface ThingWish {
  readonly id: StepId;
  readonly revisitAfter?: StepId;
  readonly blocks?: boolean;
  /** Replaces what the change does. */
  readonly apply?: Change['apply'];
  /** Told about every look. */
  readonly onLook?: () => void;
}

/** A step that wants a thing of its own name on the shelf. */
export function thingStep(shelf: Shelf, { id, revisitAfter, blocks, apply, onLook }: ThingWish): ListedStep {
  const missing: Finding = {
    code: 'JI-E100',
    severity: 'error',
    step: id,
    seen: `${id} is not there`,
    ...(blocks && { blocks }),
  };
  return listed<boolean>({
    id,
    title: id,
    ...(revisitAfter && { revisitAfter }),
    async observe() {
      onLook?.();
      return shelf.has(id);
    },
    describe: () => [`${id} exists`],
    plan: (there) => (there ? [] : [makeThing(shelf, id, apply)]),
    diagnose: (there) => (there ? [] : [missing]),
    planRemoval: () => [],
  });
}

export function makeThing(shelf: Shelf, thing: string, apply?: Change['apply']): Change {
  return {
    action: 'create',
    target: thing,
    summary: `make ${thing}`,
    by: 'tool',
    destroys: false,
    apply:
      apply ??
      (async (_session, journal) => {
        const { adopted } = await journal.run({
          operation: 'make',
          key: thing,
          find: async () => (shelf.things.includes(thing) ? thing : undefined),
          act: async () => {
            shelf.make(thing);
            return thing;
          },
          remember: (state) => state,
        });
        return adopted ? `${thing} found` : `${thing} made`;
      }),
  };
}

/** Collects what the engine says. */
export function listener(): { readonly events: Event[]; readonly emit: (event: Event) => void } {
  const events: Event[] = [];
  return { events, emit: (event) => void events.push(event) };
}
