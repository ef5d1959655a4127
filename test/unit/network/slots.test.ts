import { describe, expect, it } from 'vitest';
import { openSlots } from '../../../src/network/slots.ts';

/** Work that waits to be let go, and the names of what is running. */
function workshop() {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => async () => {
    running.push(name);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    running.splice(running.indexOf(name), 1);
    return name;
  };
  const letGo = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { running, work, letGo };
}

describe('given slots', () => {
  it('when one host has its two, then its third waits and another host does not', async () => {
    const slots = openSlots(32, 2);
    const { running, work, letGo } = workshop();
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => slots.use(name.charAt(0), work(name)));
    expect(running).toEqual(['a1', 'a2', 'b1']);
    await letGo('a1');
    expect(running).toEqual(['a2', 'b1', 'a3']);
    for (const name of ['a2', 'a3', 'b1']) await letGo(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('when all are taken, then the next waits for any of them', async () => {
    const slots = openSlots(2, 2);
    const { running, work, letGo } = workshop();
    for (const name of ['a', 'b', 'c']) void slots.use(name, work(name));
    expect(running).toEqual(['a', 'b']);
    await letGo('b');
    expect(running).toEqual(['a', 'c']);
  });

  it('when work fails, then its slot is free again', async () => {
    const slots = openSlots(1, 1);
    await expect(slots.use('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.use('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});
