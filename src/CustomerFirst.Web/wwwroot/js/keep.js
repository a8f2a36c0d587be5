// Who leaves a half-written form by the bar above or closes its page finds it again later. Without it the page's own links do the same.
export function keep(form) {
  let typed = 'typed' in form.dataset;
  let sent = false;
  document.addEventListener('input', (event) => { typed ||= event.target.form === form; });
  document.addEventListener('submit', (event) => { sent ||= event.target === form && !event.submitter?.formAction.includes('handler=Enter'); });
  addEventListener('pagehide', () => {
    if (!typed || sent) return;
    const fields = new FormData(form);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    navigator.sendBeacon(form.dataset.keep, fields);
  });
}
