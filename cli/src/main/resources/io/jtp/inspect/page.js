'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const summary = data.summary;
  const objects = new Map(data.objects.map(row => [row[0], {
    number: row[0], kind: data.kinds[row[1]], bytes: row[2], text: row[3], before: row[4], referrers: row[5],
    contents: row[6], left: row[7],
  }]));
  const byId = id => document.getElementById(id);
  const STEP = 200;
  const MOST_FOUND = 200;
  // of a longer path than twice as many steps the middle is not shown
  const PATH_END = 12;

  // Everything of the program gets into the page as text, never as markup.
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const count = number => number.toLocaleString('en');
  const size = bytes => bytes < 10000 ? count(bytes) + ' bytes'
    : bytes < 1e7 ? count(Math.round(bytes / 1000)) + ' kB' : count(Math.round(bytes / 1e6)) + ' MB';
  const labelOf = object => object.text || object.kind[0];
  const isArray = object => object.kind[1].length === 0 && Array.isArray(object.contents);

  function reference(number, text) {
    if (number === 0) return make('span', {className: 'soft'}, 'null');
    const object = objects.get(number);
    if (!object) return make('span', {className: 'soft'}, text || '#' + number + ' (not in this page)');
    return make('a', {href: '#object=' + number}, text || labelOf(object) + ' #' + number);
  }
  const classLink = name => make('a', {href: '#class=' + encodeURIComponent(name)}, name);
  const row = (name, value) => make('tr', {}, make('td', {className: 'name'}, name), make('td', {}, value));

  function header() {
    const origin = summary.origin;
    byId('title').textContent = origin.mainClass;
    byId('origin').textContent = 'process ' + origin.pid + ', taken ' + origin.taken + ', JVM ' + origin.vmVersion + ', '
      + count(summary.heap.objects) + ' objects, about ' + size(summary.heap.bytes);
    const notes = byId('notes');
    const secrets = summary.secrets;
    if (secrets.count > 0) {
      const list = make('ul', {});
      for (const secret of secrets.found) {
        list.append(make('li', {className: 'code'}, reference(secret.object, '#' + secret.object), ' (' + secret.reason + ') ' + secret.path));
      }
      notes.append(make('details', {className: 'warn', id: 'secrets'},
        make('summary', {}, 'The snapshot holds what is likely to be secret (' + secrets.count + '). Whoever has the file has it.'), list));
    }
    summary.notes.forEach(note => notes.append(make('div', {className: 'note'}, note)));
  }

  function values(list) {
    return list.map(value => row(value.name, value.object ? reference(value.object, value.text) : value.text));
  }

  function frameElement(frame) {
    const rows = [...values(frame.locals), ...values(frame.operands),
      ...frame.locked.map(lock => row('has locked', reference(lock.object, lock.text)))];
    const element = make('details', {className: 'frame'}, make('summary', {}, frame.at));
    element.append(make('table', {}, ...(rows.length ? rows : [make('tr', {}, make('td', {className: 'soft'}, 'nothing'))])));
    return element;
  }

  function threadElement(thread, open) {
    const does = make('span', {className: thread.waitsFor ? 'bad' : 'soft'}, ' ' + thread.does);
    const element = make('details', {className: 'thread', open},
      make('summary', {}, make('b', {}, thread.name), does));
    element.id = 'thread-' + summary.threads.indexOf(thread);
    thread.frames.forEach((frame, i) => {
      const made = frameElement(frame);
      made.open = open && i === 0;
      element.append(made);
    });
    if (thread.depth > thread.frames.length) {
      element.append(make('p', {className: 'soft'}, '... and ' + count(thread.depth - thread.frames.length) + ' more frames'));
    }
    return element;
  }

  function threads(main) {
    for (const circle of summary.deadlocks) {
      main.append(make('p', {className: 'bad deadlock'}, 'Deadlock: ' + [...circle, circle[0]].join(' \u2192 ')));
    }
    const waiting = summary.threads.filter(thread => thread.waitsFor);
    if (waiting.length) {
      main.append(make('h2', {}, 'Who waits for whom'),
        make('table', {id: 'waits'}, ...waiting.map(thread => make('tr', {}, make('td', {}, thread.name),
          make('td', {}, '\u2192 ' + thread.waitsFor), make('td', {}, thread.does)))));
    }
    main.append(make('h2', {}, count(summary.threads.length) + (summary.threads.length === 1 ? ' thread' : ' threads')));
    summary.threads.forEach((thread, i) => main.append(threadElement(thread, i === 0)));
  }

  // Squarified: rows as square as they can be made, the largest first.
  function squarify(items, x, y, width, height, place) {
    let sum = items.reduce((all, item) => all + item.bytes, 0);
    let i = 0;
    while (i < items.length && sum > 0) {
      const wide = width >= height;
      const side = wide ? height : width;
      const area = width * height / sum;
      let taken = 0;
      let end = i;
      let worst = Infinity;
      while (end < items.length) {
        const next = taken + items[end].bytes;
        const thick = next * area / side;
        const longest = Math.max(...[items[i], items[end]].map(item => {
          const long = item.bytes * area / thick;
          return Math.max(long / thick, thick / long);
        }));
        if (longest > worst) break;
        worst = longest;
        taken = next;
        end++;
      }
      const thick = taken * area / side;
      let at = 0;
      for (; i < end; i++) {
        const long = items[i].bytes * area / thick;
        if (wide) place(items[i], x, y + at, thick, long);
        else place(items[i], x + at, y, long, thick);
        at += long;
      }
      if (wide) { x += thick; width -= thick; } else { y += thick; height -= thick; }
      sum -= taken;
    }
  }

  function packageOf(name) {
    const element = name.replace(/[[\]]/g, '');
    const dot = element.lastIndexOf('.');
    return dot < 0 ? (name.endsWith(']') ? '(primitive arrays)' : '(no package)') : element.substring(0, dot);
  }

  function treemap() {
    const map = make('div', {id: 'treemap'});
    const packages = new Map();
    for (const each of summary.heap.classes.filter(each => each.bytes > 0)) {
      const name = packageOf(each.name);
      if (!packages.has(name)) packages.set(name, {name, bytes: 0, classes: []});
      packages.get(name).bytes += each.bytes;
      packages.get(name).classes.push(each);
    }
    const sorted = [...packages.values()].sort((a, b) => b.bytes - a.bytes);
    const WIDTH = 1000;
    const HEIGHT = 600;
    squarify(sorted, 0, 0, WIDTH, HEIGHT, (each, x, y, width, height) => {
      const hue = sorted.indexOf(each) * 47 % 360;
      squarify(each.classes, x, y, width, height, (one, left, top, w, h) => {
        if (w < 2 || h < 2) return;
        const box = make('a', {href: '#class=' + encodeURIComponent(one.name),
          title: one.name + ': ' + count(one.count) + ' objects, ' + size(one.bytes)});
        if (w > 60 && h > 24) box.append(one.name.substring(one.name.lastIndexOf('.') + 1), make('br', {}), size(one.bytes));
        Object.assign(box.style, {left: left / WIDTH * 100 + '%', top: top / HEIGHT * 100 + '%', width: w / WIDTH * 100 + '%',
          height: h / HEIGHT * 100 + '%', background: 'hsl(' + hue + ' 55% 72%)'});
        map.append(box);
      });
    });
    return map;
  }

  // Adds so many rows, and a button for more.
  function inSteps(parent, items, make1) {
    let done = 0;
    const more = make('button', {type: 'button'});
    const step = () => {
      items.slice(done, done + STEP).forEach(item => parent.append(make1(item)));
      done += STEP;
      more.textContent = count(items.length - done) + ' more';
      more.hidden = done >= items.length;
    };
    more.addEventListener('click', step);
    step();
    return more;
  }

  function heap(main) {
    main.append(make('h2', {}, 'Bytes by package and class'), treemap(), make('h2', {}, count(summary.heap.classCount) + ' classes'));
    const table = make('table', {id: 'classes'}, make('tr', {}, make('th', {className: 'number'}, 'count'),
      make('th', {className: 'number'}, 'bytes'), make('th', {}, 'class')));
    main.append(table, inSteps(table, summary.heap.classes, each => make('tr', {},
      make('td', {className: 'number'}, count(each.count)), make('td', {className: 'number'}, count(each.bytes)),
      make('td', {}, classLink(each.name)))));
  }

  function objectsOf(main, name) {
    const all = [...objects.values()].filter(object => object.kind[0] === name).sort((a, b) => b.bytes - a.bytes);
    const known = summary.heap.classes.find(each => each.name === name);
    main.append(make('h2', {className: 'code'}, name));
    main.append(make('p', {className: 'soft'}, (known ? count(known.count) + ' objects, ' + size(known.bytes) + '; ' : '')
      + count(all.length) + ' in this page'));
    const table = make('table', {id: 'instances'});
    main.append(table, inSteps(table, all, object => make('tr', {}, make('td', {className: 'number'}, count(object.bytes)),
      make('td', {}, reference(object.number)))));
  }

  function found(main, text) {
    const wanted = text.toLowerCase();
    main.append(make('h2', {}, text ? 'Found' : 'Type into the search box'));
    if (!text) return;
    const has = value => value.toLowerCase().includes(wanted);
    const hits = [];
    for (const thread of summary.threads) {
      if (has(thread.name)) hits.push(['thread', make('a', {href: '#threads'}, thread.name)]);
      for (const frame of thread.frames) {
        const places = [...frame.locals, ...frame.operands].filter(value => has(value.name) || has(value.text));
        if (has(frame.at) && !places.length) hits.push(['frame', make('span', {}, thread.name + ': ' + frame.at)]);
        places.forEach(value => hits.push(['variable', make('span', {}, thread.name + ': ' + frame.at + ': ' + value.name + ' = ',
          value.object ? reference(value.object, value.text) : value.text)]));
      }
    }
    summary.heap.classes.filter(each => has(each.name)).forEach(each => hits.push(['class', classLink(each.name)]));
    for (const object of objects.values()) {
      if (object.text && has(object.text)) hits.push(['object', reference(object.number)]);
      if (hits.length > MOST_FOUND) break;
    }
    const table = make('table', {id: 'found'}, ...hits.slice(0, MOST_FOUND).map(hit => row(...hit)));
    main.append(hits.length ? table : make('p', {className: 'soft'}, 'Nothing in this page.'));
    if (hits.length > MOST_FOUND) main.append(make('p', {className: 'soft'}, '... and more'));
  }

  function eachReference(object, consumer) {
    if (Array.isArray(object.contents)) {
      object.contents.forEach((value, i) => {
        if (typeof value === 'number' && value !== 0) consumer(value, isArray(object) ? '[' + i + ']' : object.kind[1][i]);
      });
    }
  }

  let incoming;
  function referrersOf(number) {
    if (!incoming) {
      incoming = new Map();
      objects.forEach(object => eachReference(object, (target, name) => {
        if (!incoming.has(target)) incoming.set(target, []);
        incoming.get(target).push([object.number, name]);
      }));
    }
    return incoming.get(number) || [];
  }

  function path(object) {
    const steps = [];
    let at = object;
    while (at && at.before > 0) {
      const from = objects.get(at.before);
      let edge = '(contents)';
      const number = at.number;
      eachReference(from, (target, name) => { if (target === number && edge === '(contents)') edge = name; });
      steps.unshift([edge, at]);
      at = from;
    }
    const list = make('ol', {className: 'path'});
    if (!at || at.before === 0) return make('p', {className: 'soft'}, 'Nothing in the snapshot refers to it.');
    list.append(make('li', {}, data.roots[-at.before - 1] + ' = ', reference(at.number)));
    steps.forEach(([edge, target], i) => {
      const left = steps.length - 2 * PATH_END;
      if (left <= 1 || i < PATH_END || i >= steps.length - PATH_END) {
        list.append(make('li', {value: i + 2}, edge + ' = ', reference(target.number)));
      } else if (i === PATH_END) {
        list.append(make('li', {className: 'soft'}, '... ' + count(left) + ' steps'));
      }
    });
    return list;
  }

  function show(number) {
    const panel = byId('object');
    panel.replaceChildren();
    const object = objects.get(number);
    if (!object) {
      panel.append(make('p', {className: 'soft'}, number ? 'Object #' + number + ' is not in this page.'
        : 'Choose an object: its fields, the path to it from a root, and what refers to it are shown here.'));
      return;
    }
    panel.append(make('h2', {className: 'code', id: 'shown'}, labelOf(object) + ' #' + number));
    panel.append(make('p', {}, classLink(object.kind[0]), ', ' + size(object.bytes)));
    panel.append(make('h2', {}, 'Path from a root'), path(object));
    if (Array.isArray(object.contents)) {
      panel.append(make('h2', {}, isArray(object) ? 'Elements' : 'Fields'));
      const table = make('table', {id: 'fields'});
      object.contents.forEach((value, i) => table.append(row(isArray(object) ? '[' + i + ']' : object.kind[1][i],
        typeof value === 'number' ? reference(value) : value)));
      panel.append(object.contents.length ? table : make('p', {className: 'soft'}, 'none'));
      if (object.left) panel.append(make('p', {className: 'soft'}, '... and ' + count(object.left) + ' more'));
    } else {
      panel.append(make('h2', {}, 'Elements'), make('p', {className: 'code', id: 'fields'}, object.contents));
    }
    const referrers = referrersOf(number);
    panel.append(make('h2', {}, 'Referred to by ' + count(object.referrers)));
    const table = make('table', {id: 'referrers'});
    panel.append(table, inSteps(table, referrers, ([from, name]) => row(name, reference(from))));
    panel.scrollTop = 0;
  }

  let shown = 0;
  let view = '';
  function go() {
    const hash = location.hash.substring(1);
    const equals = hash.indexOf('=');
    const what = equals < 0 ? hash : hash.substring(0, equals);
    let argument = equals < 0 ? '' : hash.substring(equals + 1);
    try {
      argument = decodeURIComponent(argument);
    } catch (e) {
      // somebody typed it: it is taken as it stands
    }
    if (what === 'object') {
      shown = Number(argument);
      show(shown);
      if (view) return;
    } else if (shown === 0) {
      show(0);
    }
    const main = byId('main');
    main.replaceChildren();
    view = what === 'class' || what === 'find' || what === 'heap' ? what : 'threads';
    if (view === 'heap') heap(main);
    else if (view === 'class') objectsOf(main, argument);
    else if (view === 'find') found(main, argument);
    else threads(main);
    byId('tab-threads').className = view === 'threads' ? 'on' : '';
    byId('tab-heap').className = view === 'heap' || view === 'class' ? 'on' : '';
    byId('tab-find').className = view === 'find' ? 'on' : '';
    if (view === 'find' && byId('search').value !== argument) byId('search').value = argument;
  }

  header();
  byId('search').addEventListener('input', event => {
    const target = '#find=' + encodeURIComponent(event.target.value);
    if (view === 'find') history.replaceState(null, '', target);
    else history.pushState(null, '', target);
    go();
  });
  addEventListener('hashchange', go);
  go();
})();
