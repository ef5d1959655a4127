#!/usr/bin/env node
// Prints the Homebrew formula of a release:
// node scripts/formula.mjs --tarball FILE --url ADDRESS --homepage ADDRESS > jamf-intune.rb
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { tarball: { type: 'string' }, url: { type: 'string' }, homepage: { type: 'string' } },
});
for (const [option, value] of Object.entries({ tarball: '', url: '', homepage: '', ...values })) {
  if (value === '') throw new Error(`--${option} is missing`);
}
for (const address of [values.url, values.homepage]) {
  // Into a Ruby string: nothing that could end it, or begin code in it.
  if (!/^https:\/\/[\w.\-/~%+]+$/u.test(address)) throw new Error(`${address} is no address for a formula`);
}
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const sha256 = createHash('sha256').update(readFileSync(values.tarball)).digest('hex');

// With Homebrew's own Node and not as an executable: the fixes of Node come with it.
process.stdout.write(`class JamfIntune < Formula
  desc "Connect Jamf Pro to Microsoft Intune, and see that it lives"
  homepage "${values.homepage}"
  url "${values.url}"
  version "${manifest.version}"
  sha256 "${sha256}"
  license "${manifest.license}"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
    man1.install "man/jamf-intune.1"
    generate_completions_from_executable(bin/"jamf-intune", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/jamf-intune --version")
    ENV["JAMF_INTUNE_HOME"] = testpath
    assert_match "JI-E102", shell_output("#{bin}/jamf-intune explain JI-E102")
  end
end
`);
