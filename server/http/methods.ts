// Which methods an address takes, from the routes as they are registered: a wrong method is told apart from a wrong address.

import type { App } from './deps.ts';

/** Of a path as it was asked for; empty where no route has that address. */
export type MethodsOf = (path: string) => string[];

/** To be called before any route is registered. */
export function methodsByAddress(app: App): MethodsOf {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const each of [method].flat()) known.methods.add(each);
    routes.set(url, known);
  });
  return (path) => {
    const found = new Set<string>();
    for (const { pattern, methods } of routes.values())
      if (pattern.test(path)) for (const each of methods) found.add(each);
    return [...found].sort();
  };
}

/** `/alerts/:id.csv`: a parameter is a piece of one step. */
function patternOf(url: string): RegExp {
  const parts = url.split(/:[A-Za-z]+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}/?$`);
}
