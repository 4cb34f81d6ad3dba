// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of the last figures, with the newest in words.

/** How many figures a chart shows: three minutes of seconds. */
export const span = 180;
const width = 180;
const height = 60;
const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * The lines of an SVG path through figures, the newest at the right edge, in a box of 180 by 60 whose bottom is 0.
 * @param {number[]} figures Oldest first.
 * @param {number} most What the top of the box stands for.
 */
export function pathOf(figures, most) {
    const points = figures.map((figure, index) => {
        const x = width - (figures.length - 1 - index) * (width / (span - 1));
        const y = height - (most > 0 ? Math.min(figure / most, 1) * height : 0);
        return `${x.toFixed(2)} ${y.toFixed(2)}`;
    });
    return points.length > 0 ? `M${points.join('L')}` : '';
}

/** A number as people read it: few digits, and none that mean nothing. */
export function wordsOf(figure) {
    const digits = figure >= 100 || Number.isInteger(figure) ? 0 : figure >= 10 ? 1 : 2;
    return figure.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

/** A box with a name, the figure of the moment and a line of those before. */
export class Chart {
    #figures = [];
    #now;
    #most;
    #line;
    #area;
    #unit;

    /** @param {{title: string, unit: string}} kind */
    constructor(kind) {
        this.#unit = kind.unit;
        this.element = make('section', 'chart');
        const title = make('h2');
        title.textContent = kind.title;
        this.#now = make('p', 'now');
        const svg = document.createElementNS(svgNamespace, 'svg');
        svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
        svg.setAttribute('preserveAspectRatio', 'none');
        svg.setAttribute('aria-hidden', 'true');
        this.#area = document.createElementNS(svgNamespace, 'path');
        this.#area.setAttribute('class', 'area');
        this.#line = document.createElementNS(svgNamespace, 'path');
        this.#line.setAttribute('class', 'line');
        svg.append(this.#area, this.#line);
        this.#most = make('p', 'most');
        this.element.append(title, this.#now, svg, this.#most);
    }

    add(figure) {
        this.#figures.push(figure);
        if (this.#figures.length > span) {
            this.#figures.shift();
        }
        const most = Math.max(...this.#figures);
        const line = pathOf(this.#figures, most);
        this.#line.setAttribute('d', line);
        const first = width - (this.#figures.length - 1) * (width / (span - 1));
        this.#area.setAttribute('d', `${line}L${width} ${height}L${first.toFixed(2)} ${height}Z`);
        const unit = make('span', 'unit');
        unit.textContent = this.#unit;
        this.#now.replaceChildren(wordsOf(figure), unit);
        this.#most.textContent = `at most ${wordsOf(most)}`;
    }
}

function make(name, className = '') {
    const element = document.createElement(name);
    element.className = className;
    return element;
}
