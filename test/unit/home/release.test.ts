import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../support/architecture/source.ts';

const { version, inlinedDependencies } = z
  .object({
    version: z.string(),
    inlinedDependencies: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

describe('given the formula of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-formula-'));
  const tarball = join(folder, 'jamf-intune.tgz');
  writeFileSync(tarball, 'not really a package');
  const url = `https://example.com/releases/v${version}/jamf-intune-${version}.tgz`;
  const formula = (...more: readonly string[]) =>
    spawnSync(
      process.execPath,
      [
        join(ROOT, 'scripts/formula.mjs'),
        '--tarball',
        tarball,
        '--homepage',
        'https://example.com',
        '--url',
        url,
        ...more,
      ],
      { encoding: 'utf8' },
    );

  it('then it fetches the package and believes it by its sum', () => {
    const { stdout } = formula();
    expect(stdout).toContain(`url "${url}"`);
    expect(stdout).toContain(`version "${version}"`);
    expect(stdout).toContain(`sha256 "${createHash('sha256').update('not really a package').digest('hex')}"`);
    // Homebrew's own rule.
    expect(/desc "(.*)"/u.exec(stdout)?.[1]?.length).toBeLessThan(80);
  });

  it('then what it installs is in the package', () => {
    const [, page = ''] = /man1\.install "(.*)"/u.exec(formula().stdout) ?? [];
    expect(readFileSync(join(ROOT, page), 'utf8')).toContain('.TH JAMF');
  });

  it.each([
    ['--url', 'http://example.com/x.tgz'],
    ['--url', 'https://example.com/"; system("id")'],
    ['--homepage', 'https://example.com/#{ENV}'],
    ['--url', ''],
  ])('when %s is %j, then there is no formula', (option, value) => {
    const { status, stdout } = formula(option, value);
    expect([status, stdout]).toEqual([1, '']);
  });

  const ruby = spawnSync('ruby', ['-c'], { input: formula().stdout, encoding: 'utf8' });
  if (ruby.error !== undefined) process.stderr.write('Skipped: there is no ruby here.\n');
  it.skipIf(ruby.error !== undefined)('then Ruby can read it', () => {
    expect(ruby.stdout).toBe('Syntax OK\n');
  });
});

describe('given the bill of materials', { timeout: 60_000 }, () => {
  const Bill = z.object({
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.string(),
    metadata: z.object({ component: z.object({ name: z.string(), version: z.string() }) }),
    components: z.array(
      z.object({
        'bom-ref': z.string(),
        name: z.string(),
        version: z.string(),
        purl: z.string().startsWith('pkg:npm/'),
        hashes: z.array(z.object({ alg: z.string(), content: z.string() })).min(1),
        licenses: z.array(z.unknown()).min(1),
      }),
    ),
    dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
  });
  const bill = Bill.parse(
    JSON.parse(execFileSync(process.execPath, [join(ROOT, 'scripts/sbom.mjs')], { encoding: 'utf8' })),
  );

  it('then it lists what is bundled and what is installed with it, and no tool', () => {
    const listed = bill.components.map((one) => `${one.name} ${one.version}`);
    const bundled = Object.entries(inlinedDependencies).flatMap(([name, versions]) =>
      [versions].flat().map((one) => `${name} ${one}`),
    );
    expect(
      listed.filter((one) => !bundled.includes(one)).every((one) => one.startsWith('@napi-rs/keyring')),
    ).toBe(true);
    expect(listed).toEqual(expect.arrayContaining(bundled));
    expect(listed.join('\n')).not.toMatch(/vitest|typescript|rolldown/u);
  });

  it('then it is of this version, and names nothing that it does not list', () => {
    expect(bill.metadata.component).toMatchObject({ name: 'jamf-intune', version });
    const known = new Set([`jamf-intune@${version}`, ...bill.components.map((one) => one['bom-ref'])]);
    const named = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(named.filter((one) => !known.has(one))).toEqual([]);
  });
});
