import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { ROOT } from '../architecture/source.ts';

/** GitHub's own parser of workflows and actions, with the schemas that it carries. */
export interface GitHubSchema {
  faultsOfWorkflow(name: string, content: string): Promise<readonly string[]>;
  faultsOfAction(name: string, content: string): readonly string[];
}

/** Bundles the parser first: it imports its schemas as bundlers read JSON, and Node does not. */
export async function openGitHubSchema(): Promise<GitHubSchema> {
  const folder = await mkdtemp(join(tmpdir(), 'jamf-intune-github-schema-'));
  await build({
    cwd: ROOT,
    input: {
      workflows: '@actions/workflow-parser',
      actions: '@actions/workflow-parser/actions/action-parser',
    },
    platform: 'node',
    logLevel: 'silent',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
  });
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href);
  const workflows: typeof import('@actions/workflow-parser') = await load('workflows.mjs');
  const actions: typeof import('@actions/workflow-parser/actions/action-parser') = await load('actions.mjs');
  const trace = new workflows.NoOperationTraceWriter();
  return {
    async faultsOfWorkflow(name, content) {
      const { context, value } = workflows.parseWorkflow({ name, content }, trace);
      if (value !== undefined) await workflows.convertWorkflowTemplate(context, value);
      return context.errors.getErrors().map(({ message }) => message);
    },
    faultsOfAction(name, content) {
      const { context } = actions.parseAction({ name, content }, trace);
      return context.errors.getErrors().map(({ message }) => message);
    },
  };
}
