'use strict';

const SHOWN_MILLIS = 120_000;
const FAULTS = {
  NONE: 'SWF takes every report',
  THROTTLE: 'SWF throttles every report',
  OUTAGE: 'SWF fails every report',
  DENY: 'SWF denies every report',
};
const TONES = {
  reported: 'good', deferred: 'warn', denied: 'bad', rejected: 'bad', expired: 'bad',
  completed: 'good', failed: 'bad', Completed: 'good', Failed: 'bad', Canceled: 'warn',
};
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const byId = (id) => document.getElementById(id);
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
let samples = [];

function element(name, attributes = {}, children = []) {
  const created = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, value));
  created.append(...children);
  return created;
}

function shape(name, attributes) {
  const created = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, value));
  return created;
}

/** Touches the page only if the text changed: selections stay, screen readers stay calm. */
function write(target, text, tone = '') {
  if (target.textContent !== String(text)) {
    target.textContent = text;
  }
  target.dataset.tone = tone;
}

/** Keeps one child per key; a child that stays is not replaced, so it keeps its focus. */
function reconcile(parent, items, key, create, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const keys = new Set(items.map(key));
  known.forEach((child, childKey) => keys.has(childKey) || child.remove());
  items.forEach((item, index) => {
    const child = known.get(key(item)) ?? create(item);
    child.dataset.key = key(item);
    update(child, item);
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}

/* Workflows */

function row() {
  return element('tr', {}, [
    element('th', { scope: 'row', class: 'id' }),
    element('td', {}, [element('span', { class: 'event' }), element('time')]),
    element('td', {}, [element('span')]),
  ]);
}

/** 'ActivityTaskCancelRequested' in words that can be wrapped. */
const words = (event) => event.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const endOf = (workflow) => (workflow.closed ? workflow.event.replace('WorkflowExecution', '') : 'Open');

/** The task of a handler that gets a token alone names its activity, but no workflow. */
function undelivered(workflow, waiting) {
  const activity = workflow.workflowId.replace(/^order-/, '').replace(/-\d+$/, '');
  return waiting.find((report) => report.task.includes(`'${workflow.workflowId}'`))
    ?? (workflow.closed ? undefined
      : waiting.find((report) => !report.task.includes('of workflow') && report.task.includes(`'${activity}'`)));
}

function showWorkflow(tr, workflow, waiting) {
  const [id, event, text] = tr.children;
  const report = undelivered(workflow, waiting);
  write(id, workflow.workflowId);
  write(event.firstChild, workflow.closed ? endOf(workflow) : words(workflow.event), TONES[endOf(workflow)] ?? 'idle');
  write(event.lastChild, CLOCK.format(new Date(workflow.time)));
  write(text.firstChild, report ? `${report.outcome}: ${report.reason}` : workflow.text, report ? 'waiting' : '');
}

function showWorkflows(workflows, waiting) {
  const newestFirst = [...workflows].sort((a, b) => b.round - a.round || a.workflowId.localeCompare(b.workflowId));
  reconcile(byId('rows'), newestFirst, (workflow) => workflow.workflowId, row,
    (tr, workflow) => showWorkflow(tr, workflow, waiting));
  const ends = { Completed: 0, Failed: 0, Canceled: 0, Open: 0 };
  workflows.forEach((workflow) => {
    ends[endOf(workflow)] = (ends[endOf(workflow)] ?? 0) + 1;
  });
  write(byId('workflows'), workflows.length);
  write(byId('rounds'), `in ${plural(Math.max(0, ...workflows.map((workflow) => workflow.round)), 'round')}`);
  showBars(byId('ends'), ends);
}

/* Failures */

function group(failure) {
  const details = element('details', {}, [
    element('summary', {}, [
      element('span', { class: 'count' }),
      element('span', { class: 'exception' }),
      element('time', { class: 'quiet' }),
      element('span', { class: 'reason' }),
    ]),
    element('dl', {}, ['Reason', 'Fingerprint', 'Activities', 'First seen', 'Outcomes', 'Found in'].flatMap((term) =>
      [element('dt', {}, [term]), element('dd')])),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Details that SWF was told' }),
  ]);
  details.addEventListener('toggle', () => details.open && showDetails(details, failure.fingerprint));
  return details;
}

/** The version says when what SWF was told may have changed. */
function showFailure(details, failure, version) {
  const [count, exception, seen, reason] = details.querySelector('summary').children;
  const [full, fingerprint, activities, first, outcomes] = details.querySelectorAll('dd');
  write(count, failure.count);
  const type = failure.exception.replace(/^.*\./, '');
  const text = failure.reason ?? 'There was no task to tell SWF about';
  write(exception, type);
  write(seen, CLOCK.format(new Date(failure.lastSeen)));
  write(reason, text.startsWith(`${type}: `) ? text.slice(type.length + 2) : text);
  write(full, text);
  write(fingerprint, failure.fingerprint);
  write(activities, [...failure.activities].sort().join(', ').replaceAll("'", ''));
  write(first, CLOCK.format(new Date(failure.firstSeen)));
  write(outcomes, Object.entries(failure.outcomes).map(([outcome, times]) => `${times} ${outcome}`).join(', '));
  if (details.open && details.dataset.version !== version) {
    showDetails(details, failure.fingerprint);
  }
  details.dataset.version = version;
}

async function showDetails(details, fingerprint) {
  const response = await fetch(`page/reported?fingerprint=${encodeURIComponent(fingerprint)}`);
  const [reported] = await response.json();
  write(details.querySelector('dd:last-of-type'),
    reported ? `${reported.workflowId}, event ${reported.eventId}` : 'no history yet: the report is undelivered');
  write(details.querySelector('pre'), reported ? reported.details : '');
  details.querySelector('pre').hidden = !reported;
}

function showFailures(failures, undelivered) {
  const newestFirst = [...failures].sort((a, b) => b.firstSeen.localeCompare(a.firstSeen));
  reconcile(byId('groups'), newestFirst, (failure) => failure.fingerprint, group,
    (details, failure) => showFailure(details, failure, `${failure.count}/${undelivered}`));
}

/* Charts */

function bar() {
  return element('div', { class: 'row' }, [
    element('span'),
    shape('svg', { viewBox: '0 0 100 9', preserveAspectRatio: 'none', 'aria-hidden': 'true' }),
    element('span', { class: 'value' }),
  ]);
}

function showBars(parent, counts) {
  const most = Math.max(1, sum(counts));
  reconcile(parent, Object.entries(counts), ([name]) => name, bar, (child, [name, count]) => {
    const [label, svg, value] = child.children;
    write(label, name.toLowerCase());
    write(value, count);
    svg.replaceChildren(shape('rect', { class: 'track', width: 100, height: 9, rx: 1 }),
      shape('rect', { class: 'bar', 'data-tone': TONES[name] ?? 'idle', width: (100 * count) / most, height: 9, rx: 1 }));
  });
}

/** The first and last samples of each time with a fault. */
function troubles() {
  return samples.reduce((bands, sample, i) => {
    if (sample.fault && samples[i - 1]?.fault) {
      bands.at(-1)[1] = sample;
    } else if (sample.fault) {
      bands.push([sample, sample]);
    }
    return bands;
  }, []);
}

/** The fault is a band behind the curve, so one sees what it did. The server keeps the samples: a reload loses none. */
function showBacklog(undelivered, history) {
  const now = Date.now();
  samples = history.map((sample) => ({
    time: Date.parse(sample.time), count: sample.undelivered, fault: (sample.fault ?? 'NONE') !== 'NONE',
  }));
  const highest = Math.max(0, ...samples.map((sample) => sample.count));
  const peak = Math.max(4, highest);
  const x = (sample) => Math.max(0, 240 - (240 * (now - sample.time)) / SHOWN_MILLIS);
  const y = (sample) => 54 - (50 * sample.count) / peak;
  const steps = samples.map((sample, i) => `${i ? `H${x(sample)}V` : `M${x(sample)} `}${y(sample)}`).join('');
  const bands = troubles().map(([from, to]) =>
    shape('rect', { class: 'fault', x: x(from), y: 0, width: x(to) - x(from), height: 56 }));
  byId('backlog-chart').replaceChildren(...bands,
    shape('path', { class: 'area', d: `${steps}V56H${x(samples[0])}Z` }), shape('path', { class: 'curve', d: steps }));
  describe(highest);
  write(byId('backlog'), undelivered.count, undelivered.count ? 'bad' : '');
  write(byId('backlog-note'), undelivered.byOutcome.map((waiting) => `${waiting.count} ${waiting.outcome}`).join(', '));
  write(byId('backlog-peak'), `peak ${highest}`);
}

/** For those who hear the chart: its values, one in twenty samples. */
function describe(highest) {
  const newest = samples.at(-1).time;
  const values = samples.filter((sample, i) => (samples.length - 1 - i) % 20 === 0)
    .map((sample) => `${Math.round((newest - sample.time) / 1000)} s ago ${sample.count}`);
  const label = `Undelivered reports in the last two minutes, at most ${highest}: ${values.join(', ')}`;
  if (byId('backlog-chart').getAttribute('aria-label') !== label) {
    byId('backlog-chart').setAttribute('aria-label', label);
  }
}

/** The bars count first reports for good; what became of them since stands below. */
function explain(outcomes, count) {
  const later = (outcomes.deferred ?? 0) + (outcomes.denied ?? 0);
  if (!later) {
    return 'SWF took every first report.';
  }
  const refused = `${plural(later, 'first report')} did not get through (deferred: throttled or failed; denied: not allowed)`;
  return count ? `${refused}. Waiting now, cancellations included: ${count}.` : `${refused}. None of them waits any more.`;
}

/* The worker */

/** Without one, a loop of the sample's own polls. */
function showWorker(worker, completed, failed) {
  const list = worker?.taskLists[0];
  byId('worker').hidden = !list;
  if (list) {
    const problem = list.paused ? 'paused: too many fail; a single task will show whether they still do' : list.problem;
    write(byId('active'), list.active);
    write(byId('worker-note'), problem ?? `of ${list.concurrency} at a time`, problem ? 'bad' : '');
    showBars(byId('tasks'), { completed, failed });
  }
}

/* The page */

function show(state) {
  const { failures, undelivered } = state.report;
  showWorkflows(state.workflows, undelivered.oldest);
  showFailures(failures, undelivered.count);
  showBacklog(undelivered, state.history);
  write(byId('failures'), sum(state.outcomes));
  showWorker(state.report.worker, state.completions, sum(state.outcomes));
  showBars(byId('outcomes'), { reported: 0, deferred: 0, denied: 0, ...state.outcomes });
  write(byId('outcomes-note'), explain(state.outcomes, undelivered.count));
  byId('actions').hidden = !state.fault;
  document.querySelectorAll('[data-fault]').forEach((button) =>
    button.setAttribute('aria-pressed', button.dataset.fault === state.fault));
  write(byId('status'), FAULTS[state.fault] ?? 'The real SWF', (state.fault ?? 'NONE') === 'NONE' ? 'good' : 'bad');
}

async function refresh() {
  const response = await fetch('page/state');
  if (!response.ok) {
    throw new Error(`answer ${response.status}`);
  }
  show(await response.json());
}

function complain(problem) {
  write(byId('status'), `The sample does not answer: ${problem.message}`, 'bad');
}

async function refreshForever() {
  await refresh().catch(complain);
  setTimeout(refreshForever, document.hidden ? 5000 : 1000);
}

const DONE = {
  redelivery: ({ undelivered }) => (undelivered ? `${plural(undelivered, 'report')} tried again` : 'Nothing is undelivered'),
  rounds: ({ round }) => `Round ${round} has started`,
};

async function act(path) {
  const response = await fetch(`page/${path}`, { method: 'POST', headers: { 'X-Sample-Page': 'yes' } });
  if (!response.ok) {
    throw new Error(`answer ${response.status}`);
  }
  if (DONE[path]) {
    write(byId('feedback'), `${CLOCK.format(new Date())}: ${DONE[path](await response.json())}`);
  }
  await refresh();
}

document.querySelectorAll('[data-fault]').forEach((button) =>
  button.addEventListener('click', () => act(`fault/${button.dataset.fault}`).catch(complain)));
document.querySelectorAll('[data-action]').forEach((button) =>
  button.addEventListener('click', () => act(button.dataset.action).catch(complain)));
refreshForever();
