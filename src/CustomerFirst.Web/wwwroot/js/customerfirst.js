// Staff pages work without this file; with it they answer to keys and keep focus where the work is.
import { initAll } from '../lib/govuk-frontend.min.js';
import { listen } from './keys.js';

initAll();
if (document.querySelector('[data-module^="moj-"]'))
  import('../lib/moj-frontend.min.js').then((moj) => moj.initAll());
if (document.body.classList.contains('cf-answers-keys'))
  listen(document);
const finders = document.querySelectorAll('[data-address-finder]');
if (finders.length > 0)
  import('./address-finder.js').then(({ find }) => finders.forEach(find));
for (const form of document.querySelectorAll('form[data-likely]'))
  import('./likely.js').then((likely) => likely.watch(form));
for (const form of document.querySelectorAll('form[data-keep]'))
  import('./keep.js').then(({ keep }) => keep(form));
