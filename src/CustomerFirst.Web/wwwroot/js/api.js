// The pages under /api: send what its forms say. Without it the page can be read all the same.
const key = document.getElementById('api-key');
const SHOWN = ['ETag', 'Location', 'Link', 'Retry-After', 'Idempotency-Replayed', 'RateLimit-Remaining'];

for (const form of document.querySelectorAll('form[data-try]')) {
  form.querySelector('fieldset').disabled = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form);
  });
}

// A link to one operation opens it.
const open = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener('hashchange', open);
open();

function request(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  const headers = key.value ? { Authorization: `Bearer ${key.value.trim()}` } : {};
  let body;
  for (const field of form.querySelectorAll('[data-in]')) {
    const value = field.value.trim();
    if (value === '') continue;
    switch (field.dataset.in) {
      case 'path': path = path.replace(`{${field.name}}`, encodeURIComponent(value)); break;
      case 'query':
        for (const one of field.hasAttribute('data-several') ? value.split(',') : [value]) query.append(field.name, one.trim());
        break;
      case 'header': headers[field.name] = value; break;
      case 'file':
        body = new FormData();
        body.append(field.name, field.files[0]);
        break;
      default:
        headers['Content-Type'] = 'application/json';
        body = value;
    }
  }
  return [query.size > 0 ? `${path}?${query}` : path, { method: form.dataset.try, headers, body, credentials: 'omit', cache: 'no-store' }];
}

async function send(form) {
  const status = form.querySelector('[data-status]');
  const shown = form.querySelector('[data-answer]');
  shown.hidden = true;
  status.textContent = 'Sending …';
  const started = performance.now();
  try {
    const answer = await fetch(...request(form));
    const text = await read(answer);
    const lines = SHOWN.filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}`);
    shown.textContent = [...lines, ...(lines.length > 0 && text ? [''] : []), text].join('\n');
    shown.hidden = shown.textContent === '';
    status.textContent = `${answer.status} ${answer.statusText}, in ${Math.round(performance.now() - started)} ms`;
  } catch {
    status.textContent = 'The hub did not answer.';
  }
}

async function read(answer) {
  const type = answer.headers.get('Content-Type') ?? '';
  if (!/json|text/.test(type)) return type ? `${type}, ${(await answer.blob()).size} bytes` : '';
  const text = await answer.text();
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
