// Copies the compiled styles and scripts of the front-end packages from node_modules to the folder given as the first argument.
// The crown, the crest and the GDS Transport typeface belong to the government's own domain: they stay behind, and the styles
// use the council's typeface (--council-font) or the system's.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const govuk = join(packages, 'govuk-frontend/dist/govuk');
const moj = join(packages, '@ministryofjustice/frontend/moj');
const autocomplete = join(packages, 'accessible-autocomplete/dist');
const target = process.argv[2];
const font = 'font-family:var(--council-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif)';

function withoutMap(text) {
  return text.replace(/\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*$/gm, '').trimEnd() + '\n';
}

function copyScript(folder, name) {
  writeFileSync(join(target, name), withoutMap(readFileSync(join(folder, name), 'utf8')));
}

function copyStyle(folder, name) {
  const style = withoutMap(readFileSync(join(folder, name), 'utf8'))
    .replace(/@font-face\{[^}]*GDS Transport[^}]*\}/g, '')
    .replaceAll('font-family:GDS Transport,arial,sans-serif', font)
    .replaceAll('url(/assets/images/govuk-crest.svg)', 'none')
    .replace(/url\(\/assets\/images\/([^)]+)\)/g, (_, picture) => {
      copyFileSync(join(folder, 'assets/images', picture), join(target, 'images', picture));
      return `url(images/${picture})`;
    });
  const leftover = style.match(/GDS Transport|\/assets\//);
  if (leftover)
    throw new Error(`${name} still names ${leftover[0]}: adapt build/copy-front-end.mjs to the package's new version`);
  writeFileSync(join(target, name), style);
}

if (existsSync(target))
  rmSync(target, { recursive: true });
mkdirSync(join(target, 'images'), { recursive: true });
copyStyle(govuk, 'govuk-frontend.min.css');
copyScript(govuk, 'govuk-frontend.min.js');
copyStyle(moj, 'moj-frontend.min.css');
copyScript(moj, 'moj-frontend.min.js');
copyStyle(autocomplete, 'accessible-autocomplete.min.css');
copyScript(autocomplete, 'accessible-autocomplete.min.js');
