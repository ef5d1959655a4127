import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Exchange, openRecordingSandbox, type RecordingSandbox } from '../support/e2e/recording.ts';
import { newHome, runCommand } from '../support/host.ts';
import { objections, readRequestContract } from '../support/jamf/request-contract.ts';
import {
  type GraphContract,
  graphContract,
  graphContractExists,
} from '../support/microsoft/graph-contract.ts';
import { answerValidator, readContract } from '../support/sandbox/jamf-contract.ts';

/** Whole commands against the whole sandbox; everything that was said either way against the published contracts. */

const jamfAnswers = readContract();
const jamfRequests = readRequestContract();
const isHere = graphContractExists() && jamfAnswers !== undefined && jamfRequests !== undefined;
if (!isHere) {
  process.stderr.write('Skipped: the contracts are not on this machine (../shared/contracts).\n');
}

/** Graph has these, and the contract's README says that it leaves them out or lists them by other keys. */
const NOT_IN_GRAPH_CONTRACT =
  /^(GET|POST|DELETE|PATCH) \/(servicePrincipals|applications)\(appId='[^']+'\)\/\w+$|^GET \/directory\/deletedItems\/[^/]+$/;
/** In no published document of Jamf Pro, but on every server (jamf.md §2, §10, §13). */
const NOT_IN_JAMF_CONTRACT =
  /^\/(healthCheck\.html|ConditionalAccess\.html|login\.html|api\/schema\/?)(\?|$)/;

const MICROSOFT = join(import.meta.dirname, '../../src/microsoft');
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'];

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

describe.skipIf(!isHere)('given whole commands against the sandbox', () => {
  let home: string;
  let sandbox: RecordingSandbox;
  const surprises: string[] = [];

  async function run(argv: readonly string[], expected = 0): Promise<void> {
    const { code, stderr } = await runCommand({ argv, home });
    if (code !== expected) surprises.push(`${argv.join(' ')}: ${code}\n${stderr}`);
  }

  beforeAll(async () => {
    home = newHome();
    sandbox = await openRecordingSandbox(home);
    const setup = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported'];
    await run([...setup, '--plan']);
    // Nobody fills the page in, and the secret is lost before Jamf Pro has it: it is removed and made again.
    sandbox.setFaults(['nobody', 'extra-permission']);
    await run([...setup, '--wait', '1'], 5);
    rmSync(join(home, 'sandbox/secrets.json'), { force: true });
    sandbox.setFaults([]);
    await run(setup);
    await run(setup);
    await run([...setup, '--include-group', 'Mac users Munich']);
    await run(['rotate-secret', '--sandbox', '--yes']);
    await run(['rotate-secret', '--sandbox', '--check']);
    await run(['status', '--sandbox']);
    await run(['doctor', '--sandbox']);
    // With and without a bin to take the application out of.
    const disconnect = ['disconnect', '--sandbox', '--yes'];
    await run(disconnect);
    await run(setup);
    await run([...disconnect, '--delete-app']);
    // A permission too many comes and goes.
    await run([...setup, '--permissions', 'documented']);
    await run([...setup, '--permissions', 'strict']);
    // Nobody switches it off in Jamf Pro.
    sandbox.setFaults(['nobody']);
    await run([...disconnect, '--purge', '--terminate', '--wait', '1']);
    sandbox.setFaults([]);
    // Jamf Pro as it is before anybody has made the role.
    const { jamf } = sandbox.world;
    Object.assign(jamf, { apiRoles: [], apiIntegrations: [] });
    await run([
      'jamf-role',
      '--sandbox',
      '--create',
      '--jamf-username',
      sandbox.access.jamfUser.username,
      '--yes',
    ]);
  }, 180_000);
  afterAll(() => sandbox?.close());

  const of = (service: Exchange['service']) =>
    sandbox.exchanges.filter((exchange) => exchange.service === service);

  it('when they have run, then each has done its work', () => {
    expect(surprises).toEqual([]);
  });

  it('when Graph is asked, then every request and every answer is as Microsoft describes it', () => {
    const contracts = { 'v1.0': graphContract('v1.0'), beta: graphContract('beta') };
    const covered = new Map<string, number>();
    const violations = of('graph').flatMap((exchange) => {
      const [version, path] = versionAndPath(exchange);
      if (NOT_IN_GRAPH_CONTRACT.test(`${exchange.method} ${path}`)) {
        count(covered, `${exchange.method} ${path.replaceAll(ID, '{id}')}, not in the contract`);
        return [];
      }
      const contract = contracts[version];
      const operation = contract.operationOf(exchange.method, path);
      count(covered, operation === undefined ? undefined : `${version} ${operation}`);
      return graphViolations(contract, operation, exchange);
    });
    expect(violations).toEqual([]);
    tell('Microsoft Graph', covered);
    expect(covered.size).toBeGreaterThanOrEqual(39);
  });

  it('when Jamf Pro is asked, then every request and every answer is as Jamf describes it', () => {
    const covered = new Map<string, number>();
    const declared = of('jamf').filter(({ url }) => !NOT_IN_JAMF_CONTRACT.test(url));
    const violations = declared.flatMap((exchange) => {
      const path = Object.keys(jamfAnswers?.paths ?? {}).find((template) => fits(template, exchange.url));
      count(covered, path === undefined ? undefined : `${exchange.method} ${path}`);
      const found = [...objections(jamfRequests, exchange), ...answerViolations(exchange, path)];
      return found.map((violation) => `${exchange.method} ${exchange.url}: ${violation}`);
    });
    expect(violations).toEqual([]);
    tell('Jamf Pro', covered);
    expect(covered.size).toBeGreaterThanOrEqual(16);
  });

  it('when every address in the source is read, then Microsoft describes it, with its query options', () => {
    const contracts = [graphContract('v1.0'), graphContract('beta')];
    const addresses = graphAddresses();
    const unknown = addresses.filter(({ path, query }) => {
      if (NOT_IN_GRAPH_CONTRACT.test(`GET ${path}`)) return false;
      return !contracts.some((contract) =>
        METHODS.some((method) => {
          const operation = contract.operationOf(method, path);
          return operation !== undefined && contract.objections(operation, query, undefined).length === 0;
        }),
      );
    });
    expect(unknown).toEqual([]);
    expect(addresses.length).toBeGreaterThan(30);
  });

  it('when a request or an answer is wrong, then the contract finds it', () => {
    const contract = graphContract('v1.0');
    const group = of('graph').find(({ url }) => url.startsWith('/v1.0/groups?'));
    if (group === undefined) throw new Error('no group was looked for');
    const wrong = {
      ...group,
      url: `${group.url}&$colour=blue`,
      answer: group.answer.replace('"id"', '"colour":"blue","id"'),
    };
    expect(graphViolations(contract, 'GET /groups', group)).toEqual([]);
    expect(graphViolations(contract, 'GET /groups', wrong).join('\n')).toMatch(/\$colour[\s\S]*"colour"/);
    const secret = { method: 'POST', status: 200, answer: group.answer };
    const body = JSON.stringify({ passwordCredential: { displayName: 'x', colour: 'blue' } });
    const addPassword = { ...group, ...secret, url: '/v1.0/applications/1/addPassword', body };
    const operation = contract.operationOf('POST', '/applications/1/addPassword');
    expect(graphViolations(contract, operation, addPassword)[0]).toContain('"colour"');
  });
});

