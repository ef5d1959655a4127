// Builds `dist` and says how large it became: npm run build
import process from 'node:process';
import { rolldown } from 'rolldown';
import config from '../rolldown.config.js';

const build = await rolldown(config);
const { output } = await build.write(config.output);
await build.close();
const bytes = output.reduce(
  (sum, file) => sum + Buffer.byteLength('code' in file ? file.code : file.source),
  0,
);
process.stdout.write(`built: ${(bytes / 1e6).toFixed(1)} MB in ${output.length} files\n`);
