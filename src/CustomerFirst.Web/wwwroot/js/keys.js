// Single-letter keys (UX: "Keys"). A page offers one by data-key="u" on a link, a button or a field; two letters after one another are
// data-key="g q". The words beside it in the list of keys are data-key-words, else the element's own text.
const pause = 1200;

function words(element) {
  return element.dataset.keyWords ?? element.textContent.trim().replace(/\s+/g, ' ');
}

function typing(target) {
  return target.closest('input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=true]') !== null;
}

function shown(element) {
  return element.getClientRects().length > 0 && !element.disabled;
}

function use(element) {
  if (element.matches('input:not([type=submit]):not([type=button]):not([type=radio]):not([type=checkbox]), textarea, select')) {
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  } else {
    // Somebody who chose an answer goes on from there.
    if (element.matches('input[type=radio], input[type=checkbox]'))
      element.focus();
    element.click();
  }
}

function showAll(keys) {
  const before = document.activeElement;
  const dialogue = document.createElement('dialog');
  dialogue.className = 'cf-keys';
  dialogue.setAttribute('aria-labelledby', 'cf-keys-title');
  dialogue.innerHTML = '<h2 class="govuk-heading-m" id="cf-keys-title" tabindex="-1">Keys on this page</h2><dl class="cf-keys__list"></dl>'
    + '<p class="govuk-body-s">You can switch keys off in <a class="govuk-link" href="/account">your account</a>.</p>'
    + '<form method="dialog"><button class="govuk-button govuk-button--secondary">Close</button></form>';
  const list = dialogue.querySelector('dl');
  for (const [key, text] of [['?', 'This list'], ['↑ ↓', 'Up and down in the list of the page, Enter opens'], ...keys]) {
    const row = list.appendChild(document.createElement('div'));
    const name = row.appendChild(document.createElement('dt'));
    for (const letter of key.split(' '))
      name.appendChild(document.createElement('kbd')).textContent = letter;
    row.appendChild(document.createElement('dd')).textContent = text;
  }
  dialogue.addEventListener('close', () => {
    dialogue.remove();
    before?.focus();
  });
  document.body.appendChild(dialogue).showModal();
  dialogue.querySelector('h2').focus();
}

function linksOf(list) {
  return [...list.querySelectorAll('tbody tr, :scope > li')].map((row) => row.querySelector('a[href]')).filter(Boolean);
}

// Whoever is nowhere in particular on the page begins at the first row in sight. Where no list is in sight, the arrows move the page as ever.
function begin(root) {
  const inSight = (link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight && bottom > top;
  };
  const first = [...root.querySelectorAll('main [data-list]')].flatMap(linksOf).find(inSight);
  first?.focus();
  return Boolean(first);
}

function moveInList(target, step) {
  if (target.matches('body, main'))
    return step > 0 && begin(target.ownerDocument);
  const list = target.closest('[data-list]');
  if (!list)
    return false;
  const links = linksOf(list);
  const at = links.findIndex((link) => link === target || link.closest('tr, li').contains(target));
  const next = links[at + step];
  next?.focus();
  return Boolean(next);
}

export function listen(root) {
  let first = '';
  let timer = 0;

  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target) || root.querySelector('dialog[open]'))
      return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (moveInList(event.target, event.key === 'ArrowDown' ? 1 : -1))
        event.preventDefault();
      return;
    }
    const offered = [...root.querySelectorAll('[data-key]')].filter(shown);
    if (event.key === '?') {
      event.preventDefault();
      // Where two elements offer the same key, the first one has it.
      showAll([...new Map(offered.toReversed().map((element) => [element.dataset.key, words(element)]))].reverse());
      return;
    }
    if (event.key.length !== 1)
      return;
    const typed = first ? `${first} ${event.key}` : event.key;
    clearTimeout(timer);
    first = '';
    const found = offered.find((element) => element.dataset.key === typed);
    if (found) {
      event.preventDefault();
      use(found);
    } else if (offered.some((element) => element.dataset.key.startsWith(`${typed} `))) {
      first = typed;
      timer = setTimeout(() => { first = ''; }, pause);
    }
  });
}
