import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../support/architecture/source.ts';
import { openGitHubSchema } from '../../support/home/github-schema.ts';
import { faultsOfAction, faultsOfWorkflow, PINS, workflowFiles } from '../../support/home/workflows.ts';

const schema = await openGitHubSchema();

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

describe('given the workflows and their examples', () => {
  it.each(workflowFiles())("then GitHub's own schema takes %s", async (path) => {
    expect(await schema.faultsOfWorkflow(path, read(path))).toEqual([]);
  });

  it.each(workflowFiles())('then %s pins what it uses, and may do no more than it needs', (path) => {
    expect(faultsOfWorkflow(read(path))).toEqual([]);
  });

  it('then every version of Node that package.json promises is tried', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const ci = parse(read('.github/workflows/ci.yml')) as {
      jobs: { test: { strategy: { matrix: { node: readonly string[] } } } };
    };
    const versions = ci.jobs.test.strategy.matrix.node;
    expect(versions).toEqual(['20.19', '22', '24', '26']);
    expect(engines.node).toBe(`>=${versions[0]}`);
  });

  it('then every script that they call is there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    for (const path of [...workflowFiles(), 'action.yml']) {
      for (const [, name = ''] of read(path).matchAll(/npm run (?:--silent )?([\w:]+)/gu)) {
        expect(scripts, path).toHaveProperty([name]);
      }
      for (const [, file = ''] of read(path).matchAll(/node (scripts\/\S+|bin\/\S+)/gu)) {
        expect(read(file), path).not.toBe('');
      }
    }
  });
});

describe('given action.yml', () => {
  const action = read('action.yml');
  it("then GitHub's own schema takes it, and it pins what it uses", () => {
    expect(schema.faultsOfAction('action.yml', action)).toEqual([]);
    expect(faultsOfAction(action)).toEqual([]);
  });

  it('then the examples give it only inputs that it has, and read only outputs that it has', () => {
    const { inputs, outputs } = parse(action) as { inputs: object; outputs: object };
    const calls = workflowFiles().flatMap((path) => {
      const { jobs } = parse(read(path)) as {
        jobs: Record<string, { steps?: { uses?: string; with?: object }[] }>;
      };
      return Object.values(jobs).flatMap(({ steps = [] }) =>
        steps.filter(({ uses }) => uses?.startsWith('your-organization/jamf-intune@')),
      );
    });
    expect(calls.length).toBe(3);
    for (const call of calls)
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(call.with ?? {})));
    const used = workflowFiles().flatMap((path) => [
      ...read(path).matchAll(/steps\.doctor\.outputs\.([\w-]+)/gu),
    ]);
    expect(used.length).toBeGreaterThan(0);
    for (const [, name = ''] of used) expect(outputs).toHaveProperty([name]);
  });
});

describe('the watch over the workflows', () => {
  const [commit, version] = PINS['actions/checkout'] ?? [];
  const workflow = (step: string, top = 'permissions: {}') =>
    `on: push\n${top}\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 1\n    permissions: {}\n    steps:\n      - ${step}\n`;

  it.each([
    ['uses: actions/checkout@v7', 'is not pinned'],
    [`uses: actions/checkout@${commit}`, 'is not pinned'],
    [`uses: somebody/else@${commit} # ${version}`, 'is not pinned'],
    [`uses: actions/checkout@${commit} # ${version}`, 'leaves its token behind'],
    [`run: echo $\{{ github.event.issue.title }}`, 'an expression in a script'],
    ['run: npm audit || true', 'an error is swallowed'],
    ['{ run: npm audit, continue-on-error: true }', 'hides a failure'],
  ])('given `%s`, then it objects', (step, why) => {
    expect(faultsOfWorkflow(workflow(step)).join('\n')).toContain(why);
  });

  it('given rights for every job, then it objects', () => {
    expect(faultsOfWorkflow(workflow('run: ls', 'permissions: write-all'))).toEqual([
      'permissions: {} does not stand at the top',
    ]);
  });

  it('given a job without a timeout or rights of its own, then it objects', () => {
    const text = workflow('run: ls').replace(/ {4}(timeout|permissions).*\n/gu, '');
    expect(faultsOfWorkflow(text)).toEqual([
      'one does not say which permissions it needs',
      'one has no timeout',
    ]);
  });

  it('given what GitHub does not know, then its schema objects', async () => {
    expect(await schema.faultsOfWorkflow('x.yml', workflow('runs: ls'))).not.toEqual([]);
    expect(
      await schema.faultsOfWorkflow('x.yml', workflow('run: ls').replace('runs-on', 'run-on')),
    ).not.toEqual([]);
    expect(
      schema.faultsOfAction('action.yml', 'name: x\nruns:\n  using: composite\n  step: []\n'),
    ).not.toEqual([]);
  });
});
