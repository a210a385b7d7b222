// Rows in, drawings in SVG out: bars for a name and a number, points on a line of time for a name and a date.
import { dayText, el, svg } from "./dom.js";

const NUMBER = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const DATE = /#(?:date|dateTime|gYear|gYearMonth)$/;
const MOST_BARS = 40;
const MOST_POINTS = 80;
const WIDTH = 900;
const ROW = 24;

const isNumber = (cell) => NUMBER.test(cell?.datatype ?? "");
const isDate = (cell) => DATE.test(cell?.datatype ?? "");
const textOf = (cell, labels) => (!cell ? "" : cell.type === "uri" ? labels[cell.value] ?? cell.value.split(/[#/]/).pop() : cell.value);
const clip = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function find(answer, test) {
  return answer.names.find((name) => answer.rows.some((row) => test(row[name])) && answer.rows.every((row) => !row[name] || test(row[name])));
}

/** The columns of a bar chart as {label, number}; null where there are none. */
export function barColumns(answer) {
  const number = find(answer, isNumber);
  const label = answer.names.find((name) => name !== number && answer.rows.every((row) => row[name] && !isNumber(row[name])));
  return number && label && answer.rows.length > 1 ? { label, number } : null;
}

/** The columns of a timeline as {label, date}; null where there are none. */
export function dateColumns(answer) {
  const date = find(answer, isDate);
  const label = answer.names.find((name) => name !== date && answer.rows.every((row) => !isDate(row[name]) && !isNumber(row[name])));
  return date && label && answer.rows.length > 1 ? { label, date } : null;
}

/** Bars, largest first. `labels` has names of IRIs. */
export function barChart(answer, { label, number }, labels) {
  const rows = answer.rows.filter((row) => row[number]).map((row) => [textOf(row[label], labels), Number(row[number].value)]);
  const shown = rows.toSorted((a, b) => b[1] - a[1]).slice(0, MOST_BARS);
  const most = Math.max(...shown.map(([, value]) => Math.abs(value)), 1);
  const left = 300;
  const bars = shown.flatMap(([text, value], index) => {
    const y = 8 + index * ROW;
    const width = Math.max(1, (Math.abs(value) / most) * (WIDTH - left - 90));
    return [svg("text", { x: left - 8, y: y + 14, "text-anchor": "end" }, clip(text, 44)),
      svg("rect", { class: "bar", x: left, y: y + 2, width, height: ROW - 8, rx: 2 }),
      svg("text", { class: "value", x: left + width + 6, y: y + 14 }, value.toLocaleString("en"))];
  });
  const left_out = rows.length - shown.length;
  return figure(bars, 16 + shown.length * ROW, `${number} by ${label}, ${shown.length} bars${left_out ? `, ${left_out} smaller ones left out` : ""}; the table has the numbers`);
}

/** Points in time, oldest first. */
export function timeChart(answer, { label, date }, labels) {
  const rows = answer.rows.filter((row) => row[date]).map((row) => [textOf(row[label], labels), row[date].value]);
  const sorted = rows.toSorted((a, b) => (a[1] < b[1] ? -1 : 1));
  const shown = sorted.slice(-MOST_POINTS);
  const years = shown.map(([, day]) => yearOf(day));
  const [first, last] = [Math.floor(Math.min(...years)), Math.floor(Math.max(...years)) + 1];
  const x = (year) => 12 + ((year - first) / (last - first)) * (WIDTH - 24);
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => (last - first) / one <= 12) ?? 200;
  const ticks = [];
  for (let year = Math.ceil(first / step) * step; year < last; year += step) {
    ticks.push(svg("line", { x1: x(year), x2: x(year), y1: 20, y2: 34 + shown.length * ROW, stroke: "currentColor", "stroke-opacity": 0.2 }), svg("text", { class: "value", x: x(year) + 3, y: 14 }, String(year)));
  }
  const points = shown.flatMap(([text, day], index) => {
    const [at, y] = [x(yearOf(day)), 34 + index * ROW];
    const right = at < WIDTH * 0.6;
    return [svg("circle", { class: "bar", cx: at, cy: y, r: 5 }),
      svg("text", { x: right ? at + 10 : at - 10, y: y + 4, "text-anchor": right ? "start" : "end" }, `${clip(text, 48)}, ${dayText(day)}`)];
  });
  const left_out = sorted.length - shown.length;
  return figure([...ticks, ...points], 40 + shown.length * ROW, `${label} by ${date}, ${shown.length} points${left_out ? `, ${left_out} older ones left out` : ""}; the table has the same`);
}

function yearOf(day) {
  const [, year, month = "01", date = "01"] = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(day) ?? [null, "1970"];
  return Number(year) + (Number(month) - 1) / 12 + (Number(date) - 1) / 366;
}

function figure(children, height, title) {
  const drawing = svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": title }, svg("title", {}, title), children);
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Drawing" }, drawing);
}
