import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../architecture/source.ts';

/** The actions of others that ours may use, by the commit that somebody has looked at. */
export const PINS: Readonly<Record<string, readonly [commit: string, version: string]>> = {
  'actions/attest-build-provenance': ['a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32', 'v4.1.0'],
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/download-artifact': ['3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'actions/upload-artifact': ['043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', 'v7.0.1'],
  'github/codeql-action': ['cdf488f595d80d6e07e03d4674febd5ab45fa938', 'v4.37.9'],
};
/** Ours, in the examples: who copies one writes the commit that they have read. */
const OURS = 'your-organization/jamf-intune@0000000000000000000000000000000000000000 # your commit';

const Step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Job = z.looseObject({
  uses: z.string().optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'none'])).optional(),
  'timeout-minutes': z.number().optional(),
  steps: z.array(Step).default([]),
});
const Workflow = z.looseObject({ permissions: z.unknown(), jobs: z.record(z.string(), Job) });
const Action = z.looseObject({ runs: z.looseObject({ steps: z.array(Step) }) });

/** Every workflow of the project and of its examples, from the root. */
export function workflowFiles(): readonly string[] {
  return ['.github/workflows', 'examples/github'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
  );
}

/** What we ask of a workflow beyond GitHub's schema. */
export function faultsOfWorkflow(content: string): readonly string[] {
  const { permissions, jobs } = Workflow.parse(parse(content));
  const faults = [...faultsOfText(content)];
  if (JSON.stringify(permissions) !== '{}') faults.push('permissions: {} does not stand at the top');
  for (const [id, job] of Object.entries(jobs)) {
    if (job.permissions === undefined) faults.push(`${id} does not say which permissions it needs`);
    if (job.uses === undefined && job['timeout-minutes'] === undefined) faults.push(`${id} has no timeout`);
    faults.push(...job.steps.flatMap(faultsOfStep).map((fault) => `${id}: ${fault}`));
  }
  return faults;
}

/** What we ask of an action beyond GitHub's schema. */
export function faultsOfAction(content: string): readonly string[] {
  return [...faultsOfText(content), ...Action.parse(parse(content)).runs.steps.flatMap(faultsOfStep)];
}

function faultsOfStep({ uses, run = '', with: inputs = {} }: z.infer<typeof Step>): readonly string[] {
  const faults: string[] = [];
  // What is put into a script's text is run, whatever somebody wrote into a title, a branch or an input.
  if (run.includes('${{')) faults.push(`an expression in a script: ${run.split('\n')[0]}`);
  if (/\|\|\s*(true|:)(\s|$)/u.test(run)) faults.push(`an error is swallowed: ${run.split('\n')[0]}`);
  if (uses?.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false)
    faults.push('checkout leaves its token behind');
  return faults;
}

function faultsOfText(content: string): readonly string[] {
  const faults = content.includes('continue-on-error') ? ['continue-on-error hides a failure'] : [];
  for (const [, uses = ''] of content.matchAll(/^[\s-]*uses: (.*)$/gmu)) {
    if (uses.startsWith('./') || uses === OURS) continue;
    const [, repository = ''] = /^([\w.-]+\/[\w.-]+)/u.exec(uses) ?? [];
    const [commit, version] = PINS[repository] ?? [];
    if (!uses.endsWith(`@${commit} # ${version}`)) faults.push(`${uses} is not pinned as the table says`);
  }
  return faults;
}
