import { afterEach, describe, expect, it } from 'vitest';
import { type JamfHealth, readHealth } from '../../../src/jamf/health.ts';
import { type JamfTestServer, type Route, startJamfServer } from '../../support/jamf/server.ts';

let server: JamfTestServer;
afterEach(() => server.close());

async function healthOf(routes: Record<string, Route>): Promise<JamfHealth> {
  server = await startJamfServer(routes);
  const { origin, wayOut } = server;
  return readHealth({ origin, wayOut, signal: new AbortController().signal });
}

const HTML = { 'Content-Type': 'text/html' };
const page = (healthCode: number, description: string): Route => ({
  status: 503,
  headers: HTML,
  body: JSON.stringify([{ healthCode, httpCode: 503, description }]),
});

describe('the health of a Jamf Pro', () => {
  it('given [] on the old page, then it is ready after one request', async () => {
    expect(await healthOf({ 'GET /healthCheck.html': { headers: HTML, body: '[]' } })).toEqual({
      state: 'ready',
    });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.authorization).toBeUndefined();
  });

  it('given no such page and 204 from the newer check, then it is ready', async () => {
    expect(
      await healthOf({
        'GET /healthCheck.html': { status: 404 },
        'GET /api/v1/health-check': { status: 204 },
      }),
    ).toEqual({ state: 'ready' });
  });

  it('given a start under way, then the step is told', async () => {
    const startup = {
      step: 'Initializing\u001b[2J',
      stepCode: 'SERVER_INIT_START',
      percentage: 50,
      error: null,
    };
    expect(
      await healthOf({
        'GET /healthCheck.html': page(4, 'Initializing'),
        'GET /api/v1/health-check': { status: 503 },
        'GET /api/startup-status': { body: startup },
      }),
    ).toEqual({ state: 'starting', step: 'Initializing\\x1b[2J', percentage: 50, error: undefined });
  });

  it.each<[string, Record<string, Route>, JamfHealth]>([
    [
      'a database that cannot be reached',
      { 'GET /healthCheck.html': page(1, 'DBConnectionError'), 'GET /api/v1/health-check': { status: 503 } },
      { state: 'ill', says: 'DBConnectionError' },
    ],
    [
      'a server that was never set up',
      { 'GET /healthCheck.html': page(2, 'SetupAssistant') },
      { state: 'needs-setup-assistant' },
    ],
    [
      'a server that was never set up, by its start',
      { 'GET /api/startup-status': { body: { step: 'x', setupAssistantNecessary: true } } },
      { state: 'needs-setup-assistant' },
    ],
    [
      'a maintenance page on everything',
      {
        'GET /healthCheck.html': { status: 503, headers: HTML, body: '<html>' },
        'GET /api/v1/health-check': { status: 503, headers: HTML, body: '<html>' },
      },
      { state: 'ill', says: 'status 503' },
    ],
    [
      'another web server',
      {
        'GET /healthCheck.html': { headers: HTML, body: '<html>Welcome' },
        'GET /api/v1/health-check': { headers: HTML, body: '<html>Welcome' },
        'GET /api/startup-status': { headers: HTML, body: '<html>Welcome' },
      },
      { state: 'not-jamf-pro' },
    ],
  ])('given %s, then that is said', async (_what, routes, expected) => {
    expect(await healthOf(routes)).toEqual(expected);
  });

  it('given nobody who answers, then it is unreachable and nothing is thrown', async () => {
    expect(await healthOf({ 'GET /healthCheck.html': 'cut' })).toMatchObject({ state: 'unreachable' });
  });
});
