import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BOOK } from '../../../src/findings/book.ts';
import { sarifOfDoctor } from '../../../src/report/sarif.ts';
import { barestResult, hostileResult, sampleResult } from '../../support/report/sample.ts';

const message = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1 } },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };

/** The part of SARIF 2.1.0 that we write, closed: a property that the standard does not know is an error. */
const SCHEMA = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: message,
                        fullDescription: message,
                        help: message,
                        helpUri: { type: 'string', format: 'uri' },
                        defaultConfiguration: {
                          type: 'object',
                          additionalProperties: false,
                          properties: { level },
                        },
                        properties: { type: 'object' },
                      },
                    },
                  },
                },
              },
            },
          },
          automationDetails: {
            type: 'object',
            additionalProperties: false,
            properties: { id: { type: 'string' } },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              additionalProperties: false,
              properties: {
                executionSuccessful: { type: 'boolean' },
                endTimeUtc: { type: 'string', format: 'date-time' },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level,
                message,
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    properties: {
                      logicalLocations: {
                        type: 'array',
                        uniqueItems: true,
                        items: {
                          type: 'object',
                          additionalProperties: false,
                          properties: {
                            name: { type: 'string' },
                            fullyQualifiedName: { type: 'string' },
                            kind: { type: 'string' },
                          },
                        },
                      },
                    },
                  },
                },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  },
};

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

const shape = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          rules: z.array(z.object({ id: z.string(), fullDescription: z.object({ text: z.string() }) })),
        }),
      }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.number(),
          level: z.string(),
          message: z.object({ text: z.string() }),
          locations: z.unknown(),
        }),
      ),
    }),
  ]),
});

describe('the doctor as SARIF', () => {
  it.each(Object.entries({ sampleResult, hostileResult, barestResult }))(
    'given %s, then it is SARIF 2.1.0',
    (_name, result) => {
      validate(JSON.parse(sarifOfDoctor(result)));
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  it('given findings, then each points to its rule, and the rule speaks as the book does', () => {
    const [run] = shape.parse(JSON.parse(sarifOfDoctor(sampleResult))).runs;
    const { rules } = run.tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(['JI-E102', 'JI-E120', 'JI-N301']);
    expect(rules[0]?.fullDescription.text).toBe(BOOK['JI-E102'].cause);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(run.results.map(({ level: severity }) => severity)).toEqual(['error', 'warning', 'error']);
    expect(run.results[0]?.locations).toEqual([
      {
        logicalLocations: [
          { name: 'api-permission', fullyQualifiedName: 'entra/api-permission', kind: 'resource' },
        ],
      },
    ]);
  });

  it('given braces in what was seen, then they are no placeholders', () => {
    const findings = sampleResult.findings.map((finding) => ({ ...finding, seen: 'app {0}' }));
    const [run] = shape.parse(JSON.parse(sarifOfDoctor({ ...sampleResult, findings }))).runs;
    expect(run.results[0]?.message.text).toContain('app {{0}}');
  });
});
