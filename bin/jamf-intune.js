#!/usr/bin/env node

// An old Node gets a sentence and not a stack: nothing newer than this file is loaded before the check.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`jamf-intune needs Node.js 20.19 or later; this is ${process.version}.\n`);
  process.stderr.write('Fix: install a current Node.js from https://nodejs.org\n');
  process.exitCode = 2;
} else {
  // Node 22 and later keep compiled code between runs, which saves about a quarter of a loaded command's start.
  process.getBuiltinModule('node:module').enableCompileCache?.();
  const { main } = require('../dist/main.js');
  main(process);
}
