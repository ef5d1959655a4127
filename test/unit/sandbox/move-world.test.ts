import { beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../../../src/sandbox/make-world.ts';
import { moveWorld } from '../../../src/sandbox/move-world.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { realClock, realRandom } from '../../support/sandbox/ground.ts';

describe('moveWorld', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(seedWorld, { clock: realClock, random: realRandom });
    world.ports = { entra: 9001, graph: 9002, intune: 9003, jamf: 9004 };
    const application = world.applications[0];
    if (application === undefined) throw new Error('The seed has no application');
    application.uniqueName = 'jamf-intune-localhost-9004';
    application.web.redirectUris = [
      'https://localhost:9004',
      'https://localhost:90041/',
      'https://jamf:9004',
    ];
  });

  test('given other ports, when it moves, then addresses and unique names name the new ones and nothing else changes', () => {
    const moved = moveWorld(world, { entra: 9001, graph: 9002, intune: 9003, jamf: 9500 });
    expect(moved.ports.jamf).toBe(9500);
    expect(moved.applications[0]).toMatchObject({
      uniqueName: 'jamf-intune-localhost-9500',
      web: {
        redirectUris: ['https://localhost:9500', 'https://localhost:90041/', 'https://jamf:9004'],
      },
    });
    expect({ ...moved, ports: world.ports, applications: [] }).toEqual({ ...world, applications: [] });
  });

  test('given ports that change places, when it moves, then each address is rewritten once', () => {
    const moved = moveWorld(world, { entra: 9004, graph: 9002, intune: 9003, jamf: 9001 });
    expect(moved.applications[0]?.web.redirectUris[0]).toBe('https://localhost:9001');
  });

  test('given the same ports, when it moves, then it is the same world and the old one is untouched', () => {
    expect(moveWorld(world, world.ports)).toEqual(world);
    moveWorld(world, { entra: 1, graph: 2, intune: 3, jamf: 4 });
    expect(world.applications[0]?.uniqueName).toBe('jamf-intune-localhost-9004');
  });
});
