// The OpenAPI document at /api/openapi.json and its page at /api/docs, made from the same schemas that check requests
// and replies.

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { App } from './deps.ts';
import { allNeed } from './gate.ts';
import * as wire from './wire/index.ts';

// Shapes that are worth a name in the document; the rest is written out where it is used.
for (const [name, schema] of Object.entries(wire)) if (schema instanceof z.ZodType) nameShape(name, schema);
for (const [kind, { shape }] of Object.entries(wire.KINDS)) nameShape(`${pascal(kind)}Facts`, shape.facts);

function nameShape(id: string, schema: z.ZodType): void {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}

/** 'port-call' is 'PortCall'. */
function pascal(words: string): string {
  return words.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** To be registered before the routes. */
export async function documentRoutes(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'keelwatch',
        version,
        description:
          'Times are RFC 3339 UTC, in series epoch milliseconds. Lists are paged: pass `next` back as `after`. Errors are RFC 9457 problem details. The live stream is a WebSocket at /api/v1/stream.',
        license: { name: 'MIT' },
      },
    },
    transform: (route) => {
      const shown = jsonSchemaTransform(route);
      return { ...shown, schema: { ...shown.schema, 'x-needs': route.route.config?.needs } };
    },
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(async (page) => {
    allNeed(page, 'read');
    await page.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { deepLinking: true } });
  });
  app.get('/api/openapi.json', { config: { needs: 'read' }, schema: { hide: true } }, async () => app.swagger());
}
