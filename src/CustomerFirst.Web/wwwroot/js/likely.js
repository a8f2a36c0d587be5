// While a new customer is typed: shows whose record may be there already. Without it the same records are shown when the form is sent.
const PAUSE = 350;

export function watch(form) {
  const place = form.querySelector('[data-likely-here]');
  const said = form.querySelector('[data-likely-said]');
  let timer;
  let asked = 0;
  let last = '';

  const show = (html) => {
    if (place.innerHTML === html) return;
    place.innerHTML = html;
    said.textContent = [...place.querySelectorAll('h2, h3')].map((heading) => heading.textContent).join('. ');
  };

  const ask = async () => {
    const typed = new URLSearchParams(new FormData(form));
    if (typed.toString() === last) return;
    last = typed.toString();
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.likely, { method: 'POST', body: typed, redirect: 'error' });
      // Somebody who types on is shown the last answer only.
      if (mine === asked && answer.ok) show(await answer.text());
    } catch {
      // Nothing is shown then; the form itself still warns when it is sent.
    }
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
