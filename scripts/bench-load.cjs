// Loads what `setup` loads before its first request: the start, its own code, both SDKs and the prompts.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '../dist');

if (require.main === module) {
  require('node:module').enableCompileCache?.();
  require(join(dist, 'main.js'));
  // Looking for them would be measured with the rest, so whoever runs this has looked.
  for (const chunk of (process.env.BENCH_CHUNKS ?? '').split(',').filter(Boolean)) require(chunk);
  process.exit();
}

const OURS = /^(setup|open-session|conditional-access|open-way-out)-/;

/** @returns {readonly string[]} files of the chunks that `setup` reaches */
module.exports.chunksReached = () =>
  readdirSync(join(dist, 'chunks'))
    .filter((name) => OURS.test(name) || isInquirer(join(dist, 'chunks', name)))
    .map((name) => join(dist, 'chunks', name));

function isInquirer(file) {
  return readFileSync(file, 'utf8').includes('useKeypress');
}
