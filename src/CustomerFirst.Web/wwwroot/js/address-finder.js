// Suggests addresses of the gazetteer while one types and puts the chosen one into the form's fields. Without this file, or when suggestions fail, the form finds them by a button.
import '../lib/accessible-autocomplete.min.js';

const pause = 150;

function field(form, name) {
  return form.elements.namedItem(name);
}

// The parts of an address in the words of the form's fields; "found" says what the property's number belongs to.
function fill(form, fields, address) {
  const lines = [address.line1, address.line2, address.town].map((line) => line ?? '');
  const place = lines.filter((line) => line !== '').join(', ');
  const values = { ...address, place, found: fields.place ? `${place}|${address.postcode ?? ''}` : [...lines, address.postcode ?? ''].join('|') };
  for (const [part, name] of Object.entries(fields))
    field(form, name).value = values[part] ?? '';
}

export function find(element) {
  const ask = element.querySelector('.cf-finder__ask');
  const input = ask.querySelector('input');
  const label = ask.querySelector('label');
  const form = input.form;
  const fields = JSON.parse(element.dataset.addressFinder);
  const place = document.createElement('div');
  const said = document.createElement('p');
  said.className = 'govuk-hint cf-finder__said';
  said.setAttribute('role', 'status');
  let waiting, asked = 0;

  function ordinary() {
    place.remove();
    said.remove();
    for (const part of ask.children) part.hidden = false;
    label.htmlFor = input.id;
  }

  async function suggest(query, show) {
    const mine = ++asked;
    const body = new URLSearchParams({ Text: query, __RequestVerificationToken: field(form, '__RequestVerificationToken').value });
    try {
      const answer = await fetch('/addresses/suggest', { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (!answer.ok || !answer.headers.get('Content-Type')?.includes('json')) throw new Error();
      const { addresses } = await answer.json();
      if (mine === asked) show(addresses);
    } catch {
      ordinary();
    }
  }

  const id = `${input.id}-suggest`;
  window.accessibleAutocomplete({
    element: place, id, minLength: 3, confirmOnBlur: false, showNoOptionsFound: true, displayMenu: 'overlay', defaultValue: '', name: '',
    tNoResults: () => 'No address fits. Enter it by hand below.',
    templates: { inputValue: (address) => address?.text ?? '', suggestion: (address) => address.text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`) },
    source: (query, show) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => suggest(query, show), pause);
    },
    onConfirm: (address) => {
      if (!address) return;
      fill(form, fields, address);
      said.textContent = `The address is in the form: ${address.text}`;
    },
  });
  // The Enter key chooses an address; it must not send the form while somebody still looks for one.
  place.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  ask.querySelector('.govuk-form-group, div')?.before(place);
  ask.prepend(label);
  label.htmlFor = id;
  const hint = ask.querySelector('.govuk-hint');
  if (hint) label.after(hint);
  for (const part of ask.children) part.hidden = part !== place && part !== label && part !== hint;
  ask.append(said);
}
