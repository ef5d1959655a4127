import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../support/architecture/source.ts';
import { newHome, runCommand } from '../../support/host.ts';

/** Nothing here builds an image: what a linter would say of the Dockerfile, and whether its steps have what they read. */

const instructions = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .replace(/^#.*\n/gmu, '')
  .replace(/\\\n\s*/gu, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);
/** Of the stage that is left in the end. */
const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
const lastOf = (name: string) => last.findLast((one) => one.name === name)?.rest;

describe('given the Dockerfile', () => {
  it('then every stage begins from one image, by its digest and its version', () => {
    const [image, ...others] = all('ARG').filter((one) => one.startsWith('NODE_IMAGE='));
    expect(others).toEqual([]);
    expect(image).toMatch(/^NODE_IMAGE=docker\.io\/library\/node:24\.\d+\.\d+-slim@sha256:[0-9a-f]{64}$/u);
    for (const from of all('FROM')) expect(from).toMatch(/^\$\{NODE_IMAGE\}( AS build)?$/u);
  });

  it('then it runs as somebody who is not root, and by default looks and changes nothing', () => {
    expect(lastOf('USER')).toBe('1000:1000');
    expect(JSON.parse(lastOf('ENTRYPOINT') ?? '')).toEqual(['node', '/opt/jamf-intune/bin/jamf-intune.js']);
    expect(JSON.parse(lastOf('CMD') ?? '')).toEqual(['doctor']);
    // What the image may change is the state alone.
    expect(last.filter(({ name, rest }) => name === 'COPY' && rest.includes('--chown'))).toEqual([]);
    expect(lastOf('VOLUME')).toBe('["/state"]');
    expect(lastOf('ENV')).toBe('JAMF_INTUNE_HOME=/state');
  });

  it('then it says what it is and where it comes from', () => {
    const labels = [...(lastOf('LABEL') ?? '').matchAll(/org\.opencontainers\.image\.(\w+)="/gu)];
    expect(labels.map(([, name]) => name)).toEqual([
      ...['title', 'description', 'licenses', 'version', 'revision', 'source'],
    ]);
  });

  it('then it fetches nothing by itself, and no package beside the lock file', () => {
    expect(all('ADD')).toEqual([]);
    for (const run of all('RUN')) {
      expect(run).not.toMatch(/curl|wget|apt-get|npm (i|install)\b|sudo/u);
      if (/npm (ci|prune)/u.test(run)) expect(run).toContain('--ignore-scripts');
    }
  });

  it('then no secret can get into it', () => {
    const secret = /SECRET|PASSWORD|TOKEN/u;
    expect([...all('ARG'), ...all('ENV')].filter((one) => secret.test(one))).toEqual([]);
    const context = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/u.test(line));
    expect(context[0]).toBe('*');
    expect(
      context
        .slice(1)
        .filter(
          (line) =>
            !/^!(LICENSE|bin|src|package(-lock)?\.json|rolldown\.config\.js|scripts\/(build|bundle-lean|bundle-start|licences)\.mjs)$/u.test(
              line,
            ),
        ),
    ).toEqual([]);
  });

  it('when only what it takes along is there, then the program is built and runs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-context-'));
    const context = readFileSync(join(ROOT, '.dockerignore'), 'utf8').matchAll(/^!(.*)$/gmu);
    for (const [, path = ''] of context) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: 'pipe' });
    const copied = all('COPY').flatMap((rest) =>
      [...rest.matchAll(/\/build\/(\S+)/gu)].map(([, path]) => path ?? ''),
    );
    const image = mkdtempSync(join(tmpdir(), 'jamf-intune-image-'));
    for (const path of copied.filter((one) => one !== 'node_modules')) {
      cpSync(join(folder, path), join(image, path), { recursive: true });
    }
    const version = execFileSync(process.execPath, [join(image, 'bin/jamf-intune.js'), '--version'], {
      encoding: 'utf8',
    });
    expect(readFileSync(join(ROOT, 'package.json'), 'utf8')).toContain(`"version": "${version.trim()}"`);
  }, 60_000);
});

describe('given the job for Azure Container Apps', () => {
  const text = readFileSync(join(ROOT, 'examples/azure/container-apps-job.yaml'), 'utf8');
  const resourceId = z
    .string()
    .regex(/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.\w+\/\w+\/[\w-]+$/u);
  /**
   * What Azure's resource type Microsoft.App/jobs takes, as far as we use it; a name that it does not have is refused.
   * Held against `Job` of Microsoft's own @azure/arm-appcontainers 4.0.0 on 2026-11-26, which with its 25 MB is no
   * dependency of ours.
   */
  const Job = z.strictObject({
    location: z.string(),
    identity: z.strictObject({
      type: z.literal('UserAssigned'),
      userAssignedIdentities: z.record(resourceId, z.strictObject({})),
    }),
    properties: z.strictObject({
      environmentId: resourceId,
      configuration: z.strictObject({
        triggerType: z.literal('Schedule'),
        scheduleTriggerConfig: z.strictObject({
          cronExpression: z.string().regex(/^(\S+ ){4}\S+$/u),
          parallelism: z.literal(1),
          replicaCompletionCount: z.literal(1),
        }),
        replicaTimeout: z.int().positive(),
        replicaRetryLimit: z.int().min(0),
        secrets: z.array(z.strictObject({ name: z.string(), keyVaultUrl: z.url(), identity: resourceId })),
      }),
      template: z.strictObject({
        containers: z
          .array(
            z.strictObject({
              name: z.string(),
              image: z.string().regex(/@sha256:[0-9a-f]{64}$/u),
              args: z.array(z.string()),
              resources: z.strictObject({ cpu: z.number(), memory: z.string().regex(/^[\d.]+Gi$/u) }),
              env: z.array(
                z.union([
                  z.strictObject({ name: z.string(), value: z.string() }),
                  z.strictObject({ name: z.string(), secretRef: z.string() }),
                ]),
              ),
            }),
          )
          .length(1),
      }),
    }),
  });
  const { identity, properties } = Job.parse(parse(text));
  const [container] = properties.template.containers;

  it('then its secrets are named where they are used, and fetched by the identity that it has', () => {
    const { secrets } = properties.configuration;
    const used = container?.env.flatMap((one) => ('secretRef' in one ? [one.secretRef] : []));
    expect(used).toEqual(secrets.map(({ name }) => name));
    expect(secrets.map((secret) => secret.identity)).toEqual(Object.keys(identity.userAssignedIdentities));
  });

  it('then the program takes its command and its variables', async () => {
    const env = Object.fromEntries(
      (container?.env ?? []).map((one) => [one.name, 'value' in one ? one.value : 'x']),
    );
    const { stdout } = await runCommand({
      argv: [...(container?.args ?? []), '--sandbox'],
      home: newHome(),
      env: { ...env, JAMF_CLIENT_SECRET: undefined },
    });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'jamf-intune/doctor@1' });
  });
});
