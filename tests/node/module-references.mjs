// Prints what the scripts of an installed package ask for, a line of JSON for each: once as acorn's syntax tree has it, once
// as es-module-lexer does. Positions are bytes, lines and columns count from 1.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as acorn from 'acorn';
import { init, parse } from 'es-module-lexer';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules', process.argv[2]);
const options = { ecmaVersion: 'latest', allowHashBang: true, allowReturnOutsideFunction: true };

function tree(text) {
  try {
    return acorn.parse(text, { ...options, sourceType: 'module' });
  } catch {
    return acorn.parse(text, { ...options, sourceType: 'script' });
  }
}

function literal(node) {
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0].value.cooked;
  }

  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function byTree(text) {
  const found = [];
  const add = (kind, node) => {
    const specifier = literal(node);
    const quote = specifier === null ? 0 : 1;
    found.push({ kind, specifier, start: node.start + quote, end: node.end - quote });
  };
  const open = [tree(text)];
  while (open.length > 0) {
    const node = open.pop();
    if (node.type === 'ImportDeclaration') {
      add('Import', node.source);
    } else if ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && node.source) {
      add('ExportFrom', node.source);
    } else if (node.type === 'ImportExpression') {
      add('DynamicImport', node.source);
    } else if ((node.type === 'CallExpression' || node.type === 'NewExpression')
      && node.callee.type === 'Identifier' && node.callee.name === 'require' && node.arguments.length > 0) {
      add('Require', node.arguments[0]);
    }

    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === 'string') {
          open.push(child);
        }
      }
    }
  }

  return found;
}

// It has the quotes of dynamic imports within the specifier, and calls a template with substitutions a pattern.
function byLexer(text) {
  return parse(text)[0].filter(item => item.type !== 'import-meta').map(item => {
    if (item.type !== 'dynamic') {
      return { kind: text.startsWith('export', item.importStart) ? 'ExportFrom' : 'Import', specifier: item.specifier, start: item.start, end: item.end };
    }

    const specifier = item.glob ? null : item.specifier ?? null;
    const quote = specifier === null ? 0 : 1;
    return { kind: 'DynamicImport', specifier, start: item.start + quote, end: item.end - quote };
  });
}

function place(text, mark, { kind, specifier, start, end }) {
  const { line, column } = acorn.getLineInfo(text, start);
  const position = Buffer.byteLength(text.slice(0, start)) + mark;
  return { kind, specifier, position, length: Buffer.byteLength(text.slice(start, end)), line, column: column + 1, start };
}

await init();
for (const file of fs.readdirSync(folder, { recursive: true }).sort()) {
  if (/\.[cm]?js$/.test(file) && fs.statSync(path.join(folder, file)).isFile()) {
    const whole = fs.readFileSync(path.join(folder, file), 'utf8');

    // Both take a byte order mark at the beginning for a character; it is none of the script.
    const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
    const places = items => items.map(item => place(text, whole.length > text.length ? 3 : 0, item)).sort((a, b) => a.start - b.start);
    console.log(JSON.stringify({ file: path.join(folder, file), tree: places(byTree(text)), lexer: places(byLexer(text)) }));
  }
}
