import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // The window's policy allows no data: fonts, so nothing is inlined.
  build: { target: 'es2022', assetsInlineLimit: 0, cssCodeSplit: false },
  // Fonts stand once in the repository, beside this folder.
  server: { port: 1420, strictPort: true, fs: { allow: ['..'] } },
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
}));
