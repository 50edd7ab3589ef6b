// The web server: every route, the live stream, the page, and the rules that hold for all of them. Comes in: what the
// routes need (deps.ts). Goes out: a server that is ready, but not listening yet.

import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { CodedError } from '../domain/errors.ts';
import { tableText } from '../files/table-text.ts';
import type { App, ServerDeps } from './deps.ts';
import { setGate } from './gate.ts';
import { checkHost, checkOrigin, isLoopback, mustHaveAdmin } from './guard.ts';
import { holdAnswers } from './held.ts';
import { refuseHidden } from './hidden.ts';
import { createLookup } from './lookup.ts';
import { methodsByAddress } from './methods.ts';
import { documentRoutes } from './openapi.ts';
import { endUnreadable, sendProblem } from './problems.ts';
import { takeRequestKeys } from './request-keys.ts';
import { accountRoutes } from './routes/account.ts';
import { alertFileRoutes } from './routes/alert-files.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { canaryRoutes } from './routes/canary.ts';
import { caseFileRoutes } from './routes/case-files.ts';
import { caseRoutes } from './routes/cases.ts';
import { channelRoutes } from './routes/channels.ts';
import { deedRoutes } from './routes/deeds.ts';
import { eventRoutes } from './routes/events.ts';
import { feedRoutes } from './routes/feeds.ts';
import { healthRoutes } from './routes/health.ts';
import { keepingRoutes } from './routes/keeping.ts';
import { listRoutes } from './routes/lists.ts';
import { mapStyleRoutes } from './routes/map-style.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { muteRoutes } from './routes/mutes.ts';
import { partyRoutes } from './routes/parties.ts';
import { reachRoutes } from './routes/reach.ts';
import { referenceRoutes } from './routes/reference.ts';
import { replayRoutes } from './routes/replays.ts';
import { ruleRoutes } from './routes/rules.ts';
import { screenRoutes } from './routes/screen.ts';
import { searchRoutes } from './routes/search.ts';
import { sightingRoutes } from './routes/sightings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { trackRoutes } from './routes/tracks.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';
import { userRoutes } from './routes/users.ts';
import { vesselRoutes } from './routes/vessels.ts';
import { watchlistRoutes } from './routes/watchlists.ts';
import { whereaboutsRoutes } from './routes/whereabouts.ts';
import { zoneRoutes } from './routes/zones.ts';
import { staticRoutes } from './static.ts';
import { streamRoute } from './stream.ts';

/** Requests carry a few fields; the few routes that take a table have a bound of their own. */
const BODY_BYTES = 64 * 1024;
const STREAM_REQUEST_BYTES = 16 * 1024;

const POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};
/** The API's own page styles itself inline. */
const DOCS_POLICY = { ...POLICY, 'style-src': ["'self'", "'unsafe-inline'"] };

/** Opened for the one origin of the base map, where one is configured, and for nothing else. */
function policyFor(mapStyle: string | null): typeof POLICY {
  if (mapStyle === null) return POLICY;
  const { origin } = new URL(mapStyle);
  return {
    ...POLICY,
    'img-src': [...POLICY['img-src'], origin],
    'connect-src': [...POLICY['connect-src'], origin],
  };
}

export async function buildServer(deps: ServerDeps): Promise<App> {
  const app: App = Fastify({
    loggerInstance: deps.log,
    // A line for every request would bury what matters; failures are logged below.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    trustProxy: deps.entrance.proxies.length === 0 ? false : [...deps.entrance.proxies],
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendProblem,
    clientErrorHandler: (error, socket) => endUnreadable(error, socket),
  }).withTypeProvider<ZodTypeProvider>();
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    tableText(body, 'The table'),
  );
  // A recording may be large: its route reads it from the socket, within a bound of its own.
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null, undefined));
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  // The name and the origin are looked at before anybody is asked who they are.
  app.addHook('onRequest', async (request) => {
    checkHost(request, deps.entrance);
    const changes = request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
    if (changes || request.headers.upgrade !== undefined) checkOrigin(request);
  });
  app.setErrorHandler(sendProblem);

  setGate(app, deps.access.doorkeeper);
  const routes = methodsByAddress(app);
  app.addHook('preValidation', async (request) => refuseHidden(request));

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policyFor(deps.mapStyle) },
    // Loopback speaks plain HTTP; a pinned browser could not come back.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/docs')) reply.header('content-security-policy', policyText(DOCS_POLICY));
  });
  holdAnswers(app, deps);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await app.register(websocket, { options: { perMessageDeflate: false, maxPayload: STREAM_REQUEST_BYTES } });
  await documentRoutes(app, deps.version);

  const lookup = createLookup(deps);
  metricsRoutes(app, deps);
  await app.register(
    async (api) => {
      const typed = api.withTypeProvider<ZodTypeProvider>();
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      takeRequestKeys(typed, deps);
      signInRoutes(typed, deps);
      accountRoutes(typed, deps);
      userRoutes(typed, deps);
      healthRoutes(typed, deps);
      keepingRoutes(typed, deps);
      feedRoutes(typed, deps);
      canaryRoutes(typed, deps);
      alertRoutes(typed, deps, lookup);
      alertFileRoutes(typed, deps, lookup);
      deedRoutes(typed, deps);
      auditRoutes(typed, deps);
      calendarRoutes(typed, deps, lookup);
      caseRoutes(typed, deps, lookup);
      caseFileRoutes(typed, deps);
      eventRoutes(typed, deps, lookup);
      vesselRoutes(typed, deps, lookup);
      trackRoutes(typed, deps, lookup);
      reachRoutes(typed, deps, lookup);
      whereaboutsRoutes(typed, deps, lookup);
      referenceRoutes(typed, deps);
      zoneRoutes(typed, deps);
      mapStyleRoutes(typed, deps);
      ruleRoutes(typed, deps, lookup);
      muteRoutes(typed, deps, lookup);
      listRoutes(typed, deps);
      watchlistRoutes(typed, deps);
      screenRoutes(typed, deps);
      partyRoutes(typed, deps);
      replayRoutes(typed, deps);
      sightingRoutes(typed, deps, lookup);
      searchRoutes(typed, deps, lookup);
      channelRoutes(typed, deps);
      subscriptionRoutes(typed, deps);
      unsubscribeRoutes(typed, deps);
      streamRoute(typed, deps, lookup);
    },
    { prefix: '/api/v1' },
  );
  await staticRoutes(app, deps.webRoot, routes);
  await app.ready();
  return app;
}

/** Returns the address. Without users it refuses any host but this machine; it says plainly when the port is taken. */
export async function listenOn(app: App, host: string, listenPort: number, hasUsers = false): Promise<string> {
  if (!isLoopback(host)) mustHaveAdmin(host, hasUsers);
  try {
    return await app.listen({ host, port: listenPort });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const reason =
      code === 'EADDRINUSE'
        ? 'is already in use by another program'
        : code === 'EACCES'
          ? 'may not be opened by this user'
          : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
            ? 'is no address of this machine'
            : null;
    if (reason === null) throw error;
    throw new CodedError('unavailable', `${host}:${listenPort} ${reason}. Name another in KEELWATCH_LISTEN.`, {
      cause: error,
    });
  }
}

function policyText(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
