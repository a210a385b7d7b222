// Sources in src/, hashed files and their manifest in server/static/, notices of the packages beside them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static");

/** The licences of all packages that went into the bundle, in one text file. */
function notices() {
  const used = new Set();
  return {
    name: "notices",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of Object.keys(chunk.modules ?? {})) {
          const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id);
          if (found) used.add(found[0]);
        }
      }
    },
    writeBundle() {
      const texts = [...used].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
      });
      writeFileSync(join(out, "THIRD-PARTY.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [notices()],
  build: {
    outDir: out,
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    target: "es2022",
    rollupOptions: { input: ["site", "query", "network"].map((name) => join(here, "src", `${name}.js`)) },
  },
});
