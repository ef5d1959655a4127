import { describe, expect, it } from 'vitest';
import { createDoctorStream } from '../../../src/report/doctor-stream.ts';
import { plainOfDoctor } from '../../../src/report/plain.ts';
import { plainVoice } from '../../../src/report/plain-voice.ts';
import { terminalVoice, textOfDoctor } from '../../../src/report/text.ts';
import { displayWidth } from '../../../src/terminal/screen/display-width.ts';
import { marksFor } from '../../../src/terminal/screen/marks.ts';
import { createPaint } from '../../../src/terminal/screen/paint.ts';
import { barestResult, hostileResult, probe, sampleResult } from '../../support/report/sample.ts';

const look = { width: 80, marks: marksFor(true), paint: createPaint(0) };

describe('the doctor on a terminal', () => {
  it('given some of everything, then rooms, causes, fixes and the network stand as designed', () => {
    expect(textOfDoctor(sampleResult, look).join('\n')).toBe(`
  Connection  Conditional Access (manual) · Contoso · contoso.onmicrosoft.com
              https://contoso.jamfcloud.com

  Microsoft Entra
  ✔ App registration        as it should be
  ✖ API permission          2 permissions, 1 expected                   JI-E102
      seen    update_device_attributes, User.Read
      cause   Jamf registration fails when the application has any other
              permission
      fix     jamf-intune setup --only api-permission
      more    jamf-intune explain JI-E102
  ! Client secret           The secret expires soon                     JI-E120
      seen    expires in 19 days (2026-12-12)
              made by Ada Lovelace <ada@contoso.com>
      cause   Entra ends every client secret on its day
      fix     jamf-intune rotate-secret
      more    jamf-intune explain JI-E120

  Microsoft Intune
  ✔ Connector               active · heard from Jamf Pro 4 minutes ago

  Jamf Pro
  ✔ Server                  11.30.1 · healthy
  – Alerts                  the API role lacks "Read Notifications"

  Network                   from this computer
  ! Apple push, devices     1 of 2 · 30 ms
  ! 7-courier.push.apple.com:443                             blocked: no answer
      seen    no answer within 3 s
      fix     Open TCP 443 to 17.0.0.0/8
  ✔ Intune                  2 of 2 · 41 ms
  ✖ Microsoft sign-in       1 of 2 · 30 ms
  ✖ enterpriseregistration.windows.net:443                              JI-N301
    intercepted by "Contoso Proxy CA"
      seen    enterpriseregistration.windows.net:443 showed a certificate by
              "Contoso Proxy CA"
      cause   A proxy opens the connection and signs it anew
      fix     1. Exempt enterpriseregistration.windows.net from TLS inspection
              2. jamf-intune doctor --only network
      more    jamf-intune explain JI-N301
  ✔ Microsoft Graph         1 of 1 · 30 ms
  ✔ Jamf Pro                2 of 2 · 30 ms
  – Apple 2195, 2196        switched off by Apple on 2021-03-31; nothing to
                            open
  – Not testable from here  2 endpoints of Jamf Pro's server
  – Test them there         jamf-intune doctor --only network --as jamf-server

  2 failed · 2 warnings · 10 passed · 1 skipped · 2 not testable from here
  1.9 s
`);
  });

  it('given neither sign-in nor network, then it says so and nothing more', () => {
    expect(textOfDoctor(barestResult, look)).toEqual([
      '',
      '  Connection  not known',
      '',
      '  not signed in; only what needs no sign-in was checked',
      '',
      '  nothing was checked                                                     1.9 s',
      '',
    ]);
  });

  it.each([40, 59, 80, 100])('given %i columns, then no line is wider', (width) => {
    const wide = textOfDoctor(sampleResult, { ...look, width }).filter((line) => displayWidth(line) > width);
    // Endpoints and commands are never cut.
    expect(wide.filter((line) => !/\.windows\.net|\.apple\.com/u.test(line))).toEqual([]);
  });

  it('given ASCII marks, then nothing but ASCII is printed', () => {
    const lines = textOfDoctor(sampleResult, { ...look, marks: marksFor(false) });
    expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/u);
  });

  it('given hostile names, then none acts on the terminal', () => {
    const both = [...textOfDoctor(hostileResult, look), ...plainOfDoctor(hostileResult)].join('\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is what is tested
    expect(both).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
    expect(both).toContain('\\x1b[31m\\u202e');
  });

  it('given a finding that belongs to no check, then it is told at the end of its room', () => {
    const finding = { ...sampleResult.findings[0], step: 'nowhere' };
    const result = {
      ...barestResult,
      findings: sampleResult.findings.map((one) => ({ ...one, ...finding })),
    };
    const lines = textOfDoctor(result, look);
    expect(lines).toContain('  Microsoft Entra');
    expect(lines.join('\n')).toContain('jamf-intune explain JI-E102');
  });

  it('given a retired port that answered, then it is no success and no failure', () => {
    const retired = probe({ id: 'apple.gateway.2195', host: 'g', required: 'legacy', verdict: 'reachable' });
    const lines = textOfDoctor({ ...barestResult, probes: [retired] }, look);
    expect(lines.join('\n')).toContain('  – g:443                   answered');
    expect(lines.join('\n')).not.toContain('✔');
  });
});

