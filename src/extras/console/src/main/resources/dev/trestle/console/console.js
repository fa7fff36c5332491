// All pages work without this: it spares people loading them again.
'use strict';

/** Rows of requests, as they come; told of at most every five seconds, for who listens to the page. */
function followRequests(body) {
  const told = document.querySelector('[data-told]');
  const pause = document.querySelector('[data-pause]');
  const most = body.closest('main').querySelector('h1').textContent === 'Overview' ? 10 : 200;
  const fresh = new Set();
  let warnings = 0;
  let source;

  function show(html) {
    const row = document.createElement('tbody');
    row.innerHTML = html;
    const next = row.querySelector('tr');
    const before = document.getElementById(next.id);
    if (before) {
      // Who is in the row stays there.
      const focused = before.contains(document.activeElement);
      before.replaceWith(next);
      if (focused) next.querySelector('a').focus();
    } else {
      next.classList.add('new');
      body.prepend(next);
      fresh.add(next.id);
      while (body.rows.length > most) body.lastElementChild.remove();
    }
    document.querySelector('[data-empty]').hidden = true;
    if (next.classList.contains('warn') && !before?.classList.contains('warn')) warnings++;
  }

  function connect() {
    source = new EventSource(body.dataset.live);
    source.addEventListener('request', event => show(event.data));
    let lost = false;
    source.onerror = () => { lost = true; };
    source.onopen = () => {
      // What happened meanwhile is on the page, not in the stream.
      if (lost) location.reload();
    };
  }

  setInterval(() => {
    if (told && fresh.size) {
      told.textContent = `${fresh.size} new ${fresh.size === 1 ? 'request' : 'requests'}`
        + (warnings ? `, ${warnings} with warnings` : '');
      fresh.clear();
      warnings = 0;
    }
  }, 5000);

  if (pause) {
    pause.hidden = false;
    pause.addEventListener('click', () => {
      const paused = pause.textContent === 'Pause';
      pause.textContent = paused ? 'Go on' : 'Pause';
      if (paused) source.close(); else location.reload();
    });
  }
  connect();
}

/** A part of the page that is loaded again, while somebody looks at it. */
function refresh(part) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(part.dataset.refresh);
      if (answer.ok) part.innerHTML = await answer.text();
    } catch {
      // The application is being loaded anew; the next time will do.
    }
  }, 2000);
}

/** A plan below its statement instead of on a page of its own. */
async function showPlan(event, link) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const item = link.closest('li');
  const there = item.querySelector('.plan');
  if (there) {
    there.remove();
    link.removeAttribute('aria-expanded');
    return;
  }
  const answer = await fetch(link.href + '?part=true');
  item.insertAdjacentHTML('beforeend', await answer.text());
  link.setAttribute('aria-expanded', 'true');
  item.querySelector('.plan').focus();
}

document.querySelectorAll('[data-live]').forEach(followRequests);
document.querySelectorAll('[data-refresh]').forEach(refresh);
document.querySelectorAll('[data-plan]').forEach(
  link => link.addEventListener('click', event => showPlan(event, link)));

/** Who writes a value means a value; who chooses null or the default has none. */
function keepTogether(value) {
  const mode = value.parentElement.querySelector('[name=mode]');
  value.addEventListener('input', () => { if (value.value !== '') mode.value = 'value'; });
  mode.addEventListener('change', () => { if (mode.value !== 'value') value.value = ''; });
}

document.querySelectorAll('[data-value]').forEach(keepTogether);

/** Who comes back from a row finds the rows as they were left, in this tab. */
const listed = document.querySelector('[data-rows]');
if (listed && !new URLSearchParams(location.search).has('done')) {
  sessionStorage.setItem(listed.dataset.rows, location.pathname + location.search);
}
document.querySelectorAll('[data-back]').forEach(link => {
  link.href = sessionStorage.getItem(link.dataset.back) ?? link.href;
});

/** A double click on a value opens its row there. */
document.querySelector('table.rows tbody')?.addEventListener('dblclick', event => {
  const cell = event.target.closest('td:not(.open)');
  const open = cell?.closest('tr').querySelector('.open a');
  if (open) location.href = `${open.href}#f${cell.cellIndex - 1}`;
});
if (location.hash) document.getElementById(location.hash.slice(1))?.focus();
