// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parseMarkdown, wordsOf } from '../../../resources/web/app/markdown.mjs';

const tags = { strong: 'b', em: 'i', del: 's', link: 'a' };

/** The blocks as something like HTML, to be read by people. */
function show(blocks) {
    return blocks.map((block) => {
        switch (block.kind) {
        case 'text':
            return `<p>${block.tokens.map(showToken).join('')}</p>`;
        case 'code':
            return `<pre ${block.language}>${block.text}</pre>`;
        case 'quote':
            return `<quote>${show(block.blocks)}</quote>`;
        default:
            return `<list ${block.start ?? '-'}>${block.items.map((one) => `<item>${show(one)}</item>`).join('')}</list>`;
        }
    }).join('');
}

function showToken(token) {
    switch (token.kind) {
    case 'open':
        return token.mark === 'link' ? `<a ${token.href}>` : `<${tags[token.mark]}>`;
    case 'close':
        return `</${tags[token.mark]}>`;
    case 'break':
        return '<br>';
    case 'code':
        return `<code>${token.text}</code>`;
    case 'mention':
        return `<at ${token.name}>`;
    default:
        return token.text;
    }
}

function table(rows, names) {
    for (const [text, expected] of rows) {
        it(JSON.stringify(text), () => assert.equal(show(parseMarkdown(text, names)), expected));
    }
}