describe('endpoints that were not probed', () => {
  it('given many, then one line counts them by reason', () => {
    const left = (host: string, detail: string) =>
      probe({ id: `apple.${host}`, host, verdict: 'skipped', detail });
    const probes = [
      left('17.0.0.0/8', 'a rule for firewalls; apple.courier.7.443 proves it'),
      ...['a', 'b', 'c', 'd'].map((host) => left(host, 'the connection does not need it')),
    ];
    const lines = textOfDoctor({ ...barestResult, probes }, look);
    expect(lines.filter((line) => line.includes('Not probed'))).toHaveLength(1);
    expect(lines.join('\n')).toContain(
      '  – Not probed              a rule for firewalls (1) · the connection does not',
    );
  });
});

describe('a code that many endpoints share', () => {
  it.each([
    ['terminal', (result: typeof sampleResult) => textOfDoctor(result, look)],
    ['plain', plainOfDoctor],
  ] as const)(
    'given 2 of them in %s, then its cause is told once, and each endpoint with its fix',
    (_form, form) => {
      const first = sampleResult.findings.find(({ code }) => code === 'JI-N301');
      if (first === undefined) throw new Error('the sample has an interception');
      const probes = ['a.test', 'b.test'].map((host) =>
        probe({ id: `microsoft.login.${host}`, host, verdict: 'intercepted', required: true }),
      );
      const findings = probes.map(({ id, host }) => ({ ...first, step: id, fix: [`Exempt ${host}`] }));
      const text = form({ ...barestResult, probes, findings }).join('\n');
      expect(text.split('A proxy opens the connection')).toHaveLength(2);
      expect(text.split('jamf-intune explain JI-N301')).toHaveLength(2);
      for (const { host } of probes) expect(text).toContain(`Exempt ${host}`);
    },
  );
});

describe('a network that one line describes', () => {
  it('given no internet, then the control tells it as a failure of everything, and no verdict of its own', () => {
    const seen = 'DNS found none of the names, and nothing outside answered';
    const control = probe({
      id: 'apple.captive.80',
      host: 'captive.apple.com',
      port: 80,
      verdict: 'dns-filtered',
      remarks: [{ kind: 'no-internet', text: seen }],
    });
    const [like] = sampleResult.findings;
    if (like === undefined) throw new Error('the sample has findings');
    const finding = { ...like, code: 'JI-N310' as const, step: control.id, title: 'No internet', seen };
    const lines = textOfDoctor({ ...barestResult, probes: [control], findings: [finding] }, look);
    expect(lines.filter((line) => line.includes('JI-N310'))).toEqual([
      expect.stringMatching(/^ {2}✖ +No internet +JI-N310$/u),
      expect.stringContaining('explain'),
    ]);
    expect(lines.join('\n')).not.toContain('captive.apple.com');
  });
});

