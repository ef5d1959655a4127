// The entry of the single executable: what bin/jamf-intune.js is to the package.
import process from 'node:process';
import { main } from '../src/main.ts';
import { LOOK_UP_PROGRAM } from '../src/network/look-up-program.ts';

const [, , option, program] = process.argv;
if (option === '-e' && program === LOOK_UP_PROGRAM) {
  // The doctor starts Node for its look-ups, and here that is this file. It runs this one text: an executable that
  // runs any text it is given would be a way around an allow-list of programs.
  new Function('require', program)(require);
} else {
  main(process);
}