/** What `src/microsoft` puts together with its tag `path`, with an x for what stands in it at run time. */
function graphAddresses(): readonly { readonly path: string; readonly query: readonly string[] }[] {
  return readdirSync(MICROSOFT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(MICROSOFT, name), 'utf8').matchAll(/\bpath`(\/[^`]*)`/g)])
    .map(([, address = '']) => {
      const [path = '', query = ''] = address.replaceAll(/'?\$\{[^}]*\}'?/g, "'x'").split('?');
      return {
        path: path.replaceAll(/\/'x'/g, '/x'),
        query: query === '' ? [] : query.split('&').map((option) => option.split('=')[0] ?? ''),
      };
    });
}

function graphViolations(
  contract: GraphContract,
  operation: string | undefined,
  { method, url, body, status, answer }: Exchange,
): readonly string[] {
  const found = [];
  if (operation === undefined) found.push('the contract has no such operation');
  else {
    const query = [...new URL(url, 'https://graph.invalid').searchParams.keys()];
    found.push(...contract.objections(operation, query, body === '' ? undefined : JSON.parse(body)));
    if (!contract.declares(operation, status)) found.push(`status ${status}`);
    else if (operation.endsWith('/$count')) found.push(...(/^\d+$/.test(answer) ? [] : [`answer ${answer}`]));
    else if (answer !== '') found.push(...contract.problems(operation, status, JSON.parse(answer)));
  }
  return found.map((violation) => `${method} ${url}: ${violation}`);
}

function answerViolations({ method, status, answer }: Exchange, path: string | undefined): readonly string[] {
  if (path === undefined || jamfAnswers === undefined) return ['no operation'];
  const validate: ValidateFunction | 'no body' | undefined = answerValidator(
    jamfAnswers,
    method.toLowerCase(),
    path,
    status,
  );
  if (validate === undefined) return [`status ${status}`];
  if (validate === 'no body') return answer === '' ? [] : ['an answer that is not declared'];
  validate(JSON.parse(answer));
  // The contract calls `field` a text; every real envelope has null there (jamf.md §4).
  const wrong = validate.errors?.filter(({ instancePath }) => !/^\/errors\/\d+\/field$/.test(instancePath));
  return (wrong ?? []).map(({ instancePath, message }) => `answer${instancePath}: ${message}`);
}

function versionAndPath({ url }: Exchange): readonly ['v1.0' | 'beta', string] {
  const { pathname } = new URL(url, 'https://graph.invalid');
  const [, version = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(decodeURIComponent(pathname)) ?? [];
  return [version === 'beta' ? 'beta' : 'v1.0', path];
}

function fits(template: string, url: string): boolean {
  const pattern = template.replaceAll(/\{\w+\}/g, '[^/?]+');
  return new RegExp(`^/api${pattern}(\\?|$)`).test(url);
}

function count(covered: Map<string, number>, operation: string | undefined): void {
  if (operation !== undefined) covered.set(operation, (covered.get(operation) ?? 0) + 1);
}

/** The list is for the reader of the log. */
function tell(service: string, covered: ReadonlyMap<string, number>): void {
  const lines = [...covered].sort().map(([operation, times]) => `  ${operation} · ${times}`);
  process.stdout.write(`${service}, ${covered.size} operations, 0 violations\n${lines.join('\n')}\n`);
}
