// Builds the page once into dist/, which the server serves itself; `npm run dev` proxies to a running server. The base
// map's GeoJSON is made here from the atlas package, so that the browser converts nothing and the repository holds none.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';
import { type Atlas, baseGeometry } from './web/map/base-geometry.ts';

const FOLDER = 'assets/natural-earth';

export default defineConfig({
  root: 'web',
  plugins: [react(), naturalEarth(), evidenceEngine()],
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2500 },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});

function naturalEarth(): Plugin {
  let files: Map<string, string> | null = null;
  const made = () => {
    files ??= baseFiles();
    return files;
  };
  return {
    name: 'natural-earth',
    generateBundle() {
      for (const [name, source] of made()) this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source });
    },
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}`, (request, response, next) => {
        const source = made().get((request.url ?? '').replace(/^\//, ''));
        if (source === undefined) return next();
        response.setHeader('content-type', 'application/json');
        response.end(source);
      });
    },
  };
}

/** The script of evidence bundles: the engine and what runs it in a reader's browser, in one piece for a page without a network. */
function evidenceEngine(): Plugin {
  return {
    name: 'evidence-engine',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          target: 'es2023',
          lib: {
            entry: fileURLToPath(new URL('web/bundle/again.ts', import.meta.url)),
            formats: ['iife'],
            name: 'keelwatch',
          },
        },
      });
      const [first] = [built].flat();
      const chunk = first && 'output' in first ? first.output[0] : undefined;
      if (chunk?.type !== 'chunk') throw new Error('the engine of evidence bundles was not built');
      this.emitFile({ type: 'asset', fileName: 'evidence/engine.js', source: chunk.code });
    },
  };
}

function baseFiles(): Map<string, string> {
  const { resolve } = createRequire(import.meta.url);
  const files = new Map<string, string>();
  for (const scale of ['50m', '10m']) {
    const atlas = JSON.parse(readFileSync(resolve(`world-atlas/countries-${scale}.json`), 'utf8')) as Atlas;
    const { land, borders, countries } = baseGeometry(atlas);
    files.set(`land-${scale}.json`, JSON.stringify(land));
    files.set(`borders-${scale}.json`, JSON.stringify(borders));
    if (scale === '50m') files.set('countries.json', JSON.stringify(countries));
  }
  return files;
}
