// Runs once in each context, before any script. It takes away what a script does not need, bounds the built-in loops that the engine
// cannot be stopped in, and freezes every object that scripts share, so that a call leaves nothing behind for the next one.
(function (mostElements, mostProperties, mostPattern, PIECE) {
  'use strict';

  const { isArray } = Array;
  const { apply, construct, ownKeys, getPrototypeOf, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const { freeze } = Object;
  const { parse, stringify } = JSON;
  const { push } = Array.prototype;
  const { iterator, isConcatSpreadable, match: matching, split: splitting, replace: replacing } = Symbol;
  const PlainArray = Array;
  const PlainString = String;
  const toNumber = Number;
  const { trunc } = Math;

  // A long expression takes the engine longer to make ready than it could ever save.
  const PlainRegExp = RegExp;
  function checked([pattern, ...others]) {
    if (pattern === undefined || pattern instanceof PlainRegExp) {
      return [pattern, ...others];
    }
    const source = `${pattern}`;
    if (source.length > mostPattern) {
      throw new RangeError('a regular expression has more than ' + mostPattern + ' characters');
    }
    return [source, ...others];
  }
  globalThis.RegExp = new Proxy(RegExp, {
    apply: (target, self, values) => apply(target, self, checked(values)),
    construct: (target, values, made) => construct(target, checked(values), made),
  });
  defineProperty(PlainRegExp.prototype, 'constructor', { value: RegExp });

  // Taken away: a proxy could change its length between a check and the loop that the check is for; the others outlive a call.
  for (const name of ['Proxy', 'WeakRef', 'FinalizationRegistry', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Java', 'Packages',
    'Polyglot', 'Graal']) {
    delete globalThis[name];
  }
  delete Object.prototype.__proto__;
  for (const name of ['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__']) {
    delete Object.prototype[name];
  }

  function checkLength(length) {
    if (length > mostElements) {
      throw new RangeError('an array has more than ' + mostElements + ' elements');
    }
  }

  // What is like an array is copied, its length read once.
  function snapshot(like) {
    const length = toNumber(like.length) || 0;
    checkLength(length);
    const copy = [];
    for (let i = 0; i < length; i++) {
      copy[i] = like[i];
    }
    return copy;
  }

  function array(value, writes) {
    if (isArray(value)) {
      checkLength(value.length);
      return value;
    }
    if (writes || value === null || value === undefined) {
      throw new TypeError('this is no array');
    }
    return snapshot(value);
  }

  function replace(owner, name, make) {
    const descriptor = getOwnPropertyDescriptor(owner, name);
    const made = make(descriptor.value);
    defineProperty(made, 'name', { value: typeof name === 'symbol' ? '[' + name.description + ']' : name });
    defineProperty(owner, name, { value: made, writable: true, enumerable: false, configurable: true });
  }

  const WRITING = ['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'];
  for (const name of ownKeys(Array.prototype)) {
    const { value } = getOwnPropertyDescriptor(Array.prototype, name);
    if (typeof value === 'function' && name !== 'constructor') {
      const writes = WRITING.includes(name);
      replace(Array.prototype, name, original => function () {
        return apply(original, array(this, writes), arguments);
      });
    }
  }
  replace(Array.prototype, 'concat', original => function (...others) {
    let length = this.length;
    for (const other of others) {
      if (isArray(other)) {
        length += other.length;
      } else if (other !== null && other !== undefined && other[isConcatSpreadable] !== undefined) {
        throw new TypeError('only arrays can be concatenated');
      }
      checkLength(length);
    }
    return apply(original, this, others);
  });
  // The engine compares long texts with each other, one pair after the other, and cannot be stopped meanwhile; here it can.
  const SHORT = 1 << 10;
  const isLong = value => typeof value === 'string' ? value.length > SHORT : typeof value === 'object' && value !== null;
  function compare(one, other) {
    const text = `${one}`;
    const otherText = `${other}`;
    return text < otherText ? -1 : text > otherText ? 1 : 0;
  }
  for (const name of ['sort', 'toSorted']) {
    replace(Array.prototype, name, original => function (comparator) {
      const list = array(this, name === 'sort');
      let chosen = comparator;
      for (let i = 0; chosen === undefined && i < list.length; i++) {
        if (isLong(list[i])) {
          chosen = compare;
        }
      }
      return apply(original, list, chosen === undefined ? [] : [chosen]);
    });
  }
  // Of a long text. The rest of the arguments is where to begin.
  function indexOf(list, text, rest, forwards) {
    let at = rest.length > 0 ? trunc(toNumber(rest[0])) || 0 : forwards ? 0 : list.length - 1;
    at = at < 0 ? at + list.length : at;
    if (forwards) {
      for (at = at < 0 ? 0 : at; at < list.length; at++) {
        if (list[at] === text) {
          return at;
        }
      }
      return -1;
    }
    for (at = at < list.length ? at : list.length - 1; at >= 0; at--) {
      if (list[at] === text) {
        return at;
      }
    }
    return -1;
  }
  for (const name of ['includes', 'indexOf', 'lastIndexOf']) {
    replace(Array.prototype, name, original => function (...values) {
      const [text, ...rest] = values;
      if (typeof text !== 'string' || text.length <= SHORT) {
        return apply(original, this, values);
      }
      const found = indexOf(array(this), text, rest, name !== 'lastIndexOf');
      return name === 'includes' ? found >= 0 : found;
    });
  }
  function flatten(from, depth, into) {
    array(from, true);
    for (let i = 0; i < from.length; i++) {
      if (depth > 0 && isArray(from[i])) {
        flatten(from[i], depth - 1, into);
      } else if (i in from) {
        checkLength(into.length + 1);
        apply(push, into, [from[i]]);
      }
    }
    return into;
  }
  const { map } = Array.prototype;
  replace(Array.prototype, 'flat', () => function (depth = 1) {
    return flatten(array(this), depth, []);
  });
  replace(Array.prototype, 'flatMap', () => function (callback, self) {
    return flatten(apply(map, this, [callback, self]), 1, []);
  });
  replace(Array, 'from', original => function (items, callback, self) {
    const source = isArray(items) ? array(items) : items[iterator] === undefined ? snapshot(items) : items;
    return apply(original, PlainArray, callback === undefined ? [source] : [source, callback, self]);
  });
  replace(String, 'raw', original => function (template, ...values) {
    return apply(original, this, [{ raw: snapshot(template.raw) }, ...values]);
  });
  // The engine takes the square of the time for a long text whose characters become several. Texts of one piece do not come here:
  // ShortLetterCase knows both functions by their names.
  const { substring, charCodeAt } = String.prototype;
  function inPieces(original, self) {
    if (self === null || self === undefined) {
      return apply(original, self, []);
    }
    const text = `${self}`;
    let changed = '';
    for (let from = 0; from < text.length;) {
      const last = apply(charCodeAt, text, [from + PIECE - 1]);
      const to = last >= 0xd800 && last < 0xdc00 ? from + PIECE - 1 : from + PIECE;
      changed += apply(original, apply(substring, text, [from, to]), []);
      from = to;
    }
    return changed;
  }
  for (const name of ['toLowerCase', 'toLocaleLowerCase']) {
    replace(String.prototype, name, original => function lowerCase() {
      return inPieces(original, this);
    });
  }
  for (const name of ['toUpperCase', 'toLocaleUpperCase']) {
    replace(String.prototype, name, original => function upperCase() {
      return inPieces(original, this);
    });
  }
  // The engine looks for a text at each place, and compares all of it there.
  const MOST_COMPARISONS = 1 << 28;
  function soughtIn(text, sought) {
    if (sought.length > SHORT && (text.length - sought.length) * sought.length > MOST_COMPARISONS) {
      throw new RangeError('a text is too long to be looked for');
    }
    return sought;
  }
  for (const [name, symbol] of [['indexOf'], ['lastIndexOf'], ['includes', matching], ['split', splitting], ['replace', replacing],
    ['replaceAll', replacing]]) {
    replace(String.prototype, name, original => function (...values) {
      const [sought] = values;
      const special = symbol !== undefined && sought !== null && sought !== undefined && sought[symbol];
      if (this !== null && this !== undefined && sought !== undefined && !special) {
        values[0] = soughtIn(`${this}`, `${sought}`);
      }
      return apply(original, this, values);
    });
  }
  // These make an expression of what is none.
  for (const name of ['match', 'matchAll', 'search']) {
    replace(String.prototype, name, original => function (...values) {
      return apply(original, this, typeof values[0] === 'string' ? checked(values) : values);
    });
  }
  // The engine takes the square of the time for a long row of marks that are combined.
  const MOST_NORMALIZED = 1 << 14;
  replace(String.prototype, 'normalize', original => function (...values) {
    if (this !== null && this !== undefined && `${this}`.length > MOST_NORMALIZED) {
      throw new RangeError('a text is too long to be normalized');
    }
    return apply(original, this, values);
  });
  // A property for each character or element.
  const isView = ArrayBuffer.isView;
  function properties(value) {
    return typeof value === 'string' || value instanceof PlainString || isArray(value) || isView(value) ? value.length : 0;
  }
  for (const name of ['assign', 'getOwnPropertyDescriptors', 'defineProperties']) {
    replace(Object, name, original => function (...values) {
      for (let i = 0; i < values.length; i++) {
        if (properties(values[i]) > mostProperties) {
          throw new RangeError('more than ' + mostProperties + ' characters or elements cannot become an object');
        }
      }
      return apply(original, this, values);
    });
  }
  for (const name of ['entries', 'values', 'freeze', 'seal', 'isFrozen', 'isSealed']) {
    replace(Object, name, original => function (value) {
      if (!isArray(value) && !isView(value) && properties(value) > mostProperties) {
        throw new RangeError('a text of more than ' + mostProperties + ' characters cannot become an object');
      }
      return original(value);
    });
  }
  // All of them are looked for in each object, however empty.
  const MOST_NAMES = 100;
  replace(JSON, 'stringify', original => function (value, replacer, space) {
    if (isArray(replacer) && replacer.length > MOST_NAMES) {
      throw new RangeError('a list of names to be written has more than ' + MOST_NAMES);
    }
    return original(value, replacer, space);
  });
  for (const owner of [Reflect, Function.prototype]) {
    replace(owner, 'apply', original => function (...values) {
      const last = values.length - 1;
      if (values[last] !== null && typeof values[last] === 'object' && !isArray(values[last])) {
        values[last] = snapshot(values[last]);
      }
      return apply(original, this, values);
    });
  }

  // Everything that can be reached from the global object or by syntax alone.
  function* generator() {}
  async function* asyncGenerator() {}
  async function asynchronous() {}
  const roots = [
    globalThis, generator, asyncGenerator, asynchronous, generator(), asyncGenerator(), getPrototypeOf(Int8Array),
    [][iterator](), ''[iterator](), new Map()[iterator](), new Set()[iterator](), 'a'.matchAll(/a/g),
    (function () { return getPrototypeOf(arguments); })(),
  ];
  const reached = new Set();
  while (roots.length > 0) {
    const object = roots.pop();
    if (object === null || (typeof object !== 'object' && typeof object !== 'function') || reached.has(object)) {
      continue;
    }
    reached.add(object);
    roots.push(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const descriptor = getOwnPropertyDescriptor(object, key);
      if ('value' in descriptor) {
        roots.push(descriptor.value);
      } else {
        roots.push(descriptor.get, descriptor.set);
      }
    }
  }

  // An object whose prototype is frozen could not be given a property of the same name by assignment; these can.
  function assignable(prototype) {
    for (const key of ownKeys(prototype)) {
      const descriptor = getOwnPropertyDescriptor(prototype, key);
      if ('value' in descriptor && descriptor.configurable) {
        const { value } = descriptor;
        defineProperty(prototype, key, {
          get() { return value; },
          set(replacement) {
            if (this === prototype) {
              throw new TypeError('built-in objects cannot be changed');
            }
            defineProperty(this, key, { value: replacement, writable: true, enumerable: true, configurable: true });
          },
          enumerable: false,
          configurable: false,
        });
      }
    }
  }
  assignable(Object.prototype);
  for (const type of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError]) {
    assignable(type.prototype);
  }
  for (const object of reached) {
    freeze(object);
  }

  function answer(result) {
    const text = result === undefined ? undefined : stringify(result);
    if (text === '{}' && result instanceof Promise) {
      throw new TypeError('the function is asynchronous; it has to return its result');
    }
    return text;
  }
  return freeze({
    answer,
    // Each call makes the script's functions anew: what they keep ends with the call.
    two: (make, first, second) => make()(first, second),
    parse: text => parse(text),
    array: (...elements) => elements,
  });
})
