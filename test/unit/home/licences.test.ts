import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../support/architecture/source.ts';
import { type Bundle, buildBundle, packagesIn } from '../../support/bundle/start.ts';

const { ALLOWED, bundledPackages } = await import(pathToFileURL(join(ROOT, 'scripts/licences.mjs')).href);
const versions = z.record(z.string(), z.string());
const ledger = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(2)]));
const manifest = z
  .object({ dependencies: versions, inlinedDependencies: ledger })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const runtime = Object.keys(manifest.dependencies);

describe('given the built program', () => {
  let bundle: Bundle;
  let page: string;
  let bundled: readonly string[];
  beforeAll(async () => {
    bundle = await buildBundle();
    page = readFileSync(join(bundle.folder, 'THIRD-PARTY.md'), 'utf8');
    bundled = packagesIn(bundle.chunks).filter((name) => !runtime.includes(name) && !isBuiltin(name));
  }, 60_000);
  afterAll(() => bundle.remove());

  it('then every package with code in it stands in THIRD-PARTY.md, with the text of its licence', () => {
    const chapters = [...page.matchAll(/^## (\S+) \S+\n\n````text\n([\s\S]+?)\n````$/gmu)];
    expect(bundled.length).toBeGreaterThan(50);
    // Two versions of one package are two chapters.
    expect([...new Set(chapters.map(([, name]) => name))].sort()).toEqual(bundled);
    const nameless = chapters.filter(([, , text = '']) => !/copyright|permission|license/iu.test(text));
    expect(nameless.map(([, name]) => name)).toEqual([]);
  });

  it('then package.json says what is bundled, in which version (npm run ledger)', () => {
    const rows = [...page.matchAll(/^\| (\S+) \| (\d\S*) \| (.+) \|$/gmu)];
    const said = Object.entries(manifest.inlinedDependencies).flatMap(([name, versions]) =>
      [versions].flat().map((version) => `${name} ${version}`),
    );
    expect(said).toEqual(rows.map(([, name, version]) => `${name} ${version}`));
  });

  it('then at most two packages are installed with it, under licences as free', () => {
    expect(runtime.length).toBeLessThanOrEqual(2);
    const read = bundledPackages(runtime.map((name) => join(ROOT, 'node_modules', name, 'package.json')));
    expect(read.map(({ name }: { readonly name: string }) => name)).toEqual(runtime);
  });
});

describe('given a package that the bundle draws in', () => {
  /** A package made up for a test; what the build would make of it. */
  function read(licence: string, files: Readonly<Record<string, string>>) {
    const folder = join(mkdtempSync(join(tmpdir(), 'jamf-intune-licence-')), 'node_modules/one');
    mkdirSync(folder, { recursive: true });
    const about = { name: 'one', version: '1.0.0', license: licence };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return () => bundledPackages([join(folder, 'lib/index.js')]);
  }

  it.each(['GPL-3.0', 'MPL-2.0', 'BUSL-1.1', 'UNLICENSED'])(
    'when its licence is %s, then the build fails',
    (licence) => {
      expect(read(licence, { LICENSE: 'Copyright' })).toThrow(
        `one 1.0.0: the licence ${licence} is not allowed`,
      );
    },
  );

  it('when its licence may be, then its text and its notice are taken along', () => {
    for (const licence of ALLOWED) {
      const [one] = read(licence, { LICENSE: 'Copyright A', NOTICE: 'Made by A', 'index.js': '' })();
      expect(one.texts).toEqual(['Copyright A', 'Made by A']);
    }
  });

  it('when the licence is a chapter of its README, then that is taken', () => {
    const [one] = read('MIT', {
      'README.md': 'Use\n---\n\nlicense it\n\nLicense\n-------\n\nCopyright B\n',
    })();
    expect(one.texts).toEqual(['Copyright B']);
  });

  it('when it has no text of its licence anywhere, then the build fails', () => {
    expect(read('MIT', { 'README.md': '# One\n' })).toThrow('one 1.0.0: no text of its licence');
  });
});
