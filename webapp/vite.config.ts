import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  worker: { format: "es" },
  build: {
    outDir: "../src/according/web/static",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
