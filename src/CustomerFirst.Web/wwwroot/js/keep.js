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
  // Since nothing is lost this way either, the ways of the bar can be links again, which open in another window too.
  for (const button of document.querySelectorAll('.cf-bar-link')) {
    const link = document.createElement('a');
    link.href = new URL(button.formAction).searchParams.get('to');
    for (const name of ['class', 'data-key', 'aria-current']) if (button.hasAttribute(name)) link.setAttribute(name, button.getAttribute(name));
    link.classList.remove('cf-bar-link');
    link.append(...button.childNodes);
    button.replaceWith(link);
  }
}
