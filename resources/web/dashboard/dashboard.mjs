// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows the feed of PROTOCOL.md section 7 as charts. After a broken connection it comes back by itself.
import { Chart } from './chart.mjs';

const mebibyte = 1024 * 1024;
/** What is shown, in this order; `of` makes the figure of the feed's metrics. */
const kinds = [
    { title: 'Messages', unit: 'a second', of: (metrics) => metrics.messages },
    { title: 'Deliveries', unit: 'a second', of: (metrics) => metrics.deliveries },
    { title: 'Time to deliver, median', unit: 'ms', of: (metrics) => metrics.response_time },
    { title: 'Time to deliver, 99 of 100', unit: 'ms', of: (metrics) => metrics.response_time_p99 },
    { title: 'People', unit: 'connected', of: (metrics) => metrics.active_users },
    { title: 'Connections', unit: '', of: (metrics) => metrics.connections },
    { title: 'Rooms', unit: 'with somebody in them', of: (metrics) => metrics.rooms },
    { title: 'Requests', unit: 'a second', of: (metrics) => metrics.requests },
    { title: 'Processor', unit: '% of one', of: (metrics) => metrics.cpu_usage },
    { title: 'Memory', unit: 'MiB', of: (metrics) => metrics.memory_usage / mebibyte },
    { title: 'Stored since the start', unit: 'messages', of: (metrics) => metrics.stored },
    { title: 'Closed for being too slow', unit: '', of: (metrics) => metrics.slow_closed },
    { title: 'Errors told', unit: '', of: (metrics) => metrics.errors },
];
const firstWait = 500;
const longestWait = 15_000;

const state = document.getElementById('state');
const charts = kinds.map((kind) => new Chart(kind));
document.getElementById('charts').append(...charts.map((chart) => chart.element));

let wait = firstWait;

function connect() {
    const address = new URL('/dashboard/ws', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    socket.addEventListener('message', ({ data }) => {
        wait = firstWait;
        show(JSON.parse(data));
    });
    socket.addEventListener('close', () => {
        state.textContent = 'The server cannot be reached. Trying again…';
        setTimeout(connect, wait);
        wait = Math.min(wait * 2, longestWait);
    });
}

function show({ metrics }) {
    state.textContent = `Running for ${timeOf(metrics.uptime)}`;
    charts.forEach((chart, index) => chart.add(kinds[index].of(metrics)));
}

function timeOf(seconds) {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    return days > 0 ? `${days} d ${hours % 24} h` : hours > 0 ? `${hours} h ${minutes % 60} min`
        : minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

connect();
