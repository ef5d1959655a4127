import { describe, expect, test } from 'vitest';
import type { Graph } from '../../../src/microsoft/graph.ts';
import { noPrompter } from '../../../src/terminal/prompts/no-prompter.ts';
import { settleNamesake } from '../../../src/wizard/setup/settle-namesake.ts';
import { sampleState } from '../../support/state/samples.ts';
import { fakeTerminal } from '../../support/terminal/screen.ts';

/** Whoever reads the tenant here had something to ask about. */
class TenantWasRead extends Error {}
const graph: Graph = new Proxy(Object.create(null), {
  get() {
    throw new TenantWasRead();
  },
});

const inputs = {
  appName: 'Jamf Conditional Access',
  adoptApp: undefined,
  yes: false,
  only: undefined,
  jamfUrl: 'https://contoso.jamfcloud.com',
};
type Given = Parameters<typeof settleNamesake>[1];

function settle(given: Partial<Given>, { earlier = false, noInput = false } = {}) {
  const run = {
    prompter: noPrompter(),
    screen: fakeTerminal({ flags: { noInput } }).screen,
    emit: () => {},
  };
  return settleNamesake(run, { ...inputs, ...given }, graph, earlier ? sampleState() : undefined);
}

describe('an application of the same name', () => {
  test('given somebody to ask and nothing decided, then the tenant is looked at', async () => {
    await expect(settle({})).rejects.toThrow(TenantWasRead);
    await expect(settle({ only: 'app-registration' })).rejects.toThrow(TenantWasRead);
  });

  test.each([
    ['--yes', { yes: true }, {}],
    ['--adopt-app', { adoptApp: '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a11' }, {}],
    ['--only another step', { only: 'client-secret' as const }, {}],
    ['an application that is ours already', {}, { earlier: true }],
    ['nobody to ask', {}, { noInput: true }],
  ])('given %s, then nobody is asked and what was given stays', async (_what, given, around) => {
    const { appName, adoptApp } = await settle(given, around);
    expect({ appName, adoptApp }).toEqual({
      appName: inputs.appName,
      adoptApp: inputs.adoptApp,
      ...('adoptApp' in given && given),
    });
  });
});
