var en=`/* The arithmetic of one number: its sum beside the matrices, or its formula filled in. */

.arithmetic {
  --arithmetic-less: light-dark(#2f7fc0, #5fb0e4);
  --arithmetic-more: light-dark(#d9661a, #e0802f);
  --arithmetic-cell: 50px;
  --arithmetic-line: 27px;
  container-type: inline-size;
  min-width: 0;
  padding: 14px 16px;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: var(--paper);
  font-size: 13.5px;
  font-variant-numeric: tabular-nums;
}

.arithmetic[hidden] {
  display: none;
}

.arithmetic-top {
  position: relative;
  display: flex;
  padding-right: 74px;
  flex-wrap: wrap;
  gap: 2px 14px;
  align-items: baseline;
}

.arithmetic-top h3 {
  font-size: 17px;
  font-weight: 650;
}

.arithmetic-top h3::first-letter {
  text-transform: uppercase;
}

.arithmetic-where {
  min-width: 0;
  color: var(--quiet);
  overflow-wrap: anywhere;
}

.arithmetic-value {
  margin-left: auto;
  font: 650 18px / 1.3 var(--mono);
}

.arithmetic-close {
  position: absolute;
  top: 0;
  right: 0;
}

.arithmetic-facts {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 12px;
  align-items: center;
  margin: 4px 0 12px;
  color: var(--quiet);
  font-size: 13px;
}

.arithmetic-facts code {
  overflow-wrap: anywhere;
  font-size: 13px;
  white-space: normal;
}

.arithmetic-copy {
  margin-left: -5px;
  padding: 0 8px;
  font-size: 13px;
}

.arithmetic-changed {
  margin: 0 0 12px;
  padding: 8px 12px;
  border-left: 4px solid var(--change);
  border-radius: 6px;
  background: var(--raised);
  color: var(--change-text);
}

.arithmetic-quiet {
  color: var(--quiet);
}

.arithmetic-body {
  overflow-x: auto;
  min-width: 0;
  scrollbar-width: thin;
}

/* A formula with its numbers, each over its name. */

.arithmetic-equation {
  display: flex;
  flex-wrap: wrap;
  gap: 10px 9px;
  align-items: center;
  margin: 0 0 14px;
}

.arithmetic-equation + .arithmetic-quiet {
  margin-bottom: 8px;
}

.arithmetic-number {
  display: inline-grid;
  justify-items: center;
  padding: 5px 10px 4px;
  border-radius: 7px;
  background: var(--raised);
}

.arithmetic-number b {
  font: 600 15px / 1.3 var(--mono);
}

.arithmetic-number small {
  color: var(--quiet);
  font-size: 13px;
  line-height: 1.25;
}

.arithmetic-sign {
  color: var(--quiet);
  font-size: 17px;
}

.arithmetic-fraction {
  display: inline-grid;
  justify-items: center;
}

.arithmetic-fraction > span {
  display: flex;
  flex-wrap: wrap;
  gap: 9px;
  align-items: center;
  justify-content: center;
  padding: 5px 8px;
}

.arithmetic-fraction > span + span {
  width: 100%;
  border-top: 2px solid var(--text);
}

.arithmetic-sum b {
  font-family: var(--mono);
  font-size: 15px;
}

/* Terms, and other lists of numbers. */

.arithmetic-terms,
.arithmetic-list {
  border-collapse: collapse;
  font-size: 13px;
}

.arithmetic-terms {
  width: 100%;
}

.arithmetic-terms :is(th, td) {
  height: var(--arithmetic-line);
  padding: 0 0 0 7px;
}

.arithmetic-terms :is(th, td):last-child {
  padding-right: 6px;
}

.arithmetic :is(th, td) {
  font-weight: 400;
  text-align: right;
  white-space: nowrap;
}

.arithmetic td {
  font-family: var(--mono);
}

.arithmetic thead th {
  color: var(--quiet);
}

.arithmetic th:first-child {
  overflow: hidden;
  max-width: 150px;
  text-align: left;
  text-overflow: ellipsis;
}

.arithmetic .arithmetic-terms td.arithmetic-sign {
  font: 13px var(--sans);
}

.arithmetic-terms .arithmetic-now {
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
}

.arithmetic-hidden {
  visibility: hidden;
}

.arithmetic-bar {
  display: block;
  position: relative;
  width: 62px;
  height: 13px;
  background: linear-gradient(
    90deg,
    transparent calc(50% - 0.5px),
    var(--line) 0 calc(50% + 0.5px),
    transparent 0
  );
}

.arithmetic-bar i {
  position: absolute;
  top: 0;
  bottom: 0;
  border-radius: 2px;
}

.arithmetic-bar .arithmetic-more {
  left: 50%;
  background: var(--arithmetic-more);
}

.arithmetic-bar .arithmetic-less {
  right: 50%;
  background: var(--arithmetic-less);
}

.arithmetic-whole {
  width: 160px;
  background: var(--raised);
}

.arithmetic-bar .arithmetic-share {
  left: 0;
  background: var(--accent);
}

.arithmetic-sum {
  padding: 5px 6px 0 0;
  border-top: 1px solid var(--line);
  text-align: right;
}

.arithmetic-list :is(th, td) {
  padding: 3px 12px;
}

.arithmetic-list tbody tr.arithmetic-chosen {
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
}

.arithmetic-list tr.arithmetic-chosen :is(th, td, button) {
  font-weight: 650;
}

.arithmetic-list tr.arithmetic-total :is(th, td) {
  border-top: 1px solid var(--line);
  font-weight: 650;
}

.arithmetic-summands .arithmetic-bar {
  width: min(300px, 40cqw);
  height: 16px;
}

.arithmetic-go {
  padding: 1px 6px;
  border-color: transparent;
  background: transparent;
  font-size: 13px;
}

.arithmetic-scroll {
  overflow: auto;
  max-height: 330px;
  scrollbar-width: thin;
}

.arithmetic-beside {
  display: flex;
  flex-wrap: wrap;
  gap: 14px 26px;
  align-items: flex-start;
}

.arithmetic-chips,
.arithmetic-slice {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  margin: 10px 0 4px;
  list-style: none;
}

.arithmetic-chip {
  padding: 3px 10px;
  border: 1px solid var(--line);
}

.arithmetic-chip[data-seen="true"] {
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 12%, var(--paper));
}

.arithmetic-chip[data-seen="false"] {
  border-style: dashed;
  background: transparent;
  color: var(--quiet);
}

.arithmetic-chip[aria-current] {
  outline: 3px solid var(--accent);
  outline-offset: 1px;
}

.arithmetic-slice {
  gap: 0;
}

.arithmetic-slice li {
  display: grid;
  justify-items: center;
}

.arithmetic-slice .arithmetic-cell {
  height: 30px;
}

.arithmetic-slice small {
  color: var(--quiet);
  font-size: 13px;
}

.arithmetic-slice .arithmetic-chosen .arithmetic-cell {
  outline: 3px solid var(--accent);
  outline-offset: -1px;
}

.arithmetic-slice .arithmetic-chosen small {
  color: var(--text);
  font-weight: 650;
}
`;var nn=`/* Curves and vectors. */

.arithmetic-curve,
.arithmetic-turn {
  flex: none;
  max-width: 100%;
}

.arithmetic-tick {
  fill: var(--quiet);
  font: 13px var(--sans);
}

.arithmetic-rule,
.arithmetic-zero,
.arithmetic-line-of,
.arithmetic-guide,
.arithmetic-arc,
.arithmetic-before,
.arithmetic-after {
  fill: none;
  stroke: var(--line);
}

.arithmetic-zero {
  stroke: var(--quiet);
}

.arithmetic-line-of {
  stroke: var(--text);
  stroke-width: 2;
}

.arithmetic-guide,
.arithmetic-before {
  stroke: var(--accent);
  stroke-dasharray: 5 4;
}

.arithmetic-before {
  stroke: var(--quiet);
  stroke-width: 2;
}

.arithmetic-after {
  stroke: var(--accent);
  stroke-width: 3;
}

.arithmetic-tick.arithmetic-turned {
  fill: var(--accent);
  font-weight: 650;
}

.arithmetic-arc {
  stroke: var(--change);
  stroke-width: 2;
}

.arithmetic-point {
  fill: color-mix(in oklab, var(--quiet) 75%, transparent);
  stroke: var(--paper);
}

.arithmetic-point.arithmetic-chosen {
  fill: var(--accent);
  stroke-width: 2;
}

.arithmetic-go:hover {
  border-color: var(--accent);
}

.arithmetic-terms .arithmetic-go {
  margin-left: -7px;
}

.arithmetic-band {
  fill: color-mix(in oklab, var(--accent) 12%, var(--paper));
}

.arithmetic-count {
  fill: color-mix(in oklab, var(--quiet) 60%, var(--paper));
}

.arithmetic-middle {
  stroke: var(--quiet);
  stroke-width: 2;
}
`;var rn=`/* The product: a sum at the left, its column of W beside it; below it its row of X, and Y. */

.arithmetic-title {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 20px;
  align-items: center;
  justify-content: space-between;
  margin-bottom: 8px;
}

.arithmetic-letters {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 10px;
  align-items: center;
}

.arithmetic-letter {
  display: inline-flex;
  gap: 7px;
  align-items: center;
}

.arithmetic-letter b {
  min-width: 26px;
  padding: 1px 7px;
  border-radius: 6px;
  background: var(--raised);
  font: 650 16px / 1.5 var(--mono);
  text-align: center;
}

.arithmetic-letter[data-role="q"] b {
  background: #0072b2;
  color: #ffffff;
}

.arithmetic-letter[data-role="k"] b {
  background: #d55e00;
  color: #000000;
}

.arithmetic-letter[data-role="v"] b {
  background: #009e73;
  color: #000000;
}

.arithmetic-letter small {
  color: var(--quiet);
  font-size: 13px;
}

.arithmetic-tools {
  display: flex;
  gap: 6px;
}

.arithmetic-four {
  display: grid;
  grid-template-columns: max-content max-content;
  gap: 10px 14px;
  width: max-content;
}

.arithmetic-corner {
  min-width: 0;
}

.arithmetic-mark {
  position: absolute;
  top: 0;
  left: 0;
  font: 650 14px / var(--arithmetic-line) var(--mono);
}

.arithmetic-token:is(b) {
  color: var(--text);
  font: 650 14px / var(--arithmetic-line) var(--mono);
}

.arithmetic-line {
  display: flex;
  height: var(--arithmetic-line);
}

.arithmetic-w,
.arithmetic-y {
  position: relative;
  padding-left: 26px;
}

/* Where there is no room beside W, the terms are below. */
.arithmetic-narrow .arithmetic-corner {
  grid-row: 3;
  grid-column: 1 / -1;
  width: max-content;
}

.arithmetic-narrow .arithmetic-w {
  grid-row: 1;
  grid-column: 2;
}

.arithmetic-narrow :is(.arithmetic-x, .arithmetic-made) {
  grid-row: 2;
}

.arithmetic-made {
  position: relative;
  padding-top: var(--arithmetic-line);
}

.arithmetic-equals {
  position: absolute;
  top: calc(var(--arithmetic-line) + (100% - var(--arithmetic-line)) / 2 - 14px);
  left: 2px;
  color: var(--quiet);
  font-size: 20px;
}

.arithmetic-cell,
.arithmetic-name {
  flex: none;
  display: grid;
  place-items: center;
  width: var(--arithmetic-cell);
  border: 1px solid var(--paper);
  border-radius: 4px;
  font: 13px / 1 var(--mono);
  white-space: nowrap;
}

.arithmetic-name,
.arithmetic-token {
  display: block;
  overflow: hidden;
  color: var(--quiet);
  font: 13px / var(--arithmetic-line) var(--sans);
  text-align: center;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.arithmetic-token {
  flex: none;
  width: 92px;
  padding-right: 9px;
  text-align: right;
}

.arithmetic-name.arithmetic-chosen,
.arithmetic-token.arithmetic-chosen,
.arithmetic-name.arithmetic-lit,
.arithmetic-token.arithmetic-lit {
  color: var(--text);
  font-weight: 650;
}

.arithmetic-rest {
  background: repeating-linear-gradient(
    135deg,
    var(--raised) 0 5px,
    color-mix(in oklab, var(--line) 70%, var(--paper)) 5px 7px
  );
  color: var(--text);
}

.arithmetic-b {
  margin-top: 0;
}

.arithmetic-x .arithmetic-cell.arithmetic-lit,
.arithmetic-w .arithmetic-cell.arithmetic-lit {
  border: 2px solid var(--text);
  font-weight: 700;
}

.arithmetic-y .arithmetic-cell {
  cursor: pointer;
}

.arithmetic-y .arithmetic-asked {
  font-weight: 700;
}

.arithmetic-y .arithmetic-lit {
  position: relative;
  z-index: 1;
  outline: 3px solid var(--accent);
  outline-offset: -1px;
}

.arithmetic-y .arithmetic-edited {
  border: 2px solid var(--change);
}

.arithmetic-todo {
  position: relative;
}

.arithmetic-todo::after {
  content: "";
  position: absolute;
  inset: -1px;
  border: 1px solid var(--paper);
  border-radius: 4px;
  background: var(--raised);
}

.arithmetic-y:focus-visible {
  outline: none;
}

.arithmetic-y:focus-visible .arithmetic-lit {
  outline-width: 4px;
  box-shadow: 0 0 0 6px color-mix(in oklab, var(--accent) 35%, transparent);
}

.arithmetic-legend {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 6px;
  align-items: center;
  margin-top: 10px;
  color: var(--quiet);
  font-size: 13px;
}

.arithmetic-swatch {
  display: inline-block;
  width: 74px;
  height: 11px;
  border: 1px solid var(--line);
  border-radius: 3px;
}
`;var on=`/* The flow view: a head line, the text, the way to what is open, the picture with its titles, what is open below. */

.flow {
  padding: 4px 2px 8px;
}

.flow [hidden] {
  display: none;
}

.flow-head,
.flow-tools,
.flow-way,
.flow-legend,
.flow-card,
.flow-edits {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
}

.flow-head {
  margin-bottom: 8px;
}

.flow-tools {
  margin-left: auto;
}

.flow .size {
  color: var(--quiet);
}

.flow-way {
  margin: 8px 0 4px;
}

.flow-trail {
  display: flex;
  flex-wrap: wrap;
  gap: 4px;
  align-items: center;
  margin-right: auto;
  color: var(--quiet);
}

.flow-trail button {
  border-color: transparent;
  background: transparent;
  color: var(--accent);
  font-weight: 600;
}

.flow-trail [aria-current] {
  color: var(--text);
  font-weight: 650;
}

.flow-heads {
  margin: 4px 0 8px;
}

/* The titles lie over the canvas; only their buttons take the pointer. */
.flow-stage {
  position: relative;
  overflow: auto hidden;
  margin: 4px 0;
}

.flow-stage .pad {
  position: relative;
  display: inline-block;
  outline-offset: -2px;
}

.flow-stage canvas {
  display: block;
}

.flow-titles {
  position: absolute;
  inset: 0;
  pointer-events: none;
}

.flow-part {
  position: absolute;
  top: 2px;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: color-mix(in srgb, var(--raised) 55%, transparent);
}

.flow-part button {
  position: absolute;
  top: 3px;
  left: 50%;
  z-index: 1;
  padding: 1px 7px;
  transform: translateX(-50%);
  border-color: transparent;
  background: transparent;
  font-weight: 650;
  font-size: 13.5px;
  white-space: nowrap;
  pointer-events: auto;
}

.flow-part button::after {
  content: " ⤢";
  color: var(--quiet);
  font-weight: 400;
}

.flow-part button[aria-expanded="true"]::after {
  content: " ✕";
}

.flow-part button:hover {
  border-color: var(--accent);
}

.flow-tip {
  position: absolute;
  z-index: 3;
  width: max-content;
  padding: 6px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  box-shadow: 0 6px 20px rgb(0 0 0 / 16%);
  pointer-events: none;
}

.flow-tip .what {
  font-weight: 600;
}

.flow-tip .number {
  font: 600 15px / 1.5 var(--mono);
}

.flow-tip .term {
  font: 12.5px / 1.5 var(--mono);
}

.flow-tip .before {
  color: var(--change-text);
}

.flow-tip .facts {
  color: var(--quiet);
}

.flow-tip .path {
  overflow-wrap: anywhere;
  color: var(--quiet);
  font: 12px / 1.5 var(--mono);
}

.flow-legend {
  margin: 2px 0 8px;
  color: var(--quiet);
}

.flow-scale,
.flow-role {
  display: inline-flex;
  gap: 5px;
  align-items: center;
}

.flow-scale i {
  width: 84px;
  height: 10px;
  border: 1px solid var(--line);
  border-radius: 3px;
}

.flow-role i {
  width: 17px;
  border-radius: 4px;
  color: light-dark(#ffffff, #0b1420);
  font: 700 12px / 17px var(--sans);
  text-align: center;
}

.flow-card {
  margin: 8px 0 0;
  padding: 8px 12px;
  border: 1px solid var(--line);
  border-radius: 8px 8px 0 0;
  background: var(--raised);
}

.flow-card > button:last-child {
  margin-left: auto;
}

.flow-card select,
.flow-card input {
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
}

.flow-card input {
  width: 84px;
}

.flow-card .why {
  color: var(--quiet);
}

.flow-edits {
  margin-top: 8px;
  list-style: none;
}

.flow-edits li {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  padding: 2px 4px 2px 10px;
  border: 1px solid var(--change);
  border-radius: 14px;
}

.flow-edits li.off {
  border-style: dashed;
  color: var(--quiet);
}

.flow-edits button {
  padding: 0 6px;
  border-color: transparent;
  background: transparent;
}

.flow-hint {
  padding: 28px 8px;
  color: var(--quiet);
  font-size: 14px;
  text-align: center;
}

.flow-missing {
  flex-basis: 100%;
}

.flow-missing ul {
  padding-left: 20px;
}

.flow-words {
  display: flex;
  flex-basis: 100%;
  flex-wrap: wrap;
  gap: 4px 10px;
  align-items: center;
  margin: 2px 0 0;
}

.flow-words dt {
  color: var(--quiet);
}

.flow-words dd {
  display: flex;
  flex-wrap: wrap;
  gap: 4px;
  margin: 0;
}

.flow-words code {
  padding: 1px 7px;
  border: 1px solid var(--line);
  border-radius: 5px;
  background: var(--paper);
  font-size: 13px;
}
`;var sn=`/* The map of all heads, and the pager. */

.flow-heads {
  display: grid;
  gap: 8px;
  min-width: 0;
}

.flow-heads-bar {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 14px;
  align-items: center;
}

.flow-heads-bar h3 {
  font-size: 15px;
  font-weight: 650;
}

.flow-heads-legend {
  display: inline-flex;
  gap: 7px;
  align-items: center;
  margin-left: auto;
  color: var(--quiet);
}

.flow-heads-scale {
  width: 88px;
  height: 10px;
  border: 1px solid var(--line);
  border-radius: 3px;
}

.flow-heads-meaning {
  max-width: 92ch;
  color: var(--quiet);
}

.flow-heads-readout {
  min-height: 1.45em;
  font-variant-numeric: tabular-nums;
}

.flow-heads-window {
  overflow: auto;
  min-width: 0;
  max-height: 520px;
}

.flow-heads-legend[hidden],
.flow-heads-window[hidden],
.flow-heads-readout[hidden] {
  display: none;
}

.flow-heads .pad {
  position: relative;
  width: max-content;
  border-radius: 6px;
  cursor: pointer;
}

.flow-heads .pad:focus-visible {
  outline-offset: -2px;
}

.flow-heads canvas {
  display: block;
}

.flow-pager {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 18px;
  align-items: center;
  min-width: 0;
}

.flow-pager-part {
  display: inline-flex;
  gap: 4px;
  align-items: center;
  min-width: 0;
}

.flow-pager-part button {
  width: 28px;
  height: 28px;
  padding: 0;
  font-size: 17px;
  line-height: 1;
}

.flow-pager-now {
  min-width: 8.2em;
  padding: 0 4px;
  text-align: center;
  font-variant-numeric: tabular-nums;
}

.flow-pager-now b {
  font-size: 14px;
  font-weight: 650;
}

.flow-pager-range,
.flow-pager-shared {
  color: var(--quiet);
}

.flow-pager-shared {
  margin-left: -8px;
}

.flow-pager-shared[hidden] {
  display: none;
}

.flow-pager input[type="range"] {
  width: clamp(80px, 12vw, 180px);
  min-width: 0;
  margin: 0 0 0 6px;
  accent-color: var(--accent);
}
`;var an=`/* The card: one token's probability, worked out. */

.card {
  padding: 10px 14px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-size: 13px;
  font-variant-numeric: tabular-nums;
}

.card h3 {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 10px;
  align-items: baseline;
  margin-bottom: 8px;
  font-size: 13px;
}

.card h3 code {
  overflow: hidden;
  max-width: 100%;
  font-size: 15px;
  font-weight: 700;
  text-overflow: ellipsis;
}

.card h3 span {
  color: var(--quiet);
  font-weight: 400;
}

.card ol {
  display: grid;
  gap: 8px;
  margin: 0;
  padding: 0 0 0 18px;
}

.card li::marker {
  color: var(--quiet);
  font-weight: 650;
}

.card h4 {
  margin: 0;
  color: var(--quiet);
  font-size: 13px;
  font-weight: 600;
}

.card table {
  width: 100%;
  margin: 3px 0;
  border-collapse: collapse;
}

.card caption {
  color: var(--quiet);
  font-size: 13px;
  text-align: left;
}

.card :is(th, td) {
  padding: 1px 4px;
  text-align: right;
  white-space: nowrap;
}

.card th {
  overflow: hidden;
  max-width: 110px;
  font-weight: 400;
  text-align: left;
  text-overflow: ellipsis;
}

.card sup {
  font-size: 11.5px;
  line-height: 1;
}

.card .mine {
  background: color-mix(in oklab, var(--accent) 15%, transparent);
  font-weight: 650;
}

.card .total {
  border-top: 1px solid var(--line);
  font-weight: 650;
}

.card [data-out] {
  color: var(--bad);
}

.card b[data-value] {
  color: var(--accent);
  font-size: 14px;
}

@container (max-width: 1000px) {
  .card ol {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 30px;
  }
}

@container (max-width: 520px) {
  .card ol {
    grid-template-columns: minmax(0, 1fr);
  }
}
`;var ln=`/* The view as a whole: the text, the settings, the draws, the way step by step. */

.sampling {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.sampling [hidden],
.sampling-panel [hidden] {
  display: none;
}

header {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  margin-bottom: 8px;
}

.size,
.hint,
.rough {
  color: var(--quiet);
}

header .select {
  margin-left: auto;
}

.place {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 8px;
  align-items: center;
  margin-bottom: 10px;
}

.place button {
  padding: 3px 9px;
}

/* The end of the text is what matters: it is cut at its beginning. */
.context {
  display: flex;
  gap: 2px;
  justify-content: flex-end;
  overflow: hidden;
  padding: 4px 6px;
  border-radius: 6px;
  background: var(--raised);
  font: 13px / 22px var(--mono);
  white-space: pre;
}

.context span,
.context .next {
  flex: none;
  padding: 0 4px;
  border-radius: 4px;
  background: var(--paper);
}

.context span:first-child {
  margin-right: 0;
}

.context .next {
  min-width: 28px;
  margin-right: auto;
  border: 1px solid var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  line-height: 20px;
  text-align: center;
}

.settings {
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 8px 20px;
  margin-bottom: 10px;
}

.slider {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 76px;
  gap: 2px 8px;
  align-items: center;
}

.slider .name {
  display: flex;
  gap: 6px;
  align-items: center;
  font-weight: 600;
}

.slider input[type="checkbox"],
.overlay input {
  margin: 0;
  accent-color: var(--accent);
}

.slider input[type="number"],
.seed input,
.tools input[type="search"] {
  min-width: 0;
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
  font-variant-numeric: tabular-nums;
}

.slider input::placeholder,
.tools input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.rail {
  grid-column: 1 / -1;
  height: 22px;
}

.rail input {
  width: 100%;
  height: 22px;
  margin: 0;
  background:
    linear-gradient(
      90deg,
      var(--accent) var(--at, 0%),
      color-mix(in oklab, var(--quiet) 40%, var(--paper)) var(--at, 0%)
    )
    0 50% / 100% 4px no-repeat;
  appearance: none;
  cursor: pointer;
}

.rail input::-webkit-slider-thumb {
  width: 16px;
  height: 16px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
  appearance: none;
}

.rail input::-moz-range-thumb {
  width: 12px;
  height: 12px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
}

.rail input:is([data-off] *) {
  background: linear-gradient(var(--line), var(--line)) 0 50% / 100% 4px no-repeat;
}

.slider[data-off] .rail input::-webkit-slider-thumb {
  background: var(--paper);
  box-shadow: 0 0 0 1px var(--quiet);
}

.slider[data-off] .rail input::-moz-range-thumb {
  background: var(--paper);
  box-shadow: 0 0 0 1px var(--quiet);
}

.sampler {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 8px;
  align-items: center;
  margin-bottom: 10px;
}

.primary:not([aria-disabled="true"]) {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
  font-weight: 600;
}

.seed {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  margin-left: 6px;
  color: var(--quiet);
}

.seed input {
  width: 92px;
}

.drawn {
  margin-left: 6px;
}

.drawn code {
  padding: 2px 6px;
  border: 1px solid var(--change);
  border-radius: 4px;
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  font-weight: 700;
}

.drawn[data-none] {
  color: var(--quiet);
}

.nothing {
  display: none;
  padding: 10px 12px;
  border: 1px solid var(--bad);
  border-radius: 6px;
  color: var(--bad);
}

.sampling-panel:not([data-usable]) .nothing {
  display: block;
}

.sampling-panel:not([data-usable]) .halves {
  display: none;
}

/* One step after the other, an arrow between them; then what came of it. */
.summary {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 0;
  margin-bottom: 10px;
  list-style: none;
}

.summary li {
  display: grid;
  position: relative;
  padding: 3px 24px 4px 12px;
  background: var(--raised);
  line-height: 1.3;
}

.summary li:first-child {
  border-radius: 6px 0 0 6px;
}

.summary li:not(.fact, :has(+ .fact))::after {
  content: "›";
  position: absolute;
  top: 8px;
  right: 6px;
  color: var(--quiet);
  font-size: 16px;
}

.summary li:has(+ .fact):not(.fact) {
  padding-right: 14px;
  border-radius: 0 6px 6px 0;
}

.summary .fact {
  padding-right: 4px;
  background: none;
}

.summary span {
  color: var(--quiet);
  font-size: 13px;
}

.summary b {
  font-weight: 650;
  font-variant-numeric: tabular-nums;
}

@container (max-width: 900px) {
  .settings {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;var cn=`/* The rows: what becomes of a logit, from left to right. */

.halves {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 300px;
  gap: 14px;
  align-items: start;
}

.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  margin-bottom: 6px;
}

.tools input[type="search"] {
  width: 190px;
}

.hits {
  color: var(--quiet);
  font-size: 13px;
}

.overlay {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  margin-left: auto;
  cursor: pointer;
}

.key {
  display: inline-flex;
  gap: 12px;
  font-size: 13px;
  font-variant-numeric: tabular-nums;
}

.stroke {
  display: inline-block;
  width: 22px;
  height: 0;
  margin: 0 5px 3px 0;
  border-top: 2px solid var(--tone);
}