describe('the doctor in plain sentences', () => {
  it('given some of everything, then each line is a finished sentence that names its room', () => {
    expect(
      plainOfDoctor(sampleResult).join('\n'),
    ).toBe(`connection: Conditional Access (manual), Contoso, contoso.onmicrosoft.com, https://contoso.jamfcloud.com
ok: Microsoft Entra: App registration: as it should be
fail: Microsoft Entra: API permission: 2 permissions, 1 expected (JI-E102)
fail:    seen: update_device_attributes, User.Read
fail:    cause: Jamf registration fails when the application has any other permission
fail:    fix: jamf-intune setup --only api-permission
fail:    more: jamf-intune explain JI-E102
warn: Microsoft Entra: Client secret: The secret expires soon (JI-E120)
warn:    seen: expires in 19 days (2026-12-12)
warn:    seen: made by Ada Lovelace <ada@contoso.com>
warn:    cause: Entra ends every client secret on its day
warn:    fix: jamf-intune rotate-secret
warn:    more: jamf-intune explain JI-E120
ok: Microsoft Intune: Connector: active · heard from Jamf Pro 4 minutes ago
ok: Jamf Pro: Server: 11.30.1 · healthy
skip: Jamf Pro: Alerts: the API role lacks "Read Notifications"
note: Network: from this computer
warn: Network: Apple push, devices: 1 of 2, 30 ms
warn: Network: 7-courier.push.apple.com:443: blocked: no answer
warn:    seen: no answer within 3 s
warn:    fix: Open TCP 443 to 17.0.0.0/8
ok: Network: Intune: 2 of 2, 41 ms
fail: Network: Microsoft sign-in: 1 of 2, 30 ms
fail: Network: enterpriseregistration.windows.net:443: intercepted by "Contoso Proxy CA" (JI-N301)
fail:    seen: enterpriseregistration.windows.net:443 showed a certificate by "Contoso Proxy CA"
fail:    cause: A proxy opens the connection and signs it anew
fail:    fix: 1. Exempt enterpriseregistration.windows.net from TLS inspection
fail:    fix: 2. jamf-intune doctor --only network
fail:    more: jamf-intune explain JI-N301
ok: Network: Microsoft Graph: 1 of 1, 30 ms
ok: Network: Jamf Pro: 2 of 2, 30 ms
skip: Network: Apple 2195, 2196: switched off by Apple on 2021-03-31; nothing to open
skip: Network: Not testable from here: 2 endpoints of Jamf Pro's server
skip: Network: Test them there: jamf-intune doctor --only network --as jamf-server
fail: problems found: 2 failed, 2 warnings, 10 passed, 1 skipped, 2 not testable from here (1.9 s)`);
  });
});

describe('the doctor while it comes in', () => {
  it('given endpoints one by one, then a group is told when it is complete, and all is as in one go', () => {
    const { checks, probes, findings } = sampleResult;
    const stream = createDoctorStream(
      terminalVoice(look),
      probes.map(({ id }) => id),
    );
    const head = [
      ...stream.opening(sampleResult),
      ...checks.flatMap((check) => stream.check(check, findings)),
    ];
    const arrivals = probes.map((one) => stream.probe(one, findings));
    const all = [...head, ...arrivals.flat(), ...stream.closing(sampleResult)];
    expect(arrivals[0]).toEqual([]);
    expect(arrivals[1]?.join('\n')).toContain('Apple push, devices');
    expect(all).toEqual(textOfDoctor(sampleResult, look));
  });

  it('given a run that ends early, then what came in is told all the same', () => {
    const stream = createDoctorStream(plainVoice(), ['microsoft.manage', 'microsoft.portal.manage']);
    const one = probe({ id: 'microsoft.manage', host: 'manage.microsoft.com' });
    expect(stream.probe(one, [])).toEqual([]);
    expect(stream.closing(barestResult)).toContain('ok: Network: Intune: 1 of 1, 30 ms');
  });
});
