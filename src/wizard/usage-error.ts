import { SETUP_SCHEMA, type SetupResult } from '../engine/result.ts';
import type { Host } from '../host.ts';
import { asDocument } from '../terminal/render-json.ts';

/**
 * The document of a `setup` that ended at its own command line, for `--json`.
 * @param message what commander says: `error: unknown option '--plam'`, a suggestion beneath
 */
export function printUsageError({ argv, stdout }: Pick<Host, 'argv' | 'stdout'>, message: string): void {
  const [first = '', ...suggestions] = message.replace(/^error: /u, '').split('\n');
  const result: SetupResult = {
    schema: SETUP_SCHEMA,
    status: 'failed',
    sandbox: argv.includes('--sandbox'),
    profile: argv.includes('--sandbox') ? 'sandbox' : 'default',
    connection: 'conditional-access',
    tenant: null,
    jamf: null,
    application: null,
    steps: [],
    next: [],
    error: {
      code: 'JI-P502',
      what: first,
      why: null,
      fix: [...suggestions, 'jamf-intune setup --help  shows what is possible'],
      field: null,
      exit: 2,
    },
    requests: { sent: 0, writes: 0 },
    elapsedMs: 0,
  };
  stdout.write(`${asDocument(result)}\n`);
}
