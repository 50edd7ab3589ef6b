// The built page from its folder, with index.html for every address that the page itself understands. Files whose name
// carries a hash of their content may be kept for good; the rest is asked for again each time.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../domain/errors.ts';
import type { App } from './deps.ts';
import type { MethodsOf } from './methods.ts';
import { WrongMethodError } from './problems.ts';

/** Vite's names: app-B1x2Y3z4.js */
const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

export async function staticRoutes(app: App, webRoot: string | null, methodsOf: MethodsOf): Promise<void> {
  const built = webRoot !== null && existsSync(join(webRoot, 'index.html'));
  if (built) {
    // Of a plugin's own: the page is what somebody sees who is about to sign in, and holds nothing that is kept.
    app.addHook('onRoute', (route) => {
      if (/^\/?\*$/.test(route.url)) route.config = { ...route.config, needs: 'nobody' };
    });
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.replace(/\?.*/s, '');
    if (built && isPageAddress(request, path)) return sendPage(reply);
    const methods = methodsOf(path);
    if (methods.length > 0 && !methods.includes(request.method))
      throw new WrongMethodError(request.method, path, methods);
    throw new CodedError(
      'not_found',
      path === '/'
        ? 'The page is not built. Run "npm run build"; the API is at /api/docs.'
        : `There is nothing at ${request.method} ${path}.`,
    );
  });
}

/** A file that is missing is missing; only addresses without a file ending belong to the page. */
function isPageAddress(request: FastifyRequest, path: string): boolean {
  return (
    (request.method === 'GET' || request.method === 'HEAD') && !path.startsWith('/api/') && !/\.[a-z0-9]+$/i.test(path)
  );
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html');
}
