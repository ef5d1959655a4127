import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/engine/event.ts';
import { rendererFor } from '../../../src/terminal/for-screen.ts';
import {
  APP_ID,
  failed,
  finding,
  guide,
  header,
  lookUp,
  plan,
  result,
  setupRun,
} from '../../support/terminal/events.ts';
import { type FakeTerminalOptions, fakeTerminal, handClock } from '../../support/terminal/screen.ts';

const stepStarted: Event = { type: 'step-started', id: 'client-secret', title: 'Client secret' };
const longWait: Event = {
  type: 'wait-started',
  what: 'a secret that may have been made',
  limitMs: 45_000,
  elapsedMs: 2_000,
};

function play(events: readonly Event[], options: FakeTerminalOptions) {
  const terminal = fakeTerminal(options);
  const hand = handClock();
  const renderer = rendererFor(terminal.screen, { ...hand, lookUp });
  for (const event of events) renderer.emit(event);
  return { ...terminal, hand, renderer };
}

/** stdout has no moving lines: it is compared as it is. */
const stdoutOf = (events: readonly Event[], options: FakeTerminalOptions = {}): string =>
  play(events, options).written().stdout;

describe('terminal, 80 columns', () => {
  test('given a header and a plan, then they look as in the design', () => {
    expect(stdoutOf([header, plan])).toBe(`
  Connect Jamf Pro to Microsoft Intune                          profile default

  Microsoft   Contoso · contoso.onmicrosoft.com · Global cloud
              signed in as admin@contoso.com
              roles: Application Administrator, Intune Administrator
  Jamf Pro    https://contoso.jamfcloud.com · 11.30.1 · API client jamf-intune

  Plan                                                   nothing is changed yet
   1  App registration     + create "Jamf Conditional Access"
                             accounts in any organizational directory
                             redirect https://contoso.jamfcloud.com
   2  API permission       + Microsoft Intune API: update_device_attributes
                           - remove User.Read (only one permission may stay)
   3  Intune connector     ✔ app ID set
   4  Jamf Pro settings    ☞ you, in the Jamf Pro console (3 fields, about 1
                             minute)

`);
  });

  test('given a sandbox run, then the header says that nothing real is touched', () => {
    if (header.type !== 'header') throw new Error('a header is needed');
    expect(stdoutOf([{ ...header, header: { ...header.header, sandbox: true } }])).toContain(`
  Connect Jamf Pro to Microsoft Intune                          profile default
  sandbox: nothing real is touched
`);
  });

  test('given steps that were done and one that failed, then each is one row', () => {
    expect(stdoutOf(setupRun.filter(({ type }) => type.startsWith('step-')))).toBe(
      `  ✔ App registration     created · 1b4e28ba-2fa1-11d2-883f-0016d3cca427   1.1 s
  ✔ Client secret        created · hint q7R · expires 2027-11-23          0.4 s
                         kept in the system keychain
  ✖ API permission       failed
`,
    );
  });

  test('given an end in peace, then the last line is the identifier', () => {
    expect(stdoutOf([{ type: 'finished', result }])).toBe(`
  ✔ Done · 2 steps changed, 1 as it should be               41 requests, 12.3 s

  Next
   1  Deploy Company Portal: https://learn.jamf.com/company-portal
   2  Assign compliance policies in Intune

  Application ID   1b4e28ba-2fa1-11d2-883f-0016d3cca427
`);
  });

  test('given a failure, then it says why, what to do, what was changed, and last how to go on', () => {
    const { stdout, stderr } = play([{ type: 'finished', result: failed }], {}).written();
    expect(stdout).toBe(`
  ✖ Stopped · 1 of 2 steps done                             41 requests, 12.3 s
`);
    expect(stderr).toBe(`
  ✖ Consent for update_device_attributes was refused                    JI-E110
      why     Microsoft Graph answered 403 Authorization_RequestDenied (request
              5e0e6f7c-92a4-4a54-8f7e-8e8d9d4bd7b1)
      fix     1. Sign in as a Privileged Role Administrator
              2. jamf-intune setup --only api-permission

  Changed, and kept:
    App registration: created · 1b4e28ba-2fa1-11d2-883f-0016d3cca427
  jamf-intune setup goes on from here
`);
  });

  test('given a failure before any write, then it says that nothing was changed', () => {
    const early = { ...failed, steps: [], requests: { sent: 3, writes: 0 } };
    expect(play([{ type: 'finished', result: early }], {}).written().stderr).toContain(
      '\n  Nothing was changed.\n',
    );
  });

  test('given a failure after a write that no finished step tells of, then it does not say that nothing was changed', () => {
    const half = { ...failed, steps: [], requests: { sent: 3, writes: 1 } };
    const { stderr } = play([{ type: 'finished', result: half }], {}).written();
    expect(stderr).toContain('\n    1 unfinished change\n');
    expect(stderr).not.toContain('Nothing was changed');
  });

  test('given a finding, then seen, cause, fix and source come from the run and the book', () => {
    expect(play([finding], {}).written().stderr).toBe(
      `  ✖ 2 permissions, 1 expected                                           JI-E102
      seen    update_device_attributes, User.Read
      cause   Jamf registration fails when the app has any other permission
      fix     jamf-intune setup --only api-permission
      more
https://learn.microsoft.com/mem/intune/protect/conditional-access-integrate-jamf
              (checked 2026-11-23)
`,
    );
  });

  test('given a code that the book does not know, then what was seen is still shown', () => {
    const unknown: Event = {
      type: 'finding',
      finding: { code: 'JI-E100', severity: 'warning', step: 'proof', seen: 'something new' },
    };
    expect(play([unknown], {}).written().stderr).toBe(
      '  ! something new                                                       JI-E100\n',
    );
  });

  test('given notices and a resumed run, then they go to stderr and not into the answer', () => {
    const { stdout, stderr } = play(
      [
        { type: 'resuming', since: '2026-11-23T09:41:00Z', what: 'App registration was being created' },
        {
          type: 'notice',
          level: 'warning',
          title: 'Not supported since 2025-01-31',
          lines: ['It still works.'],
        },
      ],
      {},
    ).written();
    expect(stdout).toBe('');
    expect(stderr).toBe(`
  Going on where the last run stopped (2026-11-23 09:41 UTC, App registration
  was being created).

  ! Not supported since 2025-01-31
    It still works.

`);
  });

  test('given names with control characters, then none reaches the terminal', () => {
    const evil = '\u001b]52;c;aGk=\u0007\r\u202e';
    if (header.type !== 'header' || plan.type !== 'plan') throw new Error('a header and a plan are needed');
    const events: Event[] = [
      {
        ...header,
        header: {
          ...header.header,
          profile: evil,
          microsoft: { ...header.header.microsoft, tenant: evil, roles: [evil] },
        },
      },
      { ...plan, steps: plan.steps.map((step) => ({ ...step, title: evil, already: [evil] })) },
      { type: 'notice', level: 'info', title: evil, lines: [evil] },
      { type: 'resuming', since: evil, what: evil },
      { type: 'step-done', id: 'proof', title: evil, lines: [evil], elapsedMs: 1 },
      { type: 'step-failed', id: 'proof', title: evil },
      {
        type: 'guide-opened',
        id: 'proof',
        by: evil,
        guide: {
          ...guide,
          title: evil,
          url: evil,
          clicks: [evil],
          finish: evil,
          fields: [{ label: evil, value: evil }],
        },
      },
      {
        type: 'finding',
        finding: {
          code: 'JI-E100',
          severity: 'info',
          step: 'proof',
          seen: evil,
          details: [evil],
          fix: [evil],
        },
      },
      {
        type: 'finished',
        result: {
          ...failed,
          next: [evil],
          error: { code: 'JI-E100', what: evil, why: evil, fix: [evil], field: evil, exit: 1 },
        },
      },
    ];
    for (const flags of [{ plain: true }, { json: true }]) {
      const { both } = play(events, { flags }).written();
      expect(both).toContain('52;c;aGk=');
      expect(both.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
    }
    const { both } = play(events, {}).written();
    for (const sign of ['\u001b]', '\u0007', '\u202e']) expect(both).not.toContain(sign);
  });
});

describe('terminal, 40 columns', () => {
  test('given a plan and steps, then they are stacked, and identifiers and URLs are whole', () => {
    const events = [plan, ...setupRun.filter(({ type }) => type === 'step-done'), finding];
    const { stdout, stderr } = play(events, { columns: 40 }).written();
    expect(stdout).toBe(`
  Plan           nothing is changed yet
   1  App registration
      + create "Jamf Conditional
        Access"
        accounts in any organizational
        directory
        redirect
        https://contoso.jamfcloud.com
   2  API permission
      + Microsoft Intune API:
        update_device_attributes
      - remove User.Read (only one
        permission may stay)
   3  Intune connector
      ✔ app ID set
   4  Jamf Pro settings
      ☞ you, in the Jamf Pro console (3
        fields, about 1 minute)

  ✔ App registration · 1.1 s
    created
    ${APP_ID}
  ✔ Client secret · 0.4 s
    created · hint q7R · expires
    2027-11-23
    kept in the system keychain
`);
    expect(stderr).toBe(`  ✖ 2 permissions, 1 expected   JI-E102
    seen:
    update_device_attributes, User.Read
    cause:
    Jamf registration fails when the
    app has any other permission
    fix:
    jamf-intune setup --only
    api-permission
    more:
    https://learn.microsoft.com/mem/intune/protect/conditional-access-integrate-jamf
    (checked 2026-11-23)
`);
  });
});

describe('plain', () => {
  test('given a whole run, then stdout is the answer in finished lines', () => {
    const { stdout, both } = play(setupRun, { flags: { plain: true } }).written();
    expect(stdout).toBe(`Connect Jamf Pro to Microsoft Intune, profile default
Microsoft: Contoso · contoso.onmicrosoft.com · Global cloud
Microsoft: signed in as admin@contoso.com, roles: Application Administrator, Intune Administrator
Jamf Pro: https://contoso.jamfcloud.com · 11.30.1 · API client jamf-intune
plan: 4 steps, nothing is changed yet
plan: 1. App registration: create "Jamf Conditional Access"
plan:    accounts in any organizational directory
plan:    redirect https://contoso.jamfcloud.com
plan: 2. API permission: Microsoft Intune API: update_device_attributes
plan: 2. API permission: remove User.Read (only one permission may stay)
plan: 3. Intune connector: nothing to do
plan:    app ID set
plan: 4. Jamf Pro settings: you, in the Jamf Pro console (3 fields, about 1 minute)
ok: App registration: created · 1b4e28ba-2fa1-11d2-883f-0016d3cca427 (1.1 s)
ok: Client secret: created · hint q7R · expires 2027-11-23 (0.4 s)
ok:    kept in the system keychain
fail: API permission
ok: Done · 2 steps changed, 1 as it should be (41 requests, 12.3 s)
Application ID: 1b4e28ba-2fa1-11d2-883f-0016d3cca427
next: 1. Deploy Company Portal: https://learn.jamf.com/company-portal
next: 2. Assign compliance policies in Intune
`);
    for (const sign of ['\r', '\u001b']) expect(both).not.toContain(sign);
  });

  test('given a whole run, then stderr is progress, warnings and errors', () => {
    expect(play(setupRun, { flags: { plain: true } }).written().stderr).toBe(
      `warn: Microsoft has not supported this connection since 2025-01-31
warn: Device Compliance replaces it: https://learn.jamf.com/device-compliance
wait: reading the tenant
wait: App registration
wait: Client secret
fail: 2 permissions, 1 expected (JI-E102)
fail:    seen: update_device_attributes, User.Read
fail:    cause: Jamf registration fails when the app has any other permission
fail:    fix: jamf-intune setup --only api-permission
fail:    more: https://learn.microsoft.com/mem/intune/protect/conditional-access-integrate-jamf (checked 2026-11-23)
wait: Jamf Pro settings
wait: 1. open https://contoso.jamfcloud.com/ConditionalAccess.html
wait: 2. macOS Intune Integration, then Edit, then tick Enable Intune Integration for macOS
wait: 3.1 Sovereign Cloud: Global
wait: 3.2 Tenant Name: contoso.onmicrosoft.com
wait: 3.3 Application ID: 1b4e28ba-2fa1-11d2-883f-0016d3cca427
wait: 3.4 Client Secret: hidden
wait: 4. Save
wait: for the sandbox's simulated administrator
wait: Intune has not heard from Jamf Pro yet, 2 seconds so far
`,
    );
  });

  test('given something that lasts, then a sentence comes every 30 seconds until the next event', () => {
    const { written, hand, renderer } = play([{ type: 'busy', what: 'signing in to Microsoft' }], {
      flags: { plain: true },
    });
    hand.advance(75_000);
    renderer.emit({ type: 'step-failed', id: 'proof', title: 'Proof' });
    hand.advance(75_000);
    expect(written().stderr).toBe(`wait: signing in to Microsoft
wait: signing in to Microsoft, 30 seconds so far
wait: signing in to Microsoft, 60 seconds so far
`);
    expect(hand.running()).toBe(0);
  });

  test('given a step that waits, then it is said for what and how long at most, and when it goes on', () => {
    const { written, hand, renderer } = play([stepStarted, longWait], { flags: { plain: true } });
    hand.advance(30_000);
    renderer.emit({ type: 'wait-ended' });
    expect(written().stderr).toBe(`wait: Client secret
wait: for a secret that may have been made, up to 45 seconds, 2 seconds so far
wait: for a secret that may have been made, up to 45 seconds, 32 seconds so far
wait: Client secret
`);
  });
});

describe('JSON', () => {
  test('given a run that goes on, then stdout is silent', () => {
    expect(stdoutOf(setupRun.slice(0, -1), { flags: { json: true } })).toBe('');
  });

  test.each([result, failed])(
    'given a run that finished ($status), then stdout is one document and stderr is plain',
    (end) => {
      const { stdout, stderr } = play([header, plan, { type: 'finished', result: end }], {
        flags: { json: true },
      }).written();
      expect(JSON.parse(stdout)).toEqual(end);
      expect(stdout.endsWith('}\n')).toBe(true);
      expect(stderr.startsWith('fail: Consent')).toBe(end.status === 'failed');
    },
  );
});
