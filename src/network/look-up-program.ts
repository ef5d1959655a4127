/**
 * What a child that looks names up runs: a name a line comes in, its addresses go out as a line of JSON. A text, because
 * Node gets it with `-e`; the single executable, which has no `-e`, knows this one text and runs no other
 * (scripts/sea-main.mjs).
 */
export const LOOK_UP_PROGRAM = `
const { lookup } = require('node:dns');
require('node:readline').createInterface({ input: process.stdin }).on('line', (host) => {
  lookup(host, { all: true }, (error, found) => {
    const addresses = error ? [] : found.map(({ address }) => address);
    process.stdout.write(JSON.stringify({ host, addresses }) + '\\n');
  });
});`;
