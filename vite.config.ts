import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page is built once into dist/ and served by the server itself; `npm run dev` proxies to a running server.
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2500 },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});
