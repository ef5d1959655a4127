import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { announce, findRunning, runningFile } from '../../../src/sandbox/running.ts';
import { newFolder, openTestGround } from '../../support/sandbox/ground.ts';

const alive = () => true;

test('given an announced sandbox, when somebody looks, then it is found until it closes or its process is gone', async () => {
  const folder = newFolder();
  const sandbox = await openTestGround({ folder });
  const { access } = sandbox;
  const withdraw = announce(folder, { pid: process.pid, startedAt: new Date(), access });
  expect(statSync(runningFile(folder)).mode & 0o077).toBe(0);
  expect(await findRunning(folder, alive)).toEqual(access);
  expect(await findRunning(folder, () => false)).toBeUndefined();

  await sandbox.close();
  expect(await findRunning(folder, alive)).toBeUndefined();
  withdraw();
  expect(existsSync(runningFile(folder))).toBe(false);
});

test('given another sandbox at the announced port, when somebody looks, then it is not taken for ours', async () => {
  const folder = newFolder();
  const stranger = await openTestGround({ persist: false });
  const ours = await openTestGround({ persist: false });
  await ours.close();
  const endpoints = {
    ...stranger.access.endpoints,
    caCertificate: ours.access.endpoints.caCertificate,
  };
  announce(folder, { pid: process.pid, startedAt: new Date(), access: { ...ours.access, endpoints } });
  expect(await findRunning(folder, alive)).toBeUndefined();
  await stranger.close();
});

test.each(['', '{"pid":1}', 'null'])(
  'given the file %j, when somebody looks, then nothing runs',
  async (text) => {
    const folder = newFolder();
    writeFileSync(runningFile(folder), text);
    expect(await findRunning(folder, alive)).toBeUndefined();
    expect(readFileSync(runningFile(folder), 'utf8')).toBe(text);
  },
);
