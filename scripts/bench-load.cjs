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

const OURS = [
  'setup',
  'setup-inputs',
  'state-file',
  'take-in-hand',
  'decide-wanted',
  'accept-plan',
  'after-disconnect',
];

/** @returns {readonly string[]} files of the chunks that `setup` reaches */
module.exports.chunksReached = () => {
  const chunks = readdirSync(join(dist, 'chunks'));
  const ours = OURS.flatMap((name) =>
    found(
      name,
      chunks.filter((chunk) => nameOf(chunk) === name),
    ),
  );
  const prompts = found(
    'the prompts',
    chunks.filter((chunk) => readFileSync(join(dist, 'chunks', chunk), 'utf8').includes('useKeypress')),
  );
  return [...new Set([...ours, ...prompts])].map((chunk) => join(dist, 'chunks', chunk));
};

/** Rolldown puts a hash of 8 characters behind the name. */
const nameOf = (chunk) => chunk.slice(0, -'-12345678.js'.length);

/** A chunk that has another name now would make the figure better than it is. */
function found(what, chunks) {
  if (chunks.length === 0) throw new Error(`no chunk for ${what}`);
  return chunks;
}
