import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { filesOfBundle, zipOfBundle } from '../../../src/report/bundle.ts';
import { standIns } from '../../../src/report/stand-ins.ts';
import { createRedactor } from '../../../src/secrets/redactor.ts';
import { sampleResult } from '../../support/report/sample.ts';

const CANARY = 'c4n4ry~Secret.Value';
const PEOPLE = [
  'ada@contoso.com',
  'Ada Lovelace',
  'grace_gmail.com#EXT#@contoso.onmicrosoft.com',
  'jörg@contoso.de',
];
const THINGS = ["Ada's MacBook Pro", 'LAB-MBP14', 'C02XK1ZZJGH5'];

const redactor = createRedactor();
redactor.add(CANARY);

const contents = {
  result: {
    ...sampleResult,
    findings: sampleResult.findings.map((finding) => ({
      ...finding,
      details: [
        ...finding.details,
        `${THINGS.join(', ')} of ${PEOPLE.slice(2).join(' and ')}; Katherine J agreed`,
        `secret ${CANARY}, home /Users/hedy/Library, AADSTS700016`,
      ],
    })),
  },
  trace: [
    {
      at: sampleResult.at,
      purpose: 'graph',
      method: 'GET',
      host: 'graph.microsoft.com',
      path: "/v1.0/users/ADA%40contoso.com?$filter=mail eq 'ada@contoso.com'",
      status: 200,
      elapsedMs: 12,
      requestId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      bytes: 311,
    },
  ],
  catalogue: [{ id: 'microsoft.manage', host: 'manage.microsoft.com' }],
  versions: { 'jamf-intune': '0.1.0' },
  known: { people: ['Katherine J'] },
  redact: redactor.redact,
} as const;

describe('the bundle for support', () => {
  const files = filesOfBundle(contents);
  const all = Object.values(files).join('\n');

  it('given names in every form, then none of them survives in any file', () => {
    for (const name of [...PEOPLE, ...THINGS, 'hedy', 'Katherine', 'Lovelace', CANARY]) {
      expect(all.toLowerCase()).not.toContain(name.toLowerCase());
    }
    expect(all).not.toMatch(/[\w.]+(?:@|%40|&#64;)[\w-]+\.\w+/u);
  });

  it('given one person in several places, then they are the same stand-in in all of them', () => {
    expect(files['report.json']).toContain('made by person-1 <person-1>');
    expect(files['trace.json']).toContain("/v1.0/users/person-1?$filter=mail eq 'person-1'");
    expect(files['report.html']).toContain('made by person-1 &lt;person-1&gt;');
  });

  it('given what support needs, then it is still there', () => {
    for (const kept of [
      '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
      '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      'https://contoso.jamfcloud.com',
      'AADSTS700016',
      'Contoso Proxy CA',
    ]) {
      expect(all).toContain(kept);
    }
  });

  it('given what was replaced, then the note counts it and names nobody', () => {
    expect(files['REDACTION.md']).toContain('| 5 people |');
    expect(files['REDACTION.md']).toContain('| 2 devices |');
    expect(files['REDACTION.md']).toContain('| 1 serial number |');
  });

  it('given somebody who is called like a word of ours, then the report can still be read', () => {
    const report = filesOfBundle({ ...contents, known: { people: ['apple', 'failed', 'manual'] } })[
      'report.json'
    ];
    expect(report).toContain('"owner": "apple"');
    expect(report).toContain('"outcome": "failed"');
  });

  it('given the ZIP, then it holds exactly these files, and is the same each time', async () => {
    const zip = await zipOfBundle(contents);
    const read = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]);
    const expected = Object.entries(files).map(([name, text]) => [`jamf-intune-support/${name}`, text]);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
    expect(Buffer.from(await zipOfBundle(contents)).equals(Buffer.from(zip))).toBe(true);
  });
});

describe('the Macs that a finding lists', () => {
  const [finding] = sampleResult.findings;
  const listed = {
    ...sampleResult,
    findings: sampleResult.findings.map(() => ({
      ...(finding ?? expect.fail('no finding')),
      step: 'macs',
      details: [
        'since Jamf Pro 11.5 a Mac does not renew its registration by itself',
        "Ada Nguyễn's MacBook · SBX0000008 · ada.nguyen",
        'Reception · SBX0000032 · admin',
        'and 4 more',
      ],
    })),
  };

  it('given names of any form, then they are known by their place', () => {
    const files = filesOfBundle({ ...contents, result: listed });
    const all = Object.values(files).join('\n');
    for (const name of ['Nguyễn', 'ada.nguyen', 'Reception', 'SBX00000']) expect(all).not.toContain(name);
    expect(files['report.json']).toContain('device-1 · serial-1 · person-');
    expect(files['report.json']).toContain('since Jamf Pro 11.5 a Mac does not renew');
    expect(files['report.json']).toContain('device-2 · serial-2 · admin');
  });
});

describe('stand-ins', () => {
  it('given a name within a longer word, then the word stays', () => {
    const { replace } = standIns([], { people: ['Ann', 'Ann Lee'] });
    expect(replace('Annual report by Ann Lee and Ann.')).toBe('Annual report by person-2 and person-1.');
  });

  it('given what only looks like a name, then it stays', () => {
    const text =
      'ACTIVATED JI-E102 17.0.0.0/8 x-mac-address 0F6D1CBB-7F4C-4D1E-9D2B-3A2B1C0D4E5F iMac user@host';
    expect(standIns([text]).replace(text)).toBe(text);
  });

  it('given an account called admin, then it is replaced in its home folder only', () => {
    const text = 'admin read /Users/admin/x and C:\\Users\\admin';
    expect(standIns([text]).replace(text)).toBe('admin read /Users/person-1/x and C:\\Users\\person-1');
  });

  it('given signs of regular expressions in a name, then it is taken as it is', () => {
    const { replace } = standIns([], { devices: ['a.c (1)+[x]'] });
    expect(replace('abc (1)+[x] a.c (1)+[x]')).toBe('abc (1)+[x] device-1');
  });

  it('given a very long text that is almost an address, then it ends soon', () => {
    const text = 'a.'.repeat(50_000);
    expect(standIns([text]).replace(text)).toBe(text);
  });
});