describe('marks', () => table([
    ['plain', '<p>plain</p>'],
    ['', ''],
    ['  \n ', ''],
    ['**bold** and *italic*', '<p><b>bold</b> and <i>italic</i></p>'],
    ['__bold__ and _italic_', '<p><b>bold</b> and <i>italic</i></p>'],
    ['~~gone~~', '<p><s>gone</s></p>'],
    ['~one~ and ~~~', '<p>~one~ and ~~~</p>'],
    ['***both***', '<p><i><b>both</b></i></p>'],
    ['**bold *and italic***', '<p><b>bold <i>and italic</i></b></p>'],
    ['*a **b** c*', '<p><i>a <b>b</b> c</i></p>'],
    ['*a ~~b* c~~', '<p><i>a ~~b</i> c~~</p>'],
    ['snake_case_name stays', '<p>snake_case_name stays</p>'],
    ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
    ['2*3*4', '<p>2<i>3</i>4</p>'],
    ['**', '<p>**</p>'],
    ['**open', '<p>**open</p>'],
    ['a*', '<p>a*</p>'],
    ['**a*', '<p>*<i>a</i></p>'],
    ['*a**', '<p><i>a</i>*</p>'],
    ['**Grüße**, 日本*語*です', '<p><b>Grüße</b>, 日本<i>語</i>です</p>'],
    ['\\*not\\* \\_this\\_ \\x', '<p>*not* _this_ \\x</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['one\r\ntwo\u2028three', '<p>one<br>two<br>three</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['*over\ntwo lines*', '<p><i>over<br>two lines</i></p>'],
    ['*not\n\nover two*', '<p>*not</p><p>over two*</p>'],
    ['# no heading', '<p># no heading</p>'],
    ['a\u0000b\u0007c', '<p>abc</p>'],
    ['\ud800 alone', '<p>\ufffd alone</p>'],
]));

describe('code', () => table([
    ['`a*b*`', '<p><code>a*b*</code></p>'],
    ['`` a`b ``', '<p><code>a`b</code></p>'],
    ['` `', '<p><code> </code></p>'],
    ['`open', '<p>`open</p>'],
    ['``a`', '<p>``a`</p>'],
    ['*a `b* c`', '<p>*a <code>b* c</code></p>'],
    ['`<script>`', '<p><code><script></code></p>'],
    ['```\na\n  b\n```', '<pre >a\n  b</pre>'],
    ['```cpp\nint x;\n```\nbehind', '<pre cpp>int x;</pre><p>behind</p>'],
    ['before\n```\na\n```', '<p>before</p><pre >a</pre>'],
    ['```\nnever closed\n**x**', '<pre >never closed\n**x**</pre>'],
    ['~~~\n```\n~~~', '<pre >```</pre>'],
    ['````\n```\n````', '<pre >```</pre>'],
    ['```one line```', '<p><code>one line</code></p>'],
]));

describe('quotes and lists', () => table([
    ['> said\n> so\nanswer', '<quote><p>said<br>so</p></quote><p>answer</p>'],
    ['> a\n>> b', '<quote><p>a</p><quote><p>b</p></quote></quote>'],
    ['>not a smiley', '<quote><p>not a smiley</p></quote>'],
    ['a > b', '<p>a > b</p>'],
    ['- one\n- two', '<list -><item><p>one</p></item><item><p>two</p></item></list>'],
    ['* one\n* two', '<list -><item><p>one</p></item><item><p>two</p></item></list>'],
    ['1. one\n2. two', '<list 1><item><p>one</p></item><item><p>two</p></item></list>'],
    ['7) seven', '<list 7><item><p>seven</p></item></list>'],
    ['Two questions:\n1. where?\n2. who?',
        '<p>Two questions:</p><list 1><item><p>where?</p></item><item><p>who?</p></item></list>'],
    ['See page\n12. It is there', '<p>See page<br>12. It is there</p>'],
    ['2026. A year', '<p>2026. A year</p>'],
    ['- one\n\n- two', '<list -><item><p>one</p></item><item><p>two</p></item></list>'],
    ['- one\n  still one\n- two', '<list -><item><p>one<br>still one</p></item><item><p>two</p></item></list>'],
    ['- one\n  - in\n- two',
        '<list -><item><p>one</p><list -><item><p>in</p></item></list></item><item><p>two</p></item></list>'],
    ['- one\nbehind', '<list -><item><p>one</p></item></list><p>behind</p>'],
    ['-no list', '<p>-no list</p>'],
    ['-', '<p>-</p>'],
    ['-- signed', '<p>-- signed</p>'],
    ['- `code`\n- **bold**', '<list -><item><p><code>code</code></p></item><item><p><b>bold</b></p></item></list>'],
    ['- ```\n  x\n  ```', '<list -><item><pre >x</pre></item></list>'],
]));

describe('links', () => table([
    ['https://example.org', '<p><a https://example.org/>https://example.org</a></p>'],
    ['see http://a.example/b?c=d#e.', '<p>see <a http://a.example/b?c=d#e>http://a.example/b?c=d#e</a>.</p>'],
    ['(https://a.example/x_(y))', '<p>(<a https://a.example/x_(y)>https://a.example/x_(y)</a>)</p>'],
    ['**https://a.example**', '<p><b><a https://a.example/>https://a.example</a></b></p>'],
    ['https://a.example/a_b_c', '<p><a https://a.example/a_b_c>https://a.example/a_b_c</a></p>'],
    ['xhttps://a.example', '<p>xhttps://a.example</p>'],
    ['https://', '<p>https://</p>'],
    ['landline://chat.lan:8800/general', '<p><a landline://chat.lan:8800/general>landline://chat.lan:8800/general</a></p>'],
    ['[words](https://a.example)', '<p><a https://a.example/>words</a></p>'],
    ['[**bold** words](https://a.example "title")', '<p><a https://a.example/><b>bold</b> words</a></p>'],
    ['*[a*](https://a.example)', '<p>*<a https://a.example/>a*</a></p>'],
    ['[a](<https://a.example/x>)', '<p><a https://a.example/x>a</a></p>'],
    ['[a](<javascript:x>)', '<p>[a](<javascript:x>)</p>'],
    ['[https://a.example](https://b.example)', '<p><a https://b.example/>https://a.example</a></p>'],
    ['[a [b](https://b.example) c](https://a.example)',
        '<p>[a <a https://b.example/>b</a> c](<a https://a.example/>https://a.example</a>)</p>'],
    ['[](https://a.example)', '<p>[](<a https://a.example/>https://a.example</a>)</p>'],
    ['<https://a.example>', '<p><a https://a.example/>https://a.example</a></p>'],
    ['<mailto:ann@example.org>', '<p><a mailto:ann@example.org>ann@example.org</a></p>'],
    ['[mail](mailto:ann@example.org)', '<p><a mailto:ann@example.org>mail</a></p>'],
    ['a] b [c', '<p>a] b [c</p>'],
    ['[x]', '<p>[x]</p>'],
    ['[x] (y)', '<p>[x] (y)</p>'],
]));

describe('links that lead nowhere', () => table([
    ['[a](javascript:alert(1))', '<p>[a](javascript:alert(1))</p>'],
    ['[a](JaVaScRiPt:alert(1))', '<p>[a](JaVaScRiPt:alert(1))</p>'],
    ['[a](java\tscript:alert(1))', '<p>[a](java\tscript:alert(1))</p>'],
    ['[a](data:text/html,<script>)', '<p>[a](data:text/html,<script>)</p>'],
    ['[a](vbscript:x)', '<p>[a](vbscript:x)</p>'],
    ['[a](file:///etc/passwd)', '<p>[a](file:///etc/passwd)</p>'],
    ['[a](blob:https://a.example/x)', '<p>[a](blob:<a https://a.example/x>https://a.example/x</a>)</p>'],
    ['[a](//a.example)', '<p>[a](//a.example)</p>'],
    ['[a](/path)', '<p>[a](/path)</p>'],
    ['<javascript:alert(1)>', '<p><javascript:alert(1)></p>'],
    ['<img src=x onerror=alert(1)>', '<p><img src=x onerror=alert(1)></p>'],
]));

describe('mentions', () => table([
    ['@ann hi', '<p><at ann> hi</p>'],
    ['hi @ann.', '<p>hi <at ann>.</p>'],
    ['@ann-marie', '<p><at ann-marie></p>'],
    ['@annabel', '<p>@annabel</p>'],
    ['@Mira Köhler and @ann', '<p><at Mira Köhler> and <at ann></p>'],
    ['mail ann@ann', '<p>mail ann@ann</p>'],
    ['**@ann**', '<p><b><at ann></b></p>'],
    ['`@ann`', '<p><code>@ann</code></p>'],
    ['@nobody', '<p>@nobody</p>'],
], ['ann', 'ann-marie', 'Mira Köhler']));

describe('texts that are meant to hurt', () => {
    const long = 16384;
    const texts = {
        stars: '*'.repeat(long),
        'stars and letters': '*a '.repeat(long / 3),
        'closing stars': 'a* '.repeat(long / 3),
        'alternating marks': '*_'.repeat(long / 2),
        'opened in turn': '**a *b __c _d '.repeat(long / 14),
        brackets: '['.repeat(long),
        'brackets and targets': '[a]('.repeat(long / 4),
        'many links': '[a](http://b) '.repeat(long / 14),
        'brackets, then links': '['.repeat(long / 2) + '[a](http://b)'.repeat(long / 26),
        backticks: Array.from({ length: 170 }, (_, i) => '`'.repeat(i + 1)).join(' '),
        'pairs of backticks': '`a``b'.repeat(long / 5),
        angles: '<http:'.repeat(long / 6),
        'an address with brackets behind': `http://a${')'.repeat(long)}`,
        'addresses without end': 'http://'.repeat(long / 7),
        quotes: '>'.repeat(long),
        'quotes in lines': '> > > > > > > >\n'.repeat(long / 16),
        lists: '- '.repeat(long / 2),
        'lists in lines': Array.from({ length: 170 }, (_, i) => `${' '.repeat(i)}- a`).join('\n'),
        fences: '```\n'.repeat(long / 4),
        'blank lines': '\n'.repeat(long),
        'items and blank lines': '- a\n\n\n\n'.repeat(long / 7),
        'one word': 'x'.repeat(long),
        marks: `a${'\u0301'.repeat(long)}`,
        ats: '@'.repeat(long),
        'target with brackets': `[a](${'('.repeat(long)}`,
        tildes: '~~a'.repeat(long / 3),
        escapes: '\\'.repeat(long),
    };
    for (const [name, text] of Object.entries(texts)) {
        it(name, () => {
            const started = performance.now();
            parseMarkdown(text, ['ann', 'bob']);
            // No figure of speed: a walk that is quadratic takes far longer than this on any machine.
            assert.ok(performance.now() - started < 1000);
        });
    }
});

it('previews have the words alone', () => {
    const text = '**Hi** @ann, see [this](https://a.example)\n- one\n- `two`\n> q\n```\ncode\n```';
    assert.equal(wordsOf(parseMarkdown(text, ['ann'])), 'Hi @ann, see this one, two “q” code');
});