.t0 {
  --tone: light-dark(#7a2ea0, #d9a2f5);
}

.t1 {
  --tone: light-dark(#00695c, #59d6c2);
}

.t2 {
  --tone: light-dark(#a3195b, #ff9cc2);
}

.t3 {
  --tone: light-dark(#5b4a00, #e6cf5c);
}

/* Told apart without hue, too. */
.t1 .stroke {
  border-top-style: dashed;
}

.t2 .stroke,
.t3 .stroke {
  border-top-style: dotted;
}

.lines {
  grid-column: -2 / -1;
  width: 100%;
  height: 100%;
  overflow: visible;
}

[data-drawn] .lines {
  grid-column: -3 / -2;
}

.line {
  fill: none;
  stroke: var(--tone);
  stroke-width: 1.75;
  vector-effect: non-scaling-stroke;
}

.line.t1 {
  stroke-dasharray: 7 4;
}

.line.t2 {
  stroke-dasharray: 2 3;
}

.line.t3 {
  stroke-dasharray: 9 3 2 3;
}

.window {
  overflow: auto;
  height: 420px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-size: 13px;
  font-variant-numeric: tabular-nums;
  scrollbar-width: thin;
}

.window:focus-visible {
  outline-offset: -1px;
}

.top {
  position: sticky;
  z-index: 2;
  top: 0;
}

.body {
  position: relative;
}

.row {
  display: grid;
  grid-template-columns: 46px minmax(92px, 0.9fr) 66px 66px 72px 66px 78px 82px minmax(60px, 2fr);
  gap: 0 8px;
  align-items: center;
  height: 26px;
  padding: 0 10px 0 6px;
}

[data-drawn] .row {
  grid-template-columns: 46px minmax(92px, 0.9fr) 66px 66px 72px 66px 78px 82px minmax(60px, 2fr) 48px;
}

.body .row {
  position: absolute;
  right: 0;
  left: 0;
}

.body .over {
  z-index: 1;
  pointer-events: none;
}

.over[hidden] {
  display: none;
}

.heading {
  border-bottom: 1px solid var(--line);
  background: var(--raised);
  color: var(--quiet);
  font-size: 13px;
}

.row > span {
  overflow: hidden;
  text-align: right;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.heading .short {
  display: none;
}

.row > .token,
.row > .cut {
  text-align: left;
}

.row > .token code {
  font-size: 13px;
}

.rank,
.body .cut {
  color: var(--quiet);
}

.body .rank {
  font-size: 13px;
}

.body .chance {
  font-weight: 650;
}

.body .count {
  color: var(--change-text);
  font-weight: 650;
}

.window:not([data-drawn]) .count {
  display: none;
}

.row > .bar {
  position: relative;
  align-self: stretch;
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.heading > .bar {
  background: none;
  line-height: 26px;
}

.heading > .bar::before {
  content: "0";
  float: left;
}

.heading > .bar::after {
  content: attr(data-reach);
}

.bar i {
  position: absolute;
  top: 6px;
  left: 0;
  height: 14px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-drawn] .bar i.probability {
  top: 4px;
  height: 9px;
}

.bar i.share {
  top: 15px;
  height: 7px;
  background: var(--change);
}

/* Struck out, and not only fainter: what a cut takes away. */
.row[data-out] > :is(.token, .logit, .scaled, .soft, .sum) {
  color: var(--quiet);
  text-decoration: line-through;
}

.row[data-out] > .chance {
  color: var(--quiet);
  font-weight: 400;
}

.body .row:hover {
  background: color-mix(in oklab, var(--accent) 9%, transparent);
}

.row[aria-selected="true"] {
  background: color-mix(in oklab, var(--accent) 15%, transparent);
  box-shadow: inset 3px 0 var(--accent);
}

.row[data-last] > .token code {
  padding: 1px 5px;
  border-radius: 4px;
  box-shadow: inset 0 0 0 1px var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  font-weight: 700;
}

.rough {
  margin-top: 4px;
  font-size: 13px;
}

@container (max-width: 1000px) {
  .halves {
    grid-template-columns: minmax(0, 1fr);
  }

  .window {
    height: 340px;
  }
}

@container (max-width: 860px) {
  .row {
    grid-template-columns: minmax(88px, 0.9fr) 60px 60px 64px 60px 70px 80px minmax(60px, 2fr);
  }

  [data-drawn] .row {
    grid-template-columns: minmax(88px, 0.9fr) 60px 60px 64px 60px 70px 80px minmax(60px, 2fr) 46px;
  }

  .row > .rank {
    display: none;
  }
}

/* The card has what is left out here. */
@container (max-width: 660px) {
  .row {
    grid-template-columns: minmax(64px, 1fr) 56px 56px 60px minmax(60px, 1.6fr);
    gap: 0 6px;
  }

  [data-drawn] .row {
    grid-template-columns: minmax(64px, 1fr) 54px 54px 58px minmax(60px, 1.4fr) 30px;
  }

  .row > :is(.rank, .scaled, .soft, .sum) {
    display: none;
  }

  .heading .short {
    display: inline;
  }

  .heading .long {
    display: none;
  }
}

@media (forced-colors: active) {
  .bar i,
  .line {
    forced-color-adjust: none;
  }
}
`;var hn=`/* The end of the flow, opened; what is inside looks as in the view of its own. */

.flow-outcome {
  min-width: 0;
}

.flow-outcome h3 {
  font-size: 15px;
  font-weight: 650;
}

.flow-outcome .size,
.flow-outcome .hint {
  font-size: 13px;
}
`;var dn=[...[ln,cn,an].map(n=>`.flow-outcome {
${n}
}`),hn];var un=`/* The text at the beginning, in one line: examples, the field with the next token after it, what can be done. */

.flow-text {
  container-type: inline-size;
  margin-bottom: 10px;
  font-size: 14px;
}

.flow-text [hidden] {
  display: none;
}

.flow-text-line {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 8px;
  align-items: start;
}

.flow-text button {
  min-height: 36px;
  padding: 5px 12px;
  white-space: nowrap;
}

.flow-text-buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 8px;
  align-items: center;
}

.flow-text-field {
  min-width: 0;
}

/* Text and mirror lie in one place; the mirror, which has the token behind the text, gives the height. */
.flow-text-paper {
  display: grid;
  overflow-y: auto;
  max-height: 112px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  scrollbar-width: thin;
}

.flow-text-paper:hover {
  border-color: var(--accent);
}

.flow-text-paper:focus-within {
  border-color: var(--accent);
  box-shadow: 0 0 0 2px color-mix(in oklab, var(--accent) 35%, transparent);
}

.flow-text-field[data-typed] .flow-text-paper {
  border-color: var(--change);
}

.flow-text-paper:has([aria-invalid]) {
  border-color: var(--bad);
}

.flow-text-mirror,
.flow-text-input {
  grid-area: 1 / 1;
  min-width: 0;
  margin: 0;
  padding: 5px 12px;
  border: 0;
  background: none;
  font: 16px / 24px var(--sans);
  font-kerning: none;
  font-variant-ligatures: none;
  letter-spacing: 0;
  overflow-wrap: anywhere;
  tab-size: 4;
  white-space: pre-wrap;
}

.flow-text-input {
  overflow: hidden;
  width: 100%;
  height: 100%;
  color: var(--text);
  outline: none;
  resize: none;
}

.flow-text-input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.flow-text-mirror {
  pointer-events: none;
}

.flow-text-before {
  visibility: hidden;
}

.flow-text-ghost b {
  border-bottom: 2px dashed var(--change);
  color: var(--change-text);
  font-weight: inherit;
}

.flow-text-ghost i {
  display: inline-block;
  margin-left: 8px;
  padding: 0 7px;
  border-radius: 9px;
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  color: var(--change-text);
  font: 13px / 18px var(--sans);
  white-space: nowrap;
}

.flow-text-field[data-busy] .flow-text-ghost {
  opacity: 0.45;
}

/* As wide whatever the token, so that the text beside it keeps its lines. */
.flow-text-add {
  width: 11em;
}

.flow-text-add b {
  display: inline-block;
  overflow: hidden;
  max-width: 7em;
  text-overflow: ellipsis;
  vertical-align: bottom;
  white-space: pre;
}

.flow-text-add:not([aria-disabled="true"]) {
  border-color: var(--change);
  color: var(--change-text);
}

.flow-text-size {
  min-width: 9.5em;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.flow-text-size[data-over] {
  color: var(--bad);
  font-weight: 700;
}

.flow-text-problem {
  margin-top: 6px;
  color: var(--bad);
  font-weight: 600;
  overflow-wrap: anywhere;
}

.flow-text-examples {
  position: relative;
}

.flow-text-list {
  position: absolute;
  z-index: 8;
  top: 40px;
  left: 0;
  overflow: auto;
  width: max-content;
  max-width: min(640px, 96cqw);
  padding: 4px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
}

.flow-text-list button {
  display: grid;
  grid-template-columns: 9.5em minmax(0, 1fr);
  gap: 12px;
  width: 100%;
  border-color: transparent;
  background: transparent;
  text-align: left;
  white-space: normal;
}

.flow-text-list b {
  color: var(--quiet);
  font-weight: 500;
}

.flow-text-list button:is(:hover, :focus-visible) {
  background: var(--raised);
}

@container (max-width: 980px) {
  .flow-text-line {
    grid-template-columns: auto minmax(0, 1fr);
  }

  .flow-text-buttons {
    grid-column: 1 / -1;
  }
}

@container (max-width: 480px) {
  .flow-text-line {
    grid-template-columns: minmax(0, 1fr);
  }

  .flow-text-list button {
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
  }
}

/* The field lies over its mirror, which a background of the system's would hide. */
@media (forced-colors: active) {
  .flow-text-input {
    color: CanvasText;
    forced-color-adjust: none;
  }
}
`;function l(n,t={},...e){let i=document.createElement(n);for(let[r,o]of Object.entries(t))x(i,r,o);return i.append(...e),i}function x(n,t,e){if(e===!1||e===null||e===void 0){n.hasAttribute(t)&&n.removeAttribute(t);return}let i=e===!0?"":String(e);n.getAttribute(t)!==i&&n.setAttribute(t,i)}async function _t(n){try{return await navigator.clipboard.writeText(n),!0}catch{return ur(n)}}function ur(n){let t=document.activeElement,e=l("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});e.value=n,document.body.append(e),e.select();let i=document.execCommand?.("copy")??!1;return e.remove(),t instanceof HTMLElement&&t.focus(),i}function M(n,t,e,i){let r=l("button",{type:"button",title:t||null},n);return r.addEventListener("click",()=>pr(r)&&e(),{signal:i}),r}function L(n,t,e=""){x(n,"aria-disabled",String(!t)),n.dataset.title??=n.title,x(n,"title",(t?"":e)||n.dataset.title||null)}function pr(n){return n.getAttribute("aria-disabled")!=="true"}var mr=["a","c","v","x","y","z"],fr=["text","search","number"];function pn(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&fr.includes(n.type)}function qt(n){return n.ctrlKey||n.metaKey?mr.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function mn(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function fn(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function mt({row:n,column:t},{rows:e,columns:i},r){let o=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||o&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return pt({row:n,column:t-1},{rows:e,columns:i});case"ArrowRight":return pt({row:n,column:t+1},{rows:e,columns:i});case"ArrowUp":return pt({row:n-1,column:t},{rows:e,columns:i});case"ArrowDown":return pt({row:n+1,column:t},{rows:e,columns:i});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?e-1:n,column:i-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:e-1,column:t};default:return null}}function pt({row:n,column:t},{rows:e,columns:i}){return{row:Math.max(0,Math.min(e-1,n)),column:Math.max(0,Math.min(i-1,t))}}function E(n,...t){return t.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function Lt(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let t=n.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:n.shiftKey?"redo":"undo"}var gr=["Enter"," ","Delete","Backspace"],gn=[{row:0,column:0},{rows:1,columns:1}];function bn(n,t){let e=i=>{let r=i.composedPath();r.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",br(i,r[0]))};window.addEventListener("keydown",e,{capture:!0,signal:t})}function br(n,t){return pn(t)?qt(n):mn(n)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&fn(n)||t instanceof Element&&t.closest("[data-shifted]")!==null&&xr(n)?!0:mt(...gn,n)!==null||E(n,...gr)||Lt(n)!==null}function xr(n){let{ctrlKey:t,metaKey:e,altKey:i,key:r}=n;return n.shiftKey&&mt(...gn,{key:r,ctrlKey:t,metaKey:e,altKey:i,shiftKey:!1})!==null}function y(n){if(!Number.isFinite(n))return yn(n);for(let t=6;t<9;t++){let e=Number(n.toPrecision(t));if(Math.fround(e)===n)return xn(e)}return xn(Number(n.toPrecision(9)))}function xn(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function rt(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):yn(n)}function yn(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function H(n,t,e=`${t}s`){return`${n} ${n===1?t:e}`}var yr=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],wr=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function kn(n,t){let e=t==="light"?yr:wr,i=n*(e.length-1),r=Math.min(Math.floor(i),e.length-2),o=wn(vn(e[r]??"#000000")),s=wn(vn(e[r+1]??"#000000"));return kr(vr(o,s,i-r))}function $e(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function Ae(n){let t=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,t))}function vr(n,t,e){return[n[0]+(t[0]-n[0])*e,n[1]+(t[1]-n[1])*e,n[2]+(t[2]-n[2])*e]}function wn([n,t,e]){let[i,r,o]=[$e(n),$e(t),$e(e)],s=Math.cbrt(.4122214708*i+.5363325363*r+.0514459929*o),a=Math.cbrt(.2119034982*i+.6806995451*r+.1073969566*o),c=Math.cbrt(.0883024619*i+.2817188376*r+.6299787005*o);return[.2104542553*s+.793617785*a-.0040720468*c,1.9779984951*s-2.428592205*a+.4505937099*c,.0259040371*s+.7827717662*a-.808675766*c]}function kr([n,t,e]){let i=(n+.3963377774*t+.2158037573*e)**3,r=(n-.1055613458*t-.0638541728*e)**3,o=(n-.0894841775*t-1.291485548*e)**3;return[Ae(4.0767416621*i-3.3077115913*r+.2309699292*o),Ae(-1.2684380046*i+2.6097574011*r-.3413193965*o),Ae(-.0041960863*i-.7034186147*r+1.707614701*o)]}function vn(n){let t=Number.parseInt(n.slice(1),16);return[(t>>16)/255,(t>>8&255)/255,(t&255)/255]}var Mr=["text","quiet","line","paper","raised","accent","change","bad"],zt=256,Sr={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Ne(n){let t=l("span",{style:"display:none"});(n.shadowRoot??n).append(t);let e=o=>(t.style.color=o,getComputedStyle(t).color),i=e("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",r=Object.fromEntries(Mr.map(o=>[o,e(`var(--${o})`)]));return t.remove(),{...r,dark:i,...Er(i?"dark":"light")}}function Sn(n,t,e,i){let r=()=>t.clientWidth>0&&!i.aborted,o=()=>r()?e():requestAnimationFrame(()=>r()&&e()),s=new MutationObserver(o);if(s.observe(n,{attributes:!0,attributeFilter:["style"]}),i.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,c=new ResizeObserver(()=>{t.clientWidth!==a&&(a=t.clientWidth,r()&&e())});c.observe(t),i.addEventListener("abort",()=>c.disconnect())}function Er(n){let t=Array.from({length:zt},(e,i)=>i/(zt-1));return{sequential:t.map(e=>Tr(kn(e,n))),diverging:t.map(e=>Lr(Sr[n],e)),hole:n==="light"?[120,0,230]:[150,60,255]}}function ft(n,t,e){if(!Number.isFinite(t))return n.hole;let i=e===null?t:.5+t/(2*e||1),r=Math.round(Math.min(1,Math.max(0,i))*(zt-1));return(e===null?n.sequential:n.diverging)[r]??n.hole}function En([n,t,e]){let i=[n,t,e].map(o=>(o/255)**2.2);return .2126*(i[0]??0)+.7152*(i[1]??0)+.0722*(i[2]??0)>.18?"#000000":"#ffffff"}function Y([n,t,e],i=1){return`rgb(${n} ${t} ${e} / ${i})`}function gt(n){return`linear-gradient(90deg, ${Array.from({length:9},(e,i)=>Y(n[Math.round(i/8*(zt-1))]??[0,0,0])).join(", ")})`}function Tr(n){return n.map(t=>Math.round(t*255))}function Lr(n,t){let e=t*(n.length-1),i=Math.min(Math.floor(e),n.length-2),[r,o]=[Mn(n[i]??"#000000"),Mn(n[i+1]??"#000000")];return r.map((s,a)=>Math.round(s+((o[a]??0)-s)*(e-i)))}function Mn(n){let t=Number.parseInt(n.slice(1),16);return[t>>16,t>>8&255,t&255]}function Tn(n,t,e){try{t()}catch(i){n.append(ht(ct(i),e))}}function ct(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function ht({message:n,details:t},e){let i=l("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=l("div",{},l("p",{},n));t&&r.append(l("details",{},l("summary",{},"Details"),l("pre",{tabindex:0},t)));let o=l("div",{class:"error",role:"alert"},r,i);return i.addEventListener("click",()=>o.remove(),{signal:e}),o}var X=class extends Error{details;constructor(t,e){super(t),this.name="KernelError",this.details=e}},Ln=8e3;function Q(n,t,e){let i=new Map,r=Math.random().toString(36).slice(2),o=0;return R(n,"msg:custom",c=>{let h=i.get(c?.id);h!==void 0&&(i.delete(c.id),clearTimeout(h.timer),c.kind==="error"?h.fail(new X(c.message,c.details)):h.done())},e),R(n,"change:_progress",()=>{for(let c of i.values())clearTimeout(c.timer),c.timer=setTimeout(t,Ln)},e),e.addEventListener("abort",()=>{for(let{timer:c}of i.values())clearTimeout(c);i.clear()}),(c,h={})=>new Promise((d,u)=>{let p=`${r}-${++o}`;i.set(p,{done:d,fail:u,timer:setTimeout(t,Ln)}),n.send({kind:c,id:p,...h})})}var $n=new WeakMap;function R(n,t,e,i){n.on(t,e);let r=$n.get(i),o=()=>n.off(t,e);if(r){r.push(o);return}let s=[o];$n.set(i,s),i.addEventListener("abort",()=>{for(let a of s)a()})}var $r="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",Dt=class{messages=l("div",{class:"messages"});status=l("p",{class:"status",role:"status"});#t;#e;#n;#i=null;constructor(t,e){this.#t=t,this.#n=e,this.#e=Q(t,()=>this.#a(),e);for(let i of["_error","_screen"])R(t,`change:${i}`,()=>this.#o(),e);R(t,"change:_progress",()=>this.#s(),e),this.#o()}async ask(t,e={},{quiet:i=!1}={}){try{return await this.#e(t,e),i?this.#s():this.#o(),!0}catch(r){return this.fail(r),!1}}fail(t){let{message:e,details:i}=ct(t);this.#r({message:e,details:t instanceof X?t.details:i})}notice(t){this.messages.replaceChildren(l("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#o(){let{message:t,details:e}=this.#t.get("_error")??{};t?this.#r({message:t,details:e}):this.messages.replaceChildren()}#a(){this.notice($r),this.#i=this.messages.firstElementChild}#s(){this.#i?.remove(),this.#i=null}#r(t){this.messages.replaceChildren(ht(t,this.#n))}};function v(n){let t=Pe(n,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function ot(n){let t=Pe(n,8);return new Float64Array(t.buffer,t.byteOffset,t.byteLength/8)}function bt(n){let t=Pe(n,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function Pe(n,t){let e=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(e.byteLength%t!==0)throw new RangeError(`${e.byteLength} bytes are no whole number of ${t}-byte values`);return e.byteOffset%t===0?e:e.slice()}var Ar=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Nr(n){if(n==="")return{spaces:0,text:"∅"};let t=n.length-n.trimStart().length,e=/^ *$/.test(n.slice(0,t))?t:0;return{spaces:e,text:Array.from(n.slice(e),Pr).join("")}}function T(n){let{spaces:t,text:e}=Nr(n);return"·".repeat(t)+e}function S(n){return JSON.stringify(n)}function Pr(n){let t=Ar.get(n);if(t!==void 0)return t;let e=n.codePointAt(0)??0;return e<32?String.fromCodePoint(9216+e):e===127?"␡":n}var Ft=class{constructor(t){this.raw=t;let[e=Number.NaN,i=Number.NaN,r=Number.NaN,o=Number.NaN]=ot(t.sums);[this.total,this.value,this.bias,this.rest]=[e,i,r,o];let[s,a,c]=[t.terms.left,t.terms.right,t.terms.product].map(ot);this.terms=t.terms.names.map((d,u)=>({name:d,index:t.terms.indices[u]??u,left:s?.[u]??Number.NaN,right:a?.[u]??Number.NaN,product:c?.[u]??Number.NaN}));let h=ot(t.numbers.values);this.#t=new Map(t.numbers.names.map((d,u)=>[d,h[u]??Number.NaN]))}raw;total;value;bias;rest;terms;#t;number(t){return this.#t.get(t)??Number.NaN}has(t){return this.#t.has(t)}token(t){let e=this.raw.tokens[t];return e===void 0?`token ${t}`:T(e)}isAt(t){let e=({step:i,position:r,dimension:o,head:s})=>`${i} ${r} ${o} ${s}`;return t!==null&&e(this.raw)===e(t.raw)}source(t,e){let i=/\[([\d, ]+)\]$/.exec(t)?.[1]?.split(",").map(Number),[r]=this.raw.inputs;if(i===void 0||r===void 0)return null;let o=i.at(-1)??0;return this.raw.kind!=="linear"?[r,e,o,this.raw.head]:[r,e,o,i.length===2?i[0]??0:null]}beside(t,e){return[this.raw.step,t,e,this.raw.head]}},xt=class{constructor(t,e){this.values=t;this.columns=e}values;columns;at(t,e){return this.values[t*this.columns+e]??Number.NaN}reach(){let t=0;for(let e of this.values)Number.isFinite(e)&&Math.abs(e)>t&&(t=Math.abs(e));return t}},Wt=class{constructor(t,e){this.grid=t;this.terms=e;let{inner:i,columns:r}=t;this.x=new xt(v(t.x),i.length),this.w=new xt(v(t.w),r.length),this.y=new xt(v(t.y),r.length),this.bias=t.b===null?null:v(t.b),this.#t=new xt(ot(t.rest),r.length),this.others=t.others+i.length-e}grid;terms;x;w;y;bias;others;#t;term(t,e,i){return this.x.at(t,i)*this.w.at(i,e)}rest(t,e){let i=this.#t.at(t,e);for(let r=this.terms;r<this.grid.inner.length;r++)i+=this.term(t,e,r);return i}running(t,e){let i=[],r=0;for(let o=0;o<this.terms;o++)r+=this.term(t,e,o),i.push(r);return this.others>0&&(r+=this.rest(t,e),i.push(r)),this.bias!==null&&i.push(r+(this.bias[e]??0)),i}changed(t,e){let{changed:i,columns:r}=this.grid,o=t*r.length+e,s=i instanceof ArrayBuffer?new Uint8Array(i):i;return new Uint8Array(s.buffer,s.byteOffset,s.byteLength)[o]===1}};function k(n,t={},...e){let i=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[r,o]of Object.entries(t))o!==null&&i.setAttribute(r,String(o));return i.append(...e),i}function $t(n,t,e){let i=n.filter(Number.isFinite),r=i.reduce((h,d)=>Math.min(h,d),0),o=i.reduce((h,d)=>Math.max(h,d),r+1e-9),s=(o-r)*.04,[a,c]=[r-s,o+s];return{at:h=>t+(h-a)/(c-a)*(e-t),ticks:Cr(a,c)}}function Cr(n,t){let e=(t-n)/6,i=10**Math.floor(Math.log10(e)),r=[1,2,5,10].map(s=>s*i).find(s=>s>=e)??e,o=[];for(let s=Math.ceil(n/r);s*r<=t;s++)o.push(Number((s*r).toPrecision(6)));return o}function At(n){return String(n).replace("-","−")}function B(...n){return l("p",{class:"arithmetic-equation"},...n.map(Ce))}function Ce(n){return typeof n=="string"?l("span",{class:"arithmetic-sign"},n):n instanceof Node?n:l("span",{class:"arithmetic-number"},l("b",{},y(n[0])),l("small",{},n[1]))}function An(n,t){return l("span",{class:"arithmetic-fraction"},l("span",{},...n.map(Ce)),l("span",{},...t.map(Ce)))}function J(n,t){return Object.is(Math.fround(n),t)||n===t?["=",[t,"this number"]]:["=",[n,"the sum"],"→",[t,"as the model has rounded it"]]}function Kt(n,t,e=""){let i=t>0&&Number.isFinite(n)?Math.min(1,Math.abs(n)/t):0,r=l("i",{class:n<0?"arithmetic-less":"arithmetic-more"});return r.style.width=`${i*50}%`,l("span",{class:"arithmetic-bar",title:e||null,"aria-hidden":"true"},r)}function yt(n){return n===""?l("td",{}):l("th",{scope:"col"},n)}function He(n){if(!Number.isFinite(n))return y(n);let t=Math.abs(n),e=n<0?"−":"";return t===0?"0":t>=99.5?e+t.toFixed(0):t>=9.95?e+t.toFixed(1):t>=.0995?e+t.toFixed(2).replace(/^0/,""):t>=95e-5?e+t.toFixed(3).replace(/^0/,""):`${e}${t.toExponential(0)}`}function It(n,t,e,i){let r=ft(i,t,e);n.style.background=Y(r),n.style.color=En(r),n.textContent=He(t)}var[Nt,wt]=[520,280],W={left:58,right:16,top:14,bottom:44};function Nn(n,t,e){let[i,r]=[v(t.x),v(t.y)],[o,s]=[v(t.inputs),v(t.outputs)],a=$t([...i,...o],W.left,Nt-W.right),c=$t([...r,...s],wt-W.bottom,W.top),h=k("svg",{class:"arithmetic-curve",viewBox:`0 0 ${Nt} ${wt}`,width:Nt,height:wt,role:"img","aria-label":`${n.raw.note||n.raw.formula}: the curve, and the points of ${o.length} tokens`});h.append(...Rr(a,c,n));let d=Array.from(i,(f,g)=>`${g===0?"M":"L"}${a.at(f)} ${c.at(r[g]??0)}`);h.append(k("path",{class:"arithmetic-line-of",d:d.join("")})),t.positions.forEach((f,g)=>{let b=Number.isFinite(o[g])&&Number.isFinite(s[g]);g!==t.chosen&&b&&h.append(Hr(n,f,o[g],s[g],a,c))});let[u,p]=[a.at(o[t.chosen]??0),c.at(s[t.chosen]??0)];h.append(k("path",{class:"arithmetic-guide",d:`M${u} ${wt-W.bottom}V${p}H${W.left}`}),k("circle",{class:"arithmetic-point arithmetic-chosen",cx:u,cy:p,r:6}));let m=l("table",{class:"arithmetic-list"},l("thead",{},l("tr",{},...["token","in","out"].map(f=>yt(f)))),l("tbody",{},...t.positions.map((f,g)=>{let b=l("button",{type:"button",class:"arithmetic-go"},n.token(f));b.addEventListener("click",()=>e(f));let w=g===t.chosen;return l("tr",{class:w?"arithmetic-chosen":null,"aria-current":w?"true":null},l("th",{scope:"row"},b),l("td",{},y(o[g]??Number.NaN)),l("td",{},y(s[g]??Number.NaN)))})));return l("div",{class:"arithmetic-beside"},h,l("div",{class:"arithmetic-scroll"},m))}function Hr(n,t,e=0,i=0,r,o){let s=k("title",{},`${n.token(t)} (${t}): ${y(e)} → ${y(i)}`);return k("circle",{class:"arithmetic-point",cx:r.at(e),cy:o.at(i),r:4},s)}function Rr(n,t,e){let[i,r]=[wt-W.bottom,W.left],o=[];for(let c of n.ticks){let h=n.at(c);o.push(k("path",{class:c===0?"arithmetic-zero":"arithmetic-rule",d:`M${h} ${W.top}V${i}`}),k("text",{class:"arithmetic-tick",x:h,y:i+17,"text-anchor":"middle"},At(c)))}for(let c of t.ticks){let h=t.at(c),d=`M${r} ${h}H${Nt-W.right}`;o.push(k("path",{class:c===0?"arithmetic-zero":"arithmetic-rule",d}),k("text",{class:"arithmetic-tick",x:r-7,y:h+4,"text-anchor":"end"},At(c)))}let s=(r+Nt-W.right)/2,a=e.raw.inputs[0]??"in";return o.push(k("text",{class:"arithmetic-tick",x:s,y:wt-8,"text-anchor":"middle"},`in: ${a}`),k("text",{class:"arithmetic-tick",x:14,y:(W.top+i)/2,"text-anchor":"middle",transform:`rotate(-90 14 ${(W.top+i)/2})`},`out: ${e.raw.step}`)),o}var K=320,Pn=104;function Hn(n,t){let[e,i]=[t.before,t.after].map(m=>Array.from(v(m))),[r,o]=t.dimensions,[s,a]=[e??[0,0],i??[0,0]],c=Math.max(Math.hypot(...s),Math.hypot(...a))||1,h=([m,f],g=Pn/c)=>[K/2+m*g,K/2-f*g],d=n.number("angle"),u=`(${s.map(y).join(", ")}) turned by ${y(d)} rad to (${a.map(y).join(", ")})`,p=K/2;return k("svg",{class:"arithmetic-turn",viewBox:`0 0 ${K} ${K}`,width:K,height:K,role:"img","aria-label":`dimensions ${r} and ${o}: ${u}`},k("circle",{class:"arithmetic-rule",cx:p,cy:p,r:Pn*(Math.hypot(...s)/c)}),k("path",{class:"arithmetic-zero",d:`M14 ${p}H${K-14}M${p} 14V${K-14}`}),k("text",{class:"arithmetic-tick",x:K-14,y:p-6,"text-anchor":"end"},`${r}`),k("text",{class:"arithmetic-tick",x:p+7,y:24},`${o}`),k("path",{class:"arithmetic-arc",d:Br(s,d)}),...Cn("arithmetic-before",h(s),"before"),...Cn("arithmetic-after",h(a),"after"))}function Br([n,t],e){let i=Math.atan2(t,n),r=24;return`M${Array.from({length:r+1},(s,a)=>{let c=i+e*a/r;return`${K/2+34*Math.cos(c)} ${K/2-34*Math.sin(c)}`}).join("L")}`}function Cn(n,[t,e],i){let r=K/2,[o,s]=[t-r,e-r],a=Math.hypot(o,s)||1,[c,h]=[o/a,s/a],d=p=>`${t-9*c+p*5*h} ${e-9*h-p*5*c}`,u=o>=0?"start":"end";return[k("path",{class:n,d:`M${r} ${r}L${t} ${e}M${d(1)}L${t} ${e}L${d(-1)}`}),k("text",{class:`arithmetic-tick${i==="after"?" arithmetic-turned":""}`,x:t+c*10,y:e+h*12+4,"text-anchor":u},i)]}function Rn(n,t,e){let[i,r]=[v(t.inputs),v(t.outputs)],o=ot(t.powers??new ArrayBuffer(0)),s=t.positions.map((c,h)=>{let d=r[h]??Number.NaN;return l("tr",_r(c===n.raw.dimension),l("th",{scope:"row"},On(n,c,e)),l("td",{},y(i[h]??Number.NaN)),l("td",{},y(o[h]??Number.NaN)),l("td",{},y(d)),l("td",{class:"arithmetic-bars"},Or(d)))});t.others>0&&s.push(l("tr",{class:"arithmetic-quiet"},l("th",{scope:"row"},`${H(t.others,"more key")}`),l("td",{}),l("td",{},y(ot(t.power)[0]??Number.NaN)),l("td",{}),l("td",{}))),s.push(l("tr",{class:"arithmetic-total"},l("th",{scope:"row"},"sum"),l("td",{}),l("td",{},y(n.number("sum"))),l("td",{}),l("td",{})));let a=["key","score x","e^(x − max)","share",""];return l("div",{class:"arithmetic-scroll"},l("table",{class:"arithmetic-list"},l("caption",{class:"unseen"},`The row of ${n.token(n.raw.position)}`),l("thead",{},l("tr",{},...a.map(c=>yt(c)))),l("tbody",{},...s)))}function Bn(n,t,e){let i=qr(t.visible),{position:r,dimension:o,note:s}=n.raw,a=i[t.positions.indexOf(o)]===1,[c,h]=[n.token(r),n.token(o)],d=a?`${c} (${r}) may look at ${h} (${o}): nothing is added to the score.`:`${c} (${r}) may not look at ${h} (${o}): ${s}. Its score becomes −∞, and its share 0.`,u=t.positions.map((p,m)=>{let f=On(n,p,e),g=i[m]===1;return f.classList.add("arithmetic-chip"),f.dataset.seen=String(g),f.prepend(l("span",{"aria-hidden":"true"},g?"✓ ":"✕ ")),f.setAttribute("aria-label",`${n.token(p)} (${p}): ${g?"may be looked at":"hidden"}`),p===o&&f.setAttribute("aria-current","true"),l("li",{},f)});return l("div",{},l("p",{},d),l("ul",{class:"arithmetic-chips"},...u))}function Or(n){let t=l("i",{class:"arithmetic-share"});return t.style.width=`${Math.min(1,Math.max(0,n||0))*100}%`,l("span",{class:"arithmetic-bar arithmetic-whole","aria-hidden":"true"},t)}function On(n,t,e){let i=l("button",{type:"button",class:"arithmetic-go",title:`token ${t}`},n.token(t));return i.addEventListener("click",()=>e(t)),i}function _r(n){return{class:n?"arithmetic-chosen":null,"aria-current":n?"true":null}}function qr(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}var[vt,jt,Gt]=[520,170,16],st=jt-44,zr=150;function _n(n,t){let[e=0,i=0]=v(t.ends),{counts:r,size:o}=t,s=n.number("input"),a=n.has("mean")?n.number("mean"):0,c=Math.sqrt(n.number(n.has("mean")?"variance":"mean square")),h=$t([e,i,a-c,a+c],Gt,vt-Gt),d=Math.max(...r,1),u=(i-e)/r.length,p=n.has("mean")?"mean ± √variance":"0 ± √mean square",m=k("svg",{class:"arithmetic-curve",viewBox:`0 0 ${vt} ${jt}`,width:vt,height:jt,role:"img","aria-label":`The ${o} entries of the vector, from ${y(e)} to ${y(i)}; this one is ${y(s)}`}),[f,g]=[h.at(a-c),h.at(a+c)],b=g+zr<vt;return m.append(k("rect",{class:"arithmetic-band",x:f,y:6,width:g-f,height:st-6}),...r.map((w,N)=>{let[C,V]=[h.at(e+N*u),h.at(e+(N+1)*u)],it=w/d*(st-30),Te=k("title",{},`${w} entries`);return k("rect",{class:"arithmetic-count",x:C+.5,y:st-it,width:V-C-1,height:it},Te)}),k("path",{class:"arithmetic-zero",d:`M${Gt} ${st}H${vt-Gt}`}),k("path",{class:"arithmetic-middle",d:`M${h.at(a)} 6V${st}`}),k("text",{class:"arithmetic-tick",x:b?g+6:f-6,y:20,"text-anchor":b?"start":"end"},p),k("path",{class:"arithmetic-guide",d:`M${h.at(s)} 26V${st}`}),k("circle",{class:"arithmetic-point arithmetic-chosen",cx:h.at(s),cy:st,r:6}),...h.ticks.map(w=>k("text",{class:"arithmetic-tick",x:h.at(w),y:st+20,"text-anchor":"middle"},At(w))),k("text",{class:"arithmetic-tick",x:vt/2,y:jt-6,"text-anchor":"middle"},`the ${o} entries of ${n.raw.inputs[0]??"the vector"}`)),m}function Dn(n,t,e){return(Dr[n.raw.kind]??Ur)(n,t,e)}var Dr={norm:Fr,activation:qn,cap:qn,sum:Wr,embedding:Kr,rotation:Ir,scale:zn,product:zn,mask:Gr,softmax:jr};function Fr(n){let{terms:t,bias:e,total:i,value:r}=n,o=f=>[n.number(f),f],[s,a]=[o("input"),o("eps")],c=n.has("mean"),h=["√(",o(c?"variance":"mean square"),"+",a,")"],d=c?["(",s,"−",o("mean"),")"]:[s],u=t[0]?.left??Number.NaN,p=e===0?[]:["+",o("bias")],m=c?"Mean and variance are those of this token's whole vector.":"The mean square is that of this token's whole vector; this norm takes no mean off.";return[B(An(d,h),"=",[u,"normalised"]),B([u,"normalised"],"×",o("gain"),...p,...J(i,r)),l("p",{class:"arithmetic-quiet"},m),...n.raw.spread?[_n(n,n.raw.spread)]:[]]}function qn(n,t,e){let{raw:i,total:r,value:o}=n,s=[n.number("input"),i.inputs[0]??"input"],a=[n.number("cap"),"cap"],c=i.kind==="cap"?B(a,"× tanh(",s,"÷",a,")",...J(r,o)):B(`${i.note||"f"}(`,s,")",...J(r,o)),{inputs:h,outputs:d,chosen:u=0}=i.curve??{},p=[h,d].map(f=>f?v(f)[u]:Number.NaN);if(i.curve===null||!p.every(Number.isFinite))return[c];let m=f=>i.axis==="key"?e(i.position,f):e(f,i.dimension);return[c,Nn(n,i.curve,m)]}function Wr(n){let{terms:t,rest:e,total:i,value:r,raw:o}=n,s=t.map(({name:d,product:u})=>({name:d,product:u}));o.rest>0&&s.push({name:`${o.rest} more`,product:e});let a=Math.max(...s.map(d=>Math.abs(d.product)),Math.abs(i),0),c=(d,u,p)=>l("tr",{class:p},l("th",{scope:"row"},d),l("td",{},y(u)),l("td",{class:"arithmetic-bars"},Kt(u,a))),h=s.flatMap((d,u)=>[...u>0?["+"]:[],[d.product,d.name]]);return[B(...h,...J(i,r)),l("table",{class:"arithmetic-list arithmetic-summands"},l("caption",{class:"unseen"},"What is added"),l("tbody",{},...s.map(d=>c(d.name,d.product,null)),c("sum",i,"arithmetic-total")))]}function Kr(n,t){let{raw:e,terms:i,total:r,value:o}=n,[s]=i,a=s===void 0?[]:[[s.left,s.name]];s!==void 0&&s.right!==1&&a.push("×",[s.right,"factor"]);let c=e.weight_path||e.path,h=[B(...a,...J(r,o))];if(e.slice!==null){let d=v(e.slice.values),u=d.reduce((f,g)=>Math.max(f,Math.abs(g)),0),p=e.slice.dimensions.map((f,g)=>{let b=l("span",{class:"arithmetic-cell",title:`${f}: ${y(d[g]??0)}`});It(b,d[g]??Number.NaN,u,t);let w=l("li",{},b,l("small",{},`${f}`));return w.classList.toggle("arithmetic-chosen",f===e.dimension),w}),m=`The entries beside it in ${n.token(e.position)}'s vector of ${e.shape.at(-1)}`;h.push(l("p",{class:"arithmetic-quiet"},`${m}, a row of ${c}:`)),h.push(l("ul",{class:"arithmetic-slice"},...p))}return h}function Ir(n){let{raw:t,terms:e,total:i,value:r}=n,o=e.flatMap((d,u)=>[...u>0?["+"]:[],[d.left,d.name],"×",[d.right,e.length===1?"factor":d.index===0?"cos":d.right===n.number("sin")?"sin":"−sin"]]),s=[B(...o,...J(i,r))];if(t.pair===null)return[...s,l("p",{},t.note)];if(![...v(t.pair.before),...v(t.pair.after)].every(Number.isFinite))return s;let[a,c]=t.pair.dimensions,h=n.number("angle");return s.push(l("div",{class:"arithmetic-beside"},Hn(n,t.pair),l("div",{},l("p",{},`Dimensions ${a} and ${c} are turned together.`),l("p",{},`The angle depends on the position, here ${t.position}: `),B([h,"rad"],"=",[h*180/Math.PI,"degrees"]),B([n.number("cos"),"cos"],",",[n.number("sin"),"sin"]),l("p",{class:"arithmetic-quiet"},"A full turn, 2π rad, cannot be seen in it.")))),s}function zn({raw:n,terms:t,total:e,value:i}){let[r]=t;if(r===void 0)return[];let o=n.kind==="scale"?"factor":n.inputs[1]??"";return[B([r.left,n.inputs[0]??r.name],"×",[r.right,o],...J(e,i))]}function Gr(n,t,e){let{raw:i,terms:r,bias:o,total:s,value:a}=n,c=B([r[0]?.left??Number.NaN,i.inputs[0]??"score"],"+",[o,"mask"]);return c.append(...B(...J(s,a)).children),i.row===null?[c]:[c,Bn(n,i.row,h=>e(i.position,h))]}function jr(n,t,e){let{raw:i,terms:r,total:o,value:s}=n,a=[r[0]?.left??Number.NaN,"e^(x − max)"],c=[B("exp(",[n.number("input"),"x"],"−",[n.number("maximum"),"max of the row"],")","=",a),B(a,"÷",[n.number("sum"),"sum of the row"],...J(o,s))];return i.row===null?c:[...c,Rn(n,i.row,h=>e(i.position,h))]}function Ur({raw:n,value:t}){let e=n.note===""?"":`: ${n.note}`,i=n.kind==="blocks"?`What other blocks have made is not taken apart here${e}.`:`Not taken apart${e}.`;return[B([t,"this number"]),l("p",{},i)]}var Vr=0,Vt=class{constructor(t,e,i,r,o,s){this.opened=t;this.product=e;let a=t.raw.kind==="mix";this.w=this.#d(i,r[1]),this.x=this.#c(i,a?null:e.x.reach(),r[0]),this.y=this.#u(i,o,s)}opened;product;x;w;y;#t=[];#e=[];#n=[];#i=[];#o=[];#a=[];#s=[];#r=[];#l=`arithmetic-${++Vr}`;light(t,e){let{terms:i}=this.product,r=(a,c)=>a?.classList.toggle("arithmetic-lit",c),o=a=>e===null||e===a;for(let[a,c]of this.#t.entries())for(let[h,d]of c.entries())r(d,a===t.row&&o(h));for(let[a,c]of this.#e.entries())for(let[h,d]of c.entries())r(d,h===t.column&&o(a));for(let[a,c]of this.#i.entries())r(c,a===t.row&&o(i));for(let[a,c]of this.#o.entries())r(c,a===t.column&&o(i));let s=i+(this.product.others>0?1:0);for(let[a,c]of this.#a.entries())r(c,a===t.column&&o(s));for(let[a,c]of this.#n.entries())for(let[h,d]of c.entries())r(d,a===t.row&&h===t.column);for(let[a,c]of this.#s.entries())r(c,a===t.row);for(let[a,c]of this.#r.entries())r(c,a===t.column);this.#h(t),x(this.y,"aria-activedescendant",this.#f(t))}reveal(t){for(let[e,i]of this.#n.entries())for(let[r,o]of i.entries())o.classList.toggle("arithmetic-todo",!t({row:e,column:r}))}#h(t){let e=(i,r,o)=>{let s=this.product.rest(r,o);i.textContent=He(s),i.title=`${this.product.others} more terms of this cell: ${y(s)}`};for(let[i,r]of this.#i.entries())e(r,i,t.column);for(let[i,r]of this.#o.entries())e(r,t.row,i)}#d(t,e){let{product:i,opened:r}=this,{columns:o}=i.grid,s=i.w.reach(),a=l("div",{class:"arithmetic-block arithmetic-w","aria-hidden":"true"});for(let[c,h]of o.entries()){let d=i.grid.column_names?.[c],u=r.raw.axis==="key"?r.token(h):d??`${h}`,p=l("span",{class:"arithmetic-name",title:`${r.raw.axis} ${h}`},u);p.classList.toggle("arithmetic-chosen",h===r.raw.dimension),this.#r.push(p)}a.append(l("b",{class:"arithmetic-mark"},e),l("div",{class:"arithmetic-line"},...this.#r));for(let c=0;c<i.terms;c++){let h=o.map((d,u)=>{let p=i.w.at(c,u);return Ut(p,s,t,`W[${i.grid.inner[c]}, ${d}]`)});this.#e.push(h),a.append(l("div",{class:"arithmetic-line"},...h))}if(i.others>0&&(this.#o.push(...o.map(()=>l("span",{class:"arithmetic-cell arithmetic-rest"}))),a.append(l("div",{class:"arithmetic-line"},...this.#o))),i.bias!==null){let c=Math.max(...Array.from(i.bias,Math.abs));this.#a.push(...o.map((h,d)=>Ut(i.bias?.[d]??Number.NaN,c,t,`b[${h}]`))),a.append(l("div",{class:"arithmetic-line arithmetic-b"},...this.#a))}return a}#c(t,e,i){let{product:r,opened:o}=this,{rows:s,inner:a,names:c}=r.grid,h=l("div",{class:"arithmetic-block arithmetic-x","aria-hidden":"true"}),d=a.slice(0,r.terms).map((u,p)=>{let m=o.raw.kind==="mix"?o.token(u):Qr(c[p]??`${u}`);return l("span",{class:"arithmetic-name",title:c[p]??null},m)});r.others>0&&d.push(l("span",{class:"arithmetic-name"},`${r.others} more`)),h.append(l("div",{class:"arithmetic-line"},l("b",{class:"arithmetic-token"},i),...d));for(let[u,p]of s.entries()){let m=l("span",{class:"arithmetic-token",title:`token ${p}`},o.token(p));m.classList.toggle("arithmetic-chosen",p===o.raw.position),this.#s.push(m);let f=d.slice(0,r.terms).map((b,w)=>Ut(r.x.at(u,w),e,t,`${o.token(p)} ${c[w]}`));this.#t.push(f);let g=l("div",{class:"arithmetic-line"},m,...f);if(r.others>0){let b=l("span",{class:"arithmetic-cell arithmetic-rest"});this.#i.push(b),g.append(b)}h.append(g)}return h}#u(t,e,i){let{product:r,opened:o}=this,{rows:s,columns:a}=r.grid,c={rows:s.length,columns:a.length},h=r.y.reach(),d=l("div",{class:"arithmetic-block arithmetic-y",role:"grid",tabindex:0,"aria-label":`${o.raw.label}: tokens by ${o.raw.axis}s; Enter opens a number`,"aria-rowcount":c.rows,"aria-colcount":c.columns});for(let[u,p]of s.entries()){let m=a.map((f,g)=>{let b=`${o.token(p)}, ${o.raw.axis} ${f}`,w=Ut(r.y.at(u,g),h,t,b);w.id=this.#f({row:u,column:g}),x(w,"role","gridcell"),x(w,"aria-label",w.title),w.classList.toggle("arithmetic-edited",r.changed(u,g));let N=p===o.raw.position&&f===o.raw.dimension;return w.classList.toggle("arithmetic-asked",N),x(w,"aria-selected",String(N)),w.addEventListener("pointerenter",()=>e.point({row:u,column:g}),{signal:i}),w.addEventListener("click",()=>e.open({row:u,column:g}),{signal:i}),w});this.#n.push(m),d.append(l("div",{class:"arithmetic-line",role:"row"},...m))}return d.addEventListener("pointerleave",()=>e.point(null),{signal:i}),d.addEventListener("keydown",u=>this.#m(u,c,e),{signal:i}),d}#m(t,e,i){let r=this.#p(),o=mt(r,e,t);if(o!==null)i.move(o);else if(E(t,"Enter"," "))i.open(r);else return;t.preventDefault(),t.stopPropagation()}#p(){let[t=0,e=0]=(this.y.getAttribute("aria-activedescendant")??"").split("-").slice(-2).map(Number);return{row:t,column:e}}#f({row:t,column:e}){return`${this.#l}-${t}-${e}`}};function Ut(n,t,e,i){let r=l("span",{class:"arithmetic-cell",title:`${i}: ${y(n)}`});return It(r,n,t,e),r}function Qr(n){return/\[(.*)\]$/.exec(n)?.[1]??n}var Qt=class{#t;#e=[];#n=0;#i;constructor(t,e){this.#t=t,e.addEventListener("abort",()=>clearTimeout(this.#i))}get at(){return this.#n}get playing(){return this.#n<this.#e.length}start(t){this.#e=t,this.#o(0)}skip(){this.#o(this.#e.length)}goOn(t){let e=!this.playing;this.#e=t,this.#o(e?t.length:Math.min(this.#n,t.length))}#o(t){clearTimeout(this.#i),this.#n=t;let e=this.#e[t];e!==void 0&&(this.#i=setTimeout(()=>this.#o(t+1),e)),this.#t(t)}};function Fn(){return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches??!1}function Wn(n,t,e,i,r){let{row:o,column:s}=e,a=t.running(o,s),c=Yr(n,t,e),h=Math.max(...c.map(b=>Math.abs(b.product)).filter(Number.isFinite),0),d=c.map((b,w)=>{let C=w<i?null:"arithmetic-hidden";return l("tr",{class:w===i-1&&i<=c.length?"arithmetic-now":null},l("th",{scope:"row",title:b.title},Jr(b,r)),...b.pair===null?[l("td",{colspan:3})]:[l("td",{},y(b.pair[0])),l("td",{class:"arithmetic-sign"},"×"),l("td",{},y(b.pair[1]))],l("td",{class:"arithmetic-sign"},b.pair===null?"":"="),l("td",{class:C},y(b.product)),l("td",{class:C??"arithmetic-bars"},Kt(b.product,h)),l("td",{class:C??"arithmetic-quiet"},y(a[w]??Number.NaN)))}),{axis:u}=n.raw,[p=0,m=0]=[t.grid.rows[o],t.grid.columns[s]],f=u==="key"?`key ${n.token(m)} (${m})`:`dimension ${m}`,g=["term","left","","right","","product","","sum so far"];return l("table",{class:"arithmetic-terms"},l("caption",{class:"unseen"},`How ${n.token(p)} (${p}), ${f}, is made`),l("thead",{},l("tr",{},...g.map(b=>yt(b)))),l("tbody",{},...d))}function Jr({name:n,source:t},e){if(t===null)return n;let i=l("button",{type:"button",class:"arithmetic-go",title:`Open ${t[0]}`},n);return i.addEventListener("click",()=>e(t)),i}function Yr(n,t,{row:e,column:i}){let{grid:r}=t,o=r.inner.slice(0,t.terms).map((s,a)=>{let c=r.names[a]??`${s}`;return{name:n.raw.kind==="mix"?n.token(s):c,title:c,pair:[t.x.at(e,a),t.w.at(a,i)],product:t.term(e,i,a),source:n.source(c,r.rows[e]??0)}});return t.others>0&&o.push({name:`rest: ${t.others} more`,title:`${H(t.others,"more term")} added up`,pair:null,product:t.rest(e,i),source:null}),t.bias!==null&&o.push({name:"bias b",title:"added",pair:null,product:t.bias[i]??0,source:null}),o}var[Xr,Zr]=[420,45],[Re,to]=[44,64],Kn=134,Gn=655,eo=Gn+6*Re+20,Jt=class{element=l("div",{class:"arithmetic-product"});#t;#e;#n;#i;#o;#a=l("div",{class:"arithmetic-corner"});#s;#r=null;#l=null;#h=null;#d=null;#c=new AbortController;constructor(t,e){this.#t=t,this.#e=e,this.#n=new Qt(()=>this.#b(),e),this.#i=M("Skip","Show all numbers at once",()=>this.#n.skip(),e),this.#o=M("Play again","Compute it once more, term by term",()=>this.#u(),e),this.#s=l("div",{class:"arithmetic-tools"},this.#o,this.#i),e.addEventListener("abort",()=>this.#c.abort())}get focused(){return this.#h?.y.matches(":focus")??!1}focus(){this.#h?.y.focus()}draw(t,e,i,r){let o=t.raw.grid;if(o===null||this.#e.aborted)return;let s=o.columns.length,a=Math.min(o.inner.length,Math.max(4,Math.floor((i-Kn)/Re)-s-1)),c=new Wt(o,a),h=i>=eo,d=Math.floor((i-Kn)/(a+1+s)),u=h?Math.min(d,Math.floor((i-Gn)/s)):d;this.element.style.setProperty("--arithmetic-cell",`${Math.max(Re,Math.min(to,u))}px`),this.element.classList.toggle("arithmetic-narrow",!h),this.#c.abort(),this.#c=new AbortController,this.#r=t,this.#l=c,this.#d=null,this.#h=new Vt(t,c,e,Be(t),this,this.#c.signal),this.element.replaceChildren(l("div",{class:"arithmetic-title"},io(t),this.#s),l("div",{class:"arithmetic-four"},this.#a,this.#h.w,this.#h.x,l("div",{class:"arithmetic-made"},l("span",{class:"arithmetic-equals"},"="),this.#h.y)),ro(t,c,e)),r&&this.#n.skip(),r&&!Fn()?this.#u():this.#n.goOn(this.#g())}stop(){this.#n.skip()}point(t){this.#n.playing||(this.#d=t,this.#b())}move(t){this.#d=t,this.#n.skip()}open({row:t,column:e}){let i=this.#r?.raw.grid,[r,o]=[i?.rows[t],i?.columns[e]];this.#r===null||r===void 0||o===void 0||this.#t.open(...this.#r.beside(r,o))}#u(){this.#d=null,this.#n.start(this.#g())}#m(){let{grid:t}=this.#l??{},{position:e=0,dimension:i=0}=this.#r?.raw??{};return{row:t?.rows.indexOf(e)??0,column:t?.columns.indexOf(i)??0}}#p(){let t=this.#l;return t===null?0:t.terms+(t.others>0?1:0)+(t.bias===null?0:1)}#f(){let{grid:t}=this.#l??{},e=this.#m();return(t?.rows??[]).flatMap((r,o)=>(t?.columns??[]).map((s,a)=>({row:o,column:a}))).filter(({row:r,column:o})=>r!==e.row||o!==e.column)}#g(){return[...Array(this.#p()+1).fill(Xr),...this.#f().map(()=>Zr)]}#b(){let{playing:t,at:e}=this.#n,[i,r,o,s]=[this.#r,this.#l,this.#h,this.#p()];if(i===null||r===null||o===null)return;let[a,c]=[this.#m(),this.#f()],h=e-s-1,d=t&&h>0?c[h-1]??a:a,u=this.#d??d,p=e>0&&e<=s?e-1:null;o.light(u,t&&e<=s?p??0:null);let m=new Set(c.slice(0,Math.max(0,h)).map(({row:b,column:w})=>`${b} ${w}`));o.reveal(({row:b,column:w})=>b===a.row&&w===a.column?e>s:m.has(`${b} ${w}`));let f=this.#d??a,g=Array.from(this.#a.querySelectorAll("button")).findIndex(b=>b.matches(":focus"));this.#a.replaceChildren(Wn(i,r,f,t?Math.min(e,s+1):s+1,b=>this.#t.open(...b)),no(r,f,t&&e<=s)),g>=0&&this.#a.querySelectorAll("button")[g]?.focus(),L(this.#i,t,"All numbers are there"),this.#o.textContent=t?"Restart":"Play again"}};function no(n,{row:t,column:e},i){let[r=0,o]=[n.running(t,e).at(-1),n.y.at(t,e)],s=Object.is(Math.fround(r),o),a=l("p",{class:"arithmetic-sum"},"sum ",l("b",{},y(s?o:r)));return n.changed(t,e)?a.append(", but an edit has put ",l("b",{},y(o))," here"):s||a.append(" → as the model has rounded it ",l("b",{},y(o))),a.classList.toggle("arithmetic-hidden",i),a}var In={scores:["Q","Kᵀ","scores"],mix:["A","V","output"],query:["X","W","Q"],key:["X","W","K"],value:["X","W","V"]};function Be({raw:n}){return In[n.kind]??In[n.step]??["X","W","Y"]}function io(n){let{grid:t,kind:e}=n.raw,[i,r,o]=Be(n),[s,a,c]=t?.shapes??[],h=(p,m)=>l("span",{class:"arithmetic-letter","data-role":/^[QKV]/.test(p)?p.charAt(0).toLowerCase():null},l("b",{},p),l("small",{},m?.join(" × ")??"")),d=p=>l("span",{class:"arithmetic-sign"},p),u=e==="linear"&&t?.b!==null;return l("p",{class:"arithmetic-letters"},h(i,s),d("·"),h(r,a),...u?[d("+"),h("b",void 0)]:[],d("="),h(o,c))}function ro(n,t,e){let[i,r,o]=Be(n),s=d=>{let u=l("i",{class:"arithmetic-swatch","aria-hidden":"true"});return u.style.background=gt(d),u},a=n.raw.kind==="mix",c=[...a?[]:[[i,t.x]],[r,t.w],[o,t.y]],h=l("p",{class:"arithmetic-legend"});return a&&h.append(`${i}: 0 `,s(e.sequential)," 1 · "),h.append("−max ",s(e.diverging),` max: ${c.map(([d,u])=>`${d} ${y(u.reach())}`).join(", ")}`,t.others>0?" · the largest terms first; hatched is the sum of all others":""),h}var oo=new Set(["norm","sum","rotation","scale","cap","mask","softmax","activation","product"]),so=960,Yt=class{element=l("section",{class:"arithmetic","aria-label":"How this number is made",hidden:!0});#t;#e;#n=l("div",{class:"arithmetic-head"});#i=l("div",{class:"arithmetic-body"});#o;#a=null;#s=null;#r=new AbortController;constructor(t,e){this.#t=t,this.#e=new Jt(t,e),this.#o=M("Close","Back to the picture (Escape)",()=>t.close(),e),this.#o.classList.add("arithmetic-close"),this.element.append(this.#n,this.#i),this.element.addEventListener("keydown",i=>this.#p(i),{signal:e})}draw(t,e){if(this.element.hidden=t===null,(t===null||t.grid===null)&&this.#e.stop(),t===null){this.#a=this.#s=null,this.#i.replaceChildren();return}let i=this.#i.clientWidth||so,r={data:t,palette:e,room:i};if(this.#a?.data===t&&this.#a.palette===e&&this.#a.room===i)return;let o=new Ft(t),s=!o.isAt(this.#s),[a,c]=[this.element.contains(this.#m()),this.#e.focused];this.#r.abort(),this.#r=new AbortController,this.#a=r,this.#s=o,this.#n.replaceChildren(...this.#d(o)),this.#i.replaceChildren(...lo(o),...this.#l(o,e)),t.grid!==null&&this.#e.draw(o,e,i,s);let h=this.#i.scrollWidth>this.#i.clientWidth;x(this.#i,"tabindex",h?0:null),a&&this.#h(c&&t.grid!==null)}focus(){this.#o.focus()}#l(t,e){return t.raw.grid!==null?[this.#e.element]:Dn(t,e,(i,r)=>this.#t.open(...t.beside(i,r)))}#h(t){if(t)this.#e.focus();else{if(this.element.contains(this.#m()))return;(this.#i.querySelector("button[aria-current], [aria-current] button")??this.#o).focus()}}#d(t){let{raw:e,value:i}=t,r=[`${t.token(e.position)} (token ${e.position})`];e.axis==="key"?r.push(`key ${t.token(e.dimension)} (token ${e.dimension})`):r.push(`dimension ${e.dimension}${e.dimension_name?` “${e.dimension_name}”`:""}`),e.head!==null&&r.push(`head ${e.head}`);let o=l("p",{class:"arithmetic-facts"},l("span",{},`shape ${e.shape.join(" × ")}`)),s=e.weight_path||e.path;return s!==""&&o.append(l("code",{},s),this.#u(s)),o.append(l("span",{},ao(t)),...this.#c(t)),[l("div",{class:"arithmetic-top"},l("h3",{},e.label),l("p",{class:"arithmetic-where"},r.join(" · ")),l("output",{class:"arithmetic-value",title:"The number in the model"},y(i)),this.#o),o]}#c({raw:t}){if(!oo.has(t.kind)||t.inputs.length===0)return[];let e=t.inputs.map(i=>M(i,`Open the number of ${i} at this place`,()=>this.#t.open(i,t.position,t.dimension,t.head),this.#r.signal));for(let i of e)i.classList.add("arithmetic-copy");return[l("span",{},"made of"),...e]}#u(t){let e=M("Copy",`Copy ${t}`,async()=>{e.textContent=await _t(t)?"Copied":"Not copied"},this.#r.signal);return e.classList.add("arithmetic-copy"),e}#m(){return this.element.getRootNode().activeElement??null}#p(t){E(t,"Escape")&&(t.stopPropagation(),this.#t.close())}};function ao(n){return n.raw.kind==="norm"&&!n.has("mean")?"x / sqrt(mean square + eps) × gain":n.raw.formula}function lo({raw:n,total:t,value:e}){return n.changed?[l("p",{class:"arithmetic-changed"},"An edit stands here. By the model's own arithmetic it would be ",l("b",{},y(Math.fround(t))),"; there is ",l("b",{},y(e)),".")]:[]}var Xt=class{element=l("div",{class:"flow-card",role:"group","aria-label":"Change what is open",hidden:!0});#t=l("strong",{});#e=l("select",{"aria-label":"What is changed"});#n=l("input",{type:"number",step:"any",value:"0","aria-label":"The number to set it to"});#i=l("dl",{class:"flow-words"});#o=l("span",{class:"why"});#a;#s;#r;constructor(t,e){let i=o=>()=>t.change({change:o,part:this.#e.value,...o==="set"?{to:Number(this.#n.value)}:{}});this.#a=M("Set to zero","As if the model had computed 0 there",i("zero"),e),this.#s=M("Set to","Put this number there",i("set"),e),this.#r=M("Copy from other prompt","Put there what the other prompt has at this place",i("copy"),e);let r=o=>{o.key==="Enter"&&!o.shiftKey&&this.#s.click()};this.#n.addEventListener("keydown",r,{signal:e}),this.element.append(this.#t,this.#e,this.#a,this.#s,this.#n,this.#r,this.#o,this.#i)}draw(t,e,i,r){if(this.element.hidden=e===null,e===null)return;this.#i.replaceChildren(...r.flatMap(co)),this.#i.hidden=r.length===0;let o=t.columns.get(e.step),s=o?.axes.includes("head")??!1,a=o?.axes.at(-1)==="key";this.#t.textContent=`Change ${o?.label??e.step} of ${S(t.tokens[e.position]??"")}`;let c=[["number",a?"this weight":`number ${e.dimension}`],["vector",a?"the row":"the whole vector"]];if(s&&c.push(["head",`all of head ${e.head}`]),this.#e.dataset.of!==JSON.stringify(c)){let u=this.#e.value,p=a||o?.component==="neurons"?"number":"vector";this.#e.replaceChildren(...c.map(([m,f])=>l("option",{value:m},f))),this.#e.value=c.some(([m])=>m===u)?u:p,this.#e.dataset.of=JSON.stringify(c)}let h=typeof o?.component=="string",d=h?"":"This value cannot be changed by itself: change what it is made of, or what it makes.";this.#o.textContent=d;for(let u of[this.#a,this.#s])L(u,h,d);L(this.#r,h&&i,d||"There is no other prompt"),this.#e.disabled=this.#n.disabled=!h}};function co({title:n,tokens:t,scores:e}){let i=t.map((r,o)=>l("code",{title:`${S(r)}: ${y(e[o]??Number.NaN)}`,"data-score":e[o]},T(r)));return[l("dt",{},n),l("dd",{},...i)]}function Z(n){if(!Number.isFinite(n))return"NaN";let t=n*100;return t>=99.95&&n<1?">99.9 %":t>=10?`${t.toFixed(1)} %`:t>=.01?`${t.toFixed(2)} %`:t>0?`${t.toExponential(0)} %`:"0 %"}function Pt(n,{step:t,row:e,cell:i}){let r=n.columns.get(t),o=`token ${e} ${S(n.tokens[e]??"")}`,s=n.strips.get(t);if(s===void 0)return`${r?.label??t}, head ${n.head.head}: ${o} looks at token ${i} ${S(n.tokens[i]??"")}`;let a=s.head===null?"":`, head ${s.head}`;return`${r?.label??t} of ${o}${a}, dimension ${s.place(e,i)} of ${s.width}`}function jn(n,t){let e=i=>Oe(t?.numbers[i]??Number.NaN);return n==="dot_products"?"query · key":n==="scaled"?`× ${e("factor")}`:n==="capped"?`${e("cap")} · tanh(x / ${e("cap")})`:n==="masked"?"hidden: −∞":"softmax of each row"}function Oe(n){return String(Number(n.toPrecision(4)))}function Un({position:n,ids:t,strings:e,logits:i,probabilities:r,clean:o}){return{position:n,ids:t,strings:e,logits:v(i),probabilities:v(r),clean:o?v(o):null}}function Vn({kind:n,most:t,steps:e,edges:i}){if(!n)return null;let r=Object.entries(e??{}).map(([o,s])=>[o,v(s)]);return{kind:n,most:t??1,steps:new Map(r),edges:i?v(i):null}}function Qn(n,{step:t,position:e,dimension:i}){let r=n.strips.get(t);return{step:t,row:e,cell:r?r.cellOf(i):i}}function _e(n,t){let{heads:e,head:i}=n.head,r=(o,s)=>o!==null&&o>=0&&o<s;return{layer:r(t.layer,n.layers)?t.layer:n.layer,head:r(t.head,e)?t.head:i}}function Jn({strings:n,probabilities:t}){return n.map((e,i)=>{let r=t[i]??Number.NaN;return l("li",{"data-probability":r},`${S(e)}: ${Z(r)}`)})}function Yn(n,t,e,i){return t?i>e?-1:e*(e+1)/2+i:e*n+i}var kt=class{constructor(t){this.screen=t;this.columns=Math.max(...t.heads),this.all=t.heads.flatMap((e,i)=>Array.from({length:e},(r,o)=>({layer:t.layers[i]??i,row:i,head:o,index:0}))),this.all.forEach((e,i)=>{e.index=i}),this.#t=new Map(Object.entries(t.scores).map(([e,i])=>[e,v(i)]))}screen;all;columns;#t;score({row:t,head:e},i){return this.#t.get(i)?.[t*this.columns+e]??Number.NaN}has(t){return t==="layer"||this.#t.has(t)}find(t,e){return this.all.find(i=>i.layer===t&&i.head===e)}inWords(t,e=i=>i.toFixed(3)){return ho.map(i=>[i,this.score(t,i)]).filter(([,i])=>!Number.isNaN(i)).map(([i,r])=>`${qe[i]} ${e(r)}`).join(" · ")}slots(t,e=this.columns){let i=this.all.map(s=>({head:s,score:this.score(s,t)}));if(t==="layer"||!this.has(t))return i.map(({head:s,score:a})=>({row:s.row,column:s.head,head:s,score:a}));let r=t==="entropy"?1:-1,o=s=>Number.isNaN(s)?Number.POSITIVE_INFINITY:r*s;return i.sort((s,a)=>o(s.score)===o(a.score)?0:o(s.score)-o(a.score)),i.map(({head:s,score:a},c)=>({row:Math.floor(c/e),column:c%e,head:s,score:a}))}edits({layer:t,head:e}){let i=r=>!("head"in r.at)||r.at.head===e;return this.screen.edits.filter(r=>r.on&&r.layer===t&&r.of.startsWith("head_")&&i(r))}},qe={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes",patch:"patch effect"},Xn={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens",patch:"How far the next token's distribution moves (total variation, 0 to 1) when this head alone is changed at all tokens"},ho=["entropy","previous","first","duplicate","induction","effect","patch"];var uo=0,Mt=class{element;canvas=l("canvas",{"aria-hidden":"true"});#t;#e=l("div",{role:"gridcell",id:`cell-${++uo}`,"aria-selected":"true"});#n=l("div",{role:"row",class:"unseen"},this.#e);#i={rows:1,columns:1};#o={row:0,column:0};constructor(t,e,i){this.#t=e,this.element=l("div",{class:"pad",role:"grid",tabindex:0,"aria-label":t,"aria-activedescendant":this.#e.id}),this.element.append(this.canvas,this.#n);let r=(o,s)=>this.element.addEventListener(o,s,{signal:i});r("pointermove",o=>e.hover(this.#a(o))),r("pointerleave",()=>e.hover(null)),r("click",o=>this.#s(o)),r("keydown",o=>this.#r(o))}get cell(){return this.#o}place(t,e){this.#i=t,this.#o=pt(e,t),x(this.element,"aria-rowcount",t.rows),x(this.element,"aria-colcount",t.columns),x(this.#n,"aria-rowindex",this.#o.row+1),x(this.#e,"aria-colindex",this.#o.column+1),x(this.#e,"aria-label",this.#t.describe(this.#o))}context(t,e){return po(this.canvas,t,e)}#a(t){let e=this.canvas.getBoundingClientRect();return this.#t.cellAt(t.clientX-e.left,t.clientY-e.top)}#s(t){let e=this.#a(t);e!==null&&this.#t.select(e)}#r(t){let e=Lt(t),i=mt(this.#o,this.#i,t);if(e!==null)this.#t.travel(e);else if(i!==null)this.#t.select(i);else if(E(t,"Enter"," "))this.#t.activate(this.#o);else if(E(t,"Delete","Backspace"))this.#t.remove(this.#o);else return;t.preventDefault(),t.stopPropagation()}};function po(n,t,e){let i=Math.min(globalThis.devicePixelRatio||1,2),[r,o]=[Math.round(t*i),Math.round(e*i)];n.width!==r&&(n.width=r),n.height!==o&&(n.height=o),n.style.width=`${t}px`,n.style.height=`${e}px`;let s=n.getContext("2d");return s===null?null:(s.setTransform(i,0,0,i,0,0),s.clearRect(0,0,t,e),s.textBaseline="middle",s)}var Zt=new Map;function at(n,t,e){let i=`${n.font}
${e}
${t}`,r=Zt.get(i);if(r!==void 0)return r;Zt.size>5e3&&Zt.clear();let o=mo(n,t,e);return Zt.set(i,o),o}function mo(n,t,e){if(n.measureText(t).width<=e)return t;let i=t;for(;i.length>1&&n.measureText(`${i}…`).width>e;)i=i.slice(0,-1);return`${i}…`}var Zn={caption:15,letters:10.5,least:30,most:76,scored:41},$=7,ti=255,te=class{pad;#t;#e;#n=[];#i="layer";#o;#a=null;#s=Zn.most;#r=[];#l=null;constructor(t,e,i,r=Zn){this.#e=new kt(t),this.#t=r;let o=s=>a=>{let c=this.#u(a)??this.#m(a);c!==void 0&&s(c.head)};this.pad=new Mt("Attention heads",{cellAt:(s,a)=>this.#c(s,a),describe:s=>this.#p(s),hover:s=>{this.#a=(s&&this.#u(s)?.head)??null,e.hover(this.#a)},select:o(e.select),activate:o(e.activate),remove:o(e.remove),travel:e.travel},i)}draw(t,e,i,r,o){let{caption:s,least:a,most:c}=this.#t;this.#e=t,this.#i=e,this.#o=i;let h=Math.floor((o-$)/(c+$)),d=e==="layer"?t.columns:Math.max(t.columns,Math.min(h,t.all.length));this.#n=t.slots(e,d);let u=Math.max(...this.#n.map(({row:w})=>w))+1,p=this.#n.find(({head:w})=>w===i)??{row:0,column:0};this.pad.place({rows:u,columns:d},p);let m=Math.floor((o-$)/d)-$;this.#s=Math.max(a,Math.min(c,m));let[f,g]=[this.#s+$,this.#s+s+$],b=this.pad.context(d*f+$,u*g+$);if(b!==null){this.#d(r);for(let w of this.#n)this.#h(b,w,r)}}get box(){let t=this.#n.find(({head:r})=>r===this.#o);if(t===void 0)return null;let[e,i]=[this.#s+2*$,this.#s+this.#t.caption+2*$];return{x:t.column*(e-$),y:t.row*(i-$),width:e,height:i}}#h(t,{row:e,column:i,head:r,score:o},s){let a=this.#s,{caption:c,letters:h,scored:d}=this.#t,[u,p]=[$+i*(a+$),$+e*(a+c+$)],m=Math.floor(c/2)-1,f=r===this.#o;t.font=`${f?"600 ":""}${h}px ${fo}`,t.fillStyle=f?s.accent:s.quiet,t.textAlign="left",t.fillText(`${r.layer}.${r.head}`,u,p+m),this.#i!=="layer"&&a>=d&&(t.textAlign="right",t.fillStyle=s.text,t.fillText(Number.isNaN(o)?"–":o.toFixed(2),u+a,p+m)),t.fillStyle=s.raised,t.fillRect(u,p+c,a,a),t.imageSmoothingEnabled=!1;let g=this.#r[r.index];g!==void 0&&t.drawImage(g,u,p+c,a,a);let b=this.#e.edits(r).length>0,w=r===this.#a;t.lineWidth=f||b?2:1,t.strokeStyle=f?s.accent:b?s.change:w?s.text:s.line,t.strokeRect(u-.5,p+c-.5,a+1,a+1),b&&(t.fillStyle=s.change,t.beginPath(),t.moveTo(u+a,p+c),t.lineTo(u+a-13,p+c),t.lineTo(u+a,p+c+13),t.fill())}#d(t){let{thumbs:e}=this.#e.screen,i=`${t.dark}`;if(this.#l===e.values&&this.#r[0]?.dataset.theme===i)return;this.#l=e.values;let{side:r,triangle:o}=e,s=xo(e.values),a=o?r*(r+1)/2:r*r;this.#r=this.#e.all.map(({index:c})=>{let h=document.createElement("canvas");h.dataset.theme=i,h.width=h.height=r;let d=h.getContext("2d"),u=d?.createImageData(r,r);if(!d||!u)return h;for(let p=0;p<r;p++)for(let m=0;m<r;m++){let f=Yn(r,o,p,m);f>=0&&bo(u,p*r+m,go(t,s[c*a+f]??ti))}return d.putImageData(u,0,0),h})}#c(t,e){let i=Math.floor((t-$/2)/(this.#s+$)),r=Math.floor((e-$/2)/(this.#s+this.#t.caption+$));return this.#u({row:r,column:i})===void 0?null:{row:r,column:i}}#u({row:t,column:e}){return this.#n.find(i=>i.row===t&&i.column===e)}#m({row:t}){return this.#n.filter(e=>e.row===t).at(-1)}#p(t){let e=this.#u(t);if(e===void 0)return"no head";let{head:i}=e,r=this.#e.edits(i).map(({text:s})=>`, changed: ${s}`),o=this.#e.inWords(i,rt).replaceAll(" · ",", ");return`layer ${i.layer}, head ${i.head}: ${o}${r.join("")}`}},fo='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function go(n,t){return t===ti?n.hole:n.sequential[t]??n.hole}function bo(n,t,[e,i,r]){n.data.set([e,i,r,255],t*4)}function xo(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}function Ct(n,t,e,i){let r=l("select",{"aria-label":n}),o=t.map(([s,a])=>l("option",{value:s},a));return r.append(...o),r.addEventListener("change",()=>e(r.value),{signal:i}),{element:l("label",{class:"select"},l("span",{},n),r),draw(s,a=()=>null){for(let[c,h]of o.entries()){let[d,u]=t[c],p=a(d);h.disabled=p!==null&&d!==s,h.textContent=p===null?u:`${u} (${p})`}r.value=s}}}var yo=["layer","entropy","previous","first","duplicate","induction"],wo={caption:20,letters:13,least:44,most:92,scored:74},ee=class{element=l("section",{class:"flow-heads","aria-label":"All heads"});#t;#e;#n;#i=l("span",{class:"flow-heads-scale","aria-hidden":"true"});#o=l("span",{class:"flow-heads-legend"});#a=l("p",{class:"flow-heads-meaning"});#s=l("div",{class:"flow-heads-window"});#r=l("p",{class:"flow-heads-readout"});#l="layer";#h=null;#d=null;#c=null;#u=null;constructor(t,e){this.#t=t,this.#e=e;let i=yo.map(a=>[a,qe[a].replace("layer","block")]),r=a=>{this.#l=a,this.#f(),this.#s.scrollTop=0};this.#n=Ct("Order by",i,r,e),this.#o.append("attention 0",this.#i,"1");let o=l("h3",{},"All heads"),s=l("div",{class:"flow-heads-bar"},o,this.#n.element,this.#o);this.element.append(s,this.#a,this.#s,this.#r)}draw(t,e,i,r){t!==this.#h&&this.#p(t);let o=this.#u?.chosen;this.#u={chosen:e,palette:i,room:r},this.#f(),(o?.layer!==e.layer||o.head!==e.head)&&this.#m()}#m(){let t=this.#c?.box;if(!t)return;let{scrollLeft:e,scrollTop:i,clientWidth:r,clientHeight:o}=this.#s;this.#s.scrollLeft=Math.min(t.x,Math.max(e,t.x+t.width-r)),this.#s.scrollTop=Math.min(t.y,Math.max(i,t.y+t.height-o))}#p(t){if(this.#h=t,this.#d=t&&t.heads?.length>0?new kt(t):null,this.#d===null||this.#c!==null)return;let e=({layer:r,head:o})=>this.#t.select(r,o),i={hover:r=>{this.#f(),this.#g(r)},select:e,activate:e,remove:()=>{},travel:this.#t.travel};this.#c=new te(this.#d.screen,i,this.#e,wo),this.#s.append(this.#c.pad.element)}#f(){if(this.#u===null)return;let{chosen:t,palette:e,room:i}=this.#u,r=this.#d,o=[this.#s,this.#r,this.#n.element,this.#o];for(let c of o)c.hidden=r===null;if(r===null||this.#c===null){this.#a.textContent=this.#h?.missing||"The heads are not known yet.";return}let s=c=>vo(r,c),a=s(this.#l)===null?this.#l:"layer";this.#n.draw(a,s),this.#i.style.background=gt(e.sequential),this.#a.textContent=`${ko(a)}. ${Mo(r.screen)}`,this.#c.draw(r,a,r.find(t.layer,t.head),e,i),this.#g(null)}#g(t){let{layer:e=-1,head:i=-1}=this.#u?.chosen??{},r=t??this.#d?.find(e,i),o=r&&this.#d?.inWords(r,rt);this.#r.textContent=r?`Block ${r.layer} · head ${r.head}: ${o||"no numbers"}`:""}};function vo(n,t){return t==="layer"||n.all.some(e=>!Number.isNaN(n.score(e,t)))?null:["duplicate","induction"].includes(t)?"no token comes twice":"there is one token only"}function ko(n){return n==="layer"?"Rows are blocks, columns are heads":Xn[n]}function Mo({tokens:n,thumbs:t}){let e=Math.ceil(n.length/t.side);return`In a picture each row is a token, each column one that it looks at${e>1?`; one cell is the largest weight of ${e} × ${e} tokens`:""}.`}var ne=class{element=l("div",{class:"flow-pager",role:"group","aria-label":"Head and block"});#t;#e;#n=l("input",{type:"range",min:0,step:1,"aria-label":"Block"});#i=l("span",{class:"flow-pager-shared"});#o={layers:[0],layer:0,heads:1,head:0};constructor(t,e){let i=s=>t.head(ei(this.#o.head+s,this.#o.heads)),r=s=>{let{layers:a}=this.#o;t.layer(a[ei(this.#a+s,a.length)]??0)};this.#t=new ie("head",i,e),this.#e=new ie("block",r,e),this.#e.element.append(this.#n),this.element.append(this.#t.element,this.#i,this.#e.element);let o=()=>this.#o.layers[this.#n.valueAsNumber]??0;this.#n.addEventListener("input",()=>this.#s(o()),{signal:e}),this.#n.addEventListener("change",()=>t.layer(o()),{signal:e})}draw(t){this.#o=t;let{layers:e,layer:i,heads:r,head:o,kv_heads:s}=t,a=r===0;this.#t.say(a?"no heads in this block":`Head ${o}`,a?"":`0–${r-1}`),this.#t.enable(r>1,a?"This block has no attention":"There is one head only"),this.#e.enable(e.length>1,"There is one block only"),x(this.#n,"max",e.length-1),this.#n.value=String(this.#a),this.#n.disabled=e.length<2,this.#s(i);let c=So(r,o,s);this.#i.textContent=c,this.#i.hidden=c===""}get#a(){return Math.max(0,this.#o.layers.indexOf(this.#o.layer))}#s(t){let{layers:e}=this.#o,i=e.every((r,o)=>r===o);this.#e.say(`Block ${t}`,i?`0–${e.length-1}`:e.join(", ")),x(this.#n,"aria-valuetext",`block ${t}`)}},ie=class{element;#t=l("b",{});#e=l("span",{class:"flow-pager-range"});#n;#i;constructor(t,e,i){this.#n=M("‹",`Previous ${t}`,()=>e(-1),i),this.#i=M("›",`Next ${t}`,()=>e(1),i);for(let a of[this.#n,this.#i])x(a,"aria-label",a.title);let o=l("span",{class:"flow-pager-now","aria-live":"polite",title:"Numbered from 0, as in Python"},this.#t,this.#e);this.element=l("div",{class:"flow-pager-part",role:"group","aria-label":t}),this.element.append(this.#n,o,this.#i);let s=a=>{a.target instanceof HTMLInputElement||!E(a,"ArrowLeft","ArrowRight")||((a.key==="ArrowLeft"?this.#n:this.#i).click(),a.preventDefault(),a.stopPropagation())};this.element.addEventListener("keydown",s,{signal:i})}say(t,e){this.#t.textContent=t,this.#e.textContent=e&&` of ${e}`}enable(t,e){L(this.#n,t,e),L(this.#i,t,e)}};function ei(n,t){return t<1?0:(n+t)%t}function So(n,t,e=n){if(e<1||e>=n)return"";let i=n/e,r=Math.floor(t/i);return`key and value ${r}, with heads ${r*i}–${(r+1)*i-1}`}var Ht={query:{name:"query",letter:"Q",light:"#0064a4",dark:"#4a9be6",dash:[]},key:{name:"key",letter:"K",light:"#d55e00",dark:"#ff8a3d",dash:[8,4]},value:{name:"value",letter:"V",light:"#009e73",dark:"#3ddc9f",dash:[2,3]},stream:{name:"residual stream",letter:"R",light:"#566272",dark:"#9fadbd",dash:[16,4]},attention:{name:"attention",letter:"A",light:"#8a2fd6",dark:"#a055f5",dash:[10,3,2,3]},mlp:{name:"MLP",letter:"M",light:"#6b3a10",dark:"#8f7a45",dash:[6,3,2,3,2,3]}};var re=class{element=l("div",{class:"flow-legend"});draw(t,e,i,r){let o=(h,d,u,p)=>{let m=l("i",{style:`background: ${gt(d)}`});return l("span",{class:"flow-scale"},`${h} `,l("b",{},u),m,l("b",{},p))},s=t.dark?"dark":"light",a=["query","key","value"].map(h=>l("span",{class:"flow-role"},l("i",{style:`background: ${Ht[h][s]}`},Ht[h].letter),h)),c=[o("strips: numbers of each vector",t.diverging,"−","+"),o("attention",t.sequential,"0","1"),...r.head.heads>0?a:[],l("span",{class:"flow-width"},Eo(e,i))];this.element.replaceChildren(...c,...To(r))}};function Eo(n,t){if(n==="none")return"ribbons: what is made from what";if(!t.kind)return"ribbons: this block has no such quantity";let e=t.token?` of ${JSON.stringify(t.token.text)}`:"",i=t.unit?` ${t.unit}`:"",r=t.most===void 0?"":`; the widest is ${y(Math.fround(t.most))}${i}`;return`ribbons: ${t.label??t.kind}${e}${r}`}function To({missing:n}){let t=Object.entries(n);if(t.length===0)return[];let e=t.map(([r,o])=>l("li",{},l("code",{},r),` ${o}`)),i=`${H(t.length,"step")} not shown, or not taken apart`;return[l("details",{class:"flow-missing"},l("summary",{},i),l("ul",{},...e))]}var ni="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";function tt(n,t=3){return Number.isFinite(n)?n.toFixed(t).replace("-","−"):rt(n)}function P(n){return Number.isFinite(n)?n===0||n===1?`${n*100} %`:n>=.9995?"> 99.9 %":n>=1e-4?`${(n*100).toFixed(n>=.1?1:2)} %`:n>=1e-6?`${(n*100).toPrecision(1)} %`:`${(n*100).toExponential(0).replace("-","−")} %`:rt(n)}function G(n){if(!Number.isFinite(n))return rt(n);let t=Math.abs(n);return(t!==0&&(t<.001||t>=1e5)?n.toExponential(3):n.toPrecision(4)).replace("e+","e").replaceAll("-","−")}function q(n){return String(Number(n.toPrecision(4)))}function A(n){return n.toLocaleString("en-US")}var ii=4;function ri(){let n=l("h3",{}),t=l("ol",{}),e=l("section",{class:"card","aria-label":"How its probability comes about"},n,t);return{element:e,draw(i,r,o){if(e.hidden=o===null,o===null)return;let s=i.text(o),a=o<i.named?` id ${i.ids[o]}`:"";n.replaceChildren(l("code",{title:s===null?null:S(s)},s===null?"…":T(s)),l("span",{},`number ${A(o+1)} of ${A(r.size)}${a&&","}${a}`)),t.replaceChildren(...Lo(i,r,o))}}}function Lo(n,t,e){let{temperature:i}=t.settings,r=t.logits[e]??Number.NaN;if(i===0)return[$o(t,e)];let o=St("Divide by the temperature",Rt(I(r,tt),` ÷ ${q(i)} = `,I(t.scaled(e),tt,"scaled"))),s=St("Softmax over the whole vocabulary",Ao(n,t,e),Po(t,e)),a=[o,s],c=oi(t,e);return c.length>0&&a.push(St("Cut",...c),Co(t,e)),a}function $o(n,t){let e=n.has(t)?"It has the largest logit.":`Another has a larger logit: ${tt(n.logits[0]??Number.NaN)}.`;return St("Temperature 0: take the likeliest",l("p",{},e),Rt("p = ",I(n.probability(t),P,"result")))}function Ao(n,t,e){let i=Array.from({length:Math.min(ii,t.size)},(d,u)=>u),r=e<ii?i:[...i,e],o=r.reduce((d,u)=>d+t.term(u),0),s=t.size-r.length,a=l("tbody",{});for(let d of r){let u=tt(t.scaled(d)-t.shift),p=l("td",{},"e",l("sup",{},u)),m=d===e?"mine":null;a.append(l("tr",{class:m},No(n,d),p,l("td",{},I(t.term(d),G,"term"))))}if(s>0){let d=I(t.total()-o,G,"term");a.append(l("tr",{},l("th",{scope:"row"},`${A(s)} others`),l("td",{}),l("td",{},d)))}let c=I(t.total(),G,"total");a.append(l("tr",{class:"total"},l("th",{scope:"row"},"sum"),l("td",{}),l("td",{},c)));let h=t.shift===0?null:l("caption",{},`the largest exponent, ${tt(t.shift)}, is taken off`);return l("table",{},...h===null?[]:[h],a)}function No(n,t){let e=n.text(t);return l("th",{scope:"row"},l("code",{},e===null?"…":T(e)))}function Po(n,t){return Rt(I(n.term(t),G)," ÷ ",I(n.total(),G)," = ",I(n.softmax(t),P,oi(n,t).length>0?"softmax":"result"))}function oi(n,t){let{top_k:e,top_p:i,min_p:r}=n.settings,o=[],s=()=>o.some(c=>c.dataset.out!==void 0),a=(c,h)=>o.push(l("p",{"data-out":c},l("b",{},c?"✕ ":"✓ "),h));if(e>0&&e<n.size&&a(t>=n.left["top-k"],`top-k: number ${A(t+1)}, ${A(e)} stay`),i<1&&!s()){let c=t===0?0:n.running(t-1),h=t>=n.left["top-p"];a(h,`top-p: the likelier ones have ${c.toFixed(4)}, ${h?"enough":"not yet"} for ${q(i)}`)}if(r>0&&!s()){let c=t>=n.left["min-p"],h=G(n.softmax(t)/n.softmax(0));a(c,`min-p: ${h} of the largest, ${q(r)} ${c?"is needed":"is enough"}`)}return o}function Co(n,t){let e=n.probability(t);return n.has(t)?St("Divide by what is left",Rt(I(n.softmax(t),P)," ÷ ",I(n.mass,P,"mass")," = ",I(e,P,"result"))):St("Cut away",Rt("p = ",I(0,P,"result")))}function St(n,...t){return l("li",{},l("h4",{},n),...t)}function Rt(...n){return l("p",{class:"sum"},...n)}function I(n,t,e=""){return l(e==="result"?"b":"span",{"data-value":n,"data-role":e||null},t(n))}var Et=class{constructor(t,e){this.logits=t;this.temperature=e;let i=t.length,r=new Float64Array(i),o=new Float64Array(i),s=new Float64Array(i),a=t[0]??Number.NaN,c=e||1,[h,d]=[0,0];for(let u=0;u<i;u++){let p=(t[u]-a)/c,m=Math.exp(p);h+=m,m!==0&&(d+=m*p),r[u]=m,o[u]=h,s[u]=d}this.weights=r,this.#t=o,this.#e=s}logits;temperature;weights;#t;#e;weight(t){return this.weights[t]}sum(t){return t===0?0:this.#t[t-1]}entropy(t){let e=this.sum(t);return Math.log(e)-this.#e[t-1]/e}};var Ho=600,oe=class{constructor(t,e,i=new Et(t,e.temperature)){this.logits=t;this.settings=e;let r=t.length;if(this.#t=i,e.temperature===0){this.left={"top-k":r,"top-p":r,"min-p":r},this.kept=1;return}let o=this.#e(),s=this.#n(o),a=this.#i(s);this.left={"top-k":o,"top-p":s,"min-p":a},this.kept=a}logits;settings;left;kept;#t;get size(){return this.logits.length}get usable(){return this.size>0&&Number.isFinite(this.logits[0])&&!Number.isNaN(this.#r(this.size))}has(t){return t<this.kept}cut(t){return this.settings.temperature===0?null:["top-k","top-p","min-p"].find(e=>t>=this.left[e])??null}scaled(t){return this.#a(t)/this.settings.temperature}get shift(){return Math.abs(this.scaled(0))>Ho?this.scaled(0):0}term(t){return this.#s(t)*Math.exp(this.scaled(0)-this.shift)}total(t=this.size){return this.#r(t)*Math.exp(this.scaled(0)-this.shift)}softmax(t){return this.#s(t)/this.#r(this.size)}running(t){let e=this.#r(this.left["top-k"]);return Math.min(1,this.#r(t+1)/e)}probability(t){return this.has(t)?this.#s(t)/this.#r(this.kept):0}get mass(){return this.#r(this.kept)/this.#r(this.size)}entropy(t=!1){return this.settings.temperature===0?0:Math.max(0,this.#t.entropy(t?this.size:this.kept))}draw(t){let e=t*this.#r(this.kept),[i,r]=[0,this.kept-1];for(;i<r;){let o=i+r>>1;this.#r(o+1)>e?r=o:i=o+1}return i}#e(){let{top_k:t}=this.settings;return t>0&&t<this.size?this.#o(t-1):this.size}#n(t){let{top_p:e}=this.settings;if(e>=1)return t;let i=this.#r(t),[r,o]=[t,0];for(;r>1&&(o+=this.#s(r-1)/i,o<=1-e);)r--;return r}#i(t){let{min_p:e}=this.settings;if(e<=0)return t;let i=t;for(;i>1&&this.#s(i-1)<e;)i--;return i}#o(t){let e=t+1;for(;e<this.size&&this.#a(e)===this.#a(t);)e++;return e}#a(t){return this.logits[t]}#s(t){return this.#t.weight(t)}#r(t){return this.#t.sum(t)}};function ze(n,t){let e=si(n+2654435769),i=r=>si(e+Math.imul(r,2654435769))>>>0;return((i(2*t+1)>>>5)*2**26+(i(2*t+2)>>>6))/2**53}function si(n){let t=n|0;return t=Math.imul(t^t>>>16,2246822507),t=Math.imul(t^t>>>13,3266489909),t^t>>>16|0}var z=26,ae=[{key:"rank",name:"#",title:"By likelihood, from 1"},{key:"token",name:"token",title:"A blank is a dot; the id is in the tooltip of a row"},{key:"logit",name:"logit",title:"What the model gives: any number"},{key:"scaled",name:"÷ T",title:"The logit divided by the temperature"},{key:"soft",name:"softmax",title:"exp(logit ÷ T) over the sum of it over all tokens, before any cut"},{key:"sum",name:"Σ",title:"The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves"},{key:"cut",name:"cut",title:"Whether it stays, or which cut takes it away"},{key:"chance",name:"probability",short:"p",title:"That it is drawn: those that stay, made to sum to 1"},{key:"bar",name:"",title:"Probability, and beneath it the share of the draws"},{key:"count",name:"drawn",short:"n",title:"How often it was drawn"}],se=class{element=l("div",{class:"row",role:"row"});#t=new Map;#e=l("code",{});#n=l("i",{class:"probability"});#i=l("i",{class:"share"});#o=l("span",{class:"unseen"});constructor(){for(let[t,{key:e}]of ae.entries()){let i=l("span",{role:"gridcell",class:e,"aria-colindex":t+1});this.#t.set(e,i),this.element.append(i)}this.#t.get("token")?.append(this.#e),this.#t.get("bar")?.append(this.#n,this.#i,this.#o)}draw(t,e){let{list:i,chances:r,last:o}=t,s=i.text(e),a=e<i.named?i.ids[e]:void 0,c=r.settings.temperature===0;this.#s("rank",A(e+1)),De(this.#e,s===null?"…":T(s)),this.#r("logit",r.logits[e]??Number.NaN,tt),this.#r("scaled",c?null:r.scaled(e),tt),this.#r("soft",c?null:r.softmax(e),P),this.#r("sum",c||e>=r.left["top-k"]?null:r.running(e),Ro),this.#s("cut",Bo(r,e)),this.#r("chance",r.probability(e),P),this.#a(t,e);let h=s===null?"a token that is not here without the kernel":`${S(s)}, id ${a}`;x(this.element,"title",h),x(this.element,"data-out",!r.has(e)),x(this.element,"data-last",o===e)}#a({chances:t,counts:e,draws:i,reach:r},o){let s=e.get(o)??0;ai(this.#n,t.probability(o)/r),ai(this.#i,i===0?0:s/i/r),De(this.#o,i===0?"no draws":`${P(s/i)} of the draws`),this.#s("count",s===0?"":A(s)),x(this.#t.get("count"),"data-value",s)}#s(t,e){De(this.#t.get(t),e)}#r(t,e,i){this.#s(t,e===null?"–":i(e)),x(this.#t.get(t),"data-value",e)}};function De(n,t){let e=n.firstChild;e===null?n.append(t):e.nodeValue!==t&&(e.nodeValue=t)}function ai(n,t){x(n,"style",`width:${(Math.min(1,t)*100).toFixed(2)}%`)}function Ro(n){return n>.99995&&n<1?"> 0.9999":n.toFixed(4)}function Bo(n,t){let{temperature:e,top_k:i,top_p:r,min_p:o}=n.settings;if(e===0)return n.has(t)?"✓ likeliest":"✕ not likeliest";if(i===0&&r===1&&o===0)return"";let s=n.cut(t);return s===null?"✓":`✕ ${s}`}var li=6,ci=1e3,Oo=16,le=class{element;#t;#e;#n=l("div",{class:"body",role:"rowgroup"});#i=k("svg",{class:"lines","aria-hidden":"true",preserveAspectRatio:"none"});#o=l("div",{class:"row over","aria-hidden":"true"});#a=new Map;#s={top:0,height:0};#r=null;#l=0;constructor(t,e){this.#t=t;let i=ae.map(_o);this.#e=l("div",{class:"heading row",role:"row","aria-rowindex":1},...i);let r=l("div",{role:"rowgroup",class:"top"},this.#e);this.element=l("div",{class:"window",role:"grid",tabindex:0,"aria-label":"Tokens by likelihood","aria-colcount":ae.length},r,this.#n);let o=(s,a)=>this.element.addEventListener(s,a,{signal:e});if(o("scroll",()=>this.#c()),typeof ResizeObserver<"u"){let s=new ResizeObserver(()=>this.#c());s.observe(this.element),e.addEventListener("abort",()=>s.disconnect())}this.#o.append(this.#i),this.#n.append(this.#o),o("click",s=>this.#b(this.#g(s)??this.#l)),o("pointermove",s=>t.look(this.#d(this.#g(s)))),o("pointerleave",()=>t.look(null)),o("keydown",s=>this.#w(s))}get active(){return this.#d(this.#l)}draw(t){let e=this.#r?.list===t.list&&this.#r.found===t.found;this.#r=t,e||(this.#l=0,this.element.scrollTop=0,this.#s.top=0);let i=this.#h;x(this.element,"aria-rowcount",i+1),x(this.element,"data-drawn",t.draws>0),this.#n.style.height=`${i*z}px`;let r=this.#e.querySelector("[data-column=bar]");r&&(r.dataset.reach=String(t.reach)),this.#u()}reveal(t){let e=this.#r?.found,i=e?e.indexOf(t):t;i>=0&&this.#b(i)}get#h(){return this.#r===null?0:this.#r.found?.length??this.#r.list.logits.length}#d(t){return t===null||this.#r===null||t>=this.#h?null:this.#r.found?this.#r.found[t]??null:t}#c(){this.#s={top:this.element.scrollTop,height:this.element.clientHeight},this.#u()}#u(){let t=this.#r;if(t===null)return;let[e,i]=this.#f(),r=Array.from({length:i-e},(o,s)=>e+s);this.#h>0&&(this.#l<e||this.#l>=i)&&r.push(this.#l),this.#m(r);for(let[o,s]of this.#a)s.draw(t,this.#d(o)??o),x(s.element,"aria-selected",String(o===this.#l));x(this.element,"aria-activedescendant",this.#h>0?`token-${this.#l}`:null),this.#p(t,e,i)}#m(t){let e=[...this.#a].filter(([o])=>!t.includes(o)),i=new Map;for(let o of t){let s=this.#a.get(o)??e.pop()?.[1]??new se;i.set(o,s),this.#a.get(o)!==s&&(s.element.id=`token-${o}`,s.element.style.top=`${o*z}px`,s.element.dataset.at=String(o),x(s.element,"aria-rowindex",o+2))}for(let[,o]of e)o.element.remove();this.#a=i;let r=null;for(let{element:o}of i.values()){let s=r===null?this.#n.firstElementChild:r.nextElementSibling;s!==o&&this.#n.insertBefore(o,s),r=o}}#p(t,e,i){this.#o.hidden=t.others.length===0;let r=(i-e)*z;this.#o.style.cssText=`top:${e*z}px;height:${r}px`,x(this.#i,"viewBox",`0 0 ${ci} ${Math.max(1,r)}`);let o=t.others.map((s,a)=>{let c=[];for(let h=e;h<i;h++){let d=Math.min(1,s.probability(this.#d(h)??0)/t.reach)*ci;c.push(`${d.toFixed(2)},${(h-e)*z+z/2}`)}return k("polyline",{points:c.join(" "),class:`line t${a}`})});this.#i.replaceChildren(...o)}#f(){let t=Math.floor(this.#s.top/z),e=Math.ceil(this.#s.height/z)||Oo;return[Math.max(0,t-li),Math.min(this.#h,t+e+li)]}#g(t){let e=t.target instanceof Element?t.target.closest("[data-at]"):null;return e===null?null:Number(e.dataset.at)}#b(t){if(this.#h===0)return;this.#l=Math.max(0,Math.min(this.#h-1,t));let[e,i]=[this.#l*z,this.element.clientHeight-z];e<this.element.scrollTop?this.element.scrollTop=e:e+z>this.element.scrollTop+i&&(this.element.scrollTop=e+z-i),this.#c(),this.#t.look(null)}#w(t){let e=Lt(t);if(e!==null)this.#t.travel(e);else if(E(t,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.#b(this.#y(t.key));else return;t.preventDefault(),t.stopPropagation()}#y(t){let e=Math.max(1,Math.floor(this.element.clientHeight/z)-2);return{ArrowUp:this.#l-1,ArrowDown:this.#l+1,Home:0,End:this.#h-1,PageUp:this.#l-e,PageDown:this.#l+e}[t]??this.#l}};function _o(n,t){let{name:e,title:i,key:r}=n,o=l("span",{role:"columnheader",class:r,title:i,"aria-colindex":t+1,"data-column":r});return"short"in n?o.append(l("span",{class:"short"},n.short),l("span",{class:"long"},e)):o.append(e),o}var Fe=1e4,hi=2**32-1;function di(n,t){let e={draws:0,seed:0,usable:!1,text:null,tokens:0},i=d=>()=>n({draws:Math.min(Fe,e.draws+d)}),r=M("Sample","Draw a token",i(1),t),o=M("Sample 100 times","Draw a hundred, and see how often each comes",i(100),t),s=M("Start over","Forget the draws",()=>n({draws:0}),t),a=l("input",{type:"number",min:0,max:hi,step:1}),c=l("label",{class:"seed",title:"The same seed draws the same tokens, here and in Python"},l("span",{},"seed"),a),h=l("p",{class:"drawn"});return r.className="primary",a.addEventListener("change",()=>{let d=Number.isNaN(a.valueAsNumber)?0:Math.round(a.valueAsNumber);n({seed:Math.min(hi,Math.max(0,d))}),a.value=String(e.seed)},{signal:t}),{element:l("div",{class:"sampler"},r,o,s,c,h),draw(d){e=d;let u=d.draws>=Fe?`There are ${A(Fe)} draws already: start over`:"";for(let p of[r,o])L(p,d.usable&&u==="",u||"There are no probabilities to draw from");L(s,d.draws>0,"Nothing is drawn yet"),a.value=String(d.seed),h.replaceChildren(...qo(d)),x(h,"data-none",d.draws===0)}}}function qo({draws:n,text:t,tokens:e}){if(n===0||t===null)return["Nothing is drawn yet."];let i=l("code",{title:S(t)},T(t));return n===1?["drawn: ",i]:[`${H(n,"draw")}, ${H(e,"different token")}, the last: `,i]}var ce=1e3,dt=class{element;#t;#e;#n;#i;#o;#a;#s;constructor(t,e,i){this.#a=t,this.#o=e,this.#s=t.first??t.range[0];let{name:r,title:o,field:s}=t;this.#t=l("input",{type:"range",min:0,max:ce,step:1,"aria-label":r}),this.#e=l("input",{type:"number",step:"any","aria-label":`${r}, exactly`}),x(this.#e,"min",s[0]),this.#n=t.off===void 0?null:l("input",{type:"checkbox"});let a=this.#n===null?l("span",{class:"name"},r):l("label",{class:"name"},this.#n,r);this.#i=l("div",{class:"rail"},this.#t),this.element=l("div",{class:"slider",role:"group","aria-label":r,title:o},a,this.#e,this.#i);let c=(h,d,u)=>h.addEventListener(d,u,{signal:i});c(this.#t,"input",()=>this.#c(this.#r(),!1)),c(this.#t,"change",()=>this.#c(this.#r(),!0)),c(this.#e,"change",()=>this.#h()),this.#n!==null&&c(this.#n,"change",()=>this.#d())}upto(t){this.#a={...this.#a,range:[this.#a.range[0],t]}}draw(t){let e=t===this.#a.off;e||(this.#s=t);let i=this.#l(e?this.#s:t);this.#t.valueAsNumber!==i&&(this.#t.value=String(i)),this.#e.value=e?"":q(t),x(this.#e,"placeholder",e?"off":null),x(this.#t,"aria-valuetext",e?"off":q(t)),this.#n!==null&&(this.#n.checked=!e),x(this.element,"data-off",e),this.#i.style.setProperty("--at",`${i/ce*100}%`)}#r(){let[t,e]=this.#a.range,i=this.#t.valueAsNumber/ce,r=this.#a.log?t*(e/t)**i:t+(e-t)*i;return this.#a.whole?Math.round(r):Number(r.toPrecision(2+ +(r>=1)))}#l(t){let[e,i]=this.#a.range,r=this.#a.log?Math.log(Math.max(t,e)/e)/Math.log(i/e||2):(t-e)/(i-e);return Math.round(Math.min(1,Math.max(0,r))*ce)}#h(){let{off:t,field:e,whole:i}=this.#a,r=this.#e.valueAsNumber;if(Number.isNaN(r)){this.#c(t??this.#s,!0);return}let o=Math.min(e[1],Math.max(e[0],r));this.#c(i?Math.round(o):o,!0)}#d(){let{off:t}=this.#a;t!==void 0&&this.#c(this.#n?.checked?this.#s:t,!0)}#c(t,e){this.draw(t),this.#o(t,e)}};function ui(n){let t=v(n.logits),e=new Float32Array(n.vocabulary);e.set(t);let[i,r]=[v(n.means),bt(n.sizes)],o=t.length;for(let[s,a]of r.entries())e.fill(i[s]??Number.NaN,o,o+a),o+=a;return{logits:e,ids:bt(n.ids),named:t.length,text:s=>n.texts[s]??null}}function pi(n,t,e){let i=bt(n);return{logits:v(t),ids:i,named:i.length,text:r=>e[i[r]??-1]??null}}function We(n,t){if(t==="")return null;let e=t.toLowerCase(),i=/^#\d+$/.test(t)?Number(t.slice(1)):null,r=[];for(let o=0;o<n.named;o++)(i===null?n.text(o)?.toLowerCase().includes(e):n.ids[o]===i)&&r.push(o);return Uint32Array.from(r)}function mi(n){let{temperature:t,top_k:e,top_p:i,min_p:r}=n.settings,o=[ut("vocabulary",A(n.size),"All tokens of the model")];t===0?o.push(ut("T = 0","likeliest","The likeliest token is taken")):(o.push(ut("logit ÷ T",`÷ ${q(t)}`,"Logits are divided by the temperature")),e>0&&o.push(Ke("top-k",q(e),n.left["top-k"])),i<1&&o.push(Ke("top-p",q(i),n.left["top-p"])),r>0&&o.push(Ke("min-p",q(r),n.left["min-p"])));let{kept:s}=n,a=t===0?null:n.mass;o.push(ut("softmax",`${A(s)} kept`,"So many tokens can be drawn; their probabilities sum to 1")),a!==null&&o.push(ut("kept mass",P(a),"What the tokens that stay had before the cuts, together",a,"mass"));let c=n.entropy(),h=c/Math.LN2,d=n.entropy(!0),u=t===0||s===n.size?"":`; ${G(d)} nats before the cuts`;return o.push(ut("entropy",`${zo(c)} nats`,`${G(h)} bits: as if ${G(Math.exp(c))} tokens were equally likely${u}`,c,"entropy")),o}function zo(n){return n===0||n>=.001?n.toFixed(3):G(n)}function Ke(n,t,e){return ut(`${n} ${t}`,`${A(e)} left`,`So many tokens are left after ${n}`)}function ut(n,t,e,i,r){let o=l("b",{"data-value":i,"data-role":r},t);return l("li",{title:e,class:r===void 0?null:"fact"},l("span",{},n),o)}var fi=["temperature","top_k","top_p","min_p"],Do=[.5,1,2],Fo=6,Wo=[1e-4,2e-4,5e-4,.001,.002,.005,.01,.02,.05,.1,.2,.5,1],he=class{element;#t;#e;#n;#i;#o=ri();#a=l("ul",{class:"summary","aria-label":"Step by step"});#s=l("input",{type:"search",placeholder:"Find a token, or #id","aria-label":"Find a token"});#r=l("span",{class:"hits",role:"status"});#l=l("input",{type:"checkbox"});#h=l("span",{class:"key"});#d=l("p",{class:"rough"});#c=null;#u=null;#m=null;#p=null;#f=null;#g=[];constructor(t,e){this.#t=t,this.#e=this.#b(e),this.#n=di(r=>this.#y(r,!0),e),this.#i=new le({look:r=>this.#k(r),travel:t.travel},e),this.#s.addEventListener("input",()=>this.#M(),{signal:e});let i=()=>this.#y({temperatures:this.#l.checked?Do:[]},!0);this.#l.addEventListener("change",i,{signal:e}),this.element=this.#w()}get last(){let[t,e]=[this.#p,this.#u];return!t?.usable||!e||e.draws===0?null:t.draw(ze(e.seed,e.draws-1))}get drawn(){return this.last===null?null:this.#c?.text(this.last)??"…"}draw(t,e){t!==this.#c&&(this.#m=We(t,this.#s.value)),this.#c=t,this.#u=e,this.#p=this.#v(t,e);for(let r of fi)this.#e[r].draw(e[r]);this.#e.top_k.upto(t.logits.length),this.#l.checked=e.temperatures.length>0,this.#h.replaceChildren(...e.temperatures.map((r,o)=>l("span",{class:`t${o}`},l("i",{class:"stroke"}),q(r))));let i=t.named<t.logits.length;this.#d.hidden=!i,this.#d.textContent=`The ${A(t.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`,x(this.element,"data-usable",this.#p.usable),this.#x(t,e,this.#p)}#b(t){let e=r=>(o,s)=>this.#y({[r]:o},s),i={range:[0,1],field:[0,1],log:!1};return{temperature:new dt({name:"temperature",title:"What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",range:[.2,10],field:[0,100],log:!0},e("temperature"),t),top_k:new dt({name:"top-k",title:"So many of the likeliest stay, with those as likely as the last of them",range:[1,100],field:[0,2**31-1],off:0,first:50,log:!0,whole:!0},e("top_k"),t),top_p:new dt({...i,name:"top-p",title:"The fewest likeliest that have this probability together stay",off:1,first:.9},e("top_p"),t),min_p:new dt({...i,name:"min-p",title:"What has at least this share of the largest probability stays",off:0,first:.05},e("min_p"),t)}}#w(){let t=l("div",{class:"settings"},...fi.map(s=>this.#e[s].element)),e=l("label",{class:"overlay",title:"The probabilities at other temperatures, with the same cuts, as lines over the bars"},this.#l,"overlay T"),i=l("div",{class:"tools"},this.#s,this.#r,e,this.#h),r=l("div",{class:"table"},i,this.#i.element,this.#d),o=l("p",{class:"nothing",role:"status"},"The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.");return l("div",{class:"sampling-panel"},t,this.#n.element,this.#a,o,l("div",{class:"halves"},r,this.#o.element))}#y(t,e){this.#c!==null&&this.#u!==null&&this.draw(this.#c,{...this.#u,...t}),this.#t.wish(t,e)}#v(t,e){let r=this.#g.find(o=>o.logits===t.logits&&o.temperature===e.temperature)??new Et(t.logits,e.temperature);return this.#g=[r,...this.#g.filter(o=>o!==r)].slice(0,Fo),new oe(t.logits,e,r)}#k(t){this.#f=t,this.#S()}#M(){this.#c===null||this.#u===null||this.#p===null||(this.#m=We(this.#c,this.#s.value),this.#x(this.#c,this.#u,this.#p))}#x(t,e,i){let r=new Map,o=i.usable?e.draws:0;for(let p=0;p<o;p++){let m=i.draw(ze(e.seed,p));r.set(m,(r.get(m)??0)+1)}let s=e.temperatures.map(p=>this.#v(t,{...e,temperature:p})),a=this.last,c=[i.probability(0),...s.map(p=>p.probability(0))];for(let p of r.values())c.push(p/o);let h=Math.max(...c.filter(Number.isFinite),0),d=Wo.find(p=>p>=h)??1;this.#a.replaceChildren(...i.usable?mi(i):[]),this.#i.draw({list:t,chances:i,others:s,counts:r,draws:o,last:a,found:this.#m,reach:d});let u=a===null?null:t.text(a)??"…";this.#n.draw({draws:o,seed:e.seed,usable:i.usable,text:u,tokens:r.size}),this.#r.textContent=this.#m===null?"":`${A(this.#m.length)} found`,this.#S()}#S(){let t=this.#p?.usable??!1;this.#c===null||this.#p===null||this.#o.draw(this.#c,this.#p,t?this.#f??this.#i.active:null)}};var gi=["temperature","top_k","top_p","min_p","seed","draws","temperatures"],de=class{element;#t;#e;#n;#i;#o=l("p",{class:"context"});#a;#s;#r=null;#l=null;#h=null;constructor(t,e,i){this.#t=t,this.#e=e,this.#n=Q(t,()=>{},i);let r=(s,a)=>this.#d(s,a);this.#i=new he({wish:r,travel:e.travel},i),this.#a=M("‹","The token before",()=>this.#c(-1),i),this.#s=M("›","The token after",()=>this.#c(1),i),this.#a.setAttribute("aria-label","earlier position"),this.#s.setAttribute("aria-label","later position");let o=l("div",{class:"place"},this.#a,this.#o,this.#s);this.element=l("div",{},o,this.#i.element),R(t,"msg:custom",(s,a)=>this.#p(s,a??[]),i);for(let s of gi)R(t,`change:${s}`,()=>this.#f(),i)}draw(t){this.#r=t,this.#l=t===null?null:ui(t),t!==null&&this.#l!==null&&this.#l.named<t.vocabulary&&this.#m(),this.element.hidden=t===null,this.#f()}#d(t,e){if(this.#g(),!!e){for(let[i,r]of Object.entries(t))this.#t.set(i,r);this.#t.save_changes(),t.draws&&this.#e.announce(`Drawn: ${S(this.#i.drawn??"")}.`)}}#c(t){if(this.#r===null)return;let{position:e,tokens:i}=this.#r,r=Math.max(0,Math.min(i-1,e+t));this.#t.set("_selected",{...this.#t.get("_selected"),position:r}),this.#t.save_changes()}get#u(){return Object.fromEntries(gi.map(t=>[t,this.#t.get(t)]))}async#m(){try{await this.#n("whole",{texts:this.#h===null})}catch(t){t instanceof X&&t.message===ni||this.#e.fail(t)}}#p({kind:t,version:e},[i,r,o]){t!=="whole"||i===void 0||r===void 0||(o!==void 0&&(this.#h=JSON.parse(new TextDecoder().decode(o))),!(e!==this.#r?.version||this.#h===null)&&(this.#l=pi(i,r,this.#h),this.#f()))}#f(){if(this.#r===null||this.#l===null)return;let{position:t,tokens:e}=this.#r;this.#i.draw(this.#l,this.#u),L(this.#a,t>0,"This is the first position"),L(this.#s,t<e-1,"This is the last position"),this.#g()}#g(){if(this.#r===null)return;let{before:t,position:e}=this.#r,i=this.#i.drawn,r=l("b",{class:"next",title:i===null?"What comes next?":S(i)});r.textContent=i===null?"?":T(i);let o=t.length<e+1?["… "]:[];this.#o.replaceChildren(...o,...t.map(s=>l("span",{},T(s))),r)}};function bi({vocabulary:n,position:t,tokens:e}){let i=t===e-1?", the last":"";return`${A(n)} tokens · after position ${t}${i}`}var ue=class{element;#t;#e;#n;#i;#o=l("span",{class:"size"});#a=l("p",{class:"hint"});#s=l("div",{});#r=l("p",{class:"unseen",role:"status"});#l=null;constructor(t,e){this.#t=t,this.#e=e,this.#n=Q(t,()=>{},e),this.#i=new de(t,{fail:i=>this.#c(i),announce:i=>{this.#r.textContent=i},travel:i=>{this.#d(i)}},e),this.element=this.#h(),R(t,"change:_outcome",()=>this.draw(),e),this.draw()}draw(){let t=this.#t.get("_outcome")??{};if(t===this.#l)return;this.#l=t,this.#s.replaceChildren();let e=t.empty===!1?t:null;this.#i.draw(e),this.#o.textContent=e===null?"":bi(e),this.#a.hidden=e!==null,this.#a.textContent=t.empty?"There is no text yet, so nothing comes next: type one, or choose an example.":"The logits come as soon as the kernel has sent them."}#h(){let t=l("header",{},l("h3",{},"From logits to the next token"),this.#o),e=l("div",{class:"sampling"},t,this.#s,this.#a,this.#i.element,this.#r);return l("section",{class:"flow-outcome","aria-label":"From logits to the next token"},e)}async#d(t){try{await this.#n(t)}catch(e){this.#c(e)}}#c(t){let{message:e,details:i}=ct(t),r={message:e,details:t instanceof X?t.details:i};this.#s.replaceChildren(ht(r,this.#e))}};var D='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',F="logits";function Ko(n){for(let t of["query","key","value"])if(n.startsWith(t))return t;return["heads","projection","attn_out","pattern"].includes(n)?"attention":["gate","expansion","activation","neurons","contraction","mlp_out"].includes(n)?"mlp":"stream"}function j(n,t){return Ht[Ko(t)][n.dark?"dark":"light"]}function et(n,t){return`color-mix(in srgb, ${n} ${Math.round(t*100)}%, transparent)`}function U({hovered:n,position:t}){return n?.row??t}var Io={overview:30,embedding:30,block:30,head:128,output:30},[Go,jo,yi]=[13,46,400],Uo=60,Ie=["dot_products","scaled","capped","masked","pattern"];function Vo(n){let t=(...r)=>r.filter(o=>n.strips.has(o)).map(o=>({id:o,sort:"strip",steps:[o],weight:1})),e=Ie.filter(r=>n.matrices.has(r)).map(r=>({id:r,sort:"matrix",steps:[r],weight:0})),i=r=>({id:r,sort:"stack",steps:[],weight:.9});return[{id:"tokens",sort:"tokens",steps:[],weight:0},...t("token_embedding","position_embedding","embedding"),i("earlier"),...t("resid_pre","norm_1"),...Qo(n),...e,...t("heads","projection","attn_out","resid_mid","norm_2"),...t("gate","expansion","activation","neurons","contraction","mlp_out","resid_post"),i("later"),...t("resid_final","final_norm"),{id:"next",sort:"next",steps:[],weight:0}]}function Qo(n){let t=["query","key","value"].map(o=>n.chain(o)),e=Math.max(...t.map(o=>o.length));if(e===0)return[];let i=[];for(let o=0;o<e-1;o++){let s=t.flatMap(a=>a.length>o+1?[a[o]??""]:[]);i.push({id:`roles ${o}`,sort:"roles",steps:s,weight:1})}let r=t.flatMap(o=>o.at(-1)??[]);return[...i,{id:"roles",sort:"roles",steps:r,weight:1.1}]}function Jo(n,t){let e=n.strips.has("neurons")?"neurons":n.strips.has("activation")?"activation":"expansion",i=n.layer===n.layers-1,r={overview:["embedding","resid_pre","roles","pattern","attn_out","resid_mid",e,"mlp_out","resid_post","next"],embedding:["token_embedding","position_embedding","embedding","later","next"],block:["resid_pre","norm_1","pattern","heads","projection","attn_out","resid_mid","norm_2","gate","expansion","activation","neurons","contraction","mlp_out","resid_post"],head:[...Ie,"heads"],output:[i?"resid_post":"resid_final","final_norm","next"]},o=new Set(["tokens",...r[t]]);return(t==="output"||(t==="overview"||t==="block")&&n.layer>0)&&o.add("earlier"),(t==="overview"||t==="block")&&!i&&o.add("later"),({id:s})=>o.has(s)||(t==="block"||t==="head")&&s.startsWith("roles")}var Yo={overview:72,embedding:190,block:64,head:110,output:220};function Xo(n,t){return n==="output"?Math.min(460,t*.36):Math.max(t<900?140:190,Math.min(300,t*.19))}function wi(n){return Math.min(120,Math.max(76,n*.085))}function Zo(n,t,e){let i=n.tokens.length,r=Math.max(Go,Math.min(jo,yi/i)),o=Ie.filter(c=>n.matrices.has(c)).length;if(t!=="head"||o===0)return r;let s=26+wi(e)+118+34*(o+2),a=Math.min(420,(e-s)/o)/i;return a>=17?Math.min(r,a):r}function vi(n,t,e){let i=n.tokens.length,r=Zo(n,t,e),o=Math.max(8,Math.min(28,r*(r<20?.78:.62))),s=80,a=i*r,c=Vo(n),h=c.filter(Jo(n,t)),d=Math.max(14,Math.min(t==="head"?34:46,e*.32/h.length)),u=wi(e),p=h.some(({sort:_})=>_==="next")?Xo(t,e):0,m=h.filter(({sort:_})=>_==="matrix").length,f=h.reduce((_,{weight:Tt})=>_+Tt,0),g=Math.max(240,e-u-p-26-d*(h.length-1)),b=f*(t==="head"?46:30),w=t==="head"?420:270,N=m>0?Math.max(84,Math.min(a,w,(g-b)/m)):0,C=Math.max(20,Math.min(Yo[t],(g-N*m)/Math.max(f,1))),V=u+p+d*(h.length-1)+N*m+C*f,it=Math.max(0,Math.min(48,(e-26-V)/Math.max(1,h.length-1))),Te={tokens:u,strip:C,roles:C,matrix:N,stack:Math.min(C,56),next:p},Le=8,Xe=c.map(_=>{let Tt=h.includes(_),Ze=Te[_.sort]*(_.weight||1),tn=_.sort==="matrix"?N:_.sort==="next"?Math.min(a,yi):a,er={id:_.id,sort:_.sort,steps:_.steps,x:Le,width:Tt?Ze:0,y:s+Math.min((a-tn)/2,Uo),height:tn,alpha:Tt?1:0};return Tt&&(Le+=Ze+d+it),er}),tr=Le-d-it+16;return{level:t,width:Math.max(e,tr),height:s+a+Io[t],top:s,pitch:r,strip:o,tokens:i,boxes:Xe,groups:ts(Xe,d)}}var xi={embedding:({id:n})=>n.endsWith("embedding"),attention:({id:n,sort:t})=>t==="matrix"||t==="roles"||["norm_1","heads","projection","attn_out"].includes(n),mlp:({id:n})=>["norm_2","gate","expansion","activation","neurons","contraction","mlp_out"].includes(n),output:({id:n})=>["resid_final","final_norm","next"].includes(n)};function ts(n,t){let e=Math.min(10,t/2-2);return Object.keys(xi).flatMap(i=>{let r=n.filter(a=>a.alpha>0&&xi[i](a)),[o,s]=[r[0],r.at(-1)];return o===void 0||s===void 0?[]:[{id:i,x:o.x-e,width:s.x+s.width-o.x+2*e}]})}function ki(n,t,e){if(e>=1)return t;let i=new Map(n.boxes.map(a=>[a.id,a])),r=(a,c)=>a+(c-a)*e,o=t.boxes.map(a=>{let c=i.get(a.id)??{...a,width:0,alpha:0},h={...a};for(let d of["x","y","width","height","alpha"])h[d]=r(c[d],a[d]);return h}),s=r(n.height,t.height);return{...t,height:s,pitch:r(n.pitch,t.pitch),boxes:o}}function lt({top:n,pitch:t},e){return n+(e+.5)*t}function nt(n,t,e,i){let r=lt(n,i);if(t.sort!=="roles")return{y:r-n.strip/2,height:n.strip};let o=n.pitch*.86/3,s=es.findIndex(a=>e.startsWith(a));return{y:r-n.pitch*.43+s*o,height:o-(o>6?1.5:.5)}}var es=["query","key","value"];function Bt(n,t){let e=Math.min(t,Math.max(4,Math.floor(n.height/22))),i=Math.max(16,Math.min(30,n.height/e));return{rows:e,high:i,top:n.y+(n.height-e*i)/2}}var ns={token_embedding:"token",position_embedding:"position",embedding:"embedding",resid_pre:"stream in",norm_1:"norm",roles:"Q K V",dot_products:"Q · Kᵀ",scaled:"scaled",capped:"soft cap",masked:"mask",pattern:"attention",heads:"head out",projection:"projection",attn_out:"attention out",resid_mid:"stream",norm_2:"norm",gate:"gate",expansion:"expand",activation:"activation",neurons:"neurons",contraction:"contract",mlp_out:"MLP out",resid_post:"stream out",resid_final:"last stream",final_norm:"final norm",next:"",earlier:"",later:""};function Ei(n){let{context:t,layout:e}=n,i=[0,0,0];for(let r of e.boxes)r.alpha<.02||r.width<2||(t.globalAlpha=r.alpha,r.sort==="tokens"?is(n,r):r.sort==="stack"?ss(n,r):r.sort==="next"&&ls(n,r),r.sort!=="tokens"&&rs(n,r,i),r.sort==="matrix"&&e.level==="head"&&os(n,r),["resid_mid","resid_post","embedding"].includes(r.id)&&as(n,r));t.globalAlpha=1}function is(n,t){let{context:e,palette:i,scene:r,layout:o}=n,s=Math.max(9,Math.min(15,o.pitch-2));e.textAlign="right",r.tokens.forEach((a,c)=>{let h=c===U(n);e.font=`${h?"700 ":""}${s}px ${D}`,e.fillStyle=h?i.accent:i.text,e.fillText(at(e,T(a),t.width-8),t.x+t.width-6,lt(o,c))})}function rs({context:n,palette:t,layout:e},i,r){let o=ns[i.id]??"as computed",s=i.width+30<84&&i.id!=="roles"?o.split(" "):[o];n.font=`12px ${D}`,n.fillStyle=t.quiet,n.textAlign="center";let a=i.x+i.width/2,c=Math.max(...s.map(m=>n.measureText(m).width))/2,h=r.findIndex((m,f)=>m<a-c-3&&f+s.length<=r.length),d=Math.max(0,h);for(let m=0;m<s.length;m++)r[d+m]=a+c;let p=(e.level==="head"?56:e.top-12)-(s.length-1+(e.level==="head"?0:d))*13;s.forEach((m,f)=>{n.fillText(m,a,Math.max(36,p+f*13))})}function os(n,t){let{context:e,palette:i,scene:r,layout:o}=n,s=t.width/o.tokens,a=n.hovered??n.chosen,c=a!==null&&r.matrices.has(a.step)?a.cell:null;s>=12&&(e.font=`11.5px ${D}`,e.textAlign="right",r.tokens.forEach((V,it)=>{e.save(),e.translate(t.x+(it+.5)*s+3,t.y+t.height+9),e.rotate(-Math.PI/4),e.fillStyle=c===it?i.accent:i.quiet,e.fillText(at(e,T(V),62),0,0),e.restore()}));let h=Math.max(t.y+t.height,lt(o,o.tokens-1))+74,d=r.columns.get(t.id),u=r.matrices.get(t.id);e.textAlign="center",e.font=`13px ${D}`,e.fillStyle=i.text,e.fillText(at(e,jn(t.id,d),t.width+26),t.x+t.width/2,h);let p=t.id==="pattern",m=p?i.sequential:i.diverging,[f,g]=[Math.min(110,t.width*.5),h+20],b=t.x+(t.width-f)/2,w=e.createLinearGradient(b,0,b+f,0);for(let V=0;V<=8;V++)w.addColorStop(V/8,Y(m[Math.round(V/8*255)]??[0,0,0]));e.fillStyle=w,e.fillRect(b,g-5,f,10),e.strokeStyle=i.line,e.strokeRect(b,g-5,f,10),e.font=`12px ${D}`,e.fillStyle=i.quiet;let N=Oe(u?.reach??0),C=t.width>=150;e.textAlign=C?"right":"left",e.fillText(p?"0":`−${N}`,C?b-4:t.x,C?g:g+14),e.textAlign=C?"left":"right",e.fillText(p?"1":N,C?b+f+4:t.x+t.width,C?g:g+14)}function ss({context:n,palette:t,scene:e,layout:i},r){let o=i.level==="output"||i.level==="embedding",s=o?e.layers:r.id==="earlier"?e.layer:e.layers-1-e.layer,a=Math.min(4,s);for(let d=a-1;d>=0;d--){let u=r.x+d*4;n.beginPath(),n.roundRect(u,r.y+d*3,Math.max(4,r.width-(a-1)*4),r.height-d*6,6),n.fillStyle=t.raised,n.fill(),n.strokeStyle=t.line,n.lineWidth=1,n.stroke()}n.save(),n.translate(r.x+(r.width-(a-1)*4)/2,r.y+r.height/2),n.rotate(-Math.PI/2),n.font=`600 13px ${D}`,n.textAlign="center",n.fillStyle=t.quiet;let c=o?"":r.id==="earlier"?" before":" after",h=`${s} block${s===1?"":"s"}${c}`;n.fillText(at(n,h,r.height),0,0),n.restore()}function as({context:n,palette:t,layout:e,scene:i},r){if((i.columns.get(r.id)?.inputs??[]).length<2||r.id==="embedding"&&e.level!=="embedding")return;let s=r.id==="embedding"?"=":"+";for(let c=0;c<e.tokens;c++)Si(n,t,s,r.x-11,lt(e,c),e.pitch);let a=e.boxes.find(({id:c,alpha:h})=>c==="position_embedding"&&h>.5);if(!(s!=="="||a===void 0))for(let c=0;c<e.tokens;c++)Si(n,t,"+",a.x-11,lt(e,c),e.pitch)}function Si(n,t,e,i,r,o){let s=Math.min(7,o*.34);n.beginPath(),n.arc(i,r,s,0,2*Math.PI),n.fillStyle=t.paper,n.fill(),n.strokeStyle=t.quiet,n.lineWidth=1,n.stroke(),n.font=`700 ${Math.max(8,s*1.7)}px ${D}`,n.fillStyle=t.text,n.textAlign="center",n.fillText(e,i,r+.5)}function ls({context:n,palette:t,next:e,hovered:i,chosen:r},o){let{rows:s,high:a,top:c}=Bt(o,e.strings.length),h=Math.min(110,o.width*.42),d=o.width-h-62;for(let u=0;u<s;u++){let p=c+(u+.5)*a,m=e.probabilities[u]??0,f=u===0;for(let[b,w]of[[i,t.line],[r,t.accent]])b?.step===F&&b.cell===e.ids[u]&&(n.strokeStyle=w,n.lineWidth=1.5,n.strokeRect(o.x-2,p-a/2+1,o.width+4,a-2));n.font=`${f?"700 ":""}13px ${D}`,n.textAlign="right",n.fillStyle=f?t.accent:t.text,n.fillText(at(n,T(e.strings[u]??""),h-6),o.x+h-6,p),n.fillStyle=et(f?t.accent:j(t,"next"),f?.9:.6),n.fillRect(o.x+h,p-a*.3,Math.max(1,d*m),a*.6);let g=e.clean?.[u];g!==void 0&&g!==m&&(n.strokeStyle=t.change,n.lineWidth=1.5,n.strokeRect(o.x+h,p-a*.3-1.5,Math.max(1,d*g),a*.6+3)),n.textAlign="left",n.font=`12px ${D}`,n.fillStyle=t.quiet,n.fillText(Z(m),o.x+h+Math.max(m,g??0)*d+5,p)}}var cs=4,hs=8,ds=[128,140,152,34],Ti=new WeakMap;function Li(n){let{context:t,layout:e,scene:i}=n;for(let r of e.boxes){let o=i.matrices.get(r.steps[0]??"");r.sort!=="matrix"||o===void 0||r.alpha<.02||r.width<2||(t.globalAlpha=r.alpha,e.level!=="head"&&us(n,r),ps(n,r,o),gs(n,r))}t.globalAlpha=1}function us({context:n,palette:t,scene:e},i){let r=Math.min(cs,e.head.heads)-1;for(let o=r;o>0;o--)n.fillStyle=t.raised,n.strokeStyle=t.line,n.lineWidth=1,n.beginPath(),n.rect(i.x+o*5-3,i.y-o*5-3,i.width+6,i.height+6),n.fill(),n.stroke()}function ps(n,t,e){let{context:i,palette:r,layout:o}=n;i.fillStyle=r.paper,i.strokeStyle=r.line,i.lineWidth=1,i.beginPath(),i.rect(t.x-3,t.y-3,t.width+6,t.height+6),i.fill(),i.stroke();let[s,a]=[t.width/o.tokens,t.id==="pattern"];s>hs?ms(n,t,e,s,a):(i.imageSmoothingEnabled=!1,i.drawImage(fs(r,e,a),t.x,t.y,t.width,t.height))}function ms(n,t,e,i,r){let{context:o,palette:s,layout:a}=n,c=1.5;for(let h=0;h<a.tokens;h++)for(let d=0;d<a.tokens;d++){let u=e.at(h,d),[p,m]=[t.x+d*i+c/2,t.y+h*i+c/2];o.fillStyle=u===null?et(s.line,.55):Y($i(s,e,u,r)),o.beginPath(),o.roundRect(p,m,i-c,i-c,Math.min(4,i/5)),o.fill();let f=e.ghost?.at(h,d)??null;u===null||f===null||f===u||(o.strokeStyle=s.change,o.lineWidth=1.2,o.stroke())}}function $i(n,t,e,i){return ft(n,e,i?null:t.reach)}function fs(n,t,e){let i=Ti.get(t);if(i?.dataset.dark===String(n.dark))return i;let r=document.createElement("canvas");r.dataset.dark=String(n.dark),r.width=r.height=t.size;let o=r.getContext("2d"),s=o?.createImageData(t.size,t.size);if(!o||!s)return r;for(let a=0;a<t.size;a++)for(let c=0;c<t.size;c++){let h=t.at(a,c),d=h===null?ds:[...$i(n,t,h,e),255];s.data.set(d,(a*t.size+c)*4)}return o.putImageData(s,0,0),Ti.set(t,r),r}function gs(n,t){let{context:e,palette:i,layout:r,scene:o,hovered:s,chosen:a}=n,c=t.width/r.tokens;e.strokeStyle=i.text,e.lineWidth=1.4,e.strokeRect(t.x-1.5,t.y+U(n)*c-.5,t.width+3,c+1);for(let[h,d]of[[a,i.accent],[s,i.text]]){if(h===null||!o.matrices.has(h.step)||(e.strokeStyle=d,e.lineWidth=2,e.strokeRect(t.x+h.cell*c-1,t.y+h.row*c-1,c+2,c+2),h.step!==t.steps[0]||r.level==="head"))continue;e.font=`600 12px ${D}`,e.textAlign="center",e.fillStyle=j(i,"key");let u=at(e,T(o.tokens[h.cell]??""),Math.max(60,t.width)),p=Math.min(t.x+t.width-10,Math.max(t.x+10,t.x+(h.cell+.5)*c));e.fillText(u,p,t.y+t.height+14)}}function Ai(n,t){let e=t.boxes.filter(s=>s.alpha>.01),i=new Map(e.map((s,a)=>[s,a])),r=new Map(e.flatMap(s=>s.steps.map(a=>[a,s]))),o=[];for(let s of e)for(let a of s.steps)for(let c of Ni(n,a,h=>r.has(h))){let h=r.get(c);if(h===void 0||h===s)continue;let d=(i.get(s)??0)-(i.get(h)??0)>1;o.push({from:h,to:s,source:c,target:a,sort:bs(h,s,c,d)})}return[...o.filter(s=>!xs(e,s)),...ys(e)]}function Ni(n,t,e){let i=n.columns.get(t)?.inputs??[];return[...new Set(i.flatMap(r=>e(r)?[r]:Ni(n,r,e)))]}function bs(n,t,e,i){return t.sort==="matrix"&&n.sort==="roles"?e.startsWith("query")?"query":"key":t.sort==="matrix"?"matrix":n.sort==="matrix"?"out":n.sort==="roles"&&e.startsWith("value")&&t.sort!=="roles"?"value":i&&e.startsWith("resid")?"skip":"row"}function xs(n,{from:t,to:e}){let i=r=>n.indexOf(r);return n.some(r=>r.sort==="stack"&&i(t)<i(r)&&i(r)<i(e))}function ys(n){let t=[],e=(i,r,o)=>{i&&r&&t.push({from:i,to:r,source:i.steps[0]??"",target:r.steps[0]??"",sort:o})};return n.forEach((i,r)=>{let[o,s]=[n[r-1],n[r+1]];i.sort==="stack"&&(e(o,i,"row"),s?.sort!=="next"&&e(i,s,"row")),i.sort==="tokens"&&s?.id.endsWith("embedding")&&e(i,s,"row"),i.sort==="next"&&e(o,i,"end")}),t}var[ws,vs]=[.17,.5];function Pi(n){for(let t of Ai(n.scene,n.layout)){let e=Math.min(t.from.alpha,t.to.alpha);n.context.globalAlpha=e,t.sort==="skip"?Ts(n,t):t.sort==="value"?Ss(n,t):t.sort==="end"?Ls(n,t):ks(n,t)}n.context.globalAlpha=1}function ks(n,t){let{layout:e,context:i}=n,r=new Map;for(let o=0;o<e.tokens;o++){let s=Ge(n,t,o),a=Ri(n,t,o),c=Ci(n,t,o);c!==null&&(s.height=a.height=Math.max(1,c*e.strip));let h=Bi(n,t,s.x,t.sort==="key"?t.to.x+t.to.width:a.x,o);if(t.sort==="key"){Ms(n,t,s,a,h);continue}let d=r.get(h)??new Path2D;r.set(h,d),Hi(d,s,a)}for(let[o,s]of r)i.fillStyle=o,i.fill(s)}function Ci({quantity:n},{source:t,target:e},i){if(n===null)return null;let r=(n.steps.get(t)??n.steps.get(e))?.[i];return r===void 0?null:Math.min(1,Math.abs(r)/(n.most||1))}function Hi(n,t,e){let i=(t.x+e.x)/2,r=o=>o.height/2;n.moveTo(t.x,t.y-r(t)),n.bezierCurveTo(i,t.y-r(t),i,e.y-r(e),e.x,e.y-r(e)),n.lineTo(e.x,e.y+r(e)),n.bezierCurveTo(i,e.y+r(e),i,t.y+r(t),t.x,t.y+r(t)),n.closePath()}function Ms({context:n},t,e,i,r){n.beginPath(),n.moveTo(e.x,e.y);let o=t.to.y-12;n.bezierCurveTo(e.x+14,e.y,e.x+8,o,(e.x+i.x)/2+6,o),n.bezierCurveTo(i.x-6,o,i.x,o,i.x,i.y),n.strokeStyle=r,n.lineWidth=Math.max(1,Math.min(4,i.height*.5)),n.stroke()}function Ss(n,t){let{context:e,scene:i,layout:r,quantity:o}=n,s=i.matrices.get("pattern");if(s===void 0)return;let a=o?.edges?r.tokens:1,c=Es(r.boxes)+(r.level==="head"?58:9);for(let h=0;h<a;h++){let d=o?.edges?h:U(n);for(let u=0;u<r.tokens;u++){let p=o?.edges?(o.edges[d*r.tokens+u]??0)/(o.most||1):s.at(d,u)??0;if(p<.01)continue;let m=Ge(n,t,u),f=Ri(n,t,d);e.beginPath(),e.moveTo(m.x,m.y),e.bezierCurveTo(m.x+30,m.y,m.x+10,c,m.x+46,c),e.lineTo(f.x-46,c),e.bezierCurveTo(f.x-10,c,f.x-30,f.y,f.x,f.y),e.lineWidth=Math.max(.8,p*Math.min(14,r.strip)),e.strokeStyle=et(j(n.palette,"value"),d===U(n)?.55:.14),e.stroke()}}}function Es(n){return Math.max(...n.filter(({sort:t})=>t==="matrix").map(({y:t,height:e,alpha:i})=>i>0?t+e:0))}function Ts(n,t){let{context:e,layout:i}=n,r=i.strip/2+Math.min(5,i.pitch*.12);for(let o=0;o<i.tokens;o++){let s=lt(i,o),[a,c]=[t.from.x+t.from.width,t.to.x];e.beginPath(),e.moveTo(a,s),e.bezierCurveTo(a+8,s,a+4,s+r,a+14,s+r),e.lineTo(c-14,s+r),e.bezierCurveTo(c-4,s+r,c-8,s,c,s);let h=Ci(n,{...t,target:""},o);e.lineWidth=h===null?1.6:Math.max(.6,h*6),e.strokeStyle=et(j(n.palette,"resid"),o===U(n)?.85:.4),e.stroke()}}function Ls(n,t){let{next:e}=n,i=Ge(n,t,e.position),r={x:t.to.x-4,y:t.to.y+t.to.height/2,height:t.to.height},o=new Path2D;Hi(o,i,r),n.context.fillStyle=Bi(n,t,i.x,r.x,e.position),n.context.fill(o)}function Ge(n,{from:t,source:e},i){if(t.sort==="matrix"){let a=t.height/n.layout.tokens;return{x:t.x+t.width,y:t.y+(i+.5)*a,height:a*.7}}let{y:r,height:o}=nt(n.layout,t,e,i),s=t.sort==="stack"||t.sort==="tokens"?.6:1;return{x:t.x+t.width,y:r+o/2,height:o*s}}function Ri(n,{to:t,target:e,sort:i},r){if(t.sort==="matrix"){let a=t.height/n.layout.tokens;return i==="key"?{x:t.x+(r+.5)*a,y:t.y-1,height:a*.6}:{x:t.x,y:t.y+(r+.5)*a,height:a*.7}}let{y:o,height:s}=nt(n.layout,t,e,r);return{x:t.x,y:o+s/2,height:s*(t.sort==="stack"?.6:1)}}function Bi(n,{source:t,target:e,sort:i},r,o,s){let{context:a,palette:c,layout:h,swept:d}=n,p=s===U(n)?vs:ws;s>=d.from&&(r+o)/2>d.share*h.width&&(p*=.25);let[f,g]=[j(c,t||e),j(c,i==="end"?"next":e||t)],b=[f,g,i,p,r,o].join(),w=n.gradients.get(b);if(w!==void 0)return w;let N=a.createLinearGradient(r,0,Math.max(o,r+1),0);return N.addColorStop(0,et(f,p)),N.addColorStop(1,et(g,i==="end"?p*.25:p)),n.gradients.set(b,N),N}var $s={query:"Q",key:"K",value:"V"},Oi=new WeakMap;function _i(n){let{context:t,layout:e}=n;for(let i of e.boxes)if(!(i.alpha<.02||i.sort!=="strip"&&i.sort!=="roles")){t.globalAlpha=i.alpha;for(let r of i.steps)As(n,i,r)}t.globalAlpha=1}function As(n,t,e){let{context:i,scene:r,layout:o,palette:s}=n,a=r.strips.get(e);if(a===void 0||t.width<2)return;let{now:c,old:h}=Cs(n,a),d=j(s,e),u=t.sort==="roles";i.imageSmoothingEnabled=!1;for(let p=0;p<o.tokens;p++){let{y:m,height:f}=nt(o,t,e,p),g=a.differs(p);if(g&&h!==null){let b=u?1.5:Math.min(5,o.pitch*.12);i.globalAlpha=t.alpha*.6,i.drawImage(h,0,p,a.cells,1,t.x,m+b,t.width,f),i.globalAlpha=t.alpha}i.drawImage(c,0,p,a.cells,1,t.x,m,t.width,f),i.lineWidth=p===U(n)?1.6:.8,i.strokeStyle=g?s.change:p===U(n)?s.text:d,i.strokeRect(t.x+.5,m+.5,t.width-1,f-1),i.fillStyle=d,i.fillRect(t.x-3,m,3,f),u&&f>=8&&Ns(n,t,e,m+f/2)}Ps(n,t,e,a)}function Ns({context:n,palette:t},e,i,r){let o=["query","key","value"].find(s=>i.startsWith(s));o!==void 0&&(n.font=`700 10px ${D}`,n.textAlign="right",n.fillStyle=j(t,i),n.fillText($s[o],e.x-5,r+.5))}function Ps({context:n,layout:t,palette:e,hovered:i,chosen:r},o,s,a){for(let[c,h]of[[i,e.text],[r,e.accent]]){if(c?.step!==s||c.row>=t.tokens)continue;let{y:d,height:u}=nt(t,o,s,c.row),p=o.width/a.cells;n.strokeStyle=h,n.lineWidth=2,n.strokeRect(o.x+c.cell*p-1,d-2,Math.max(3,p+2),u+4)}}function Cs({palette:n},t){let e=Y(n.diverging[0]??[0,0,0]),i=Oi.get(t);if(i?.theme===e)return i;let r=s=>{let a=document.createElement("canvas");a.width=t.cells,a.height=s.length/t.cells;let c=a.getContext("2d"),h=c?.createImageData(a.width,a.height);if(!c||!h)return a;for(let d=0;d<s.length;d++)h.data.set([...ft(n,s[d]??Number.NaN,t.reach),255],d*4);return c.putImageData(h,0,0),a},o={theme:e,now:r(t.values),old:t.ghost?r(t.ghost):null};return Oi.set(t,o),o}var[Hs,Rs]=[420,900],pe=class{pad;#t;#e;#n=null;#i=null;#o=null;#a=0;#s={began:Number.NEGATIVE_INFINITY,from:0};#r=null;#l=null;#h=0;constructor(t,e){this.#t=t,this.#e=e,this.pad=new Mt("From text to the next token: a row for each token, a column for each step",{cellAt:(i,r)=>this.#y(i,r),describe:i=>this.#b(i),hover:i=>this.#k(i),select:i=>this.#M(i),activate:i=>this.#x(i),remove:i=>{let r=this.#g(i);r!==null&&t.remove(r)},travel:t.travel},e),this.pad.element.addEventListener("blur",()=>this.#k(null),{signal:e}),this.pad.element.addEventListener("click",()=>this.#l&&this.#t.open(this.#l),{signal:e})}get layout(){return this.#i}draw(t){let e=this.#i,i=this.#n;this.#n=t,this.#i=vi(t.scene,t.level,t.width),e!==null&&i!==null&&i.scene.tokens.length===t.scene.tokens.length&&i.level!==t.level&&!me()?(this.#o=this.#c(),this.#a=performance.now()):i?.level===t.level&&i.width!==t.width&&(this.#o=null),this.#f(),this.#d()}sweep(t){me()||(this.#s={began:performance.now(),from:t})}#d(){this.#h===0&&(this.#h=requestAnimationFrame(()=>{this.#h=0,this.#e.aborted||this.#u()}))}#c(){if(this.#i===null||this.#o===null)return this.#i;let t=(performance.now()-this.#a)/Hs;return t>=1&&(this.#o=null),this.#o===null?this.#i:ki(this.#o,this.#i,Os(t))}#u(){let t=this.#c();if(t===null||this.#n===null)return;this.#t.placed(t);let e=this.pad.context(t.width,t.height);if(e===null)return;let i=this.#m(e,t,this.#n);Pi(i),_i(i),Li(i),Ei(i),(this.#o!==null||i.swept.share<1)&&this.#d()}#m(t,e,i){let r=Math.min(1,(performance.now()-this.#s.began)/Rs);return{context:t,layout:e,...i,hovered:this.#r,swept:{share:r,from:this.#s.from},gradients:new Map}}get#p(){let t=(this.#i?.boxes??[]).filter(({alpha:i})=>i>0),e=Array.from({length:this.#i?.tokens??0},(i,r)=>r);return t.flatMap(i=>(i.sort==="next"?[F]:i.steps).flatMap(r=>(i.sort==="matrix"?e:[null]).map(o=>({step:r,key:o,box:i}))))}#f(){let{chosen:t,position:e}=this.#n??{chosen:null,position:0},i=this.#p,r=this.#i?.tokens??1,o=this.pad.cell.column;if(t!==null){let s=i.findIndex(({step:a,key:c})=>a===t.step&&(c===null||c===t.cell));s>=0&&(o=s)}this.pad.place({rows:r,columns:Math.max(1,i.length)},{row:t?.row??e,column:o})}#g({row:t,column:e}){let i=this.#p[e];if(i===void 0||this.#n===null)return null;let{next:r}=this.#n;return i.step===F?{step:F,row:r.position,cell:r.ids[Math.min(t,r.ids.length-1)]??0}:i.key!==null?{step:i.step,row:t,cell:i.key}:{step:i.step,row:t,cell:this.#n.scene.strips.get(i.step)?.largest(t)??0}}#b(t){let e=this.#g(t);if(e===null||this.#n===null)return"nothing";let{scene:i,next:r}=this.#n;if(e.step===F){let a=r.ids.indexOf(e.cell);return`next token ${S(r.strings[a]??"")}: ${Z(r.probabilities[a]??0)}, logit ${r.logits[a]}`}let o=i.matrices.get(e.step)?.at(e.row,e.cell),s=i.strips.get(e.step);return s!==void 0?`${Pt(i,e)}: ${s.at(e.row,e.cell)}, the largest; norm ${s.norms[e.row]}`:`${Pt(i,e)}: ${o??"hidden"}`}spotAt(t,e){let i=this.#i;if(i===null||this.#n===null)return null;let r=Math.floor((e-i.top)/i.pitch);for(let o of i.boxes){if(o.alpha===0||t<o.x-2||t>o.x+o.width+2)continue;if(o.sort==="next")return this.#w(o,e);if(o.steps.length===0)continue;if(o.sort==="matrix")return Bs(o,i.tokens,t,e);if(r<0||r>=i.tokens)continue;let s=o.steps.find(h=>{let d=nt(i,o,h,r);return e>=d.y-1.5&&e<=d.y+d.height+1.5}),a=this.#n.scene.strips.get(s??"");if(s===void 0||a===void 0)continue;let c=Math.floor((t-o.x)/o.width*a.cells);return{step:s,row:r,cell:Math.max(0,Math.min(a.cells-1,c))}}return null}#w(t,e){let i=this.#n?.next;if(i===void 0)return null;let{rows:r,high:o,top:s}=Bt(t,i.strings.length),a=Math.floor((e-s)/o),c=a>=0&&a<r?i.ids[a]:void 0;return c===void 0?null:{step:F,row:i.position,cell:c}}#y(t,e){let i=this.#i;if(this.#l=this.spotAt(t,e),i===null)return null;let r=this.#l;if(r?.step===F)return this.#v(r);if(r!==null){let s=this.#p.findIndex(({step:a,key:c})=>a===r.step&&(c===null||c===r.cell));return{row:r.row,column:s}}let o=Math.floor((e-i.top)/i.pitch);return o>=0&&o<i.tokens?{row:o,column:this.pad.cell.column}:null}#v({cell:t}){let e=this.#p.findIndex(({step:i})=>i===F);return{row:Math.max(0,this.#n?.next.ids.indexOf(t)??0),column:e}}#k(t){let e=t===null?null:this.#l;if(JSON.stringify(e)===JSON.stringify(this.#r))return;this.#r=e;let[i,r]=e===null?[0,0]:this.corner(e);this.#t.hover(e,i,r),this.#d()}corner({step:t,row:e,cell:i}){let r=this.#i,o=r?.boxes.find(({sort:h})=>h==="next");if(t===F&&o!==void 0){let{high:h,top:d}=Bt(o,this.#n?.next.strings.length??0);return[o.x,d+(1+(this.#n?.next.ids.indexOf(i)??0))*h]}let s=r?.boxes.find(({steps:h,alpha:d})=>d>0&&h.includes(t));if(!r||!s)return[0,0];if(s.sort==="matrix"){let h=s.width/r.tokens;return[s.x+i*h,s.y+(e+1)*h]}let{y:a,height:c}=nt(r,s,t,e);return[s.x,a+c]}#M(t){this.pad.place({rows:this.#i?.tokens??1,columns:Math.max(1,this.#p.length)},t);let e=this.#g(t);this.#r=this.#l??e;let[i,r]=this.#r===null?[0,0]:this.corner(this.#r);this.#t.hover(this.#r,i,r),e?.step!==F&&this.#t.select(t.row),this.#d()}#x(t){let e=this.#g(t);e!==null&&this.#t.open(e)}};function Bs(n,t,e,i){let r=n.width/t,[o,s]=[Math.floor((i-n.y)/r),Math.floor((e-n.x)/r)],a=c=>c>=0&&c<t;return a(o)&&a(s)?{step:n.steps[0]??"",row:o,cell:s}:null}function me(){return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches??!0}function Os(n){return n<.5?4*n**3:1-(2-2*n)**3/2}var je=class{width;cells;head;values;ghost;norms;means;reach;#t;constructor(t){this.width=t.width,this.cells=t.cells,this.head=t.head,this.values=v(t.values),this.ghost=t.ghost?v(t.ghost):null,this.norms=v(t.norms),this.means=v(t.means),this.#t=t.places?bt(t.places):null,this.reach=_s(this.values)}at(t,e){return this.values[t*this.cells+e]??Number.NaN}before(t,e){return this.ghost?.[t*this.cells+e]??null}place(t,e){return this.#t?.[t*this.cells+e]??e}cellOf(t){return Math.min(this.cells-1,Math.floor((t+.5)*this.cells/this.width))}largest(t){let e=0;for(let i=1;i<this.cells;i++)Math.abs(this.at(t,i))>Math.abs(this.at(t,e))&&(e=i);return e}differs(t){if(this.ghost===null)return!1;for(let e=0;e<this.cells;e++)if(this.before(t,e)!==this.at(t,e))return!0;return!1}},Ue=class n{size;reach;ghost;#t;#e;constructor({size:t,triangle:e,values:i,ghost:r}){this.size=t,this.#t=e,this.#e=v(i),this.ghost=r?new n(r):null,this.reach=Math.max(...this.#e.filter(Number.isFinite).map(Math.abs),0)}at(t,e){if(this.#t)return e>t?null:this.#e[t*(t+1)/2+e]??null;let i=this.#e[t*this.size+e]??null;return i===Number.NEGATIVE_INFINITY?null:i}},fe=class{constructor(t,e,i,r,o){this.tokens=t;this.layers=e;this.head=o;this.layer=r.layer,this.missing=r.missing;for(let s of[i,r,o]){for(let a of s.columns)this.columns.set(a.name,a);for(let[a,c]of Object.entries(s.strips))this.strips.set(a,new je(c))}for(let[s,a]of Object.entries(o.matrices??{}))this.matrices.set(s,new Ue(a))}tokens;layers;head;columns=new Map;strips=new Map;matrices=new Map;layer;missing;has(t){return this.strips.has(t)||this.matrices.has(t)}chain(t){let e=t==="value"?this.columns.get("heads")?.inputs.find(o=>o!=="pattern"):this.columns.get("dot_products")?.inputs[t==="query"?0:1],i=[],r=e??t;for(;this.strips.has(r)&&r.startsWith(t);)i.unshift(r),r=this.columns.get(r)?.inputs[0]??"";return i}};function _s(n){let t=Float32Array.from(n.filter(Number.isFinite),Math.abs).sort();return t[Math.floor(.98*(t.length-1))]||t.at(-1)||1}function ge(n){return"step"in n}var be=class{element;#t=l("button",{type:"button","aria-haspopup":"menu","aria-expanded":"false"});#e=l("div",{class:"flow-text-list",role:"menu","aria-label":"Examples",hidden:!0});#n;#i;#o="";constructor(t,e){this.#n=t,this.#i=e,this.#t.append("Examples",l("span",{"aria-hidden":"true"}," ▾")),this.element=l("div",{class:"flow-text-examples"},this.#t,this.#e),this.#t.addEventListener("click",()=>this.#e.hidden?this.#r(0):this.#l(!0),{signal:e}),this.element.addEventListener("keydown",i=>this.#h(i),{signal:e}),this.element.addEventListener("focusout",i=>this.#d(i),{signal:e})}draw(t){let e=JSON.stringify(t);e!==this.#o&&(this.#o=e,this.#e.replaceChildren(...t.map(i=>this.#a(i))))}#a({name:t,text:e}){let i=l("button",{type:"button",role:"menuitem",tabindex:-1},l("b",{},t),l("span",{},e)),r=()=>{this.#l(!0),this.#n(e)};return i.addEventListener("click",r,{signal:this.#i}),i}get#s(){return[...this.#e.children]}#r(t){this.#e.hidden=!1,this.#t.setAttribute("aria-expanded","true"),this.#s.at(t)?.focus()}#l(t){this.#e.hidden||(this.#e.hidden=!0,this.#t.setAttribute("aria-expanded","false"),t&&this.#t.focus())}#h(t){let e=this.#s,i=e.indexOf(t.target),r=this.#e.hidden,o=r?{ArrowDown:0,ArrowUp:-1}[t.key]:{ArrowDown:(i+1)%e.length,ArrowUp:i-1,Home:0,End:-1}[t.key];if(o!==void 0&&E(t,t.key))this.#r(o);else if(t.key==="Escape"&&!r)this.#l(!0);else return;t.preventDefault(),t.stopPropagation()}#d({relatedTarget:t}){t instanceof Node&&this.element.contains(t)||this.#l(!1)}};function Ve(n){return n.key==="Enter"&&(n.ctrlKey||n.metaKey)&&!n.shiftKey&&!n.altKey?"accept":E(n,"Enter")?"run":E(n,"Escape")?"take back":E(n,"Tab")?"complete":null}function qi(n,t){let e=i=>{if(i.composedPath()[0]!==n||Ve(i)!=="accept")return;let r=n.getRootNode();r instanceof ShadowRoot&&r.host.toggleAttribute("data-lm-suppress-shortcuts",!0)};window.addEventListener("keydown",e,{capture:!0,signal:t})}function xe(n){return n.trim()===""||/[\p{Cc}]/u.test(n)?T(n):n}function Ot({text:n,ends:t}){return t?`${S(n)}, the end of the text`:S(n)}var ye=class{element;input=l("textarea",{class:"flow-text-input",rows:1,dir:"auto",spellcheck:"false",autocomplete:"off",autocapitalize:"off",placeholder:"Type a text, or choose an example","aria-label":"Text","aria-describedby":"flow-text-hint"});#t;#e=l("span",{class:"flow-text-before"});#n=l("b",{});#i=l("i",{});#o=l("span",{class:"flow-text-ghost"},this.#n,this.#i);#a=l("span",{class:"unseen",id:"flow-text-hint"});#s="";#r=null;#l=!1;#h=!1;constructor(t,e){this.#t=t;let i=l("div",{class:"flow-text-mirror",dir:"auto","aria-hidden":"true"},this.#e,this.#o),r=l("div",{class:"flow-text-paper"},i,this.input);this.element=l("div",{class:"flow-text-field"},r,this.#a);let o=(s,a)=>this.input.addEventListener(s,c=>a(c),{signal:e});o("input",()=>this.#c()),o("keydown",s=>this.#p(s)),o("pointerdown",()=>this.#u(!0)),o("blur",()=>this.#u(!1)),qi(this.input,e)}get typed(){return this.input.value!==this.#s}fill(t){this.input.value=t,this.#d()}draw(t,e,i){let r=this.typed;this.#s=t,this.#r=e,this.#l=i,!r&&this.input.value!==t&&(this.input.value=t,this.input.setSelectionRange(t.length,t.length)),this.#d()}#d(){let t=this.typed?null:this.#r;if(this.#e.textContent=this.input.value+(t===null?"​":""),this.#o.hidden=t===null,x(this.element,"data-busy",this.#l),x(this.element,"data-typed",this.typed),t===null){this.#a.textContent=this.typed?"Enter runs the text, Escape takes it back.":"";return}this.#n.textContent=xe(t.text),this.#i.textContent=`next, ${P(t.probability)}`,x(this.#o,"data-value",t.probability),this.#a.textContent=`The likeliest next token is ${Ot(t)}, ${P(t.probability)}. Tab at the end of the text, or Control+Enter, adds it; after Escape Tab moves on.`}#c(){this.#u(!0),this.#d(),this.#t.changed()}#u(t){this.#h=t}#m(){this.fill(this.#s),this.#t.changed()}#p(t){if(t.isComposing)return;let e=Ve(t);if(e===null){t.key!=="Shift"&&t.key!=="Tab"&&this.#u(!0),qt(t)&&t.stopPropagation();return}e==="complete"&&!this.#f()||(t.preventDefault(),t.stopPropagation(),e==="run"&&this.typed&&!this.#l?this.#t.run(this.input.value):e==="take back"?this.#b():e!=="run"&&this.#g())}#f(){let{selectionStart:t,selectionEnd:e,value:i}=this.input,r=t===i.length&&e===i.length;return this.#h&&r&&!this.typed&&(this.#r!==null||this.#l)}#g(){this.#u(!0),!this.#l&&!this.typed&&this.#r!==null&&this.#t.accept()}#b(){this.typed&&this.#m(),this.#u(!1)}};var zi="The model is running",qs="Run what you have typed first, or take it back with Escape",we=class{element;#t;#e;#n;#i;#o;#a;#s=l("span",{class:"flow-text-size"});#r=l("p",{class:"flow-text-problem",role:"alert",id:"flow-text-problem"});#l=l("p",{class:"unseen",role:"status"});#h=null;#d=!1;#c=null;#u="";constructor(t,e){this.#t=t;let i=o=>this.#m(o);this.#e=new ye({run:i,accept:()=>this.#f(),changed:()=>this.#b()},e),this.#n=new be(o=>this.#p(o),e),this.#i=M("","",()=>this.#f(),e),this.#i.className="flow-text-add",this.#o=M("Run","Enter: look at this text",()=>this.#m(this.#e.input.value),e),this.#a=M("↶ Step back","Take the last added token away",()=>this.#g(),e);let r=l("div",{class:"flow-text-line"},this.#n.element,this.#e.element,l("div",{class:"flow-text-buttons"},this.#i,this.#o,this.#a,this.#s));this.element=l("div",{class:"flow-text",role:"group","aria-label":"Text"},r,this.#r,this.#l),this.#b()}draw(t,e){let i=this.#h;this.#h=t,this.#d=e,i!==null&&i.version!==t.version&&(this.#c=null,this.#k(t)),this.#n.draw(t.examples),this.#e.draw(t.text,t.blocked===null?t.next:null,e),this.#b()}problem(t){this.#c=t===""?null:{text:this.#u,message:t},this.#b()}#m(t){!this.#e.typed||this.#d||(this.#u=t,this.#c=null,this.#b(),this.#t.write(t))}#p(t){this.#e.fill(t),this.#m(t),this.#b()}#f(){this.#u=this.#e.input.value,this.#t.accept()}#g(){this.#u=this.#e.input.value,this.#t.back()}#b(){let t=this.#h,e=this.#e.typed,i=t?.blocked===null?t.next:null,r=this.#d?zi:e?qs:"";this.#i.replaceChildren(...i===null||e?["Add"]:["Add ‘",l("b",{},xe(i.text)),"’"]),this.#i.dataset.title=i===null?"":`${Ot(i)}, ${P(i.probability)}: Tab, or Ctrl+Enter`,L(this.#i,r===""&&i!==null,r||t?.blocked||"There is no text yet"),L(this.#o,e&&!this.#d,this.#d?zi:"This text is what you see; type another"),L(this.#a,r===""&&t?.can_back===!0,r||"No token has been added, so none can be taken away"),this.#w(e),this.#y(e)}#w(t){let{tokens:e,limit:i,context:r}=this.#h??{tokens:0,limit:0,context:null};this.#s.textContent=t?"not run yet":`${e} of ${H(i,"token")}`;let o=r===i?"as many as the model's context holds":"as many as can be drawn";x(this.#s,"title",t?"Enter runs, Escape takes back":`${i} are ${o}`)}#y(t){let e=this.#v??(t?"":zs(this.#h));this.#r.textContent!==e&&(this.#r.textContent=e),this.#r.hidden=e==="",x(this.#s,"data-over",e!==""),x(this.#e.input,"aria-invalid",e===""?null:"true"),x(this.#e.input,"aria-errormessage",e===""?null:"flow-text-problem")}get#v(){if(this.#c===null)return null;let{value:t}=this.#e.input,{text:e,message:i}=this.#c;return t===e||e!==""&&t.startsWith(e)?i:null}#k({added:t,tokens:e,limit:i,next:r,text:o}){let s=t===null?`${H(e,"token")} of ${i}.`:`Longer by a token, ${e} of ${i}: ${o}.`,a=r===null?"":` Likeliest next: ${Ot(r)}, ${P(r.probability)}.`;this.#l.textContent=s+a}};function zs(n){if(n===null||n.tokens<=n.limit)return"";let{tokens:t,limit:e}=n;return`The text has ${H(t,"token")}, ${t-e} more than can be drawn: shorten it.`}var Ds=4,ve=class{element=l("div",{class:"flow-tip",role:"tooltip",hidden:!0});draw({scene:t,next:e},i,r,o,s){if(this.element.hidden=i===null,i===null)return;this.element.replaceChildren(...i.step===F?Fs(e,i.cell):Ks(t,i));let a=Math.min(340,s);this.element.style.left=`${Math.max(4,Math.min(r,s-a-4))}px`,this.element.style.top=`${o+10}px`,this.element.style.maxWidth=`${a}px`}},O=(n,t)=>l("p",{class:n},t);function Fs(n,t){let e=n.ids.indexOf(t),i=n.clean?.[e];return[O("what",`next token ${S(n.strings[e]??"")}, id ${t}`),O("number",y(n.logits[e]??Number.NaN)),O("facts",`its logit; of the whole vocabulary it has ${Z(n.probabilities[e]??Number.NaN)}`),...i===void 0?[]:[O("before",`${Z(i)} without changes`)]]}function Ws(n,{step:t,row:e,cell:i},r){let[o,s]=(n.columns.get(t)?.inputs??[]).map(u=>n.strips.get(u));if(!o||!s||o.cells<o.width||s.cells<s.width)return[O("facts","a click shows its terms")];let a=Array.from({length:o.width},(u,p)=>({at:p,product:o.at(e,p)*s.at(i,p)}));a.sort((u,p)=>Math.abs(p.product)-Math.abs(u.product));let c=a.slice(0,Ds),h=c.reduce((u,{product:p})=>u+p,0),d=({at:u,product:p})=>`[${u}] ${y(o.at(e,u))} × ${y(s.at(i,u))} = ${p.toPrecision(6)}`;return[...c.map(u=>O("term",d(u))),O("term",`${a.length-c.length} more terms = ${(r-h).toPrecision(6)}`)]}function Ks(n,t){let e=n.columns.get(t.step),i=n.strips.get(t.step),r=[O("what",Pt(n,t))];if(i===void 0){let o=n.matrices.get(t.step),s=o?.at(t.row,t.cell)??null;r.push(O("number",s===null?"−∞: it may not look there":y(s))),t.step==="dot_products"&&r.push(...Ws(n,t,s??Number.NaN));let a=o?.ghost?.at(t.row,t.cell)??null;a!==null&&a!==s&&r.push(O("before",`${y(a)} without changes`))}else{r.push(O("number",y(i.at(t.row,t.cell))));let o=i.before(t.row,t.cell);o!==null&&o!==i.at(t.row,t.cell)&&r.push(O("before",`${y(o)} without changes`));let[s,a]=[i.norms[t.row]??Number.NaN,i.means[t.row]??Number.NaN];r.push(O("facts",`vector of ${i.width} · norm ${y(s)} · mean ${y(a)}`)),i.cells<i.width&&r.push(O("facts",`the largest of ${Math.round(i.width/i.cells)} numbers here`))}return e?.path&&r.push(O("path",e.path)),e!==void 0&&e.kind!=="blocks"&&r.push(O("facts",e.formula)),r}var Di={embedding:{level:"embedding",name:"Embedding",title:"Token and position become a vector"},attention:{level:"head",name:"Attention",title:"One head, from query · key to its output"},mlp:{level:"block",name:"MLP",title:"All steps of the block"},output:{level:"output",name:"Next token",title:"From the last stream to the probabilities"}},ke=class{element=l("div",{class:"flow-titles"});#t=new Map;#e=new Map;constructor(t,e){for(let[i,{level:r,name:o,title:s}]of Object.entries(Di)){let a=l("button",{type:"button",title:s},o);a.addEventListener("click",()=>t(a.getAttribute("aria-expanded")==="true"?"overview":r),{signal:e});let c=l("div",{class:`flow-part ${i}`,hidden:!0},a);this.#t.set(i,c),this.#e.set(i,a),this.element.append(c)}}draw({groups:t,level:e,height:i}){for(let[r,o]of this.#t){let s=t.find(c=>c.id===r);if(o.hidden=s===void 0,s===void 0)continue;o.style.left=`${s.x}px`,o.style.width=`${s.width}px`,o.style.height=`${i-6}px`;let a=this.#e.get(r);a&&x(a,"aria-expanded",String(Di[r].level===e))}}};var Qe=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],gu=Object.fromEntries(Qe);var Is=Qe.slice(0,3),Gs=[["none","nothing"],["norm","norm of the vector"],["attention","attention × value norm"],["contribution","contribution to the next token"]],Me=class{element=l("div",{class:"flow-tools"});edits=l("ul",{class:"flow-edits","aria-label":"Changes"});#t;#e;#n;#i;#o;constructor(t,e){let{ask:i}=t;this.#t=t,this.#e=Ct("Show",Is,t.show,e),this.#n=Ct("Ribbons show",Gs,t.ribbon,e),this.#i=M("Undo","Take the last change back",()=>i("undo"),e),this.#o=M("Redo","Do it again",()=>i("redo"),e),this.element.append(this.#e.element,this.#n.element,this.#i,this.#o,M("Copy as Python","Code that makes this view again, with all changes",()=>i("code"),e))}draw(t,e,i){this.#e.draw(e,r=>t?.missing[r]??null),this.#n.draw(i),L(this.#i,t?.can.undo??!1,"There is nothing to take back"),L(this.#o,t?.can.redo??!1,"There is nothing to do again")}drawEdits({edits:t}){this.edits.hidden=t.length===0,this.edits.replaceChildren(...t.map(({text:e,on:i},r)=>{let o=`Take back: ${e}`,s=l("button",{type:"button",title:"Take this change back","aria-label":o},"✕");return s.addEventListener("click",()=>this.#t.ask("remove",{number:r})),l("li",{class:i?null:"off"},l("span",{},e),s)}))}};var Se=class{element=l("nav",{class:"flow-trail","aria-label":"What is open"});#t;#e;constructor(t,e){this.#t=t,this.#e=e}draw(t,e,i){let r=[["Overview","overview"]];e==="embedding"&&r.push(["Embedding","embedding"]),e==="output"&&r.push(["Next token","output"]),(e==="block"||e==="head")&&r.push([`Block ${t.layer}`,"block"]),e==="head"&&r.push([`Head ${t.head.head}`,"head"]),e==="overview"&&i!==null&&r.push([`Block ${t.layer}`,"block"]);let o=r.flatMap(([c,h],d)=>{let p=l("button",{type:"button","aria-current":h===e&&i===null?"page":null},c),m=()=>{i!==null&&this.#t.close(),this.#t.level(h)};return p.addEventListener("click",m,{signal:this.#e}),d===0?[p]:[l("span",{"aria-hidden":"true"},"›"),p]});if(i!==null){let c=t.columns.get(i.step),h=l("span",{"aria-current":"page"},`${c?.label??i.step} [${i.position}, ${i.dimension}]`);o.push(l("span",{"aria-hidden":"true"},"›"),h)}let s=this.element.getRootNode().activeElement,a=s instanceof HTMLElement&&this.element.contains(s)?s.textContent:null;this.element.replaceChildren(...o),a!==null&&o.find(({textContent:c})=>c===a)?.focus()}};var Ee=class{element=l("section",{class:"flow","aria-label":"Flow"});#t;#e;#n;#i;#o;#a;#s;#r;#l;#h=new ve;#d=new re;#c;#u;#m;#p;#f=l("span",{class:"size"});#g=l("ol",{class:"unseen","aria-label":"Likeliest next tokens"});#b=l("div",{class:"flow-stage"});#w;#y=l("div",{class:"flow-heads",hidden:!0});#v=l("p",{class:"flow-hint"});#k=l("div",{class:"flow-filled"});#M;#x=null;#S=null;#R=[];constructor(t,e,i){this.#t=t,this.#M=Ne(e),this.#e=new Dt(t,i),this.#n=Q(t,()=>{},i);let r=(o,s={})=>{this.#e.ask(o,s)};this.#i=new we({write:o=>{this.#$("write",{text:o})},accept:()=>{this.#$("accept")},back:()=>{this.#$("back")}},i),this.#o=new ne({layer:o=>this.#T({layer:o}),head:o=>this.#T({head:o})},i),this.#a=new ee({select:(o,s)=>this.#T({layer:o,head:s}),travel:r},i),this.#w=M("All heads","A small picture of every head",()=>this.#I(),i),x(this.#w,"aria-expanded","false"),this.#s=new pe({hover:(o,s,a)=>this.#X(o,s,a),open:o=>this.#F(o),select:o=>this.#T({position:o}),remove:o=>this.#K(o),travel:r,placed:o=>this.#r.draw(o)},i),this.#r=new ke(o=>this.#A(o),i),this.#l=new Se({level:o=>this.#A(o),close:()=>this.#N()},i),this.#c=new Xt({change:o=>r("change",{...o,...this.#W()})},i),this.#u=new Yt({open:(o,s,a,c)=>r("open",{step:o,position:s,dimension:a,head:c}),close:()=>this.#N()},i),this.#m=new ue(t,i),this.#p=new Me({show:o=>this.#E("show",o),ribbon:o=>this.#E("ribbon",o),ask:r},i),this.#e.status.classList.add("unseen"),this.#z(),this.#D(i),this.element.addEventListener("keydown",o=>this.#G(o),{signal:i}),Sn(e,this.element,()=>{this.#M=Ne(e),this.#L()},i),this.#L()}#z(){this.#y.append(this.#a.element),this.#b.append(this.#r.element,this.#s.pad.element,this.#h.element);let t=l("div",{class:"flow-way"},this.#l.element,this.#o.element,this.#w);this.#k.append(t,this.#y,this.#b,this.#g,this.#d.element,this.#c.element,this.#u.element,this.#m.element,this.#p.edits),this.element.append(l("header",{class:"flow-head"},l("h2",{},"Flow"),this.#f,this.#p.element),this.#e.messages,this.#i.element,this.#v,this.#k,this.#e.status)}#D(t){let e=(r,o)=>R(this.#t,`change:${r}`,()=>this.#B(o),t);e("_screen",()=>this.#V());for(let r of["_block","_head","_next","_ribbons","_selected","place","level","_number","_heads"])e(r,()=>this.#U());for(let r of["show","ribbon"])e(r,()=>this.#O());e("_outcome",()=>this.#q()),e("busy",()=>{x(this.element,"data-busy",this.#t.get("busy")),this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy"))});let i=r=>{r?.kind==="code"&&this.#j(r.text??"")};R(this.#t,"msg:custom",i,t)}#E(t,e){this.#t.set(t,e),this.#t.save_changes()}async#$(t,e={}){this.#i.draw(this.#t.get("_screen").text,!0);try{await this.#n(t,e)}catch(i){this.#i.problem(i instanceof Error?i.message:String(i))}finally{this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy"))}}#T(t){let e=this.#t.get("_selected"),i={...e,...t};JSON.stringify(i)!==JSON.stringify(e)&&this.#E("_selected",i)}#A(t){t!==this.#t.get("level")&&(this.#E("level",t),this.#e.announce(`Open: ${t}.`))}#F({step:t,row:e,cell:i}){let r=this.#x?.strips.get(t),o=r?r.place(e,i):i,s=this.#x?.matrices.has(t)?this.#x.head.head:null;this.#e.ask("open",{step:t,position:e,dimension:o,head:r?r.head:s})}#N(){this.#E("place",{}),this.#s.pad.element.focus({preventScroll:!0})}#W(){let t=this.#t.get("place");return ge(t)?this.#x?.matrices.has(t.step)?{...t,key:t.dimension}:t:{}}#K({step:t}){let e=this.#P,i=this.#x?.columns.get(t)?.component,r=e?.edits.findLastIndex(({text:o})=>i&&o.includes(i))??-1;r>=0?this.#e.ask("remove",{number:r}):this.#e.announce("Nothing is changed there.")}#I(){this.#y.hidden=!this.#y.hidden,x(this.#w,"aria-expanded",String(!this.#y.hidden)),this.#_()}#G(t){if(!(!E(t,"Escape")||t.defaultPrevented)){if(ge(this.#t.get("place")))this.#N();else if(this.#t.get("level")!=="overview")this.#A("overview");else return;t.preventDefault(),t.stopPropagation()}}async#j(t){await _t(t)?this.#e.announce("Python copied to the clipboard."):this.#e.notice("The browser did not let us copy; in Python it is print(view.code).")}get#P(){let t=this.#t.get("_screen");return t.empty?null:t}#B(t){try{t()}catch(e){this.#e.fail(e)}}#C=!1;#U(){this.#C||(this.#C=!0,queueMicrotask(()=>{this.#C=!1,this.#B(()=>this.#L())}))}#V(){let t=this.#x?.tokens??[];this.#L();let e=this.#x?.tokens??[],i=e.length===t.length+1&&t.every((r,o)=>r===e[o]);this.#s.sweep(i?t.length:0)}#Q(t){let{layer:e,head:i}=this.#t.get("_selected"),[r,o]=[this.#t.get("_block"),this.#t.get("_head")],s=this.#t.get("_kept");if(s!==void 0){let c=e??r.layer;r=s.blocks[c]??r,o=s.heads[`${c}.${i??0}`]??s.heads[`${c}.0`]??o}let a=[t,r,o];return(this.#x===null||a.some((c,h)=>c!==this.#R[h]))&&(this.#x=new fe(t.tokens,t.layers,t.ends,r,o),this.#R=a),this.#x}#L(){let t=this.#P;this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy")),this.#k.hidden=t===null,this.#v.hidden=t!==null;let e=this.#t.get("_screen");if(this.#v.textContent=e.empty?e.why:"",this.#O(),t===null)return;let i=this.#Q(t),r=this.#t.get("place"),o=ge(r)&&(i.has(r.step)||r.step==="logits")?r:null,s=this.#t.get("level");this.#f.textContent=`${H(i.tokens.length,"token")} · ${H(i.layers,"block")} · ${H(i.head.heads,"head")}`,this.#s.draw({scene:i,level:s,next:this.#H(),quantity:Vn(this.#t.get("_ribbons")),position:this.#Z(i),chosen:o===null?null:Qn(i,o),palette:this.#M,width:Math.max(640,this.#b.clientWidth||960)}),this.#s.layout&&this.#r.draw(this.#s.layout),this.#l.draw(i,s,o),this.#J(i),this.#g.replaceChildren(...Jn(this.#H())),this.#_(),this.#d.draw(this.#M,this.#t.get("ribbon"),this.#t.get("_ribbons"),i);let{words:a=[]}=this.#t.get("_number");this.#c.draw(i,o,t.other,a),this.#Y(o!==null);let c=this.#t.get("_number");this.#u.element.hidden=o===null,this.#u.draw(o!==null&&"step"in c?c:null,this.#M),this.#q(),this.#p.drawEdits(t)}#O(){this.#p.draw(this.#P,this.#t.get("show"),this.#t.get("ribbon"))}#J(t){this.#o.draw({layers:Array.from({length:t.layers},(e,i)=>i),heads:t.head.heads,..._e(t,this.#t.get("_selected")),kv_heads:t.head.kv_heads}),this.#w.hidden=!("layers"in this.#t.get("_heads"))}#_(){let t=this.#t.get("_heads");if(this.#y.hidden||this.#x===null)return;let e=_e(this.#x,this.#t.get("_selected")),i=this.#y.clientWidth||640;this.#a.draw("layers"in t?t:null,e,this.#M,i)}#Y(t){t&&this.#S===!1&&this.#c.element.scrollIntoView?.({block:"nearest",behavior:me()?"auto":"smooth"}),this.#S=t}#q(){let t=this.#t.get("level")==="output";this.#m.element.hidden=!t,t&&this.#m.draw()}#X(t,e,i){this.#x!==null&&this.#h.draw({scene:this.#x,next:this.#H()},t,e,i,this.#s.layout?.width??640)}#H(){let t=this.#t.get("_kept")?.next[this.#t.get("_selected").position??-1];return Un(t??this.#t.get("_next"))}#Z(t){let e=t.tokens.length-1;return Math.min(e,this.#t.get("_selected").position??e)}};var Fi=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
:host {
  position: relative;
  display: block;
  --paper: var(--jp-layout-color0, var(--vscode-editor-background, light-dark(#ffffff, #111418)));
  --raised: light-dark(#f5f7fa, #1a2029);
  --text: var(--jp-ui-font-color1, var(--vscode-editor-foreground, light-dark(#1c2430, #e8edf3)));
  --quiet: light-dark(#566272, #9fadbd);
  --line: light-dark(#dde3ea, #323c48);
  --accent: light-dark(#175fa5, #79c1ea);
  --change: light-dark(#d9480f, #ff9d3d);
  --change-text: light-dark(#b03a06, #ffb066);
  --bad: light-dark(#b42318, #ff8a80);
  --bad-paper: light-dark(#fef3f2, #33191a);
  --sans: var(--jp-ui-font-family, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  --mono: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace);
  color: var(--text);
  font: 13px / 1.45 var(--sans);
}

* {
  box-sizing: border-box;
}

h2,
h3,
p,
ul,
fieldset,
table {
  margin: 0;
  padding: 0;
  border: 0;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

table {
  color: inherit;
  font: inherit;
}

button {
  padding: 3px 10px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
  cursor: pointer;
}

button:hover {
  border-color: var(--accent);
}

button[aria-disabled="true"] {
  border-color: var(--line);
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
  cursor: default;
}

button[aria-pressed="true"] {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

code,
pre {
  font-family: var(--mono);
  font-size: 12px;
  white-space: pre;
}

.error,
.notice {
  display: flex;
  gap: 8px;
  align-items: flex-start;
  justify-content: space-between;
  margin: 0 0 10px;
  padding: 8px 12px;
  border: 1px solid var(--line);
  border-left: 4px solid var(--quiet);
  border-radius: 6px;
  background: var(--raised);
}

.error {
  border-color: var(--bad);
  background: var(--bad-paper);
}

.error p {
  color: var(--bad);
  font-weight: 600;
  white-space: pre-wrap;
}

.error > div {
  min-width: 0;
}

.error pre {
  overflow: auto;
  max-height: 12em;
  margin: 4px 0 0;
}

.error summary {
  cursor: pointer;
}

.dismiss {
  border-color: transparent;
  background: transparent;
}

.progress {
  display: flex;
  gap: 10px;
  align-items: center;
  margin: 0 0 8px;
  color: var(--quiet);
}

/* What is only read aloud. */
.unseen {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.progress span {
  overflow: hidden;
  min-width: 0;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.progress[hidden] {
  display: none;
}

.progress progress {
  flex: 0 0 160px;
  height: 6px;
  accent-color: var(--accent);
}

/* Radios in a row, each looking like a part of one long button. */

.choice {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 0;
  align-items: center;
  min-width: 0;
}

.choice legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.choice label {
  display: block;
  position: relative;
  margin-left: -1px;
}

.choice label span {
  display: block;
  padding: 3px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
  white-space: nowrap;
}

.choice label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.choice label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.choice input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.choice input:checked + span {
  position: relative;
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
  font-weight: 600;
}

.choice input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.choice input:disabled {
  cursor: not-allowed;
}

.choice input:disabled + span {
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
}

@container (max-width: 600px) {
  .choice {
    gap: 4px;
  }

  .choice label,
  .choice label:first-of-type,
  .choice label:last-of-type {
    margin: 0;
  }

  .choice label span,
  .choice label:first-of-type span,
  .choice label:last-of-type span {
    border-radius: 6px;
  }
}

/* The menu that saves; the view's first row leaves it its corner. */

.save-menu {
  position: absolute;
  z-index: 9;
  top: 4px;
  right: 2px;
}

:has(+ .save-menu) > :first-child {
  margin-right: 34px;
}

.save-button {
  width: 26px;
  height: 26px;
  padding: 0;
  border-color: transparent;
  background: transparent;
  color: var(--quiet);
  font-size: 16px;
  line-height: 1;
}

.save-button:hover,
.save-button[aria-expanded="true"] {
  border-color: var(--line);
  background: var(--raised);
  color: var(--text);
}

.save-list {
  position: absolute;
  top: 30px;
  right: 0;
  min-width: 120px;
  padding: 4px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
}

.save-list[hidden] {
  display: none;
}

.save-list button {
  display: block;
  width: 100%;
  border-color: transparent;
  background: transparent;
  text-align: left;
  white-space: nowrap;
}

.save-list button:is(:hover, :focus-visible) {
  background: var(--raised);
}

/* A drop-down choice with its name. */
.select {
  display: inline-flex;
  gap: 8px;
  align-items: center;
  min-width: 0;
  color: var(--quiet);
}

.select[hidden] {
  display: none;
}

.select select {
  min-width: 0;
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

/* A swatch before a name: which run it is. */
.mark::before {
  content: "";
  display: inline-block;
  width: 9px;
  height: 9px;
  margin-right: 5px;
  border-radius: 2px;
  background: var(--accent);
}

/* Said only of runs that take a while, so that quick ones do not flicker. */
[data-busy] .size::after {
  content: " · running…";
  color: var(--change-text);
  animation: appear 0.1s 0.3s backwards;
}

@keyframes appear {
  from {
    opacity: 0;
  }
}
`;function Ki(n){let t=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),e=t.map(s=>s.getBoundingClientRect()),i=t.map(s=>s.getAttribute("style"));for(let s of t)Gi(s);let r=t.map(s=>s.getBoundingClientRect());t.forEach((s,a)=>{let c=i[a]??null;c===null?s.removeAttribute("style"):s.setAttribute("style",c)});let o=new Map(t.map((s,a)=>[s,Wi(r[a],e[a])]));return new Map([...o].map(([s,a])=>[s,Wi(Vs(s,o),a)]))}function Ii(n,t,e){/auto|scroll/.test(getComputedStyle(n).overflow)&&Us(n,t);let i=e.get(n);i!==void 0&&Gi(t);let r=n.parentElement,[o,s]=[(i?.x??0)-(r?.scrollLeft??0),(i?.y??0)-(r?.scrollTop??0)];(o!==0||s!==0)&&(t.style.translate=`${o}px ${s}px`)}function Gi(n){n.style.position="relative",n.style.inset="auto"}function Us(n,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${n.getBoundingClientRect().height}px`,t.style.maxHeight="none";let e=getComputedStyle(n),i=(...s)=>s.reduce((a,c)=>a+(Number.parseFloat(e.getPropertyValue(c))||0),0),[r,o]=[n.offsetWidth-n.clientWidth-i("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-i("border-top-width","border-bottom-width")];r>=1&&(t.style.paddingRight=`${i("padding-right")+r}px`),o>=1&&(t.style.paddingBottom=`${i("padding-bottom")+o}px`)}function Wi(n={x:0,y:0},t=n){return{x:t.x-n.x,y:t.y-n.y}}function Vs(n,t){let e=n.parentElement;for(;e!==null&&!t.has(e);)e=e.parentElement;return e===null?void 0:t.get(e)}var ji="http://www.w3.org/1999/xhtml",Je=12,Qs=2,Js=16e3,Ys=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Vi(n){let t=n.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:e,height:i}=Xs(n),r=document.createElementNS(ji,"style");r.textContent=Zs(t);let o=document.createElementNS(ji,"div");for(let{name:a,value:c}of n.attributes)a!=="style"&&o.setAttribute(a,c);o.setAttribute("class","nnexplore"),o.setAttribute("style",ta(n,r.textContent,e,i)),o.append(r,...na(t));let s={width:e+2*Je,height:i+2*Je};return{...s,svg:oa(o,s.width,s.height)}}async function Qi({svg:n,width:t,height:e}){let i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await i.decode();let r=Math.min(Qs,Js/Math.max(t,e)),o=document.createElement("canvas");o.width=Math.round(t*r),o.height=Math.round(e*r);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(i,0,0,o.width,o.height),new Promise((a,c)=>{let h=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(d=>d===null?h():a(d),"image/png")})}function Xs(n){let t=n.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function Zs(n){let t=[...n.querySelectorAll("style")].map(r=>r.textContent),e=[...n.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(o=>o.cssText).join(`
`)),i=[...t,...e].join(`
`);return Ys+i.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function ta(n,t,e,i){let r=getComputedStyle(n);return[...[...new Set(t.match(/--[\w-]+/g))].map(c=>[c,r.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,h])=>`${c}: ${h}`),`color-scheme: ${ea(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${e}px`,`height: ${i}px`,`padding: ${Je}px`,"overflow: hidden"].join("; ")}function ea(n){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(t);let e=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),e}function na(n){let t=[...n.children].filter(i=>i.tagName!=="STYLE"&&!Ui(i)),e=Ki(n);return t.map(i=>{let r=i.cloneNode(!0),o=[r,...r.querySelectorAll("*")];[i,...i.querySelectorAll("*")].forEach((s,a)=>{let c=o[a];c!==void 0&&(ia(s,c),Ii(s,c,e))});for(let s of o)Ui(s)&&s.remove();return r})}function Ui(n){return n.hasAttribute("data-unexported")}function ia(n,t){n instanceof HTMLCanvasElement?ra(n,t):n instanceof HTMLInputElement?(t.setAttribute("value",n.value),t.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?t.textContent=n.value:n instanceof HTMLOptionElement&&t.toggleAttribute("selected",n.selected)}function ra(n,t){n.width===0||n.height===0||(t.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function oa(n,t,e){let i=new XMLSerializer().serializeToString(n),r=`all: initial; display: block; width: ${t}px; height: ${e}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${e}" viewBox="0 0 ${t} ${e}" style="${r}"><foreignObject x="0" y="0" width="${t}" height="${e}">${i}</foreignObject></svg>`;return sa(o)}function sa(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var aa="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Ji(n,t,e,i){let r=h=>async()=>{try{await h()}catch(d){e(ht(ct(d),i))}},s=la(n,()=>e(l("p",{class:"notice",role:"status"},aa)),i),a=h=>`${ca(t)}.${h}`,c=()=>Vi(t);return ha([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>Ye(await Qi(c()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>Ye(new Blob([c().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(s)}],i)}function la(n,t,e){let i=Q(n,t,e),r=new Set;return R(n,"msg:custom",(s,a)=>{let[c]=a??[];if(s?.kind!=="page"||c===void 0||!r.delete(s.ticket??""))return;let h=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);Ye(new Blob([h],{type:"text/html"}),s.name??"view.html")},e),async()=>{let s=Math.random().toString(36).slice(2);r.add(s),await i("page",{ticket:s})}}function Ye(n,t){let e=URL.createObjectURL(n);l("a",{href:e,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(e),1e4)}function ca(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ha(n,t){let e=l("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});e.append("⋯");let i=n.map(({name:c,title:h})=>l("button",{type:"button",role:"menuitem",tabindex:-1,title:h},c)),r=l("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...i),o=l("div",{class:"save-menu","data-unexported":!0},e,r),s=c=>{r.hidden=!1,e.setAttribute("aria-expanded","true"),i[c]?.focus()},a=c=>{r.hidden||(r.hidden=!0,e.setAttribute("aria-expanded","false"),c&&e.focus())};return e.addEventListener("click",()=>r.hidden?s(0):a(!0),{signal:t}),i.forEach((c,h)=>{let d=()=>{a(!0),n[h]?.act()};c.addEventListener("click",d,{signal:t})}),o.addEventListener("keydown",c=>da(c,i,r.hidden,s,a),{signal:t}),o.addEventListener("focusout",c=>ua(c,o,a),{signal:t}),o}function da(n,t,e,i,r){let o=t.length-1,s=t.indexOf(n.target),a=e?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];a!==void 0&&E(n,n.key)?(n.preventDefault(),n.stopPropagation(),i(a)):n.key==="Escape"&&!e&&(n.stopPropagation(),r(!0))}function ua(n,t,e){n.relatedTarget instanceof Node&&t.contains(n.relatedTarget)||e(!1)}var pa=4;function Yi(n,t){let e=l("progress",{max:1,value:0,"aria-label":"Progress"}),i=l("span",{class:"quiet"}),r=l("button",{type:"button"},"Cancel"),o=l("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},e,i,r),s=l("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=l("div",{},o,s);r.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:t});let c=ma(r,t),h=-1,d=(p,m)=>{let f=Math.floor(p*pa);f!==h&&(s.textContent=`Running: ${m||`${Math.round(p*100)} %`}`),h=f},u=()=>{let{done:p=0,total:m=0,text:f=""}=n.get("_progress")??{};m===0?(c(),h>=0&&(s.textContent="No longer running"),h=-1):d(p/m,f),o.hidden=m===0,e.value=m>0?p/m:0,i.textContent=f};return R(n,"change:_progress",u,t),u(),a}function ma(n,t){let e=null,i=({relatedTarget:r})=>{e=r instanceof HTMLElement?r:null};return n.addEventListener("focus",i,{signal:t}),()=>{let r=n.getRootNode();if(r.activeElement!==n)return;let o=e?.isConnected&&e.getRootNode()===r,s=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?e:s)?.focus()}}function fa(n){let t=n.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Xi(n,t){let e=()=>{n.style.colorScheme=fa(document.body)??""};e();let i=new MutationObserver(e);i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>i.disconnect())}function Zi(n,t){function e({model:i,el:r,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=l("div",{class:"nnexplore"}),c=a.attachShadow({mode:"open"});c.append(l("style",{},Fi,...n),Yi(i,s.signal)),r.append(a),Xi(a,s.signal),bn(a,s.signal),Tn(c,()=>c.append(t(i,s.signal,a).element),s.signal);let h=c.lastElementChild;return c.append(Ji(i,a,d=>h?.before(d),s.signal)),()=>s.abort()}return{render:e}}var Tp=Zi([...dn,en,nn,rn,sn,un,on],(n,t,e)=>new Ee(n,e,t));export{Tp as default};
