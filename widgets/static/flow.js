var on=`/* The arithmetic of one number: its sum beside the matrices, or its formula filled in. */

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
`;var sn=`/* Curves and vectors. */

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
`;var an=`/* The product: a sum at the left, its column of W beside it; below it its row of X, and Y. */

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
`;var ln=`/* The flow view: a head line, the text, the way to what is open, the picture with its titles, what is open below. */

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
`;var cn=`/* The map of all heads, and the pager. */

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
`;var hn=`/* The card: one token's probability, worked out. */

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

.card b[data-role] {
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
`;var dn=`/* The view as a whole: the text, the settings, the draws, the way step by step. */

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
`;var un=`/* The rows: what becomes of a logit, from left to right. */

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
  grid-template-rows: 26px; /* not as high as the cells need: their texts change all the time */
  position: absolute;
  right: 0;
  left: 0;
}

.body .over {
  grid-template-rows: none;
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

.body .row > span {
  overflow: clip; /* "hidden" makes each cell a box that scrolls, with a layer of its own */
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

/* In the flow, one beneath the other: what is positioned costs a layer for each. */
.bar i {
  display: block;
  margin-top: 6px;
  height: 14px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-drawn] .bar i.probability {
  margin-top: 4px;
  height: 9px;
}

.bar i.share {
  margin-top: 2px;
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
`;var pn=`/* The end of the flow, opened; what is inside looks as in the view of its own. */

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
`;var mn=[...[dn,un,hn].map(n=>`.flow-outcome {
${n}
}`),pn];var fn=`/* The text at the beginning, in one line: examples, the field with the next token after it, what can be done. */

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
`;function c(n,t={},...e){let i=document.createElement(n);for(let[r,o]of Object.entries(t))b(i,r,o);return i.append(...e),i}function b(n,t,e){if(e===!1||e===null||e===void 0){n.hasAttribute(t)&&n.removeAttribute(t);return}let i=e===!0?"":String(e);n.getAttribute(t)!==i&&n.setAttribute(t,i)}async function zt(n){try{return await navigator.clipboard.writeText(n),!0}catch{return fr(n)}}function fr(n){let t=document.activeElement,e=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});e.value=n,document.body.append(e),e.select();let i=document.execCommand?.("copy")??!1;return e.remove(),t instanceof HTMLElement&&t.focus(),i}function S(n,t,e,i){let r=c("button",{type:"button",title:t||null},n);return r.addEventListener("click",()=>gr(r)&&e(),{signal:i}),r}function A(n,t,e=""){b(n,"aria-disabled",String(!t)),n.dataset.title??=n.title,b(n,"title",(t?"":e)||n.dataset.title||null)}function gr(n){return n.getAttribute("aria-disabled")!=="true"}var br=["a","c","v","x","y","z"],xr=["text","search","number"];function gn(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&xr.includes(n.type)}function Wt(n){return n.ctrlKey||n.metaKey?br.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function bn(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function xn(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function gt({row:n,column:t},{rows:e,columns:i},r){let o=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||o&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return ft({row:n,column:t-1},{rows:e,columns:i});case"ArrowRight":return ft({row:n,column:t+1},{rows:e,columns:i});case"ArrowUp":return ft({row:n-1,column:t},{rows:e,columns:i});case"ArrowDown":return ft({row:n+1,column:t},{rows:e,columns:i});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?e-1:n,column:i-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:e-1,column:t};default:return null}}function ft({row:n,column:t},{rows:e,columns:i}){return{row:Math.max(0,Math.min(e-1,n)),column:Math.max(0,Math.min(i-1,t))}}function T(n,...t){return t.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function Lt(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let t=n.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:n.shiftKey?"redo":"undo"}var yr=["Enter"," ","Delete","Backspace"],yn=[{row:0,column:0},{rows:1,columns:1}];function wn(n,t){let e=i=>{let r=i.composedPath();r.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",wr(i,r[0]))};window.addEventListener("keydown",e,{capture:!0,signal:t})}function wr(n,t){return gn(t)?Wt(n):bn(n)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&xn(n)||t instanceof Element&&t.closest("[data-shifted]")!==null&&vr(n)?!0:gt(...yn,n)!==null||T(n,...yr)||Lt(n)!==null}function vr(n){let{ctrlKey:t,metaKey:e,altKey:i,key:r}=n;return n.shiftKey&&gt(...yn,{key:r,ctrlKey:t,metaKey:e,altKey:i,shiftKey:!1})!==null}function y(n){if(!Number.isFinite(n))return kn(n);for(let t=6;t<9;t++){let e=Number(n.toPrecision(t));if(Math.fround(e)===n)return vn(e)}return vn(Number(n.toPrecision(9)))}function vn(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function st(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):kn(n)}function kn(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function R(n,t,e=`${t}s`){return`${n} ${n===1?t:e}`}var kr=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Mr=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function En(n,t){let e=t==="light"?kr:Mr,i=n*(e.length-1),r=Math.min(Math.floor(i),e.length-2),o=Mn(Sn(e[r]??"#000000")),s=Mn(Sn(e[r+1]??"#000000"));return Er(Sr(o,s,i-r))}function Pe(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function Ce(n){let t=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,t))}function Sr(n,t,e){return[n[0]+(t[0]-n[0])*e,n[1]+(t[1]-n[1])*e,n[2]+(t[2]-n[2])*e]}function Mn([n,t,e]){let[i,r,o]=[Pe(n),Pe(t),Pe(e)],s=Math.cbrt(.4122214708*i+.5363325363*r+.0514459929*o),a=Math.cbrt(.2119034982*i+.6806995451*r+.1073969566*o),l=Math.cbrt(.0883024619*i+.2817188376*r+.6299787005*o);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function Er([n,t,e]){let i=(n+.3963377774*t+.2158037573*e)**3,r=(n-.1055613458*t-.0638541728*e)**3,o=(n-.0894841775*t-1.291485548*e)**3;return[Ce(4.0767416621*i-3.3077115913*r+.2309699292*o),Ce(-1.2684380046*i+2.6097574011*r-.3413193965*o),Ce(-.0041960863*i-.7034186147*r+1.707614701*o)]}function Sn(n){let t=Number.parseInt(n.slice(1),16);return[(t>>16)/255,(t>>8&255)/255,(t&255)/255]}var Tr=["text","quiet","line","paper","raised","accent","change","bad"],Dt=256,$r={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function He(n){let t=c("span",{style:"display:none"});(n.shadowRoot??n).append(t);let e=o=>(t.style.color=o,getComputedStyle(t).color),i=e("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",r=Object.fromEntries(Tr.map(o=>[o,e(`var(--${o})`)]));return t.remove(),{...r,dark:i,...Ar(i?"dark":"light")}}function $n(n,t,e,i){let r=()=>t.clientWidth>0&&!i.aborted,o=()=>r()?e():requestAnimationFrame(()=>r()&&e()),s=new MutationObserver(o);if(s.observe(n,{attributes:!0,attributeFilter:["style"]}),i.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{t.clientWidth!==a&&(a=t.clientWidth,r()&&e())});l.observe(t),i.addEventListener("abort",()=>l.disconnect())}function Ar(n){let t=Array.from({length:Dt},(e,i)=>i/(Dt-1));return{sequential:t.map(e=>Lr(En(e,n))),diverging:t.map(e=>Nr($r[n],e)),hole:n==="light"?[120,0,230]:[150,60,255]}}function bt(n,t,e){if(!Number.isFinite(t))return n.hole;let i=e===null?t:.5+t/(2*e||1),r=Math.round(Math.min(1,Math.max(0,i))*(Dt-1));return(e===null?n.sequential:n.diverging)[r]??n.hole}function An([n,t,e]){let i=[n,t,e].map(o=>(o/255)**2.2);return .2126*(i[0]??0)+.7152*(i[1]??0)+.0722*(i[2]??0)>.18?"#000000":"#ffffff"}function Z([n,t,e],i=1){return`rgb(${n} ${t} ${e} / ${i})`}function xt(n){return`linear-gradient(90deg, ${Array.from({length:9},(e,i)=>Z(n[Math.round(i/8*(Dt-1))]??[0,0,0])).join(", ")})`}function Lr(n){return n.map(t=>Math.round(t*255))}function Nr(n,t){let e=t*(n.length-1),i=Math.min(Math.floor(e),n.length-2),[r,o]=[Tn(n[i]??"#000000"),Tn(n[i+1]??"#000000")];return r.map((s,a)=>Math.round(s+((o[a]??0)-s)*(e-i)))}function Tn(n){let t=Number.parseInt(n.slice(1),16);return[t>>16,t>>8&255,t&255]}function Ln(n,t,e){try{t()}catch(i){n.append(ut(dt(i),e))}}function dt(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function ut({message:n,details:t},e){let i=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=c("div",{},c("p",{},n));t&&r.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},t)));let o=c("div",{class:"error",role:"alert"},r,i);return i.addEventListener("click",()=>o.remove(),{signal:e}),o}var tt=class extends Error{details;constructor(t,e){super(t),this.name="KernelError",this.details=e}},Nn=8e3;function Y(n,t,e){let i=new Map,r=Math.random().toString(36).slice(2),o=0;return B(n,"msg:custom",l=>{let h=i.get(l?.id);h!==void 0&&(i.delete(l.id),clearTimeout(h.timer),l.kind==="error"?h.fail(new tt(l.message,l.details)):h.done())},e),B(n,"change:_progress",()=>{for(let l of i.values())clearTimeout(l.timer),l.timer=setTimeout(t,Nn)},e),e.addEventListener("abort",()=>{for(let{timer:l}of i.values())clearTimeout(l);i.clear()}),(l,h={})=>new Promise((d,u)=>{let p=`${r}-${++o}`;i.set(p,{done:d,fail:u,timer:setTimeout(t,Nn)}),n.send({kind:l,id:p,...h})})}var Pn=new WeakMap;function B(n,t,e,i){n.on(t,e);let r=Pn.get(i),o=()=>n.off(t,e);if(r){r.push(o);return}let s=[o];Pn.set(i,s),i.addEventListener("abort",()=>{for(let a of s)a()})}var Pr="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",Ft=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#t;#e;#n;#i=null;constructor(t,e){this.#t=t,this.#n=e,this.#e=Y(t,()=>this.#a(),e);for(let i of["_error","_screen"])B(t,`change:${i}`,()=>this.#r(),e);B(t,"change:_progress",()=>this.#o(),e),this.#r()}async ask(t,e={},{quiet:i=!1}={}){try{return await this.#e(t,e),i?this.#o():this.#r(),!0}catch(r){return this.fail(r),!1}}fail(t){let{message:e,details:i}=dt(t);this.#s({message:e,details:t instanceof tt?t.details:i})}notice(t){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#r(){let{message:t,details:e}=this.#t.get("_error")??{};t?this.#s({message:t,details:e}):this.messages.replaceChildren()}#a(){this.notice(Pr),this.#i=this.messages.firstElementChild}#o(){this.#i?.remove(),this.#i=null}#s(t){this.messages.replaceChildren(ut(t,this.#n))}};function v(n){let t=Re(n,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function at(n){let t=Re(n,8);return new Float64Array(t.buffer,t.byteOffset,t.byteLength/8)}function yt(n){let t=Re(n,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function Re(n,t){let e=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(e.byteLength%t!==0)throw new RangeError(`${e.byteLength} bytes are no whole number of ${t}-byte values`);return e.byteOffset%t===0?e:e.slice()}var Cr=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Hr(n){if(n==="")return{spaces:0,text:"∅"};let t=n.length-n.trimStart().length,e=/^ *$/.test(n.slice(0,t))?t:0;return{spaces:e,text:Array.from(n.slice(e),Rr).join("")}}function $(n){let{spaces:t,text:e}=Hr(n);return"·".repeat(t)+e}function E(n){return JSON.stringify(n)}function Rr(n){let t=Cr.get(n);if(t!==void 0)return t;let e=n.codePointAt(0)??0;return e<32?String.fromCodePoint(9216+e):e===127?"␡":n}var Kt=class{constructor(t){this.raw=t;let[e=Number.NaN,i=Number.NaN,r=Number.NaN,o=Number.NaN]=at(t.sums);[this.total,this.value,this.bias,this.rest]=[e,i,r,o];let[s,a,l]=[t.terms.left,t.terms.right,t.terms.product].map(at);this.terms=t.terms.names.map((d,u)=>({name:d,index:t.terms.indices[u]??u,left:s?.[u]??Number.NaN,right:a?.[u]??Number.NaN,product:l?.[u]??Number.NaN}));let h=at(t.numbers.values);this.#t=new Map(t.numbers.names.map((d,u)=>[d,h[u]??Number.NaN]))}raw;total;value;bias;rest;terms;#t;number(t){return this.#t.get(t)??Number.NaN}has(t){return this.#t.has(t)}token(t){let e=this.raw.tokens[t];return e===void 0?`token ${t}`:$(e)}isAt(t){let e=({step:i,position:r,dimension:o,head:s})=>`${i} ${r} ${o} ${s}`;return t!==null&&e(this.raw)===e(t.raw)}source(t,e){let i=/\[([\d, ]+)\]$/.exec(t)?.[1]?.split(",").map(Number),[r]=this.raw.inputs;if(i===void 0||r===void 0)return null;let o=i.at(-1)??0;return this.raw.kind!=="linear"?[r,e,o,this.raw.head]:[r,e,o,i.length===2?i[0]??0:null]}beside(t,e){return[this.raw.step,t,e,this.raw.head]}},wt=class{constructor(t,e){this.values=t;this.columns=e}values;columns;at(t,e){return this.values[t*this.columns+e]??Number.NaN}reach(){let t=0;for(let e of this.values)Number.isFinite(e)&&Math.abs(e)>t&&(t=Math.abs(e));return t}},It=class{constructor(t,e){this.grid=t;this.terms=e;let{inner:i,columns:r}=t;this.x=new wt(v(t.x),i.length),this.w=new wt(v(t.w),r.length),this.y=new wt(v(t.y),r.length),this.bias=t.b===null?null:v(t.b),this.#t=new wt(at(t.rest),r.length),this.others=t.others+i.length-e}grid;terms;x;w;y;bias;others;#t;term(t,e,i){return this.x.at(t,i)*this.w.at(i,e)}rest(t,e){let i=this.#t.at(t,e);for(let r=this.terms;r<this.grid.inner.length;r++)i+=this.term(t,e,r);return i}running(t,e){let i=[],r=0;for(let o=0;o<this.terms;o++)r+=this.term(t,e,o),i.push(r);return this.others>0&&(r+=this.rest(t,e),i.push(r)),this.bias!==null&&i.push(r+(this.bias[e]??0)),i}changed(t,e){let{changed:i,columns:r}=this.grid,o=t*r.length+e,s=i instanceof ArrayBuffer?new Uint8Array(i):i;return new Uint8Array(s.buffer,s.byteOffset,s.byteLength)[o]===1}};function M(n,t={},...e){let i=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[r,o]of Object.entries(t))o!==null&&i.setAttribute(r,String(o));return i.append(...e),i}function Nt(n,t,e){let i=n.filter(Number.isFinite),r=i.reduce((h,d)=>Math.min(h,d),0),o=i.reduce((h,d)=>Math.max(h,d),r+1e-9),s=(o-r)*.04,[a,l]=[r-s,o+s];return{at:h=>t+(h-a)/(l-a)*(e-t),ticks:Br(a,l)}}function Br(n,t){let e=(t-n)/6,i=10**Math.floor(Math.log10(e)),r=[1,2,5,10].map(s=>s*i).find(s=>s>=e)??e,o=[];for(let s=Math.ceil(n/r);s*r<=t;s++)o.push(Number((s*r).toPrecision(6)));return o}function Pt(n){return String(n).replace("-","−")}function O(...n){return c("p",{class:"arithmetic-equation"},...n.map(Be))}function Be(n){return typeof n=="string"?c("span",{class:"arithmetic-sign"},n):n instanceof Node?n:c("span",{class:"arithmetic-number"},c("b",{},y(n[0])),c("small",{},n[1]))}function Cn(n,t){return c("span",{class:"arithmetic-fraction"},c("span",{},...n.map(Be)),c("span",{},...t.map(Be)))}function X(n,t){return Object.is(Math.fround(n),t)||n===t?["=",[t,"this number"]]:["=",[n,"the sum"],"→",[t,"as the model has rounded it"]]}function Gt(n,t,e=""){let i=t>0&&Number.isFinite(n)?Math.min(1,Math.abs(n)/t):0,r=c("i",{class:n<0?"arithmetic-less":"arithmetic-more"});return r.style.width=`${i*50}%`,c("span",{class:"arithmetic-bar",title:e||null,"aria-hidden":"true"},r)}function vt(n){return n===""?c("td",{}):c("th",{scope:"col"},n)}function Oe(n){if(!Number.isFinite(n))return y(n);let t=Math.abs(n),e=n<0?"−":"";return t===0?"0":t>=99.5?e+t.toFixed(0):t>=9.95?e+t.toFixed(1):t>=.0995?e+t.toFixed(2).replace(/^0/,""):t>=95e-5?e+t.toFixed(3).replace(/^0/,""):`${e}${t.toExponential(0)}`}function jt(n,t,e,i){let r=bt(i,t,e);n.style.background=Z(r),n.style.color=An(r),n.textContent=Oe(t)}var[Ct,kt]=[520,280],I={left:58,right:16,top:14,bottom:44};function Hn(n,t,e){let[i,r]=[v(t.x),v(t.y)],[o,s]=[v(t.inputs),v(t.outputs)],a=Nt([...i,...o],I.left,Ct-I.right),l=Nt([...r,...s],kt-I.bottom,I.top),h=M("svg",{class:"arithmetic-curve",viewBox:`0 0 ${Ct} ${kt}`,width:Ct,height:kt,role:"img","aria-label":`${n.raw.note||n.raw.formula}: the curve, and the points of ${o.length} tokens`});h.append(..._r(a,l,n));let d=Array.from(i,(m,g)=>`${g===0?"M":"L"}${a.at(m)} ${l.at(r[g]??0)}`);h.append(M("path",{class:"arithmetic-line-of",d:d.join("")})),t.positions.forEach((m,g)=>{let x=Number.isFinite(o[g])&&Number.isFinite(s[g]);g!==t.chosen&&x&&h.append(Or(n,m,o[g],s[g],a,l))});let[u,p]=[a.at(o[t.chosen]??0),l.at(s[t.chosen]??0)];h.append(M("path",{class:"arithmetic-guide",d:`M${u} ${kt-I.bottom}V${p}H${I.left}`}),M("circle",{class:"arithmetic-point arithmetic-chosen",cx:u,cy:p,r:6}));let f=c("table",{class:"arithmetic-list"},c("thead",{},c("tr",{},...["token","in","out"].map(m=>vt(m)))),c("tbody",{},...t.positions.map((m,g)=>{let x=c("button",{type:"button",class:"arithmetic-go"},n.token(m));x.addEventListener("click",()=>e(m));let w=g===t.chosen;return c("tr",{class:w?"arithmetic-chosen":null,"aria-current":w?"true":null},c("th",{scope:"row"},x),c("td",{},y(o[g]??Number.NaN)),c("td",{},y(s[g]??Number.NaN)))})));return c("div",{class:"arithmetic-beside"},h,c("div",{class:"arithmetic-scroll"},f))}function Or(n,t,e=0,i=0,r,o){let s=M("title",{},`${n.token(t)} (${t}): ${y(e)} → ${y(i)}`);return M("circle",{class:"arithmetic-point",cx:r.at(e),cy:o.at(i),r:4},s)}function _r(n,t,e){let[i,r]=[kt-I.bottom,I.left],o=[];for(let l of n.ticks){let h=n.at(l);o.push(M("path",{class:l===0?"arithmetic-zero":"arithmetic-rule",d:`M${h} ${I.top}V${i}`}),M("text",{class:"arithmetic-tick",x:h,y:i+17,"text-anchor":"middle"},Pt(l)))}for(let l of t.ticks){let h=t.at(l),d=`M${r} ${h}H${Ct-I.right}`;o.push(M("path",{class:l===0?"arithmetic-zero":"arithmetic-rule",d}),M("text",{class:"arithmetic-tick",x:r-7,y:h+4,"text-anchor":"end"},Pt(l)))}let s=(r+Ct-I.right)/2,a=e.raw.inputs[0]??"in";return o.push(M("text",{class:"arithmetic-tick",x:s,y:kt-8,"text-anchor":"middle"},`in: ${a}`),M("text",{class:"arithmetic-tick",x:14,y:(I.top+i)/2,"text-anchor":"middle",transform:`rotate(-90 14 ${(I.top+i)/2})`},`out: ${e.raw.step}`)),o}var G=320,Rn=104;function On(n,t){let[e,i]=[t.before,t.after].map(f=>Array.from(v(f))),[r,o]=t.dimensions,[s,a]=[e??[0,0],i??[0,0]],l=Math.max(Math.hypot(...s),Math.hypot(...a))||1,h=([f,m],g=Rn/l)=>[G/2+f*g,G/2-m*g],d=n.number("angle"),u=`(${s.map(y).join(", ")}) turned by ${y(d)} rad to (${a.map(y).join(", ")})`,p=G/2;return M("svg",{class:"arithmetic-turn",viewBox:`0 0 ${G} ${G}`,width:G,height:G,role:"img","aria-label":`dimensions ${r} and ${o}: ${u}`},M("circle",{class:"arithmetic-rule",cx:p,cy:p,r:Rn*(Math.hypot(...s)/l)}),M("path",{class:"arithmetic-zero",d:`M14 ${p}H${G-14}M${p} 14V${G-14}`}),M("text",{class:"arithmetic-tick",x:G-14,y:p-6,"text-anchor":"end"},`${r}`),M("text",{class:"arithmetic-tick",x:p+7,y:24},`${o}`),M("path",{class:"arithmetic-arc",d:qr(s,d)}),...Bn("arithmetic-before",h(s),"before"),...Bn("arithmetic-after",h(a),"after"))}function qr([n,t],e){let i=Math.atan2(t,n),r=24;return`M${Array.from({length:r+1},(s,a)=>{let l=i+e*a/r;return`${G/2+34*Math.cos(l)} ${G/2-34*Math.sin(l)}`}).join("L")}`}function Bn(n,[t,e],i){let r=G/2,[o,s]=[t-r,e-r],a=Math.hypot(o,s)||1,[l,h]=[o/a,s/a],d=p=>`${t-9*l+p*5*h} ${e-9*h-p*5*l}`,u=o>=0?"start":"end";return[M("path",{class:n,d:`M${r} ${r}L${t} ${e}M${d(1)}L${t} ${e}L${d(-1)}`}),M("text",{class:`arithmetic-tick${i==="after"?" arithmetic-turned":""}`,x:t+l*10,y:e+h*12+4,"text-anchor":u},i)]}function _n(n,t,e){let[i,r]=[v(t.inputs),v(t.outputs)],o=at(t.powers??new ArrayBuffer(0)),s=t.positions.map((l,h)=>{let d=r[h]??Number.NaN;return c("tr",Wr(l===n.raw.dimension),c("th",{scope:"row"},zn(n,l,e)),c("td",{},y(i[h]??Number.NaN)),c("td",{},y(o[h]??Number.NaN)),c("td",{},y(d)),c("td",{class:"arithmetic-bars"},zr(d)))});t.others>0&&s.push(c("tr",{class:"arithmetic-quiet"},c("th",{scope:"row"},`${R(t.others,"more key")}`),c("td",{}),c("td",{},y(at(t.power)[0]??Number.NaN)),c("td",{}),c("td",{}))),s.push(c("tr",{class:"arithmetic-total"},c("th",{scope:"row"},"sum"),c("td",{}),c("td",{},y(n.number("sum"))),c("td",{}),c("td",{})));let a=["key","score x","e^(x − max)","share",""];return c("div",{class:"arithmetic-scroll"},c("table",{class:"arithmetic-list"},c("caption",{class:"unseen"},`The row of ${n.token(n.raw.position)}`),c("thead",{},c("tr",{},...a.map(l=>vt(l)))),c("tbody",{},...s)))}function qn(n,t,e){let i=Dr(t.visible),{position:r,dimension:o,note:s}=n.raw,a=i[t.positions.indexOf(o)]===1,[l,h]=[n.token(r),n.token(o)],d=a?`${l} (${r}) may look at ${h} (${o}): nothing is added to the score.`:`${l} (${r}) may not look at ${h} (${o}): ${s}. Its score becomes −∞, and its share 0.`,u=t.positions.map((p,f)=>{let m=zn(n,p,e),g=i[f]===1;return m.classList.add("arithmetic-chip"),m.dataset.seen=String(g),m.prepend(c("span",{"aria-hidden":"true"},g?"✓ ":"✕ ")),m.setAttribute("aria-label",`${n.token(p)} (${p}): ${g?"may be looked at":"hidden"}`),p===o&&m.setAttribute("aria-current","true"),c("li",{},m)});return c("div",{},c("p",{},d),c("ul",{class:"arithmetic-chips"},...u))}function zr(n){let t=c("i",{class:"arithmetic-share"});return t.style.width=`${Math.min(1,Math.max(0,n||0))*100}%`,c("span",{class:"arithmetic-bar arithmetic-whole","aria-hidden":"true"},t)}function zn(n,t,e){let i=c("button",{type:"button",class:"arithmetic-go",title:`token ${t}`},n.token(t));return i.addEventListener("click",()=>e(t)),i}function Wr(n){return{class:n?"arithmetic-chosen":null,"aria-current":n?"true":null}}function Dr(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}var[Mt,Vt,Ut]=[520,170,16],lt=Vt-44,Fr=150;function Wn(n,t){let[e=0,i=0]=v(t.ends),{counts:r,size:o}=t,s=n.number("input"),a=n.has("mean")?n.number("mean"):0,l=Math.sqrt(n.number(n.has("mean")?"variance":"mean square")),h=Nt([e,i,a-l,a+l],Ut,Mt-Ut),d=Math.max(...r,1),u=(i-e)/r.length,p=n.has("mean")?"mean ± √variance":"0 ± √mean square",f=M("svg",{class:"arithmetic-curve",viewBox:`0 0 ${Mt} ${Vt}`,width:Mt,height:Vt,role:"img","aria-label":`The ${o} entries of the vector, from ${y(e)} to ${y(i)}; this one is ${y(s)}`}),[m,g]=[h.at(a-l),h.at(a+l)],x=g+Fr<Mt;return f.append(M("rect",{class:"arithmetic-band",x:m,y:6,width:g-m,height:lt-6}),...r.map((w,P)=>{let[H,J]=[h.at(e+P*u),h.at(e+(P+1)*u)],ot=w/d*(lt-30),Le=M("title",{},`${w} entries`);return M("rect",{class:"arithmetic-count",x:H+.5,y:lt-ot,width:J-H-1,height:ot},Le)}),M("path",{class:"arithmetic-zero",d:`M${Ut} ${lt}H${Mt-Ut}`}),M("path",{class:"arithmetic-middle",d:`M${h.at(a)} 6V${lt}`}),M("text",{class:"arithmetic-tick",x:x?g+6:m-6,y:20,"text-anchor":x?"start":"end"},p),M("path",{class:"arithmetic-guide",d:`M${h.at(s)} 26V${lt}`}),M("circle",{class:"arithmetic-point arithmetic-chosen",cx:h.at(s),cy:lt,r:6}),...h.ticks.map(w=>M("text",{class:"arithmetic-tick",x:h.at(w),y:lt+20,"text-anchor":"middle"},Pt(w))),M("text",{class:"arithmetic-tick",x:Mt/2,y:Vt-6,"text-anchor":"middle"},`the ${o} entries of ${n.raw.inputs[0]??"the vector"}`)),f}function Kn(n,t,e){return(Kr[n.raw.kind]??Jr)(n,t,e)}var Kr={norm:Ir,activation:Dn,cap:Dn,sum:Gr,embedding:jr,rotation:Ur,scale:Fn,product:Fn,mask:Vr,softmax:Qr};function Ir(n){let{terms:t,bias:e,total:i,value:r}=n,o=m=>[n.number(m),m],[s,a]=[o("input"),o("eps")],l=n.has("mean"),h=["√(",o(l?"variance":"mean square"),"+",a,")"],d=l?["(",s,"−",o("mean"),")"]:[s],u=t[0]?.left??Number.NaN,p=e===0?[]:["+",o("bias")],f=l?"Mean and variance are those of this token's whole vector.":"The mean square is that of this token's whole vector; this norm takes no mean off.";return[O(Cn(d,h),"=",[u,"normalised"]),O([u,"normalised"],"×",o("gain"),...p,...X(i,r)),c("p",{class:"arithmetic-quiet"},f),...n.raw.spread?[Wn(n,n.raw.spread)]:[]]}function Dn(n,t,e){let{raw:i,total:r,value:o}=n,s=[n.number("input"),i.inputs[0]??"input"],a=[n.number("cap"),"cap"],l=i.kind==="cap"?O(a,"× tanh(",s,"÷",a,")",...X(r,o)):O(`${i.note||"f"}(`,s,")",...X(r,o)),{inputs:h,outputs:d,chosen:u=0}=i.curve??{},p=[h,d].map(m=>m?v(m)[u]:Number.NaN);if(i.curve===null||!p.every(Number.isFinite))return[l];let f=m=>i.axis==="key"?e(i.position,m):e(m,i.dimension);return[l,Hn(n,i.curve,f)]}function Gr(n){let{terms:t,rest:e,total:i,value:r,raw:o}=n,s=t.map(({name:d,product:u})=>({name:d,product:u}));o.rest>0&&s.push({name:`${o.rest} more`,product:e});let a=Math.max(...s.map(d=>Math.abs(d.product)),Math.abs(i),0),l=(d,u,p)=>c("tr",{class:p},c("th",{scope:"row"},d),c("td",{},y(u)),c("td",{class:"arithmetic-bars"},Gt(u,a))),h=s.flatMap((d,u)=>[...u>0?["+"]:[],[d.product,d.name]]);return[O(...h,...X(i,r)),c("table",{class:"arithmetic-list arithmetic-summands"},c("caption",{class:"unseen"},"What is added"),c("tbody",{},...s.map(d=>l(d.name,d.product,null)),l("sum",i,"arithmetic-total")))]}function jr(n,t){let{raw:e,terms:i,total:r,value:o}=n,[s]=i,a=s===void 0?[]:[[s.left,s.name]];s!==void 0&&s.right!==1&&a.push("×",[s.right,"factor"]);let l=e.weight_path||e.path,h=[O(...a,...X(r,o))];if(e.slice!==null){let d=v(e.slice.values),u=d.reduce((m,g)=>Math.max(m,Math.abs(g)),0),p=e.slice.dimensions.map((m,g)=>{let x=c("span",{class:"arithmetic-cell",title:`${m}: ${y(d[g]??0)}`});jt(x,d[g]??Number.NaN,u,t);let w=c("li",{},x,c("small",{},`${m}`));return w.classList.toggle("arithmetic-chosen",m===e.dimension),w}),f=`The entries beside it in ${n.token(e.position)}'s vector of ${e.shape.at(-1)}`;h.push(c("p",{class:"arithmetic-quiet"},`${f}, a row of ${l}:`)),h.push(c("ul",{class:"arithmetic-slice"},...p))}return h}function Ur(n){let{raw:t,terms:e,total:i,value:r}=n,o=e.flatMap((d,u)=>[...u>0?["+"]:[],[d.left,d.name],"×",[d.right,e.length===1?"factor":d.index===0?"cos":d.right===n.number("sin")?"sin":"−sin"]]),s=[O(...o,...X(i,r))];if(t.pair===null)return[...s,c("p",{},t.note)];if(![...v(t.pair.before),...v(t.pair.after)].every(Number.isFinite))return s;let[a,l]=t.pair.dimensions,h=n.number("angle");return s.push(c("div",{class:"arithmetic-beside"},On(n,t.pair),c("div",{},c("p",{},`Dimensions ${a} and ${l} are turned together.`),c("p",{},`The angle depends on the position, here ${t.position}: `),O([h,"rad"],"=",[h*180/Math.PI,"degrees"]),O([n.number("cos"),"cos"],",",[n.number("sin"),"sin"]),c("p",{class:"arithmetic-quiet"},"A full turn, 2π rad, cannot be seen in it.")))),s}function Fn({raw:n,terms:t,total:e,value:i}){let[r]=t;if(r===void 0)return[];let o=n.kind==="scale"?"factor":n.inputs[1]??"";return[O([r.left,n.inputs[0]??r.name],"×",[r.right,o],...X(e,i))]}function Vr(n,t,e){let{raw:i,terms:r,bias:o,total:s,value:a}=n,l=O([r[0]?.left??Number.NaN,i.inputs[0]??"score"],"+",[o,"mask"]);return l.append(...O(...X(s,a)).children),i.row===null?[l]:[l,qn(n,i.row,h=>e(i.position,h))]}function Qr(n,t,e){let{raw:i,terms:r,total:o,value:s}=n,a=[r[0]?.left??Number.NaN,"e^(x − max)"],l=[O("exp(",[n.number("input"),"x"],"−",[n.number("maximum"),"max of the row"],")","=",a),O(a,"÷",[n.number("sum"),"sum of the row"],...X(o,s))];return i.row===null?l:[...l,_n(n,i.row,h=>e(i.position,h))]}function Jr({raw:n,value:t}){let e=n.note===""?"":`: ${n.note}`,i=n.kind==="blocks"?`What other blocks have made is not taken apart here${e}.`:`Not taken apart${e}.`;return[O([t,"this number"]),c("p",{},i)]}var Yr=0,Jt=class{constructor(t,e,i,r,o,s){this.opened=t;this.product=e;let a=t.raw.kind==="mix";this.w=this.#h(i,r[1]),this.x=this.#d(i,a?null:e.x.reach(),r[0]),this.y=this.#u(i,o,s)}opened;product;x;w;y;#t=[];#e=[];#n=[];#i=[];#r=[];#a=[];#o=[];#s=[];#l=`arithmetic-${++Yr}`;light(t,e){let{terms:i}=this.product,r=(a,l)=>a?.classList.toggle("arithmetic-lit",l),o=a=>e===null||e===a;for(let[a,l]of this.#t.entries())for(let[h,d]of l.entries())r(d,a===t.row&&o(h));for(let[a,l]of this.#e.entries())for(let[h,d]of l.entries())r(d,h===t.column&&o(a));for(let[a,l]of this.#i.entries())r(l,a===t.row&&o(i));for(let[a,l]of this.#r.entries())r(l,a===t.column&&o(i));let s=i+(this.product.others>0?1:0);for(let[a,l]of this.#a.entries())r(l,a===t.column&&o(s));for(let[a,l]of this.#n.entries())for(let[h,d]of l.entries())r(d,a===t.row&&h===t.column);for(let[a,l]of this.#o.entries())r(l,a===t.row);for(let[a,l]of this.#s.entries())r(l,a===t.column);this.#c(t),b(this.y,"aria-activedescendant",this.#f(t))}reveal(t){for(let[e,i]of this.#n.entries())for(let[r,o]of i.entries())o.classList.toggle("arithmetic-todo",!t({row:e,column:r}))}#c(t){let e=(i,r,o)=>{let s=this.product.rest(r,o);i.textContent=Oe(s),i.title=`${this.product.others} more terms of this cell: ${y(s)}`};for(let[i,r]of this.#i.entries())e(r,i,t.column);for(let[i,r]of this.#r.entries())e(r,t.row,i)}#h(t,e){let{product:i,opened:r}=this,{columns:o}=i.grid,s=i.w.reach(),a=c("div",{class:"arithmetic-block arithmetic-w","aria-hidden":"true"});for(let[l,h]of o.entries()){let d=i.grid.column_names?.[l],u=r.raw.axis==="key"?r.token(h):d??`${h}`,p=c("span",{class:"arithmetic-name",title:`${r.raw.axis} ${h}`},u);p.classList.toggle("arithmetic-chosen",h===r.raw.dimension),this.#s.push(p)}a.append(c("b",{class:"arithmetic-mark"},e),c("div",{class:"arithmetic-line"},...this.#s));for(let l=0;l<i.terms;l++){let h=o.map((d,u)=>{let p=i.w.at(l,u);return Qt(p,s,t,`W[${i.grid.inner[l]}, ${d}]`)});this.#e.push(h),a.append(c("div",{class:"arithmetic-line"},...h))}if(i.others>0&&(this.#r.push(...o.map(()=>c("span",{class:"arithmetic-cell arithmetic-rest"}))),a.append(c("div",{class:"arithmetic-line"},...this.#r))),i.bias!==null){let l=Math.max(...Array.from(i.bias,Math.abs));this.#a.push(...o.map((h,d)=>Qt(i.bias?.[d]??Number.NaN,l,t,`b[${h}]`))),a.append(c("div",{class:"arithmetic-line arithmetic-b"},...this.#a))}return a}#d(t,e,i){let{product:r,opened:o}=this,{rows:s,inner:a,names:l}=r.grid,h=c("div",{class:"arithmetic-block arithmetic-x","aria-hidden":"true"}),d=a.slice(0,r.terms).map((u,p)=>{let f=o.raw.kind==="mix"?o.token(u):Xr(l[p]??`${u}`);return c("span",{class:"arithmetic-name",title:l[p]??null},f)});r.others>0&&d.push(c("span",{class:"arithmetic-name"},`${r.others} more`)),h.append(c("div",{class:"arithmetic-line"},c("b",{class:"arithmetic-token"},i),...d));for(let[u,p]of s.entries()){let f=c("span",{class:"arithmetic-token",title:`token ${p}`},o.token(p));f.classList.toggle("arithmetic-chosen",p===o.raw.position),this.#o.push(f);let m=d.slice(0,r.terms).map((x,w)=>Qt(r.x.at(u,w),e,t,`${o.token(p)} ${l[w]}`));this.#t.push(m);let g=c("div",{class:"arithmetic-line"},f,...m);if(r.others>0){let x=c("span",{class:"arithmetic-cell arithmetic-rest"});this.#i.push(x),g.append(x)}h.append(g)}return h}#u(t,e,i){let{product:r,opened:o}=this,{rows:s,columns:a}=r.grid,l={rows:s.length,columns:a.length},h=r.y.reach(),d=c("div",{class:"arithmetic-block arithmetic-y",role:"grid",tabindex:0,"aria-label":`${o.raw.label}: tokens by ${o.raw.axis}s; Enter opens a number`,"aria-rowcount":l.rows,"aria-colcount":l.columns});for(let[u,p]of s.entries()){let f=a.map((m,g)=>{let x=`${o.token(p)}, ${o.raw.axis} ${m}`,w=Qt(r.y.at(u,g),h,t,x);w.id=this.#f({row:u,column:g}),b(w,"role","gridcell"),b(w,"aria-label",w.title),w.classList.toggle("arithmetic-edited",r.changed(u,g));let P=p===o.raw.position&&m===o.raw.dimension;return w.classList.toggle("arithmetic-asked",P),b(w,"aria-selected",String(P)),w.addEventListener("pointerenter",()=>e.point({row:u,column:g}),{signal:i}),w.addEventListener("click",()=>e.open({row:u,column:g}),{signal:i}),w});this.#n.push(f),d.append(c("div",{class:"arithmetic-line",role:"row"},...f))}return d.addEventListener("pointerleave",()=>e.point(null),{signal:i}),d.addEventListener("keydown",u=>this.#m(u,l,e),{signal:i}),d}#m(t,e,i){let r=this.#p(),o=gt(r,e,t);if(o!==null)i.move(o);else if(T(t,"Enter"," "))i.open(r);else return;t.preventDefault(),t.stopPropagation()}#p(){let[t=0,e=0]=(this.y.getAttribute("aria-activedescendant")??"").split("-").slice(-2).map(Number);return{row:t,column:e}}#f({row:t,column:e}){return`${this.#l}-${t}-${e}`}};function Qt(n,t,e,i){let r=c("span",{class:"arithmetic-cell",title:`${i}: ${y(n)}`});return jt(r,n,t,e),r}function Xr(n){return/\[(.*)\]$/.exec(n)?.[1]??n}var Yt=class{#t;#e=[];#n=0;#i;constructor(t,e){this.#t=t,e.addEventListener("abort",()=>clearTimeout(this.#i))}get at(){return this.#n}get playing(){return this.#n<this.#e.length}start(t){this.#e=t,this.#r(0)}skip(){this.#r(this.#e.length)}goOn(t){let e=!this.playing;this.#e=t,this.#r(e?t.length:Math.min(this.#n,t.length))}#r(t){clearTimeout(this.#i),this.#n=t;let e=this.#e[t];e!==void 0&&(this.#i=setTimeout(()=>this.#r(t+1),e)),this.#t(t)}};function In(){return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches??!1}function Gn(n,t,e,i,r){let{row:o,column:s}=e,a=t.running(o,s),l=to(n,t,e),h=Math.max(...l.map(x=>Math.abs(x.product)).filter(Number.isFinite),0),d=l.map((x,w)=>{let H=w<i?null:"arithmetic-hidden";return c("tr",{class:w===i-1&&i<=l.length?"arithmetic-now":null},c("th",{scope:"row",title:x.title},Zr(x,r)),...x.pair===null?[c("td",{colspan:3})]:[c("td",{},y(x.pair[0])),c("td",{class:"arithmetic-sign"},"×"),c("td",{},y(x.pair[1]))],c("td",{class:"arithmetic-sign"},x.pair===null?"":"="),c("td",{class:H},y(x.product)),c("td",{class:H??"arithmetic-bars"},Gt(x.product,h)),c("td",{class:H??"arithmetic-quiet"},y(a[w]??Number.NaN)))}),{axis:u}=n.raw,[p=0,f=0]=[t.grid.rows[o],t.grid.columns[s]],m=u==="key"?`key ${n.token(f)} (${f})`:`dimension ${f}`,g=["term","left","","right","","product","","sum so far"];return c("table",{class:"arithmetic-terms"},c("caption",{class:"unseen"},`How ${n.token(p)} (${p}), ${m}, is made`),c("thead",{},c("tr",{},...g.map(x=>vt(x)))),c("tbody",{},...d))}function Zr({name:n,source:t},e){if(t===null)return n;let i=c("button",{type:"button",class:"arithmetic-go",title:`Open ${t[0]}`},n);return i.addEventListener("click",()=>e(t)),i}function to(n,t,{row:e,column:i}){let{grid:r}=t,o=r.inner.slice(0,t.terms).map((s,a)=>{let l=r.names[a]??`${s}`;return{name:n.raw.kind==="mix"?n.token(s):l,title:l,pair:[t.x.at(e,a),t.w.at(a,i)],product:t.term(e,i,a),source:n.source(l,r.rows[e]??0)}});return t.others>0&&o.push({name:`rest: ${t.others} more`,title:`${R(t.others,"more term")} added up`,pair:null,product:t.rest(e,i),source:null}),t.bias!==null&&o.push({name:"bias b",title:"added",pair:null,product:t.bias[i]??0,source:null}),o}var[eo,no]=[420,45],[_e,io]=[44,64],jn=134,Vn=655,ro=Vn+6*_e+20,Xt=class{element=c("div",{class:"arithmetic-product"});#t;#e;#n;#i;#r;#a=c("div",{class:"arithmetic-corner"});#o;#s=null;#l=null;#c=null;#h=null;#d=new AbortController;constructor(t,e){this.#t=t,this.#e=e,this.#n=new Yt(()=>this.#b(),e),this.#i=S("Skip","Show all numbers at once",()=>this.#n.skip(),e),this.#r=S("Play again","Compute it once more, term by term",()=>this.#u(),e),this.#o=c("div",{class:"arithmetic-tools"},this.#r,this.#i),e.addEventListener("abort",()=>this.#d.abort())}get focused(){return this.#c?.y.matches(":focus")??!1}focus(){this.#c?.y.focus()}draw(t,e,i,r){let o=t.raw.grid;if(o===null||this.#e.aborted)return;let s=o.columns.length,a=Math.min(o.inner.length,Math.max(4,Math.floor((i-jn)/_e)-s-1)),l=new It(o,a),h=i>=ro,d=Math.floor((i-jn)/(a+1+s)),u=h?Math.min(d,Math.floor((i-Vn)/s)):d;this.element.style.setProperty("--arithmetic-cell",`${Math.max(_e,Math.min(io,u))}px`),this.element.classList.toggle("arithmetic-narrow",!h),this.#d.abort(),this.#d=new AbortController,this.#s=t,this.#l=l,this.#h=null,this.#c=new Jt(t,l,e,qe(t),this,this.#d.signal),this.element.replaceChildren(c("div",{class:"arithmetic-title"},so(t),this.#o),c("div",{class:"arithmetic-four"},this.#a,this.#c.w,this.#c.x,c("div",{class:"arithmetic-made"},c("span",{class:"arithmetic-equals"},"="),this.#c.y)),ao(t,l,e)),r&&this.#n.skip(),r&&!In()?this.#u():this.#n.goOn(this.#g())}stop(){this.#n.skip()}point(t){this.#n.playing||(this.#h=t,this.#b())}move(t){this.#h=t,this.#n.skip()}open({row:t,column:e}){let i=this.#s?.raw.grid,[r,o]=[i?.rows[t],i?.columns[e]];this.#s===null||r===void 0||o===void 0||this.#t.open(...this.#s.beside(r,o))}#u(){this.#h=null,this.#n.start(this.#g())}#m(){let{grid:t}=this.#l??{},{position:e=0,dimension:i=0}=this.#s?.raw??{};return{row:t?.rows.indexOf(e)??0,column:t?.columns.indexOf(i)??0}}#p(){let t=this.#l;return t===null?0:t.terms+(t.others>0?1:0)+(t.bias===null?0:1)}#f(){let{grid:t}=this.#l??{},e=this.#m();return(t?.rows??[]).flatMap((r,o)=>(t?.columns??[]).map((s,a)=>({row:o,column:a}))).filter(({row:r,column:o})=>r!==e.row||o!==e.column)}#g(){return[...Array(this.#p()+1).fill(eo),...this.#f().map(()=>no)]}#b(){let{playing:t,at:e}=this.#n,[i,r,o,s]=[this.#s,this.#l,this.#c,this.#p()];if(i===null||r===null||o===null)return;let[a,l]=[this.#m(),this.#f()],h=e-s-1,d=t&&h>0?l[h-1]??a:a,u=this.#h??d,p=e>0&&e<=s?e-1:null;o.light(u,t&&e<=s?p??0:null);let f=new Set(l.slice(0,Math.max(0,h)).map(({row:x,column:w})=>`${x} ${w}`));o.reveal(({row:x,column:w})=>x===a.row&&w===a.column?e>s:f.has(`${x} ${w}`));let m=this.#h??a,g=Array.from(this.#a.querySelectorAll("button")).findIndex(x=>x.matches(":focus"));this.#a.replaceChildren(Gn(i,r,m,t?Math.min(e,s+1):s+1,x=>this.#t.open(...x)),oo(r,m,t&&e<=s)),g>=0&&this.#a.querySelectorAll("button")[g]?.focus(),A(this.#i,t,"All numbers are there"),this.#r.textContent=t?"Restart":"Play again"}};function oo(n,{row:t,column:e},i){let[r=0,o]=[n.running(t,e).at(-1),n.y.at(t,e)],s=Object.is(Math.fround(r),o),a=c("p",{class:"arithmetic-sum"},"sum ",c("b",{},y(s?o:r)));return n.changed(t,e)?a.append(", but an edit has put ",c("b",{},y(o))," here"):s||a.append(" → as the model has rounded it ",c("b",{},y(o))),a.classList.toggle("arithmetic-hidden",i),a}var Un={scores:["Q","Kᵀ","scores"],mix:["A","V","output"],query:["X","W","Q"],key:["X","W","K"],value:["X","W","V"]};function qe({raw:n}){return Un[n.kind]??Un[n.step]??["X","W","Y"]}function so(n){let{grid:t,kind:e}=n.raw,[i,r,o]=qe(n),[s,a,l]=t?.shapes??[],h=(p,f)=>c("span",{class:"arithmetic-letter","data-role":/^[QKV]/.test(p)?p.charAt(0).toLowerCase():null},c("b",{},p),c("small",{},f?.join(" × ")??"")),d=p=>c("span",{class:"arithmetic-sign"},p),u=e==="linear"&&t?.b!==null;return c("p",{class:"arithmetic-letters"},h(i,s),d("·"),h(r,a),...u?[d("+"),h("b",void 0)]:[],d("="),h(o,l))}function ao(n,t,e){let[i,r,o]=qe(n),s=d=>{let u=c("i",{class:"arithmetic-swatch","aria-hidden":"true"});return u.style.background=xt(d),u},a=n.raw.kind==="mix",l=[...a?[]:[[i,t.x]],[r,t.w],[o,t.y]],h=c("p",{class:"arithmetic-legend"});return a&&h.append(`${i}: 0 `,s(e.sequential)," 1 · "),h.append("−max ",s(e.diverging),` max: ${l.map(([d,u])=>`${d} ${y(u.reach())}`).join(", ")}`,t.others>0?" · the largest terms first; hatched is the sum of all others":""),h}var lo=new Set(["norm","sum","rotation","scale","cap","mask","softmax","activation","product"]),co=960,Zt=class{element=c("section",{class:"arithmetic","aria-label":"How this number is made",hidden:!0});#t;#e;#n=c("div",{class:"arithmetic-head"});#i=c("div",{class:"arithmetic-body"});#r;#a=null;#o=null;#s=new AbortController;constructor(t,e){this.#t=t,this.#e=new Xt(t,e),this.#r=S("Close","Back to the picture (Escape)",()=>t.close(),e),this.#r.classList.add("arithmetic-close"),this.element.append(this.#n,this.#i),this.element.addEventListener("keydown",i=>this.#p(i),{signal:e})}draw(t,e){if(this.element.hidden=t===null,(t===null||t.grid===null)&&this.#e.stop(),t===null){this.#a=this.#o=null,this.#i.replaceChildren();return}let i=this.#i.clientWidth||co,r={data:t,palette:e,room:i};if(this.#a?.data===t&&this.#a.palette===e&&this.#a.room===i)return;let o=new Kt(t),s=!o.isAt(this.#o),[a,l]=[this.element.contains(this.#m()),this.#e.focused];this.#s.abort(),this.#s=new AbortController,this.#a=r,this.#o=o,this.#n.replaceChildren(...this.#h(o)),this.#i.replaceChildren(...uo(o),...this.#l(o,e)),t.grid!==null&&this.#e.draw(o,e,i,s);let h=this.#i.scrollWidth>this.#i.clientWidth;b(this.#i,"tabindex",h?0:null),a&&this.#c(l&&t.grid!==null)}focus(){this.#r.focus()}#l(t,e){return t.raw.grid!==null?[this.#e.element]:Kn(t,e,(i,r)=>this.#t.open(...t.beside(i,r)))}#c(t){if(t)this.#e.focus();else{if(this.element.contains(this.#m()))return;(this.#i.querySelector("button[aria-current], [aria-current] button")??this.#r).focus()}}#h(t){let{raw:e,value:i}=t,r=[`${t.token(e.position)} (token ${e.position})`];e.axis==="key"?r.push(`key ${t.token(e.dimension)} (token ${e.dimension})`):r.push(`dimension ${e.dimension}${e.dimension_name?` “${e.dimension_name}”`:""}`),e.head!==null&&r.push(`head ${e.head}`);let o=c("p",{class:"arithmetic-facts"},c("span",{},`shape ${e.shape.join(" × ")}`)),s=e.weight_path||e.path;return s!==""&&o.append(c("code",{},s),this.#u(s)),o.append(c("span",{},ho(t)),...this.#d(t)),[c("div",{class:"arithmetic-top"},c("h3",{},e.label),c("p",{class:"arithmetic-where"},r.join(" · ")),c("output",{class:"arithmetic-value",title:"The number in the model"},y(i)),this.#r),o]}#d({raw:t}){if(!lo.has(t.kind)||t.inputs.length===0)return[];let e=t.inputs.map(i=>S(i,`Open the number of ${i} at this place`,()=>this.#t.open(i,t.position,t.dimension,t.head),this.#s.signal));for(let i of e)i.classList.add("arithmetic-copy");return[c("span",{},"made of"),...e]}#u(t){let e=S("Copy",`Copy ${t}`,async()=>{e.textContent=await zt(t)?"Copied":"Not copied"},this.#s.signal);return e.classList.add("arithmetic-copy"),e}#m(){return this.element.getRootNode().activeElement??null}#p(t){T(t,"Escape")&&(t.stopPropagation(),this.#t.close())}};function ho(n){return n.raw.kind==="norm"&&!n.has("mean")?"x / sqrt(mean square + eps) × gain":n.raw.formula}function uo({raw:n,total:t,value:e}){return n.changed?[c("p",{class:"arithmetic-changed"},"An edit stands here. By the model's own arithmetic it would be ",c("b",{},y(Math.fround(t))),"; there is ",c("b",{},y(e)),".")]:[]}var te=class{element=c("div",{class:"flow-card",role:"group","aria-label":"Change what is open",hidden:!0});#t=c("strong",{});#e=c("select",{"aria-label":"What is changed"});#n=c("input",{type:"number",step:"any",value:"0","aria-label":"The number to set it to"});#i=c("dl",{class:"flow-words"});#r=c("span",{class:"why"});#a;#o;#s;constructor(t,e){let i=o=>()=>t.change({change:o,part:this.#e.value,...o==="set"?{to:Number(this.#n.value)}:{}});this.#a=S("Set to zero","As if the model had computed 0 there",i("zero"),e),this.#o=S("Set to","Put this number there",i("set"),e),this.#s=S("Copy from other prompt","Put there what the other prompt has at this place",i("copy"),e);let r=o=>{o.key==="Enter"&&!o.shiftKey&&this.#o.click()};this.#n.addEventListener("keydown",r,{signal:e}),this.element.append(this.#t,this.#e,this.#a,this.#o,this.#n,this.#s,this.#r,this.#i)}draw(t,e,i,r){if(this.element.hidden=e===null,e===null)return;this.#i.replaceChildren(...r.flatMap(po)),this.#i.hidden=r.length===0;let o=t.columns.get(e.step),s=o?.axes.includes("head")??!1,a=o?.axes.at(-1)==="key";this.#t.textContent=`Change ${o?.label??e.step} of ${E(t.tokens[e.position]??"")}`;let l=[["number",a?"this weight":`number ${e.dimension}`],["vector",a?"the row":"the whole vector"]];if(s&&l.push(["head",`all of head ${e.head}`]),this.#e.dataset.of!==JSON.stringify(l)){let u=this.#e.value,p=a||o?.component==="neurons"?"number":"vector";this.#e.replaceChildren(...l.map(([f,m])=>c("option",{value:f},m))),this.#e.value=l.some(([f])=>f===u)?u:p,this.#e.dataset.of=JSON.stringify(l)}let h=typeof o?.component=="string",d=h?"":"This value cannot be changed by itself: change what it is made of, or what it makes.";this.#r.textContent=d;for(let u of[this.#a,this.#o])A(u,h,d);A(this.#s,h&&i,d||"There is no other prompt"),this.#e.disabled=this.#n.disabled=!h}};function po({title:n,tokens:t,scores:e}){let i=t.map((r,o)=>c("code",{title:`${E(r)}: ${y(e[o]??Number.NaN)}`,"data-score":e[o]},$(r)));return[c("dt",{},n),c("dd",{},...i)]}function et(n){if(!Number.isFinite(n))return"NaN";let t=n*100;return t>=99.95&&n<1?">99.9 %":t>=10?`${t.toFixed(1)} %`:t>=.01?`${t.toFixed(2)} %`:t>0?`${t.toExponential(0)} %`:"0 %"}function Ht(n,{step:t,row:e,cell:i}){let r=n.columns.get(t),o=`token ${e} ${E(n.tokens[e]??"")}`,s=n.strips.get(t);if(s===void 0)return`${r?.label??t}, head ${n.head.head}: ${o} looks at token ${i} ${E(n.tokens[i]??"")}`;let a=s.head===null?"":`, head ${s.head}`;return`${r?.label??t} of ${o}${a}, dimension ${s.place(e,i)} of ${s.width}`}function Qn(n,t){let e=i=>ze(t?.numbers[i]??Number.NaN);return n==="dot_products"?"query · key":n==="scaled"?`× ${e("factor")}`:n==="capped"?`${e("cap")} · tanh(x / ${e("cap")})`:n==="masked"?"hidden: −∞":"softmax of each row"}function ze(n){return String(Number(n.toPrecision(4)))}function Jn({position:n,ids:t,strings:e,logits:i,probabilities:r,clean:o}){return{position:n,ids:t,strings:e,logits:v(i),probabilities:v(r),clean:o?v(o):null}}function Yn({kind:n,most:t,steps:e,edges:i}){if(!n)return null;let r=Object.entries(e??{}).map(([o,s])=>[o,v(s)]);return{kind:n,most:t??1,steps:new Map(r),edges:i?v(i):null}}function Xn(n,{step:t,position:e,dimension:i}){let r=n.strips.get(t);return{step:t,row:e,cell:r?r.cellOf(i):i}}function We(n,t){let{heads:e,head:i}=n.head,r=(o,s)=>o!==null&&o>=0&&o<s;return{layer:r(t.layer,n.layers)?t.layer:n.layer,head:r(t.head,e)?t.head:i}}function Zn({strings:n,probabilities:t}){return n.map((e,i)=>{let r=t[i]??Number.NaN;return c("li",{"data-probability":r},`${E(e)}: ${et(r)}`)})}function ti(n,t,e,i){return t?i>e?-1:e*(e+1)/2+i:e*n+i}var St=class{constructor(t){this.screen=t;this.columns=Math.max(...t.heads),this.all=t.heads.flatMap((e,i)=>Array.from({length:e},(r,o)=>({layer:t.layers[i]??i,row:i,head:o,index:0}))),this.all.forEach((e,i)=>{e.index=i}),this.#t=new Map(Object.entries(t.scores).map(([e,i])=>[e,v(i)]))}screen;all;columns;#t;score({row:t,head:e},i){return this.#t.get(i)?.[t*this.columns+e]??Number.NaN}has(t){return t==="layer"||this.#t.has(t)}find(t,e){return this.all.find(i=>i.layer===t&&i.head===e)}inWords(t,e=i=>i.toFixed(3)){return mo.map(i=>[i,this.score(t,i)]).filter(([,i])=>!Number.isNaN(i)).map(([i,r])=>`${De[i]} ${e(r)}`).join(" · ")}slots(t,e=this.columns){let i=this.all.map(s=>({head:s,score:this.score(s,t)}));if(t==="layer"||!this.has(t))return i.map(({head:s,score:a})=>({row:s.row,column:s.head,head:s,score:a}));let r=t==="entropy"?1:-1,o=s=>Number.isNaN(s)?Number.POSITIVE_INFINITY:r*s;return i.sort((s,a)=>o(s.score)===o(a.score)?0:o(s.score)-o(a.score)),i.map(({head:s,score:a},l)=>({row:Math.floor(l/e),column:l%e,head:s,score:a}))}edits({layer:t,head:e}){let i=r=>!("head"in r.at)||r.at.head===e;return this.screen.edits.filter(r=>r.on&&r.layer===t&&r.of.startsWith("head_")&&i(r))}},De={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes",patch:"patch effect"},ei={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens",patch:"How far the next token's distribution moves (total variation, 0 to 1) when this head alone is changed at all tokens"},mo=["entropy","previous","first","duplicate","induction","effect","patch"];var fo=0,Et=class{element;canvas=c("canvas",{"aria-hidden":"true"});#t;#e=c("div",{role:"gridcell",id:`cell-${++fo}`,"aria-selected":"true"});#n=c("div",{role:"row",class:"unseen"},this.#e);#i={rows:1,columns:1};#r={row:0,column:0};constructor(t,e,i){this.#t=e,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":t,"aria-activedescendant":this.#e.id}),this.element.append(this.canvas,this.#n);let r=(o,s)=>this.element.addEventListener(o,s,{signal:i});r("pointermove",o=>e.hover(this.#a(o))),r("pointerleave",()=>e.hover(null)),r("click",o=>this.#o(o)),r("keydown",o=>this.#s(o))}get cell(){return this.#r}place(t,e){this.#i=t,this.#r=ft(e,t),b(this.element,"aria-rowcount",t.rows),b(this.element,"aria-colcount",t.columns),b(this.#n,"aria-rowindex",this.#r.row+1),b(this.#e,"aria-colindex",this.#r.column+1),b(this.#e,"aria-label",this.#t.describe(this.#r))}context(t,e){return go(this.canvas,t,e)}#a(t){let e=this.canvas.getBoundingClientRect();return this.#t.cellAt(t.clientX-e.left,t.clientY-e.top)}#o(t){let e=this.#a(t);e!==null&&this.#t.select(e)}#s(t){let e=Lt(t),i=gt(this.#r,this.#i,t);if(e!==null)this.#t.travel(e);else if(i!==null)this.#t.select(i);else if(T(t,"Enter"," "))this.#t.activate(this.#r);else if(T(t,"Delete","Backspace"))this.#t.remove(this.#r);else return;t.preventDefault(),t.stopPropagation()}};function go(n,t,e){let i=Math.min(globalThis.devicePixelRatio||1,2),[r,o]=[Math.round(t*i),Math.round(e*i)];n.width!==r&&(n.width=r),n.height!==o&&(n.height=o),n.style.width=`${t}px`,n.style.height=`${e}px`;let s=n.getContext("2d");return s===null?null:(s.setTransform(i,0,0,i,0,0),s.clearRect(0,0,t,e),s.textBaseline="middle",s)}var ee=new Map;function ct(n,t,e){let i=`${n.font}
${e}
${t}`,r=ee.get(i);if(r!==void 0)return r;ee.size>5e3&&ee.clear();let o=bo(n,t,e);return ee.set(i,o),o}function bo(n,t,e){if(n.measureText(t).width<=e)return t;let i=t;for(;i.length>1&&n.measureText(`${i}…`).width>e;)i=i.slice(0,-1);return`${i}…`}var ni={caption:15,letters:10.5,least:30,most:76,scored:41},L=7,ii=255,ne=class{pad;#t;#e;#n=[];#i="layer";#r;#a=null;#o=ni.most;#s=[];#l=null;constructor(t,e,i,r=ni){this.#e=new St(t),this.#t=r;let o=s=>a=>{let l=this.#u(a)??this.#m(a);l!==void 0&&s(l.head)};this.pad=new Et("Attention heads",{cellAt:(s,a)=>this.#d(s,a),describe:s=>this.#p(s),hover:s=>{this.#a=(s&&this.#u(s)?.head)??null,e.hover(this.#a)},select:o(e.select),activate:o(e.activate),remove:o(e.remove),travel:e.travel},i)}draw(t,e,i,r,o){let{caption:s,least:a,most:l}=this.#t;this.#e=t,this.#i=e,this.#r=i;let h=Math.floor((o-L)/(l+L)),d=e==="layer"?t.columns:Math.max(t.columns,Math.min(h,t.all.length));this.#n=t.slots(e,d);let u=Math.max(...this.#n.map(({row:w})=>w))+1,p=this.#n.find(({head:w})=>w===i)??{row:0,column:0};this.pad.place({rows:u,columns:d},p);let f=Math.floor((o-L)/d)-L;this.#o=Math.max(a,Math.min(l,f));let[m,g]=[this.#o+L,this.#o+s+L],x=this.pad.context(d*m+L,u*g+L);if(x!==null){this.#h(r);for(let w of this.#n)this.#c(x,w,r)}}get box(){let t=this.#n.find(({head:r})=>r===this.#r);if(t===void 0)return null;let[e,i]=[this.#o+2*L,this.#o+this.#t.caption+2*L];return{x:t.column*(e-L),y:t.row*(i-L),width:e,height:i}}#c(t,{row:e,column:i,head:r,score:o},s){let a=this.#o,{caption:l,letters:h,scored:d}=this.#t,[u,p]=[L+i*(a+L),L+e*(a+l+L)],f=Math.floor(l/2)-1,m=r===this.#r;t.font=`${m?"600 ":""}${h}px ${xo}`,t.fillStyle=m?s.accent:s.quiet,t.textAlign="left",t.fillText(`${r.layer}.${r.head}`,u,p+f),this.#i!=="layer"&&a>=d&&(t.textAlign="right",t.fillStyle=s.text,t.fillText(Number.isNaN(o)?"–":o.toFixed(2),u+a,p+f)),t.fillStyle=s.raised,t.fillRect(u,p+l,a,a),t.imageSmoothingEnabled=!1;let g=this.#s[r.index];g!==void 0&&t.drawImage(g,u,p+l,a,a);let x=this.#e.edits(r).length>0,w=r===this.#a;t.lineWidth=m||x?2:1,t.strokeStyle=m?s.accent:x?s.change:w?s.text:s.line,t.strokeRect(u-.5,p+l-.5,a+1,a+1),x&&(t.fillStyle=s.change,t.beginPath(),t.moveTo(u+a,p+l),t.lineTo(u+a-13,p+l),t.lineTo(u+a,p+l+13),t.fill())}#h(t){let{thumbs:e}=this.#e.screen,i=`${t.dark}`;if(this.#l===e.values&&this.#s[0]?.dataset.theme===i)return;this.#l=e.values;let{side:r,triangle:o}=e,s=vo(e.values),a=o?r*(r+1)/2:r*r;this.#s=this.#e.all.map(({index:l})=>{let h=document.createElement("canvas");h.dataset.theme=i,h.width=h.height=r;let d=h.getContext("2d"),u=d?.createImageData(r,r);if(!d||!u)return h;for(let p=0;p<r;p++)for(let f=0;f<r;f++){let m=ti(r,o,p,f);m>=0&&wo(u,p*r+f,yo(t,s[l*a+m]??ii))}return d.putImageData(u,0,0),h})}#d(t,e){let i=Math.floor((t-L/2)/(this.#o+L)),r=Math.floor((e-L/2)/(this.#o+this.#t.caption+L));return this.#u({row:r,column:i})===void 0?null:{row:r,column:i}}#u({row:t,column:e}){return this.#n.find(i=>i.row===t&&i.column===e)}#m({row:t}){return this.#n.filter(e=>e.row===t).at(-1)}#p(t){let e=this.#u(t);if(e===void 0)return"no head";let{head:i}=e,r=this.#e.edits(i).map(({text:s})=>`, changed: ${s}`),o=this.#e.inWords(i,st).replaceAll(" · ",", ");return`layer ${i.layer}, head ${i.head}: ${o}${r.join("")}`}},xo='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function yo(n,t){return t===ii?n.hole:n.sequential[t]??n.hole}function wo(n,t,[e,i,r]){n.data.set([e,i,r,255],t*4)}function vo(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}function Rt(n,t,e,i){let r=c("select",{"aria-label":n}),o=t.map(([s,a])=>c("option",{value:s},a));return r.append(...o),r.addEventListener("change",()=>e(r.value),{signal:i}),{element:c("label",{class:"select"},c("span",{},n),r),draw(s,a=()=>null){for(let[l,h]of o.entries()){let[d,u]=t[l],p=a(d);h.disabled=p!==null&&d!==s,h.textContent=p===null?u:`${u} (${p})`}r.value=s}}}var ko=["layer","entropy","previous","first","duplicate","induction"],Mo={caption:20,letters:13,least:44,most:92,scored:74},ie=class{element=c("section",{class:"flow-heads","aria-label":"All heads"});#t;#e;#n;#i=c("span",{class:"flow-heads-scale","aria-hidden":"true"});#r=c("span",{class:"flow-heads-legend"});#a=c("p",{class:"flow-heads-meaning"});#o=c("div",{class:"flow-heads-window"});#s=c("p",{class:"flow-heads-readout"});#l="layer";#c=null;#h=null;#d=null;#u=null;constructor(t,e){this.#t=t,this.#e=e;let i=ko.map(a=>[a,De[a].replace("layer","block")]),r=a=>{this.#l=a,this.#f(),this.#o.scrollTop=0};this.#n=Rt("Order by",i,r,e),this.#r.append("attention 0",this.#i,"1");let o=c("h3",{},"All heads"),s=c("div",{class:"flow-heads-bar"},o,this.#n.element,this.#r);this.element.append(s,this.#a,this.#o,this.#s)}draw(t,e,i,r){t!==this.#c&&this.#p(t);let o=this.#u?.chosen;this.#u={chosen:e,palette:i,room:r},this.#f(),(o?.layer!==e.layer||o.head!==e.head)&&this.#m()}#m(){let t=this.#d?.box;if(!t)return;let{scrollLeft:e,scrollTop:i,clientWidth:r,clientHeight:o}=this.#o;this.#o.scrollLeft=Math.min(t.x,Math.max(e,t.x+t.width-r)),this.#o.scrollTop=Math.min(t.y,Math.max(i,t.y+t.height-o))}#p(t){if(this.#c=t,this.#h=t&&t.heads?.length>0?new St(t):null,this.#h===null||this.#d!==null)return;let e=({layer:r,head:o})=>this.#t.select(r,o),i={hover:r=>{this.#f(),this.#g(r)},select:e,activate:e,remove:()=>{},travel:this.#t.travel};this.#d=new ne(this.#h.screen,i,this.#e,Mo),this.#o.append(this.#d.pad.element)}#f(){if(this.#u===null)return;let{chosen:t,palette:e,room:i}=this.#u,r=this.#h,o=[this.#o,this.#s,this.#n.element,this.#r];for(let l of o)l.hidden=r===null;if(r===null||this.#d===null){this.#a.textContent=this.#c?.missing||"The heads are not known yet.";return}let s=l=>So(r,l),a=s(this.#l)===null?this.#l:"layer";this.#n.draw(a,s),this.#i.style.background=xt(e.sequential),this.#a.textContent=`${Eo(a)}. ${To(r.screen)}`,this.#d.draw(r,a,r.find(t.layer,t.head),e,i),this.#g(null)}#g(t){let{layer:e=-1,head:i=-1}=this.#u?.chosen??{},r=t??this.#h?.find(e,i),o=r&&this.#h?.inWords(r,st);this.#s.textContent=r?`Block ${r.layer} · head ${r.head}: ${o||"no numbers"}`:""}};function So(n,t){return t==="layer"||n.all.some(e=>!Number.isNaN(n.score(e,t)))?null:["duplicate","induction"].includes(t)?"no token comes twice":"there is one token only"}function Eo(n){return n==="layer"?"Rows are blocks, columns are heads":ei[n]}function To({tokens:n,thumbs:t}){let e=Math.ceil(n.length/t.side);return`In a picture each row is a token, each column one that it looks at${e>1?`; one cell is the largest weight of ${e} × ${e} tokens`:""}.`}var re=class{element=c("div",{class:"flow-pager",role:"group","aria-label":"Head and block"});#t;#e;#n=c("input",{type:"range",min:0,step:1,"aria-label":"Block"});#i=c("span",{class:"flow-pager-shared"});#r={layers:[0],layer:0,heads:1,head:0};constructor(t,e){let i=s=>t.head(ri(this.#r.head+s,this.#r.heads)),r=s=>{let{layers:a}=this.#r;t.layer(a[ri(this.#a+s,a.length)]??0)};this.#t=new oe("head",i,e),this.#e=new oe("block",r,e),this.#e.element.append(this.#n),this.element.append(this.#t.element,this.#i,this.#e.element);let o=()=>this.#r.layers[this.#n.valueAsNumber]??0;this.#n.addEventListener("input",()=>this.#o(o()),{signal:e}),this.#n.addEventListener("change",()=>t.layer(o()),{signal:e})}draw(t){this.#r=t;let{layers:e,layer:i,heads:r,head:o,kv_heads:s}=t,a=r===0;this.#t.say(a?"no heads in this block":`Head ${o}`,a?"":`0–${r-1}`),this.#t.enable(r>1,a?"This block has no attention":"There is one head only"),this.#e.enable(e.length>1,"There is one block only"),b(this.#n,"max",e.length-1),this.#n.value=String(this.#a),this.#n.disabled=e.length<2,this.#o(i);let l=$o(r,o,s);this.#i.textContent=l,this.#i.hidden=l===""}get#a(){return Math.max(0,this.#r.layers.indexOf(this.#r.layer))}#o(t){let{layers:e}=this.#r,i=e.every((r,o)=>r===o);this.#e.say(`Block ${t}`,i?`0–${e.length-1}`:e.join(", ")),b(this.#n,"aria-valuetext",`block ${t}`)}},oe=class{element;#t=c("b",{});#e=c("span",{class:"flow-pager-range"});#n;#i;constructor(t,e,i){this.#n=S("‹",`Previous ${t}`,()=>e(-1),i),this.#i=S("›",`Next ${t}`,()=>e(1),i);for(let a of[this.#n,this.#i])b(a,"aria-label",a.title);let o=c("span",{class:"flow-pager-now","aria-live":"polite",title:"Numbered from 0, as in Python"},this.#t,this.#e);this.element=c("div",{class:"flow-pager-part",role:"group","aria-label":t}),this.element.append(this.#n,o,this.#i);let s=a=>{a.target instanceof HTMLInputElement||!T(a,"ArrowLeft","ArrowRight")||((a.key==="ArrowLeft"?this.#n:this.#i).click(),a.preventDefault(),a.stopPropagation())};this.element.addEventListener("keydown",s,{signal:i})}say(t,e){this.#t.textContent=t,this.#e.textContent=e&&` of ${e}`}enable(t,e){A(this.#n,t,e),A(this.#i,t,e)}};function ri(n,t){return t<1?0:(n+t)%t}function $o(n,t,e=n){if(e<1||e>=n)return"";let i=n/e,r=Math.floor(t/i);return`key and value ${r}, with heads ${r*i}–${(r+1)*i-1}`}var Bt={query:{name:"query",letter:"Q",light:"#0064a4",dark:"#4a9be6",dash:[]},key:{name:"key",letter:"K",light:"#d55e00",dark:"#ff8a3d",dash:[8,4]},value:{name:"value",letter:"V",light:"#009e73",dark:"#3ddc9f",dash:[2,3]},stream:{name:"residual stream",letter:"R",light:"#566272",dark:"#9fadbd",dash:[16,4]},attention:{name:"attention",letter:"A",light:"#8a2fd6",dark:"#a055f5",dash:[10,3,2,3]},mlp:{name:"MLP",letter:"M",light:"#6b3a10",dark:"#8f7a45",dash:[6,3,2,3,2,3]}};var se=class{element=c("div",{class:"flow-legend"});draw(t,e,i,r){let o=(h,d,u,p)=>{let f=c("i",{style:`background: ${xt(d)}`});return c("span",{class:"flow-scale"},`${h} `,c("b",{},u),f,c("b",{},p))},s=t.dark?"dark":"light",a=["query","key","value"].map(h=>c("span",{class:"flow-role"},c("i",{style:`background: ${Bt[h][s]}`},Bt[h].letter),h)),l=[o("strips: numbers of each vector",t.diverging,"−","+"),o("attention",t.sequential,"0","1"),...r.head.heads>0?a:[],c("span",{class:"flow-width"},Ao(e,i))];this.element.replaceChildren(...l,...Lo(r))}};function Ao(n,t){if(n==="none")return"ribbons: what is made from what";if(!t.kind)return"ribbons: this block has no such quantity";let e=t.token?` of ${JSON.stringify(t.token.text)}`:"",i=t.unit?` ${t.unit}`:"",r=t.most===void 0?"":`; the widest is ${y(Math.fround(t.most))}${i}`;return`ribbons: ${t.label??t.kind}${e}${r}`}function Lo({missing:n}){let t=Object.entries(n);if(t.length===0)return[];let e=t.map(([r,o])=>c("li",{},c("code",{},r),` ${o}`)),i=`${R(t.length,"step")} not shown, or not taken apart`;return[c("details",{class:"flow-missing"},c("summary",{},i),c("ul",{},...e))]}var oi="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";var si=new WeakMap;function k(n,t={},...e){return{tag:n,attributes:t,children:e}}function z(n,t){let e=si.get(n)??[],i=n.firstChild;for(let[r,o]of t.entries()){let s=i?.nextSibling??null;i===null?n.append(ai(o)):No(i,e[r],o)||i.replaceWith(ai(o)),i=s}for(let r=e.length;r>t.length;r--)n.lastChild?.remove();si.set(n,t)}function No(n,t,e){if(typeof e=="string")return typeof t!="string"?!1:(t!==e&&(n.nodeValue=e),!0);if(t===void 0||typeof t=="string"||t.tag!==e.tag)return!1;let i=n;for(let r of Object.keys({...t.attributes,...e.attributes}))t.attributes[r]!==e.attributes[r]&&b(i,r,e.attributes[r]);return z(i,e.children),!0}function ai(n){if(typeof n=="string")return document.createTextNode(n);let t=c(n.tag,n.attributes);return z(t,n.children),t}function nt(n,t=3){return Number.isFinite(n)?n.toFixed(t).replace("-","−"):st(n)}function C(n){return Number.isFinite(n)?n===0||n===1?`${n*100} %`:n>=.9995?"> 99.9 %":n>=1e-4?`${(n*100).toFixed(n>=.1?1:2)} %`:n>=1e-6?`${(n*100).toPrecision(1)} %`:`${(n*100).toExponential(0).replace("-","−")} %`:st(n)}function U(n){if(!Number.isFinite(n))return st(n);let t=Math.abs(n);return(t!==0&&(t<.001||t>=1e5)?n.toExponential(3):n.toPrecision(4)).replace("e+","e").replaceAll("-","−")}function W(n){return String(Number(n.toPrecision(4)))}var Po=new Intl.NumberFormat("en-US");function N(n){return Po.format(n)}var li=4;function ci(){let n=c("h3",{}),t=c("ol",{}),e=c("section",{class:"card","aria-label":"How its probability comes about"},n,t);return{element:e,draw(i,r,o){if(e.hidden=o===null,o===null)return;let s=i.text(o),a=o<i.named?` id ${i.ids[o]}`:"";z(n,[k("code",{title:s===null?null:E(s)},s===null?"…":$(s)),k("span",{},`number ${N(o+1)} of ${N(r.size)}${a&&","}${a}`)]),z(t,Co(i,r,o))}}}function Co(n,t,e){let{temperature:i}=t.settings,r=t.logits[e]??Number.NaN;if(i===0)return[Ho(t,e)];let o=Tt("Divide by the temperature",Ot(j(r,nt),` ÷ ${W(i)} = `,j(t.scaled(e),nt,"scaled"))),s=Tt("Softmax over the whole vocabulary",Ro(n,t,e),Oo(t,e)),a=[o,s],l=hi(t,e);return l.length>0&&a.push(Tt("Cut",...l),_o(t,e)),a}function Ho(n,t){let e=n.has(t)?"It has the largest logit.":`Another has a larger logit: ${nt(n.logits[0]??Number.NaN)}.`;return Tt("Temperature 0: take the likeliest",k("p",{},e),Ot("p = ",j(n.probability(t),C,"result")))}function Ro(n,t,e){let i=Array.from({length:Math.min(li,t.size)},(d,u)=>u),r=e<li?i:[...i,e],o=r.reduce((d,u)=>d+t.term(u),0),s=t.size-r.length,a=[];for(let d of r){let u=nt(t.scaled(d)-t.shift),p=k("td",{},"e",k("sup",{},u)),f=d===e?"mine":null;a.push(k("tr",{class:f},Bo(n,d),p,k("td",{},j(t.term(d),U,"term"))))}if(s>0){let d=j(t.total()-o,U,"term");a.push(k("tr",{},k("th",{scope:"row"},`${N(s)} others`),k("td",{}),k("td",{},d)))}let l=j(t.total(),U,"total");a.push(k("tr",{class:"total"},k("th",{scope:"row"},"sum"),k("td",{}),k("td",{},l)));let h=t.shift===0?null:k("caption",{},`the largest exponent, ${nt(t.shift)}, is taken off`);return k("table",{},...h===null?[]:[h],k("tbody",{},...a))}function Bo(n,t){let e=n.text(t);return k("th",{scope:"row"},k("code",{},e===null?"…":$(e)))}function Oo(n,t){return Ot(j(n.term(t),U)," ÷ ",j(n.total(),U)," = ",j(n.softmax(t),C,hi(n,t).length>0?"softmax":"result"))}function hi(n,t){let{top_k:e,top_p:i,min_p:r}=n.settings,o=[],s=()=>o.some(l=>l.attributes["data-out"]===!0),a=(l,h)=>o.push(k("p",{"data-out":l},k("b",{},l?"✕ ":"✓ "),h));if(e>0&&e<n.size&&a(t>=n.left["top-k"],`top-k: number ${N(t+1)}, ${N(e)} stay`),i<1&&!s()){let l=t===0?0:n.running(t-1),h=t>=n.left["top-p"];a(h,`top-p: the likelier ones have ${l.toFixed(4)}, ${h?"enough":"not yet"} for ${W(i)}`)}if(r>0&&!s()){let l=t>=n.left["min-p"],h=U(n.softmax(t)/n.softmax(0));a(l,`min-p: ${h} of the largest, ${W(r)} ${l?"is needed":"is enough"}`)}return o}function _o(n,t){let e=n.probability(t);return n.has(t)?Tt("Divide by what is left",Ot(j(n.softmax(t),C)," ÷ ",j(n.mass,C,"mass")," = ",j(e,C,"result"))):Tt("Cut away",Ot("p = ",j(0,C,"result")))}function Tt(n,...t){return k("li",{},k("h4",{},n),...t)}function Ot(...n){return k("p",{class:"sum"},...n)}function j(n,t,e=""){return k(e==="result"?"b":"span",{"data-value":n,"data-role":e||null},t(n))}var $t=class{constructor(t,e,i){this.logits=t;this.temperature=e;let r=t.length,o=i?.logits.length===r;this.#t=o?i.#t:new Float64Array(r),this.#e=o?i.#e:new Float64Array(r),this.#n=this.#i(this.#t,this.#e)}logits;temperature;#t;#e;#n;weight(t){return this.#t[t]}sum(t){return t===0?0:this.#e[t-1]}entropy(t){let e=this.sum(t),i=t===this.logits.length?this.#n:this.#r(t);return Math.log(e)-i/e}#i(t,e){let{logits:i}=this,r=i[0]??Number.NaN,o=this.temperature||1,[s,a]=[0,0];for(let l=0;l<i.length;l++){let h=(i[l]-r)/o,d=Math.exp(h);s+=d,d!==0&&(a+=d*h),t[l]=d,e[l]=s}return a}#r(t){let e=this.logits[0],i=this.temperature||1,r=0;for(let o=0;o<t;o++){let s=this.#t[o];s!==0&&(r+=s*((this.logits[o]-e)/i))}return r}};var qo=600,ae=class{constructor(t,e,i=new $t(t,e.temperature)){this.logits=t;this.settings=e;let r=t.length;if(this.#t=i,e.temperature===0){this.left={"top-k":r,"top-p":r,"min-p":r},this.kept=1;return}let o=this.#e(),s=this.#n(o),a=this.#i(s);this.left={"top-k":o,"top-p":s,"min-p":a},this.kept=a}logits;settings;left;kept;#t;get size(){return this.logits.length}get usable(){return this.size>0&&Number.isFinite(this.logits[0])&&!Number.isNaN(this.#s(this.size))}has(t){return t<this.kept}cut(t){return this.settings.temperature===0?null:["top-k","top-p","min-p"].find(e=>t>=this.left[e])??null}scaled(t){return this.#a(t)/this.settings.temperature}get shift(){return Math.abs(this.scaled(0))>qo?this.scaled(0):0}term(t){return this.#o(t)*Math.exp(this.scaled(0)-this.shift)}total(t=this.size){return this.#s(t)*Math.exp(this.scaled(0)-this.shift)}softmax(t){return this.#o(t)/this.#s(this.size)}running(t){let e=this.#s(this.left["top-k"]);return Math.min(1,this.#s(t+1)/e)}probability(t){return this.has(t)?this.#o(t)/this.#s(this.kept):0}get mass(){return this.#s(this.kept)/this.#s(this.size)}entropy(t=!1){return this.settings.temperature===0?0:Math.max(0,this.#t.entropy(t?this.size:this.kept))}draw(t){let e=t*this.#s(this.kept),[i,r]=[0,this.kept-1];for(;i<r;){let o=i+r>>1;this.#s(o+1)>e?r=o:i=o+1}return i}#e(){let{top_k:t}=this.settings;return t>0&&t<this.size?this.#r(t-1):this.size}#n(t){let{top_p:e}=this.settings;if(e>=1)return t;let i=this.#s(t),[r,o]=[t,0];for(;r>1&&(o+=this.#o(r-1)/i,o<=1-e);)r--;return r}#i(t){let{min_p:e}=this.settings;if(e<=0)return t;let i=t;for(;i>1&&this.#o(i-1)<e;)i--;return i}#r(t){let e=t+1;for(;e<this.size&&this.#a(e)===this.#a(t);)e++;return e}#a(t){return this.logits[t]}#o(t){return this.#t.weight(t)}#s(t){return this.#t.sum(t)}};function Fe(n,t){let e=di(n+2654435769),i=r=>di(e+Math.imul(r,2654435769))>>>0;return((i(2*t+1)>>>5)*2**26+(i(2*t+2)>>>6))/2**53}function di(n){let t=n|0;return t=Math.imul(t^t>>>16,2246822507),t=Math.imul(t^t>>>13,3266489909),t^t>>>16|0}var D=26,he=[{key:"rank",name:"#",title:"By likelihood, from 1"},{key:"token",name:"token",title:"A blank is a dot; the id is in the tooltip of a row"},{key:"logit",name:"logit",title:"What the model gives: any number"},{key:"scaled",name:"÷ T",title:"The logit divided by the temperature"},{key:"soft",name:"softmax",title:"exp(logit ÷ T) over the sum of it over all tokens, before any cut"},{key:"sum",name:"Σ",title:"The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves"},{key:"cut",name:"cut",title:"Whether it stays, or which cut takes it away"},{key:"chance",name:"probability",short:"p",title:"That it is drawn: those that stay, made to sum to 1"},{key:"bar",name:"",title:"Probability, and beneath it the share of the draws"},{key:"count",name:"drawn",short:"n",title:"How often it was drawn"}],le=class{element=c("div",{class:"row",role:"row"});#t=new Map;#e=c("code",{});#n=new ce("probability");#i=new ce("share");#r=c("span",{class:"unseen"});#a=null;#o=-1;constructor(){for(let[t,{key:e}]of he.entries()){let i=c("span",{role:"gridcell",class:e,"aria-colindex":t+1});this.#t.set(e,i),this.element.append(i)}this.#t.get("token")?.append(this.#e),this.#t.get("bar")?.append(this.#n.element,this.#i.element,this.#r)}draw(t,e){let{list:i,chances:r,last:o}=t,s=r.settings.temperature===0;(i!==this.#a||e!==this.#o)&&this.#s(i,e),this.#h("scaled",s?null:r.scaled(e),nt),this.#h("soft",s?null:r.softmax(e),C),this.#h("sum",s||e>=r.left["top-k"]?null:r.running(e),zo),this.#c("cut",Wo(r,e)),this.#h("chance",r.probability(e),C),this.#l(t,e),b(this.element,"data-out",!r.has(e)),b(this.element,"data-last",o===e)}#s(t,e){this.#a=t,this.#o=e;let i=t.text(e),r=e<t.named?t.ids[e]:void 0;this.#c("rank",N(e+1)),Ke(this.#e,i===null?"…":$(i)),this.#h("logit",t.logits[e]??Number.NaN,nt);let o=i===null?"a token that is not here without the kernel":`${E(i)}, id ${r}`;b(this.element,"title",o)}#l({chances:t,counts:e,draws:i,reach:r},o){let s=e.get(o)??0;this.#n.draw(t.probability(o)/r),this.#i.draw(i===0?0:s/i/r),Ke(this.#r,i===0?"no draws":`${C(s/i)} of the draws`),this.#c("count",s===0?"":N(s)),b(this.#t.get("count"),"data-value",s)}#c(t,e){Ke(this.#t.get(t),e)}#h(t,e,i){this.#c(t,e===null?"–":i(e)),b(this.#t.get(t),"data-value",e)}};function Ke(n,t){let e=n.firstChild;e===null?n.append(t):e.nodeValue!==t&&(e.nodeValue=t)}var ce=class{element;#t="";constructor(t){this.element=c("i",{class:t})}draw(t){let e=`${(Math.min(1,t)*100).toFixed(2)}%`;e!==this.#t&&(this.#t=e,this.element.style.width=e)}};function zo(n){return n>.99995&&n<1?"> 0.9999":n.toFixed(4)}function Wo(n,t){let{temperature:e,top_k:i,top_p:r,min_p:o}=n.settings;if(e===0)return n.has(t)?"✓ likeliest":"✕ not likeliest";if(i===0&&r===1&&o===0)return"";let s=n.cut(t);return s===null?"✓":`✕ ${s}`}var Do=6,Fo=1,ui=1e3,Ko=16,de=class{element;#t;#e;#n=c("div",{class:"body",role:"rowgroup"});#i=M("svg",{class:"lines","aria-hidden":"true",preserveAspectRatio:"none"});#r=[];#a=c("div",{class:"row over","aria-hidden":"true"});#o=new Map;#s={top:0,height:0};#l=null;#c=0;constructor(t,e){this.#t=t;let i=he.map(Io),r=c("div",{class:"heading row",role:"row","aria-rowindex":1},...i);this.#e=r.querySelector("[data-column=bar]");let o=c("div",{role:"rowgroup",class:"top"},r);this.element=c("div",{class:"window",role:"grid",tabindex:0,"aria-label":"Tokens by likelihood","aria-colcount":he.length},o,this.#n);let s=(a,l)=>this.element.addEventListener(a,l,{signal:e});if(s("scroll",()=>this.#u()),typeof ResizeObserver<"u"){let a=new ResizeObserver(()=>this.#u());a.observe(this.element),e.addEventListener("abort",()=>a.disconnect())}this.#a.append(this.#i),this.#n.append(this.#a),s("click",a=>this.#w(this.#b(a)??this.#c)),s("pointermove",a=>t.look(this.#d(this.#b(a)))),s("pointerleave",()=>t.look(null)),s("keydown",a=>this.#y(a))}get active(){return this.#d(this.#c)}draw(t){let e=this.#l?.list===t.list&&this.#l.found===t.found;this.#l=t,e||(this.#c=0,this.element.scrollTop=0,this.#s.top=0);let i=this.#h;b(this.element,"aria-rowcount",i+1),b(this.element,"data-drawn",t.draws>0),this.#n.style.height=`${i*D}px`,this.#e!==null&&b(this.#e,"data-reach",t.reach),this.#m(Fo)}reveal(t){let e=this.#l?.found,i=e?e.indexOf(t):t;i>=0&&this.#w(i)}get#h(){return this.#l===null?0:this.#l.found?.length??this.#l.list.logits.length}#d(t){return t===null||this.#l===null||t>=this.#h?null:this.#l.found?this.#l.found[t]??null:t}#u(){this.#s={top:this.element.scrollTop,height:this.element.clientHeight},this.#m(Do)}#m(t){let e=this.#l;if(e===null)return;let[i,r]=this.#g(t),o=Array.from({length:r-i},(s,a)=>i+a);this.#h>0&&(this.#c<i||this.#c>=r)&&o.push(this.#c),(o.length!==this.#o.size||o.some(s=>!this.#o.has(s)))&&this.#p(o);for(let[s,a]of this.#o)a.draw(e,this.#d(s)??s),b(a.element,"aria-selected",String(s===this.#c));b(this.element,"aria-activedescendant",this.#h>0?`token-${this.#c}`:null),this.#f(e,i,r)}#p(t){let e=[...this.#o].filter(([o])=>!t.includes(o)),i=new Map;for(let o of t){let s=this.#o.get(o)??e.pop()?.[1]??new le;i.set(o,s),this.#o.get(o)!==s&&(s.element.id=`token-${o}`,s.element.style.top=`${o*D}px`,s.element.dataset.at=String(o),b(s.element,"aria-rowindex",o+2))}for(let[,o]of e)o.element.remove();this.#o=i;let r=null;for(let{element:o}of i.values()){let s=r===null?this.#n.firstElementChild:r.nextElementSibling;s!==o&&this.#n.insertBefore(o,s),r=o}}#f(t,e,i){for(b(this.#a,"hidden",t.others.length===0);this.#r.length>t.others.length;)this.#r.pop()?.remove();if(t.others.length===0)return;let r=(i-e)*D;Object.assign(this.#a.style,{top:`${e*D}px`,height:`${r}px`}),b(this.#i,"viewBox",`0 0 ${ui} ${Math.max(1,r)}`);for(let[o,s]of t.others.entries()){let a=[];for(let h=e;h<i;h++){let d=Math.min(1,s.probability(this.#d(h)??0)/t.reach)*ui;a.push(`${d.toFixed(2)},${(h-e)*D+D/2}`)}let l=this.#r[o]??M("polyline",{class:`line t${o}`});b(l,"points",a.join(" ")),l.parentNode===null&&this.#r.push(this.#i.appendChild(l))}}#g(t){let{top:e,height:i}=this.#s,r=i>0?Math.ceil((e+i)/D)-1:Ko;return[Math.max(0,Math.floor(e/D)-t),Math.min(this.#h,r+t)]}#b(t){let e=t.target instanceof Element?t.target.closest("[data-at]"):null;return e===null?null:Number(e.dataset.at)}#w(t){if(this.#h===0)return;this.#c=Math.max(0,Math.min(this.#h-1,t));let[e,i]=[this.#c*D,this.element.clientHeight-D];e<this.element.scrollTop?this.element.scrollTop=e:e+D>this.element.scrollTop+i&&(this.element.scrollTop=e+D-i),this.#u(),this.#t.look(null)}#y(t){let e=Lt(t);if(e!==null)this.#t.travel(e);else if(T(t,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.#w(this.#v(t.key));else return;t.preventDefault(),t.stopPropagation()}#v(t){let e=Math.max(1,Math.floor(this.element.clientHeight/D)-2);return{ArrowUp:this.#c-1,ArrowDown:this.#c+1,Home:0,End:this.#h-1,PageUp:this.#c-e,PageDown:this.#c+e}[t]??this.#c}};function Io(n,t){let{name:e,title:i,key:r}=n,o=c("span",{role:"columnheader",class:r,title:i,"aria-colindex":t+1,"data-column":r});return"short"in n?o.append(c("span",{class:"short"},n.short),c("span",{class:"long"},e)):o.append(e),o}var Ie=1e4,pi=2**32-1;function mi(n,t){let e={draws:0,seed:0,usable:!1,text:null,tokens:0},i=d=>()=>n({draws:Math.min(Ie,e.draws+d)}),r=S("Sample","Draw a token",i(1),t),o=S("Sample 100 times","Draw a hundred, and see how often each comes",i(100),t),s=S("Start over","Forget the draws",()=>n({draws:0}),t),a=c("input",{type:"number",min:0,max:pi,step:1}),l=c("label",{class:"seed",title:"The same seed draws the same tokens, here and in Python"},c("span",{},"seed"),a),h=c("p",{class:"drawn"});return r.className="primary",a.addEventListener("change",()=>{let d=Number.isNaN(a.valueAsNumber)?0:Math.round(a.valueAsNumber);n({seed:Math.min(pi,Math.max(0,d))}),a.value=String(e.seed)},{signal:t}),{element:c("div",{class:"sampler"},r,o,s,l,h),draw(d){e=d;let u=d.draws>=Ie?`There are ${N(Ie)} draws already: start over`:"";for(let p of[r,o])A(p,d.usable&&u==="",u||"There are no probabilities to draw from");A(s,d.draws>0,"Nothing is drawn yet"),a.value=String(d.seed),z(h,Go(d)),b(h,"data-none",d.draws===0)}}}function Go({draws:n,text:t,tokens:e}){if(n===0||t===null)return["Nothing is drawn yet."];let i=k("code",{title:E(t)},$(t));return n===1?["drawn: ",i]:[`${R(n,"draw")}, ${R(e,"different token")}, the last: `,i]}var ue=1e3,pt=class{element;#t;#e;#n;#i;#r;#a;#o;constructor(t,e,i){this.#a=t,this.#r=e,this.#o=t.first??t.range[0];let{name:r,title:o,field:s}=t;this.#t=c("input",{type:"range",min:0,max:ue,step:1,"aria-label":r}),this.#e=c("input",{type:"number",step:"any","aria-label":`${r}, exactly`}),b(this.#e,"min",s[0]),this.#n=t.off===void 0?null:c("input",{type:"checkbox"});let a=this.#n===null?c("span",{class:"name"},r):c("label",{class:"name"},this.#n,r);this.#i=c("div",{class:"rail"},this.#t),this.element=c("div",{class:"slider",role:"group","aria-label":r,title:o},a,this.#e,this.#i);let l=(h,d,u)=>h.addEventListener(d,u,{signal:i});l(this.#t,"input",()=>this.#d(this.#s(),!1)),l(this.#t,"change",()=>this.#d(this.#s(),!0)),l(this.#e,"change",()=>this.#c()),this.#n!==null&&l(this.#n,"change",()=>this.#h())}upto(t){this.#a={...this.#a,range:[this.#a.range[0],t]}}draw(t){let e=t===this.#a.off;e||(this.#o=t);let i=this.#l(e?this.#o:t);this.#t.valueAsNumber!==i&&(this.#t.value=String(i)),this.#e.value=e?"":W(t),b(this.#e,"placeholder",e?"off":null),b(this.#t,"aria-valuetext",e?"off":W(t)),this.#n!==null&&(this.#n.checked=!e),b(this.element,"data-off",e);let r=`${i/ue*100}%`,{style:o}=this.#i;o.getPropertyValue("--at")!==r&&o.setProperty("--at",r)}#s(){let[t,e]=this.#a.range,i=this.#t.valueAsNumber/ue,r=this.#a.log?t*(e/t)**i:t+(e-t)*i;return this.#a.whole?Math.round(r):Number(r.toPrecision(2+ +(r>=1)))}#l(t){let[e,i]=this.#a.range,r=this.#a.log?Math.log(Math.max(t,e)/e)/Math.log(i/e||2):(t-e)/(i-e);return Math.round(Math.min(1,Math.max(0,r))*ue)}#c(){let{off:t,field:e,whole:i}=this.#a,r=this.#e.valueAsNumber;if(Number.isNaN(r)){this.#d(t??this.#o,!0);return}let o=Math.min(e[1],Math.max(e[0],r));this.#d(i?Math.round(o):o,!0)}#h(){let{off:t}=this.#a;t!==void 0&&this.#d(this.#n?.checked?this.#o:t,!0)}#d(t,e){this.draw(t),this.#r(t,e)}};function fi(n){let t=v(n.logits),e=new Float32Array(n.vocabulary);e.set(t);let[i,r]=[v(n.means),yt(n.sizes)],o=t.length;for(let[s,a]of r.entries())e.fill(i[s]??Number.NaN,o,o+a),o+=a;return{logits:e,ids:yt(n.ids),named:t.length,text:s=>n.texts[s]??null}}function gi(n,t,e){let i=yt(n);return{logits:v(t),ids:i,named:i.length,text:r=>e[i[r]??-1]??null}}function Ge(n,t){if(t==="")return null;let e=t.toLowerCase(),i=/^#\d+$/.test(t)?Number(t.slice(1)):null,r=[];for(let o=0;o<n.named;o++)(i===null?n.text(o)?.toLowerCase().includes(e):n.ids[o]===i)&&r.push(o);return Uint32Array.from(r)}function bi(n){let{temperature:t,top_k:e,top_p:i,min_p:r}=n.settings,o=[mt("vocabulary",N(n.size),"All tokens of the model")];t===0?o.push(mt("T = 0","likeliest","The likeliest token is taken")):(o.push(mt("logit ÷ T",`÷ ${W(t)}`,"Logits are divided by the temperature")),e>0&&o.push(je("top-k",W(e),n.left["top-k"])),i<1&&o.push(je("top-p",W(i),n.left["top-p"])),r>0&&o.push(je("min-p",W(r),n.left["min-p"])));let{kept:s}=n,a=t===0?null:n.mass;o.push(mt("softmax",`${N(s)} kept`,"So many tokens can be drawn; their probabilities sum to 1")),a!==null&&o.push(mt("kept mass",C(a),"What the tokens that stay had before the cuts, together",a,"mass"));let l=n.entropy(),h=l/Math.LN2,d=n.entropy(!0),u=t===0||s===n.size?"":`; ${U(d)} nats before the cuts`;return o.push(mt("entropy",`${jo(l)} nats`,`${U(h)} bits: as if ${U(Math.exp(l))} tokens were equally likely${u}`,l,"entropy")),o}function jo(n){return n===0||n>=.001?n.toFixed(3):U(n)}function je(n,t,e){return mt(`${n} ${t}`,`${N(e)} left`,`So many tokens are left after ${n}`)}function mt(n,t,e,i,r){let o=k("b",{"data-value":i,"data-role":r},t);return k("li",{title:e,class:r===void 0?null:"fact"},k("span",{},n),o)}var xi=["temperature","top_k","top_p","min_p"],Uo=[.5,1,2],Vo=6,Qo=[1e-4,2e-4,5e-4,.001,.002,.005,.01,.02,.05,.1,.2,.5,1],pe=class{element;#t;#e;#n;#i;#r=ci();#a=c("ul",{class:"summary","aria-label":"Step by step"});#o=c("input",{type:"search",placeholder:"Find a token, or #id","aria-label":"Find a token"});#s=c("span",{class:"hits",role:"status"});#l=c("input",{type:"checkbox"});#c=c("span",{class:"key"});#h=c("p",{class:"rough"});#d=null;#u=null;#m=null;#p=null;#f=null;#g=[];constructor(t,e){this.#t=t,this.#e=this.#b(e),this.#n=mi(r=>this.#y(r,!0),e),this.#i=new de({look:r=>this.#k(r),travel:t.travel},e),this.#o.addEventListener("input",()=>this.#M(),{signal:e});let i=()=>this.#y({temperatures:this.#l.checked?Uo:[]},!0);this.#l.addEventListener("change",i,{signal:e}),this.element=this.#w()}get last(){let[t,e]=[this.#p,this.#u];return!t?.usable||!e||e.draws===0?null:t.draw(Fe(e.seed,e.draws-1))}get drawn(){return this.last===null?null:this.#d?.text(this.last)??"…"}draw(t,e){t!==this.#d&&(this.#m=Ge(t,this.#o.value)),this.#d=t,this.#u=e,this.#p=this.#v(t,e);for(let s of xi)this.#e[s].draw(e[s]);this.#e.top_k.upto(t.logits.length),this.#l.checked=e.temperatures.length>0;let i=e.temperatures.map((s,a)=>k("span",{class:`t${a}`},k("i",{class:"stroke"}),W(s)));z(this.#c,i);let r=t.named<t.logits.length;b(this.#h,"hidden",!r);let o=`The ${N(t.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`;z(this.#h,[o]),b(this.element,"data-usable",this.#p.usable),this.#x(t,e,this.#p)}#b(t){let e=r=>(o,s)=>this.#y({[r]:o},s),i={range:[0,1],field:[0,1],log:!1};return{temperature:new pt({name:"temperature",title:"What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",range:[.2,10],field:[0,100],log:!0},e("temperature"),t),top_k:new pt({name:"top-k",title:"So many of the likeliest stay, with those as likely as the last of them",range:[1,100],field:[0,2**31-1],off:0,first:50,log:!0,whole:!0},e("top_k"),t),top_p:new pt({...i,name:"top-p",title:"The fewest likeliest that have this probability together stay",off:1,first:.9},e("top_p"),t),min_p:new pt({...i,name:"min-p",title:"What has at least this share of the largest probability stays",off:0,first:.05},e("min_p"),t)}}#w(){let t=c("div",{class:"settings"},...xi.map(s=>this.#e[s].element)),e=c("label",{class:"overlay",title:"The probabilities at other temperatures, with the same cuts, as lines over the bars"},this.#l,"overlay T"),i=c("div",{class:"tools"},this.#o,this.#s,e,this.#c),r=c("div",{class:"table"},i,this.#i.element,this.#h),o=c("p",{class:"nothing",role:"status"},"The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.");return c("div",{class:"sampling-panel"},t,this.#n.element,this.#a,o,c("div",{class:"halves"},r,this.#r.element))}#y(t,e){this.#d!==null&&this.#u!==null&&this.draw(this.#d,{...this.#u,...t}),this.#t.wish(t,e)}#v(t,e){let i=this.#g.find(s=>s.logits===t.logits&&s.temperature===e.temperature),r=i===void 0&&this.#g.length===Vo?this.#g.pop():void 0,o=i??new $t(t.logits,e.temperature,r);return this.#g=[o,...this.#g.filter(s=>s!==o)],new ae(t.logits,e,o)}#k(t){this.#f=t,this.#S()}#M(){this.#d===null||this.#u===null||this.#p===null||(this.#m=Ge(this.#d,this.#o.value),this.#x(this.#d,this.#u,this.#p))}#x(t,e,i){let r=new Map,o=i.usable?e.draws:0;for(let p=0;p<o;p++){let f=i.draw(Fe(e.seed,p));r.set(f,(r.get(f)??0)+1)}let s=e.temperatures.map(p=>this.#v(t,{...e,temperature:p})),a=this.last,l=[i.probability(0),...s.map(p=>p.probability(0))];for(let p of r.values())l.push(p/o);let h=Math.max(...l.filter(Number.isFinite),0),d=Qo.find(p=>p>=h)??1;z(this.#a,i.usable?bi(i):[]),this.#i.draw({list:t,chances:i,others:s,counts:r,draws:o,last:a,found:this.#m,reach:d});let u=a===null?null:t.text(a)??"…";this.#n.draw({draws:o,seed:e.seed,usable:i.usable,text:u,tokens:r.size}),z(this.#s,this.#m===null?[]:[`${N(this.#m.length)} found`]),this.#S()}#S(){let t=this.#p?.usable??!1;this.#d===null||this.#p===null||this.#r.draw(this.#d,this.#p,t?this.#f??this.#i.active:null)}};var yi=["temperature","top_k","top_p","min_p","seed","draws","temperatures"],me=class{element;#t;#e;#n;#i;#r=c("p",{class:"context"});#a;#o;#s=null;#l=null;#c=null;constructor(t,e,i){this.#t=t,this.#e=e,this.#n=Y(t,()=>{},i);let r=(s,a)=>this.#h(s,a);this.#i=new pe({wish:r,travel:e.travel},i),this.#a=S("‹","The token before",()=>this.#d(-1),i),this.#o=S("›","The token after",()=>this.#d(1),i),this.#a.setAttribute("aria-label","earlier position"),this.#o.setAttribute("aria-label","later position");let o=c("div",{class:"place"},this.#a,this.#r,this.#o);this.element=c("div",{},o,this.#i.element),B(t,"msg:custom",(s,a)=>this.#p(s,a??[]),i);for(let s of yi)B(t,`change:${s}`,()=>this.#f(),i)}draw(t){this.#s=t,this.#l=t===null?null:fi(t),t!==null&&this.#l!==null&&this.#l.named<t.vocabulary&&this.#m(),this.element.hidden=t===null,this.#f()}#h(t,e){if(this.#g(),!!e){for(let[i,r]of Object.entries(t))this.#t.set(i,r);this.#t.save_changes(),t.draws&&this.#e.announce(`Drawn: ${E(this.#i.drawn??"")}.`)}}#d(t){if(this.#s===null)return;let{position:e,tokens:i}=this.#s,r=Math.max(0,Math.min(i-1,e+t));this.#t.set("_selected",{...this.#t.get("_selected"),position:r}),this.#t.save_changes()}get#u(){return Object.fromEntries(yi.map(t=>[t,this.#t.get(t)]))}async#m(){try{await this.#n("whole",{texts:this.#c===null})}catch(t){t instanceof tt&&t.message===oi||this.#e.fail(t)}}#p({kind:t,version:e},[i,r,o]){t!=="whole"||i===void 0||r===void 0||(o!==void 0&&(this.#c=JSON.parse(new TextDecoder().decode(o))),!(e!==this.#s?.version||this.#c===null)&&(this.#l=gi(i,r,this.#c),this.#f()))}#f(){if(this.#s===null||this.#l===null)return;let{position:t,tokens:e}=this.#s;this.#i.draw(this.#l,this.#u),A(this.#a,t>0,"This is the first position"),A(this.#o,t<e-1,"This is the last position"),this.#g()}#g(){if(this.#s===null)return;let{before:t,position:e}=this.#s,i=this.#i.drawn,r=i===null?"What comes next?":E(i),o=k("b",{class:"next",title:r},i===null?"?":$(i)),s=t.length<e+1?["… "]:[];z(this.#r,[...s,...t.map(a=>k("span",{},$(a))),o])}};function wi({vocabulary:n,position:t,tokens:e}){let i=t===e-1?", the last":"";return`${N(n)} tokens · after position ${t}${i}`}var fe=class{element;#t;#e;#n;#i;#r=c("span",{class:"size"});#a=c("p",{class:"hint"});#o=c("div",{});#s=c("p",{class:"unseen",role:"status"});#l=null;constructor(t,e){this.#t=t,this.#e=e,this.#n=Y(t,()=>{},e),this.#i=new me(t,{fail:i=>this.#d(i),announce:i=>{this.#s.textContent=i},travel:i=>{this.#h(i)}},e),this.element=this.#c(),B(t,"change:_outcome",()=>this.draw(),e),this.draw()}draw(){let t=this.#t.get("_outcome")??{};if(t===this.#l)return;this.#l=t,this.#o.replaceChildren();let e=t.empty===!1?t:null;this.#i.draw(e),this.#r.textContent=e===null?"":wi(e),this.#a.hidden=e!==null,this.#a.textContent=t.empty?"There is no text yet, so nothing comes next: type one, or choose an example.":"The logits come as soon as the kernel has sent them."}#c(){let t=c("header",{},c("h3",{},"From logits to the next token"),this.#r),e=c("div",{class:"sampling"},t,this.#o,this.#a,this.#i.element,this.#s);return c("section",{class:"flow-outcome","aria-label":"From logits to the next token"},e)}async#h(t){try{await this.#n(t)}catch(e){this.#d(e)}}#d(t){let{message:e,details:i}=dt(t),r={message:e,details:t instanceof tt?t.details:i};this.#o.replaceChildren(ut(r,this.#e))}};var F='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',K="logits";function Jo(n){for(let t of["query","key","value"])if(n.startsWith(t))return t;return["heads","projection","attn_out","pattern"].includes(n)?"attention":["gate","expansion","activation","neurons","contraction","mlp_out"].includes(n)?"mlp":"stream"}function V(n,t){return Bt[Jo(t)][n.dark?"dark":"light"]}function it(n,t){return`color-mix(in srgb, ${n} ${Math.round(t*100)}%, transparent)`}function Q({hovered:n,position:t}){return n?.row??t}var Yo={overview:30,embedding:30,block:30,head:128,output:30},[Xo,Zo,ki]=[13,46,400],ts=60,Ue=["dot_products","scaled","capped","masked","pattern"];function es(n){let t=(...r)=>r.filter(o=>n.strips.has(o)).map(o=>({id:o,sort:"strip",steps:[o],weight:1})),e=Ue.filter(r=>n.matrices.has(r)).map(r=>({id:r,sort:"matrix",steps:[r],weight:0})),i=r=>({id:r,sort:"stack",steps:[],weight:.9});return[{id:"tokens",sort:"tokens",steps:[],weight:0},...t("token_embedding","position_embedding","embedding"),i("earlier"),...t("resid_pre","norm_1"),...ns(n),...e,...t("heads","projection","attn_out","resid_mid","norm_2"),...t("gate","expansion","activation","neurons","contraction","mlp_out","resid_post"),i("later"),...t("resid_final","final_norm"),{id:"next",sort:"next",steps:[],weight:0}]}function ns(n){let t=["query","key","value"].map(o=>n.chain(o)),e=Math.max(...t.map(o=>o.length));if(e===0)return[];let i=[];for(let o=0;o<e-1;o++){let s=t.flatMap(a=>a.length>o+1?[a[o]??""]:[]);i.push({id:`roles ${o}`,sort:"roles",steps:s,weight:1})}let r=t.flatMap(o=>o.at(-1)??[]);return[...i,{id:"roles",sort:"roles",steps:r,weight:1.1}]}function is(n,t){let e=n.strips.has("neurons")?"neurons":n.strips.has("activation")?"activation":"expansion",i=n.layer===n.layers-1,r={overview:["embedding","resid_pre","roles","pattern","attn_out","resid_mid",e,"mlp_out","resid_post","next"],embedding:["token_embedding","position_embedding","embedding","later","next"],block:["resid_pre","norm_1","pattern","heads","projection","attn_out","resid_mid","norm_2","gate","expansion","activation","neurons","contraction","mlp_out","resid_post"],head:[...Ue,"heads"],output:[i?"resid_post":"resid_final","final_norm","next"]},o=new Set(["tokens",...r[t]]);return(t==="output"||(t==="overview"||t==="block")&&n.layer>0)&&o.add("earlier"),(t==="overview"||t==="block")&&!i&&o.add("later"),({id:s})=>o.has(s)||(t==="block"||t==="head")&&s.startsWith("roles")}var rs={overview:72,embedding:190,block:64,head:110,output:220};function os(n,t){return n==="output"?Math.min(460,t*.36):Math.max(t<900?140:190,Math.min(300,t*.19))}function Mi(n){return Math.min(120,Math.max(76,n*.085))}function ss(n,t,e){let i=n.tokens.length,r=Math.max(Xo,Math.min(Zo,ki/i)),o=Ue.filter(l=>n.matrices.has(l)).length;if(t!=="head"||o===0)return r;let s=26+Mi(e)+118+34*(o+2),a=Math.min(420,(e-s)/o)/i;return a>=17?Math.min(r,a):r}function Si(n,t,e){let i=n.tokens.length,r=ss(n,t,e),o=Math.max(8,Math.min(28,r*(r<20?.78:.62))),s=80,a=i*r,l=es(n),h=l.filter(is(n,t)),d=Math.max(14,Math.min(t==="head"?34:46,e*.32/h.length)),u=Mi(e),p=h.some(({sort:q})=>q==="next")?os(t,e):0,f=h.filter(({sort:q})=>q==="matrix").length,m=h.reduce((q,{weight:At})=>q+At,0),g=Math.max(240,e-u-p-26-d*(h.length-1)),x=m*(t==="head"?46:30),w=t==="head"?420:270,P=f>0?Math.max(84,Math.min(a,w,(g-x)/f)):0,H=Math.max(20,Math.min(rs[t],(g-P*f)/Math.max(m,1))),J=u+p+d*(h.length-1)+P*f+H*m,ot=Math.max(0,Math.min(48,(e-26-J)/Math.max(1,h.length-1))),Le={tokens:u,strip:H,roles:H,matrix:P,stack:Math.min(H,56),next:p},Ne=8,en=l.map(q=>{let At=h.includes(q),nn=Le[q.sort]*(q.weight||1),rn=q.sort==="matrix"?P:q.sort==="next"?Math.min(a,ki):a,rr={id:q.id,sort:q.sort,steps:q.steps,x:Ne,width:At?nn:0,y:s+Math.min((a-rn)/2,ts),height:rn,alpha:At?1:0};return At&&(Ne+=nn+d+ot),rr}),ir=Ne-d-ot+16;return{level:t,width:Math.max(e,ir),height:s+a+Yo[t],top:s,pitch:r,strip:o,tokens:i,boxes:en,groups:as(en,d)}}var vi={embedding:({id:n})=>n.endsWith("embedding"),attention:({id:n,sort:t})=>t==="matrix"||t==="roles"||["norm_1","heads","projection","attn_out"].includes(n),mlp:({id:n})=>["norm_2","gate","expansion","activation","neurons","contraction","mlp_out"].includes(n),output:({id:n})=>["resid_final","final_norm","next"].includes(n)};function as(n,t){let e=Math.min(10,t/2-2);return Object.keys(vi).flatMap(i=>{let r=n.filter(a=>a.alpha>0&&vi[i](a)),[o,s]=[r[0],r.at(-1)];return o===void 0||s===void 0?[]:[{id:i,x:o.x-e,width:s.x+s.width-o.x+2*e}]})}function Ei(n,t,e){if(e>=1)return t;let i=new Map(n.boxes.map(a=>[a.id,a])),r=(a,l)=>a+(l-a)*e,o=t.boxes.map(a=>{let l=i.get(a.id)??{...a,width:0,alpha:0},h={...a};for(let d of["x","y","width","height","alpha"])h[d]=r(l[d],a[d]);return h}),s=r(n.height,t.height);return{...t,height:s,pitch:r(n.pitch,t.pitch),boxes:o}}function ht({top:n,pitch:t},e){return n+(e+.5)*t}function rt(n,t,e,i){let r=ht(n,i);if(t.sort!=="roles")return{y:r-n.strip/2,height:n.strip};let o=n.pitch*.86/3,s=ls.findIndex(a=>e.startsWith(a));return{y:r-n.pitch*.43+s*o,height:o-(o>6?1.5:.5)}}var ls=["query","key","value"];function _t(n,t){let e=Math.min(t,Math.max(4,Math.floor(n.height/22))),i=Math.max(16,Math.min(30,n.height/e));return{rows:e,high:i,top:n.y+(n.height-e*i)/2}}var cs={token_embedding:"token",position_embedding:"position",embedding:"embedding",resid_pre:"stream in",norm_1:"norm",roles:"Q K V",dot_products:"Q · Kᵀ",scaled:"scaled",capped:"soft cap",masked:"mask",pattern:"attention",heads:"head out",projection:"projection",attn_out:"attention out",resid_mid:"stream",norm_2:"norm",gate:"gate",expansion:"expand",activation:"activation",neurons:"neurons",contraction:"contract",mlp_out:"MLP out",resid_post:"stream out",resid_final:"last stream",final_norm:"final norm",next:"",earlier:"",later:""};function Ai(n){let{context:t,layout:e}=n,i=[0,0,0];for(let r of e.boxes)r.alpha<.02||r.width<2||(t.globalAlpha=r.alpha,r.sort==="tokens"?hs(n,r):r.sort==="stack"?ps(n,r):r.sort==="next"&&fs(n,r),r.sort!=="tokens"&&ds(n,r,i),r.sort==="matrix"&&e.level==="head"&&us(n,r),["resid_mid","resid_post","embedding"].includes(r.id)&&ms(n,r));t.globalAlpha=1}function hs(n,t){let{context:e,palette:i,scene:r,layout:o}=n,s=Math.max(9,Math.min(15,o.pitch-2));e.textAlign="right",r.tokens.forEach((a,l)=>{let h=l===Q(n);e.font=`${h?"700 ":""}${s}px ${F}`,e.fillStyle=h?i.accent:i.text,e.fillText(ct(e,$(a),t.width-8),t.x+t.width-6,ht(o,l))})}function ds({context:n,palette:t,layout:e},i,r){let o=cs[i.id]??"as computed",s=i.width+30<84&&i.id!=="roles"?o.split(" "):[o];n.font=`12px ${F}`,n.fillStyle=t.quiet,n.textAlign="center";let a=i.x+i.width/2,l=Math.max(...s.map(f=>n.measureText(f).width))/2,h=r.findIndex((f,m)=>f<a-l-3&&m+s.length<=r.length),d=Math.max(0,h);for(let f=0;f<s.length;f++)r[d+f]=a+l;let p=(e.level==="head"?56:e.top-12)-(s.length-1+(e.level==="head"?0:d))*13;s.forEach((f,m)=>{n.fillText(f,a,Math.max(36,p+m*13))})}function us(n,t){let{context:e,palette:i,scene:r,layout:o}=n,s=t.width/o.tokens,a=n.hovered??n.chosen,l=a!==null&&r.matrices.has(a.step)?a.cell:null;s>=12&&(e.font=`11.5px ${F}`,e.textAlign="right",r.tokens.forEach((J,ot)=>{e.save(),e.translate(t.x+(ot+.5)*s+3,t.y+t.height+9),e.rotate(-Math.PI/4),e.fillStyle=l===ot?i.accent:i.quiet,e.fillText(ct(e,$(J),62),0,0),e.restore()}));let h=Math.max(t.y+t.height,ht(o,o.tokens-1))+74,d=r.columns.get(t.id),u=r.matrices.get(t.id);e.textAlign="center",e.font=`13px ${F}`,e.fillStyle=i.text,e.fillText(ct(e,Qn(t.id,d),t.width+26),t.x+t.width/2,h);let p=t.id==="pattern",f=p?i.sequential:i.diverging,[m,g]=[Math.min(110,t.width*.5),h+20],x=t.x+(t.width-m)/2,w=e.createLinearGradient(x,0,x+m,0);for(let J=0;J<=8;J++)w.addColorStop(J/8,Z(f[Math.round(J/8*255)]??[0,0,0]));e.fillStyle=w,e.fillRect(x,g-5,m,10),e.strokeStyle=i.line,e.strokeRect(x,g-5,m,10),e.font=`12px ${F}`,e.fillStyle=i.quiet;let P=ze(u?.reach??0),H=t.width>=150;e.textAlign=H?"right":"left",e.fillText(p?"0":`−${P}`,H?x-4:t.x,H?g:g+14),e.textAlign=H?"left":"right",e.fillText(p?"1":P,H?x+m+4:t.x+t.width,H?g:g+14)}function ps({context:n,palette:t,scene:e,layout:i},r){let o=i.level==="output"||i.level==="embedding",s=o?e.layers:r.id==="earlier"?e.layer:e.layers-1-e.layer,a=Math.min(4,s);for(let d=a-1;d>=0;d--){let u=r.x+d*4;n.beginPath(),n.roundRect(u,r.y+d*3,Math.max(4,r.width-(a-1)*4),r.height-d*6,6),n.fillStyle=t.raised,n.fill(),n.strokeStyle=t.line,n.lineWidth=1,n.stroke()}n.save(),n.translate(r.x+(r.width-(a-1)*4)/2,r.y+r.height/2),n.rotate(-Math.PI/2),n.font=`600 13px ${F}`,n.textAlign="center",n.fillStyle=t.quiet;let l=o?"":r.id==="earlier"?" before":" after",h=`${s} block${s===1?"":"s"}${l}`;n.fillText(ct(n,h,r.height),0,0),n.restore()}function ms({context:n,palette:t,layout:e,scene:i},r){if((i.columns.get(r.id)?.inputs??[]).length<2||r.id==="embedding"&&e.level!=="embedding")return;let s=r.id==="embedding"?"=":"+";for(let l=0;l<e.tokens;l++)$i(n,t,s,r.x-11,ht(e,l),e.pitch);let a=e.boxes.find(({id:l,alpha:h})=>l==="position_embedding"&&h>.5);if(!(s!=="="||a===void 0))for(let l=0;l<e.tokens;l++)$i(n,t,"+",a.x-11,ht(e,l),e.pitch)}function $i(n,t,e,i,r,o){let s=Math.min(7,o*.34);n.beginPath(),n.arc(i,r,s,0,2*Math.PI),n.fillStyle=t.paper,n.fill(),n.strokeStyle=t.quiet,n.lineWidth=1,n.stroke(),n.font=`700 ${Math.max(8,s*1.7)}px ${F}`,n.fillStyle=t.text,n.textAlign="center",n.fillText(e,i,r+.5)}function fs({context:n,palette:t,next:e,hovered:i,chosen:r},o){let{rows:s,high:a,top:l}=_t(o,e.strings.length),h=Math.min(110,o.width*.42),d=o.width-h-62;for(let u=0;u<s;u++){let p=l+(u+.5)*a,f=e.probabilities[u]??0,m=u===0;for(let[x,w]of[[i,t.line],[r,t.accent]])x?.step===K&&x.cell===e.ids[u]&&(n.strokeStyle=w,n.lineWidth=1.5,n.strokeRect(o.x-2,p-a/2+1,o.width+4,a-2));n.font=`${m?"700 ":""}13px ${F}`,n.textAlign="right",n.fillStyle=m?t.accent:t.text,n.fillText(ct(n,$(e.strings[u]??""),h-6),o.x+h-6,p),n.fillStyle=it(m?t.accent:V(t,"next"),m?.9:.6),n.fillRect(o.x+h,p-a*.3,Math.max(1,d*f),a*.6);let g=e.clean?.[u];g!==void 0&&g!==f&&(n.strokeStyle=t.change,n.lineWidth=1.5,n.strokeRect(o.x+h,p-a*.3-1.5,Math.max(1,d*g),a*.6+3)),n.textAlign="left",n.font=`12px ${F}`,n.fillStyle=t.quiet,n.fillText(et(f),o.x+h+Math.max(f,g??0)*d+5,p)}}var gs=4,bs=8,xs=[128,140,152,34],Li=new WeakMap;function Ni(n){let{context:t,layout:e,scene:i}=n;for(let r of e.boxes){let o=i.matrices.get(r.steps[0]??"");r.sort!=="matrix"||o===void 0||r.alpha<.02||r.width<2||(t.globalAlpha=r.alpha,e.level!=="head"&&ys(n,r),ws(n,r,o),Ms(n,r))}t.globalAlpha=1}function ys({context:n,palette:t,scene:e},i){let r=Math.min(gs,e.head.heads)-1;for(let o=r;o>0;o--)n.fillStyle=t.raised,n.strokeStyle=t.line,n.lineWidth=1,n.beginPath(),n.rect(i.x+o*5-3,i.y-o*5-3,i.width+6,i.height+6),n.fill(),n.stroke()}function ws(n,t,e){let{context:i,palette:r,layout:o}=n;i.fillStyle=r.paper,i.strokeStyle=r.line,i.lineWidth=1,i.beginPath(),i.rect(t.x-3,t.y-3,t.width+6,t.height+6),i.fill(),i.stroke();let[s,a]=[t.width/o.tokens,t.id==="pattern"];s>bs?vs(n,t,e,s,a):(i.imageSmoothingEnabled=!1,i.drawImage(ks(r,e,a),t.x,t.y,t.width,t.height))}function vs(n,t,e,i,r){let{context:o,palette:s,layout:a}=n,l=1.5;for(let h=0;h<a.tokens;h++)for(let d=0;d<a.tokens;d++){let u=e.at(h,d),[p,f]=[t.x+d*i+l/2,t.y+h*i+l/2];o.fillStyle=u===null?it(s.line,.55):Z(Pi(s,e,u,r)),o.beginPath(),o.roundRect(p,f,i-l,i-l,Math.min(4,i/5)),o.fill();let m=e.ghost?.at(h,d)??null;u===null||m===null||m===u||(o.strokeStyle=s.change,o.lineWidth=1.2,o.stroke())}}function Pi(n,t,e,i){return bt(n,e,i?null:t.reach)}function ks(n,t,e){let i=Li.get(t);if(i?.dataset.dark===String(n.dark))return i;let r=document.createElement("canvas");r.dataset.dark=String(n.dark),r.width=r.height=t.size;let o=r.getContext("2d"),s=o?.createImageData(t.size,t.size);if(!o||!s)return r;for(let a=0;a<t.size;a++)for(let l=0;l<t.size;l++){let h=t.at(a,l),d=h===null?xs:[...Pi(n,t,h,e),255];s.data.set(d,(a*t.size+l)*4)}return o.putImageData(s,0,0),Li.set(t,r),r}function Ms(n,t){let{context:e,palette:i,layout:r,scene:o,hovered:s,chosen:a}=n,l=t.width/r.tokens;e.strokeStyle=i.text,e.lineWidth=1.4,e.strokeRect(t.x-1.5,t.y+Q(n)*l-.5,t.width+3,l+1);for(let[h,d]of[[a,i.accent],[s,i.text]]){if(h===null||!o.matrices.has(h.step)||(e.strokeStyle=d,e.lineWidth=2,e.strokeRect(t.x+h.cell*l-1,t.y+h.row*l-1,l+2,l+2),h.step!==t.steps[0]||r.level==="head"))continue;e.font=`600 12px ${F}`,e.textAlign="center",e.fillStyle=V(i,"key");let u=ct(e,$(o.tokens[h.cell]??""),Math.max(60,t.width)),p=Math.min(t.x+t.width-10,Math.max(t.x+10,t.x+(h.cell+.5)*l));e.fillText(u,p,t.y+t.height+14)}}function Ci(n,t){let e=t.boxes.filter(s=>s.alpha>.01),i=new Map(e.map((s,a)=>[s,a])),r=new Map(e.flatMap(s=>s.steps.map(a=>[a,s]))),o=[];for(let s of e)for(let a of s.steps)for(let l of Hi(n,a,h=>r.has(h))){let h=r.get(l);if(h===void 0||h===s)continue;let d=(i.get(s)??0)-(i.get(h)??0)>1;o.push({from:h,to:s,source:l,target:a,sort:Ss(h,s,l,d)})}return[...o.filter(s=>!Es(e,s)),...Ts(e)]}function Hi(n,t,e){let i=n.columns.get(t)?.inputs??[];return[...new Set(i.flatMap(r=>e(r)?[r]:Hi(n,r,e)))]}function Ss(n,t,e,i){return t.sort==="matrix"&&n.sort==="roles"?e.startsWith("query")?"query":"key":t.sort==="matrix"?"matrix":n.sort==="matrix"?"out":n.sort==="roles"&&e.startsWith("value")&&t.sort!=="roles"?"value":i&&e.startsWith("resid")?"skip":"row"}function Es(n,{from:t,to:e}){let i=r=>n.indexOf(r);return n.some(r=>r.sort==="stack"&&i(t)<i(r)&&i(r)<i(e))}function Ts(n){let t=[],e=(i,r,o)=>{i&&r&&t.push({from:i,to:r,source:i.steps[0]??"",target:r.steps[0]??"",sort:o})};return n.forEach((i,r)=>{let[o,s]=[n[r-1],n[r+1]];i.sort==="stack"&&(e(o,i,"row"),s?.sort!=="next"&&e(i,s,"row")),i.sort==="tokens"&&s?.id.endsWith("embedding")&&e(i,s,"row"),i.sort==="next"&&e(o,i,"end")}),t}var[$s,As]=[.17,.5];function Ri(n){for(let t of Ci(n.scene,n.layout)){let e=Math.min(t.from.alpha,t.to.alpha);n.context.globalAlpha=e,t.sort==="skip"?Hs(n,t):t.sort==="value"?Ps(n,t):t.sort==="end"?Rs(n,t):Ls(n,t)}n.context.globalAlpha=1}function Ls(n,t){let{layout:e,context:i}=n,r=new Map;for(let o=0;o<e.tokens;o++){let s=Ve(n,t,o),a=_i(n,t,o),l=Bi(n,t,o);l!==null&&(s.height=a.height=Math.max(1,l*e.strip));let h=qi(n,t,s.x,t.sort==="key"?t.to.x+t.to.width:a.x,o);if(t.sort==="key"){Ns(n,t,s,a,h);continue}let d=r.get(h)??new Path2D;r.set(h,d),Oi(d,s,a)}for(let[o,s]of r)i.fillStyle=o,i.fill(s)}function Bi({quantity:n},{source:t,target:e},i){if(n===null)return null;let r=(n.steps.get(t)??n.steps.get(e))?.[i];return r===void 0?null:Math.min(1,Math.abs(r)/(n.most||1))}function Oi(n,t,e){let i=(t.x+e.x)/2,r=o=>o.height/2;n.moveTo(t.x,t.y-r(t)),n.bezierCurveTo(i,t.y-r(t),i,e.y-r(e),e.x,e.y-r(e)),n.lineTo(e.x,e.y+r(e)),n.bezierCurveTo(i,e.y+r(e),i,t.y+r(t),t.x,t.y+r(t)),n.closePath()}function Ns({context:n},t,e,i,r){n.beginPath(),n.moveTo(e.x,e.y);let o=t.to.y-12;n.bezierCurveTo(e.x+14,e.y,e.x+8,o,(e.x+i.x)/2+6,o),n.bezierCurveTo(i.x-6,o,i.x,o,i.x,i.y),n.strokeStyle=r,n.lineWidth=Math.max(1,Math.min(4,i.height*.5)),n.stroke()}function Ps(n,t){let{context:e,scene:i,layout:r,quantity:o}=n,s=i.matrices.get("pattern");if(s===void 0)return;let a=o?.edges?r.tokens:1,l=Cs(r.boxes)+(r.level==="head"?58:9);for(let h=0;h<a;h++){let d=o?.edges?h:Q(n);for(let u=0;u<r.tokens;u++){let p=o?.edges?(o.edges[d*r.tokens+u]??0)/(o.most||1):s.at(d,u)??0;if(p<.01)continue;let f=Ve(n,t,u),m=_i(n,t,d);e.beginPath(),e.moveTo(f.x,f.y),e.bezierCurveTo(f.x+30,f.y,f.x+10,l,f.x+46,l),e.lineTo(m.x-46,l),e.bezierCurveTo(m.x-10,l,m.x-30,m.y,m.x,m.y),e.lineWidth=Math.max(.8,p*Math.min(14,r.strip)),e.strokeStyle=it(V(n.palette,"value"),d===Q(n)?.55:.14),e.stroke()}}}function Cs(n){return Math.max(...n.filter(({sort:t})=>t==="matrix").map(({y:t,height:e,alpha:i})=>i>0?t+e:0))}function Hs(n,t){let{context:e,layout:i}=n,r=i.strip/2+Math.min(5,i.pitch*.12);for(let o=0;o<i.tokens;o++){let s=ht(i,o),[a,l]=[t.from.x+t.from.width,t.to.x];e.beginPath(),e.moveTo(a,s),e.bezierCurveTo(a+8,s,a+4,s+r,a+14,s+r),e.lineTo(l-14,s+r),e.bezierCurveTo(l-4,s+r,l-8,s,l,s);let h=Bi(n,{...t,target:""},o);e.lineWidth=h===null?1.6:Math.max(.6,h*6),e.strokeStyle=it(V(n.palette,"resid"),o===Q(n)?.85:.4),e.stroke()}}function Rs(n,t){let{next:e}=n,i=Ve(n,t,e.position),r={x:t.to.x-4,y:t.to.y+t.to.height/2,height:t.to.height},o=new Path2D;Oi(o,i,r),n.context.fillStyle=qi(n,t,i.x,r.x,e.position),n.context.fill(o)}function Ve(n,{from:t,source:e},i){if(t.sort==="matrix"){let a=t.height/n.layout.tokens;return{x:t.x+t.width,y:t.y+(i+.5)*a,height:a*.7}}let{y:r,height:o}=rt(n.layout,t,e,i),s=t.sort==="stack"||t.sort==="tokens"?.6:1;return{x:t.x+t.width,y:r+o/2,height:o*s}}function _i(n,{to:t,target:e,sort:i},r){if(t.sort==="matrix"){let a=t.height/n.layout.tokens;return i==="key"?{x:t.x+(r+.5)*a,y:t.y-1,height:a*.6}:{x:t.x,y:t.y+(r+.5)*a,height:a*.7}}let{y:o,height:s}=rt(n.layout,t,e,r);return{x:t.x,y:o+s/2,height:s*(t.sort==="stack"?.6:1)}}function qi(n,{source:t,target:e,sort:i},r,o,s){let{context:a,palette:l,layout:h,swept:d}=n,p=s===Q(n)?As:$s;s>=d.from&&(r+o)/2>d.share*h.width&&(p*=.25);let[m,g]=[V(l,t||e),V(l,i==="end"?"next":e||t)],x=[m,g,i,p,r,o].join(),w=n.gradients.get(x);if(w!==void 0)return w;let P=a.createLinearGradient(r,0,Math.max(o,r+1),0);return P.addColorStop(0,it(m,p)),P.addColorStop(1,it(g,i==="end"?p*.25:p)),n.gradients.set(x,P),P}var Bs={query:"Q",key:"K",value:"V"},zi=new WeakMap;function Wi(n){let{context:t,layout:e}=n;for(let i of e.boxes)if(!(i.alpha<.02||i.sort!=="strip"&&i.sort!=="roles")){t.globalAlpha=i.alpha;for(let r of i.steps)Os(n,i,r)}t.globalAlpha=1}function Os(n,t,e){let{context:i,scene:r,layout:o,palette:s}=n,a=r.strips.get(e);if(a===void 0||t.width<2)return;let{now:l,old:h}=zs(n,a),d=V(s,e),u=t.sort==="roles";i.imageSmoothingEnabled=!1;for(let p=0;p<o.tokens;p++){let{y:f,height:m}=rt(o,t,e,p),g=a.differs(p);if(g&&h!==null){let x=u?1.5:Math.min(5,o.pitch*.12);i.globalAlpha=t.alpha*.6,i.drawImage(h,0,p,a.cells,1,t.x,f+x,t.width,m),i.globalAlpha=t.alpha}i.drawImage(l,0,p,a.cells,1,t.x,f,t.width,m),i.lineWidth=p===Q(n)?1.6:.8,i.strokeStyle=g?s.change:p===Q(n)?s.text:d,i.strokeRect(t.x+.5,f+.5,t.width-1,m-1),i.fillStyle=d,i.fillRect(t.x-3,f,3,m),u&&m>=8&&_s(n,t,e,f+m/2)}qs(n,t,e,a)}function _s({context:n,palette:t},e,i,r){let o=["query","key","value"].find(s=>i.startsWith(s));o!==void 0&&(n.font=`700 10px ${F}`,n.textAlign="right",n.fillStyle=V(t,i),n.fillText(Bs[o],e.x-5,r+.5))}function qs({context:n,layout:t,palette:e,hovered:i,chosen:r},o,s,a){for(let[l,h]of[[i,e.text],[r,e.accent]]){if(l?.step!==s||l.row>=t.tokens)continue;let{y:d,height:u}=rt(t,o,s,l.row),p=o.width/a.cells;n.strokeStyle=h,n.lineWidth=2,n.strokeRect(o.x+l.cell*p-1,d-2,Math.max(3,p+2),u+4)}}function zs({palette:n},t){let e=Z(n.diverging[0]??[0,0,0]),i=zi.get(t);if(i?.theme===e)return i;let r=s=>{let a=document.createElement("canvas");a.width=t.cells,a.height=s.length/t.cells;let l=a.getContext("2d"),h=l?.createImageData(a.width,a.height);if(!l||!h)return a;for(let d=0;d<s.length;d++)h.data.set([...bt(n,s[d]??Number.NaN,t.reach),255],d*4);return l.putImageData(h,0,0),a},o={theme:e,now:r(t.values),old:t.ghost?r(t.ghost):null};return zi.set(t,o),o}var[Ws,Ds]=[420,900],ge=class{pad;#t;#e;#n=null;#i=null;#r=null;#a=0;#o={began:Number.NEGATIVE_INFINITY,from:0};#s=null;#l=null;#c=0;constructor(t,e){this.#t=t,this.#e=e,this.pad=new Et("From text to the next token: a row for each token, a column for each step",{cellAt:(i,r)=>this.#y(i,r),describe:i=>this.#b(i),hover:i=>this.#k(i),select:i=>this.#M(i),activate:i=>this.#x(i),remove:i=>{let r=this.#g(i);r!==null&&t.remove(r)},travel:t.travel},e),this.pad.element.addEventListener("blur",()=>this.#k(null),{signal:e}),this.pad.element.addEventListener("click",()=>this.#l&&this.#t.open(this.#l),{signal:e})}get layout(){return this.#i}draw(t){let e=this.#i,i=this.#n;this.#n=t,this.#i=Si(t.scene,t.level,t.width),e!==null&&i!==null&&i.scene.tokens.length===t.scene.tokens.length&&i.level!==t.level&&!be()?(this.#r=this.#d(),this.#a=performance.now()):i?.level===t.level&&i.width!==t.width&&(this.#r=null),this.#f(),this.#h()}sweep(t){be()||(this.#o={began:performance.now(),from:t})}#h(){this.#c===0&&(this.#c=requestAnimationFrame(()=>{this.#c=0,this.#e.aborted||this.#u()}))}#d(){if(this.#i===null||this.#r===null)return this.#i;let t=(performance.now()-this.#a)/Ws;return t>=1&&(this.#r=null),this.#r===null?this.#i:Ei(this.#r,this.#i,Ks(t))}#u(){let t=this.#d();if(t===null||this.#n===null)return;this.#t.placed(t);let e=this.pad.context(t.width,t.height);if(e===null)return;let i=this.#m(e,t,this.#n);Ri(i),Wi(i),Ni(i),Ai(i),(this.#r!==null||i.swept.share<1)&&this.#h()}#m(t,e,i){let r=Math.min(1,(performance.now()-this.#o.began)/Ds);return{context:t,layout:e,...i,hovered:this.#s,swept:{share:r,from:this.#o.from},gradients:new Map}}get#p(){let t=(this.#i?.boxes??[]).filter(({alpha:i})=>i>0),e=Array.from({length:this.#i?.tokens??0},(i,r)=>r);return t.flatMap(i=>(i.sort==="next"?[K]:i.steps).flatMap(r=>(i.sort==="matrix"?e:[null]).map(o=>({step:r,key:o,box:i}))))}#f(){let{chosen:t,position:e}=this.#n??{chosen:null,position:0},i=this.#p,r=this.#i?.tokens??1,o=this.pad.cell.column;if(t!==null){let s=i.findIndex(({step:a,key:l})=>a===t.step&&(l===null||l===t.cell));s>=0&&(o=s)}this.pad.place({rows:r,columns:Math.max(1,i.length)},{row:t?.row??e,column:o})}#g({row:t,column:e}){let i=this.#p[e];if(i===void 0||this.#n===null)return null;let{next:r}=this.#n;return i.step===K?{step:K,row:r.position,cell:r.ids[Math.min(t,r.ids.length-1)]??0}:i.key!==null?{step:i.step,row:t,cell:i.key}:{step:i.step,row:t,cell:this.#n.scene.strips.get(i.step)?.largest(t)??0}}#b(t){let e=this.#g(t);if(e===null||this.#n===null)return"nothing";let{scene:i,next:r}=this.#n;if(e.step===K){let a=r.ids.indexOf(e.cell);return`next token ${E(r.strings[a]??"")}: ${et(r.probabilities[a]??0)}, logit ${r.logits[a]}`}let o=i.matrices.get(e.step)?.at(e.row,e.cell),s=i.strips.get(e.step);return s!==void 0?`${Ht(i,e)}: ${s.at(e.row,e.cell)}, the largest; norm ${s.norms[e.row]}`:`${Ht(i,e)}: ${o??"hidden"}`}spotAt(t,e){let i=this.#i;if(i===null||this.#n===null)return null;let r=Math.floor((e-i.top)/i.pitch);for(let o of i.boxes){if(o.alpha===0||t<o.x-2||t>o.x+o.width+2)continue;if(o.sort==="next")return this.#w(o,e);if(o.steps.length===0)continue;if(o.sort==="matrix")return Fs(o,i.tokens,t,e);if(r<0||r>=i.tokens)continue;let s=o.steps.find(h=>{let d=rt(i,o,h,r);return e>=d.y-1.5&&e<=d.y+d.height+1.5}),a=this.#n.scene.strips.get(s??"");if(s===void 0||a===void 0)continue;let l=Math.floor((t-o.x)/o.width*a.cells);return{step:s,row:r,cell:Math.max(0,Math.min(a.cells-1,l))}}return null}#w(t,e){let i=this.#n?.next;if(i===void 0)return null;let{rows:r,high:o,top:s}=_t(t,i.strings.length),a=Math.floor((e-s)/o),l=a>=0&&a<r?i.ids[a]:void 0;return l===void 0?null:{step:K,row:i.position,cell:l}}#y(t,e){let i=this.#i;if(this.#l=this.spotAt(t,e),i===null)return null;let r=this.#l;if(r?.step===K)return this.#v(r);if(r!==null){let s=this.#p.findIndex(({step:a,key:l})=>a===r.step&&(l===null||l===r.cell));return{row:r.row,column:s}}let o=Math.floor((e-i.top)/i.pitch);return o>=0&&o<i.tokens?{row:o,column:this.pad.cell.column}:null}#v({cell:t}){let e=this.#p.findIndex(({step:i})=>i===K);return{row:Math.max(0,this.#n?.next.ids.indexOf(t)??0),column:e}}#k(t){let e=t===null?null:this.#l;if(JSON.stringify(e)===JSON.stringify(this.#s))return;this.#s=e;let[i,r]=e===null?[0,0]:this.corner(e);this.#t.hover(e,i,r),this.#h()}corner({step:t,row:e,cell:i}){let r=this.#i,o=r?.boxes.find(({sort:h})=>h==="next");if(t===K&&o!==void 0){let{high:h,top:d}=_t(o,this.#n?.next.strings.length??0);return[o.x,d+(1+(this.#n?.next.ids.indexOf(i)??0))*h]}let s=r?.boxes.find(({steps:h,alpha:d})=>d>0&&h.includes(t));if(!r||!s)return[0,0];if(s.sort==="matrix"){let h=s.width/r.tokens;return[s.x+i*h,s.y+(e+1)*h]}let{y:a,height:l}=rt(r,s,t,e);return[s.x,a+l]}#M(t){this.pad.place({rows:this.#i?.tokens??1,columns:Math.max(1,this.#p.length)},t);let e=this.#g(t);this.#s=this.#l??e;let[i,r]=this.#s===null?[0,0]:this.corner(this.#s);this.#t.hover(this.#s,i,r),e?.step!==K&&this.#t.select(t.row),this.#h()}#x(t){let e=this.#g(t);e!==null&&this.#t.open(e)}};function Fs(n,t,e,i){let r=n.width/t,[o,s]=[Math.floor((i-n.y)/r),Math.floor((e-n.x)/r)],a=l=>l>=0&&l<t;return a(o)&&a(s)?{step:n.steps[0]??"",row:o,cell:s}:null}function be(){return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches??!0}function Ks(n){return n<.5?4*n**3:1-(2-2*n)**3/2}var Qe=class{width;cells;head;values;ghost;norms;means;reach;#t;constructor(t){this.width=t.width,this.cells=t.cells,this.head=t.head,this.values=v(t.values),this.ghost=t.ghost?v(t.ghost):null,this.norms=v(t.norms),this.means=v(t.means),this.#t=t.places?yt(t.places):null,this.reach=Is(this.values)}at(t,e){return this.values[t*this.cells+e]??Number.NaN}before(t,e){return this.ghost?.[t*this.cells+e]??null}place(t,e){return this.#t?.[t*this.cells+e]??e}cellOf(t){return Math.min(this.cells-1,Math.floor((t+.5)*this.cells/this.width))}largest(t){let e=0;for(let i=1;i<this.cells;i++)Math.abs(this.at(t,i))>Math.abs(this.at(t,e))&&(e=i);return e}differs(t){if(this.ghost===null)return!1;for(let e=0;e<this.cells;e++)if(this.before(t,e)!==this.at(t,e))return!0;return!1}},Je=class n{size;reach;ghost;#t;#e;constructor({size:t,triangle:e,values:i,ghost:r}){this.size=t,this.#t=e,this.#e=v(i),this.ghost=r?new n(r):null,this.reach=Math.max(...this.#e.filter(Number.isFinite).map(Math.abs),0)}at(t,e){if(this.#t)return e>t?null:this.#e[t*(t+1)/2+e]??null;let i=this.#e[t*this.size+e]??null;return i===Number.NEGATIVE_INFINITY?null:i}},xe=class{constructor(t,e,i,r,o){this.tokens=t;this.layers=e;this.head=o;this.layer=r.layer,this.missing=r.missing;for(let s of[i,r,o]){for(let a of s.columns)this.columns.set(a.name,a);for(let[a,l]of Object.entries(s.strips))this.strips.set(a,new Qe(l))}for(let[s,a]of Object.entries(o.matrices??{}))this.matrices.set(s,new Je(a))}tokens;layers;head;columns=new Map;strips=new Map;matrices=new Map;layer;missing;has(t){return this.strips.has(t)||this.matrices.has(t)}chain(t){let e=t==="value"?this.columns.get("heads")?.inputs.find(o=>o!=="pattern"):this.columns.get("dot_products")?.inputs[t==="query"?0:1],i=[],r=e??t;for(;this.strips.has(r)&&r.startsWith(t);)i.unshift(r),r=this.columns.get(r)?.inputs[0]??"";return i}};function Is(n){let t=Float32Array.from(n.filter(Number.isFinite),Math.abs).sort();return t[Math.floor(.98*(t.length-1))]||t.at(-1)||1}function ye(n){return"step"in n}var we=class{element;#t=c("button",{type:"button","aria-haspopup":"menu","aria-expanded":"false"});#e=c("div",{class:"flow-text-list",role:"menu","aria-label":"Examples",hidden:!0});#n;#i;#r="";constructor(t,e){this.#n=t,this.#i=e,this.#t.append("Examples",c("span",{"aria-hidden":"true"}," ▾")),this.element=c("div",{class:"flow-text-examples"},this.#t,this.#e),this.#t.addEventListener("click",()=>this.#e.hidden?this.#s(0):this.#l(!0),{signal:e}),this.element.addEventListener("keydown",i=>this.#c(i),{signal:e}),this.element.addEventListener("focusout",i=>this.#h(i),{signal:e})}draw(t){let e=JSON.stringify(t);e!==this.#r&&(this.#r=e,this.#e.replaceChildren(...t.map(i=>this.#a(i))))}#a({name:t,text:e}){let i=c("button",{type:"button",role:"menuitem",tabindex:-1},c("b",{},t),c("span",{},e)),r=()=>{this.#l(!0),this.#n(e)};return i.addEventListener("click",r,{signal:this.#i}),i}get#o(){return[...this.#e.children]}#s(t){this.#e.hidden=!1,this.#t.setAttribute("aria-expanded","true"),this.#o.at(t)?.focus()}#l(t){this.#e.hidden||(this.#e.hidden=!0,this.#t.setAttribute("aria-expanded","false"),t&&this.#t.focus())}#c(t){let e=this.#o,i=e.indexOf(t.target),r=this.#e.hidden,o=r?{ArrowDown:0,ArrowUp:-1}[t.key]:{ArrowDown:(i+1)%e.length,ArrowUp:i-1,Home:0,End:-1}[t.key];if(o!==void 0&&T(t,t.key))this.#s(o);else if(t.key==="Escape"&&!r)this.#l(!0);else return;t.preventDefault(),t.stopPropagation()}#h({relatedTarget:t}){t instanceof Node&&this.element.contains(t)||this.#l(!1)}};function Ye(n){return n.key==="Enter"&&(n.ctrlKey||n.metaKey)&&!n.shiftKey&&!n.altKey?"accept":T(n,"Enter")?"run":T(n,"Escape")?"take back":T(n,"Tab")?"complete":null}function Di(n,t){let e=i=>{if(i.composedPath()[0]!==n||Ye(i)!=="accept")return;let r=n.getRootNode();r instanceof ShadowRoot&&r.host.toggleAttribute("data-lm-suppress-shortcuts",!0)};window.addEventListener("keydown",e,{capture:!0,signal:t})}function ve(n){return n.trim()===""||/[\p{Cc}]/u.test(n)?$(n):n}function qt({text:n,ends:t}){return t?`${E(n)}, the end of the text`:E(n)}var ke=class{element;input=c("textarea",{class:"flow-text-input",rows:1,dir:"auto",spellcheck:"false",autocomplete:"off",autocapitalize:"off",placeholder:"Type a text, or choose an example","aria-label":"Text","aria-describedby":"flow-text-hint"});#t;#e=c("span",{class:"flow-text-before"});#n=c("b",{});#i=c("i",{});#r=c("span",{class:"flow-text-ghost"},this.#n,this.#i);#a=c("span",{class:"unseen",id:"flow-text-hint"});#o="";#s=null;#l=!1;#c=!1;constructor(t,e){this.#t=t;let i=c("div",{class:"flow-text-mirror",dir:"auto","aria-hidden":"true"},this.#e,this.#r),r=c("div",{class:"flow-text-paper"},i,this.input);this.element=c("div",{class:"flow-text-field"},r,this.#a);let o=(s,a)=>this.input.addEventListener(s,l=>a(l),{signal:e});o("input",()=>this.#d()),o("keydown",s=>this.#p(s)),o("pointerdown",()=>this.#u(!0)),o("blur",()=>this.#u(!1)),Di(this.input,e)}get typed(){return this.input.value!==this.#o}fill(t){this.input.value=t,this.#h()}draw(t,e,i){let r=this.typed;this.#o=t,this.#s=e,this.#l=i,!r&&this.input.value!==t&&(this.input.value=t,this.input.setSelectionRange(t.length,t.length)),this.#h()}#h(){let t=this.typed?null:this.#s;if(this.#e.textContent=this.input.value+(t===null?"​":""),this.#r.hidden=t===null,b(this.element,"data-busy",this.#l),b(this.element,"data-typed",this.typed),t===null){this.#a.textContent=this.typed?"Enter runs the text, Escape takes it back.":"";return}this.#n.textContent=ve(t.text),this.#i.textContent=`next, ${C(t.probability)}`,b(this.#r,"data-value",t.probability),this.#a.textContent=`The likeliest next token is ${qt(t)}, ${C(t.probability)}. Tab at the end of the text, or Control+Enter, adds it; after Escape Tab moves on.`}#d(){this.#u(!0),this.#h(),this.#t.changed()}#u(t){this.#c=t}#m(){this.fill(this.#o),this.#t.changed()}#p(t){if(t.isComposing)return;let e=Ye(t);if(e===null){t.key!=="Shift"&&t.key!=="Tab"&&this.#u(!0),Wt(t)&&t.stopPropagation();return}e==="complete"&&!this.#f()||(t.preventDefault(),t.stopPropagation(),e==="run"&&this.typed&&!this.#l?this.#t.run(this.input.value):e==="take back"?this.#b():e!=="run"&&this.#g())}#f(){let{selectionStart:t,selectionEnd:e,value:i}=this.input,r=t===i.length&&e===i.length;return this.#c&&r&&!this.typed&&(this.#s!==null||this.#l)}#g(){this.#u(!0),!this.#l&&!this.typed&&this.#s!==null&&this.#t.accept()}#b(){this.typed&&this.#m(),this.#u(!1)}};var Fi="The model is running",Gs="Run what you have typed first, or take it back with Escape",Me=class{element;#t;#e;#n;#i;#r;#a;#o=c("span",{class:"flow-text-size"});#s=c("p",{class:"flow-text-problem",role:"alert",id:"flow-text-problem"});#l=c("p",{class:"unseen",role:"status"});#c=null;#h=!1;#d=null;#u="";constructor(t,e){this.#t=t;let i=o=>this.#m(o);this.#e=new ke({run:i,accept:()=>this.#f(),changed:()=>this.#b()},e),this.#n=new we(o=>this.#p(o),e),this.#i=S("","",()=>this.#f(),e),this.#i.className="flow-text-add",this.#r=S("Run","Enter: look at this text",()=>this.#m(this.#e.input.value),e),this.#a=S("↶ Step back","Take the last added token away",()=>this.#g(),e);let r=c("div",{class:"flow-text-line"},this.#n.element,this.#e.element,c("div",{class:"flow-text-buttons"},this.#i,this.#r,this.#a,this.#o));this.element=c("div",{class:"flow-text",role:"group","aria-label":"Text"},r,this.#s,this.#l),this.#b()}draw(t,e){let i=this.#c;this.#c=t,this.#h=e,i!==null&&i.version!==t.version&&(this.#d=null,this.#k(t)),this.#n.draw(t.examples),this.#e.draw(t.text,t.blocked===null?t.next:null,e),this.#b()}problem(t){this.#d=t===""?null:{text:this.#u,message:t},this.#b()}#m(t){!this.#e.typed||this.#h||(this.#u=t,this.#d=null,this.#b(),this.#t.write(t))}#p(t){this.#e.fill(t),this.#m(t),this.#b()}#f(){this.#u=this.#e.input.value,this.#t.accept()}#g(){this.#u=this.#e.input.value,this.#t.back()}#b(){let t=this.#c,e=this.#e.typed,i=t?.blocked===null?t.next:null,r=this.#h?Fi:e?Gs:"";this.#i.replaceChildren(...i===null||e?["Add"]:["Add ‘",c("b",{},ve(i.text)),"’"]),this.#i.dataset.title=i===null?"":`${qt(i)}, ${C(i.probability)}: Tab, or Ctrl+Enter`,A(this.#i,r===""&&i!==null,r||t?.blocked||"There is no text yet"),A(this.#r,e&&!this.#h,this.#h?Fi:"This text is what you see; type another"),A(this.#a,r===""&&t?.can_back===!0,r||"No token has been added, so none can be taken away"),this.#w(e),this.#y(e)}#w(t){let{tokens:e,limit:i,context:r}=this.#c??{tokens:0,limit:0,context:null};this.#o.textContent=t?"not run yet":`${e} of ${R(i,"token")}`;let o=r===i?"as many as the model's context holds":"as many as can be drawn";b(this.#o,"title",t?"Enter runs, Escape takes back":`${i} are ${o}`)}#y(t){let e=this.#v??(t?"":js(this.#c));this.#s.textContent!==e&&(this.#s.textContent=e),this.#s.hidden=e==="",b(this.#o,"data-over",e!==""),b(this.#e.input,"aria-invalid",e===""?null:"true"),b(this.#e.input,"aria-errormessage",e===""?null:"flow-text-problem")}get#v(){if(this.#d===null)return null;let{value:t}=this.#e.input,{text:e,message:i}=this.#d;return t===e||e!==""&&t.startsWith(e)?i:null}#k({added:t,tokens:e,limit:i,next:r,text:o}){let s=t===null?`${R(e,"token")} of ${i}.`:`Longer by a token, ${e} of ${i}: ${o}.`,a=r===null?"":` Likeliest next: ${qt(r)}, ${C(r.probability)}.`;this.#l.textContent=s+a}};function js(n){if(n===null||n.tokens<=n.limit)return"";let{tokens:t,limit:e}=n;return`The text has ${R(t,"token")}, ${t-e} more than can be drawn: shorten it.`}var Us=4,Se=class{element=c("div",{class:"flow-tip",role:"tooltip",hidden:!0});draw({scene:t,next:e},i,r,o,s){if(this.element.hidden=i===null,i===null)return;this.element.replaceChildren(...i.step===K?Vs(e,i.cell):Js(t,i));let a=Math.min(340,s);this.element.style.left=`${Math.max(4,Math.min(r,s-a-4))}px`,this.element.style.top=`${o+10}px`,this.element.style.maxWidth=`${a}px`}},_=(n,t)=>c("p",{class:n},t);function Vs(n,t){let e=n.ids.indexOf(t),i=n.clean?.[e];return[_("what",`next token ${E(n.strings[e]??"")}, id ${t}`),_("number",y(n.logits[e]??Number.NaN)),_("facts",`its logit; of the whole vocabulary it has ${et(n.probabilities[e]??Number.NaN)}`),...i===void 0?[]:[_("before",`${et(i)} without changes`)]]}function Qs(n,{step:t,row:e,cell:i},r){let[o,s]=(n.columns.get(t)?.inputs??[]).map(u=>n.strips.get(u));if(!o||!s||o.cells<o.width||s.cells<s.width)return[_("facts","a click shows its terms")];let a=Array.from({length:o.width},(u,p)=>({at:p,product:o.at(e,p)*s.at(i,p)}));a.sort((u,p)=>Math.abs(p.product)-Math.abs(u.product));let l=a.slice(0,Us),h=l.reduce((u,{product:p})=>u+p,0),d=({at:u,product:p})=>`[${u}] ${y(o.at(e,u))} × ${y(s.at(i,u))} = ${p.toPrecision(6)}`;return[...l.map(u=>_("term",d(u))),_("term",`${a.length-l.length} more terms = ${(r-h).toPrecision(6)}`)]}function Js(n,t){let e=n.columns.get(t.step),i=n.strips.get(t.step),r=[_("what",Ht(n,t))];if(i===void 0){let o=n.matrices.get(t.step),s=o?.at(t.row,t.cell)??null;r.push(_("number",s===null?"−∞: it may not look there":y(s))),t.step==="dot_products"&&r.push(...Qs(n,t,s??Number.NaN));let a=o?.ghost?.at(t.row,t.cell)??null;a!==null&&a!==s&&r.push(_("before",`${y(a)} without changes`))}else{r.push(_("number",y(i.at(t.row,t.cell))));let o=i.before(t.row,t.cell);o!==null&&o!==i.at(t.row,t.cell)&&r.push(_("before",`${y(o)} without changes`));let[s,a]=[i.norms[t.row]??Number.NaN,i.means[t.row]??Number.NaN];r.push(_("facts",`vector of ${i.width} · norm ${y(s)} · mean ${y(a)}`)),i.cells<i.width&&r.push(_("facts",`the largest of ${Math.round(i.width/i.cells)} numbers here`))}return e?.path&&r.push(_("path",e.path)),e!==void 0&&e.kind!=="blocks"&&r.push(_("facts",e.formula)),r}var Ki={embedding:{level:"embedding",name:"Embedding",title:"Token and position become a vector"},attention:{level:"head",name:"Attention",title:"One head, from query · key to its output"},mlp:{level:"block",name:"MLP",title:"All steps of the block"},output:{level:"output",name:"Next token",title:"From the last stream to the probabilities"}},Ee=class{element=c("div",{class:"flow-titles"});#t=new Map;#e=new Map;constructor(t,e){for(let[i,{level:r,name:o,title:s}]of Object.entries(Ki)){let a=c("button",{type:"button",title:s},o);a.addEventListener("click",()=>t(a.getAttribute("aria-expanded")==="true"?"overview":r),{signal:e});let l=c("div",{class:`flow-part ${i}`,hidden:!0},a);this.#t.set(i,l),this.#e.set(i,a),this.element.append(l)}}draw({groups:t,level:e,height:i}){for(let[r,o]of this.#t){let s=t.find(l=>l.id===r);if(o.hidden=s===void 0,s===void 0)continue;o.style.left=`${s.x}px`,o.style.width=`${s.width}px`,o.style.height=`${i-6}px`;let a=this.#e.get(r);a&&b(a,"aria-expanded",String(Ki[r].level===e))}}};var Xe=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],Lu=Object.fromEntries(Xe);var Ys=Xe.slice(0,3),Xs=[["none","nothing"],["norm","norm of the vector"],["attention","attention × value norm"],["contribution","contribution to the next token"]],Te=class{element=c("div",{class:"flow-tools"});edits=c("ul",{class:"flow-edits","aria-label":"Changes"});#t;#e;#n;#i;#r;constructor(t,e){let{ask:i}=t;this.#t=t,this.#e=Rt("Show",Ys,t.show,e),this.#n=Rt("Ribbons show",Xs,t.ribbon,e),this.#i=S("Undo","Take the last change back",()=>i("undo"),e),this.#r=S("Redo","Do it again",()=>i("redo"),e),this.element.append(this.#e.element,this.#n.element,this.#i,this.#r,S("Copy as Python","Code that makes this view again, with all changes",()=>i("code"),e))}draw(t,e,i){this.#e.draw(e,r=>t?.missing[r]??null),this.#n.draw(i),A(this.#i,t?.can.undo??!1,"There is nothing to take back"),A(this.#r,t?.can.redo??!1,"There is nothing to do again")}drawEdits({edits:t}){this.edits.hidden=t.length===0,this.edits.replaceChildren(...t.map(({text:e,on:i},r)=>{let o=`Take back: ${e}`,s=c("button",{type:"button",title:"Take this change back","aria-label":o},"✕");return s.addEventListener("click",()=>this.#t.ask("remove",{number:r})),c("li",{class:i?null:"off"},c("span",{},e),s)}))}};var $e=class{element=c("nav",{class:"flow-trail","aria-label":"What is open"});#t;#e;constructor(t,e){this.#t=t,this.#e=e}draw(t,e,i){let r=[["Overview","overview"]];e==="embedding"&&r.push(["Embedding","embedding"]),e==="output"&&r.push(["Next token","output"]),(e==="block"||e==="head")&&r.push([`Block ${t.layer}`,"block"]),e==="head"&&r.push([`Head ${t.head.head}`,"head"]),e==="overview"&&i!==null&&r.push([`Block ${t.layer}`,"block"]);let o=r.flatMap(([l,h],d)=>{let p=c("button",{type:"button","aria-current":h===e&&i===null?"page":null},l),f=()=>{i!==null&&this.#t.close(),this.#t.level(h)};return p.addEventListener("click",f,{signal:this.#e}),d===0?[p]:[c("span",{"aria-hidden":"true"},"›"),p]});if(i!==null){let l=t.columns.get(i.step),h=c("span",{"aria-current":"page"},`${l?.label??i.step} [${i.position}, ${i.dimension}]`);o.push(c("span",{"aria-hidden":"true"},"›"),h)}let s=this.element.getRootNode().activeElement,a=s instanceof HTMLElement&&this.element.contains(s)?s.textContent:null;this.element.replaceChildren(...o),a!==null&&o.find(({textContent:l})=>l===a)?.focus()}};var Ae=class{element=c("section",{class:"flow","aria-label":"Flow"});#t;#e;#n;#i;#r;#a;#o;#s;#l;#c=new Se;#h=new se;#d;#u;#m;#p;#f=c("span",{class:"size"});#g=c("ol",{class:"unseen","aria-label":"Likeliest next tokens"});#b=c("div",{class:"flow-stage"});#w;#y=c("div",{class:"flow-heads",hidden:!0});#v=c("p",{class:"flow-hint"});#k=c("div",{class:"flow-filled"});#M;#x=null;#S=null;#R=[];constructor(t,e,i){this.#t=t,this.#M=He(e),this.#e=new Ft(t,i),this.#n=Y(t,()=>{},i);let r=(o,s={})=>{this.#e.ask(o,s)};this.#i=new Me({write:o=>{this.#A("write",{text:o})},accept:()=>{this.#A("accept")},back:()=>{this.#A("back")}},i),this.#r=new re({layer:o=>this.#T({layer:o}),head:o=>this.#T({head:o})},i),this.#a=new ie({select:(o,s)=>this.#T({layer:o,head:s}),travel:r},i),this.#w=S("All heads","A small picture of every head",()=>this.#I(),i),b(this.#w,"aria-expanded","false"),this.#o=new ge({hover:(o,s,a)=>this.#X(o,s,a),open:o=>this.#D(o),select:o=>this.#T({position:o}),remove:o=>this.#K(o),travel:r,placed:o=>this.#s.draw(o)},i),this.#s=new Ee(o=>this.#L(o),i),this.#l=new $e({level:o=>this.#L(o),close:()=>this.#N()},i),this.#d=new te({change:o=>r("change",{...o,...this.#F()})},i),this.#u=new Zt({open:(o,s,a,l)=>r("open",{step:o,position:s,dimension:a,head:l}),close:()=>this.#N()},i),this.#m=new fe(t,i),this.#p=new Te({show:o=>this.#E("show",o),ribbon:o=>this.#E("ribbon",o),ask:r},i),this.#e.status.classList.add("unseen"),this.#z(),this.#W(i),this.element.addEventListener("keydown",o=>this.#G(o),{signal:i}),$n(e,this.element,()=>{this.#M=He(e),this.#$()},i),this.#$()}#z(){this.#y.append(this.#a.element),this.#b.append(this.#s.element,this.#o.pad.element,this.#c.element);let t=c("div",{class:"flow-way"},this.#l.element,this.#r.element,this.#w);this.#k.append(t,this.#y,this.#b,this.#g,this.#h.element,this.#d.element,this.#u.element,this.#m.element,this.#p.edits),this.element.append(c("header",{class:"flow-head"},c("h2",{},"Flow"),this.#f,this.#p.element),this.#e.messages,this.#i.element,this.#v,this.#k,this.#e.status)}#W(t){let e=(r,o)=>B(this.#t,`change:${r}`,()=>this.#B(o),t);e("_screen",()=>this.#V());for(let r of["_block","_head","_next","_ribbons","_selected","place","level","_number","_heads"])e(r,()=>this.#U());for(let r of["show","ribbon"])e(r,()=>this.#O());e("_outcome",()=>this.#q()),e("busy",()=>{b(this.element,"data-busy",this.#t.get("busy")),this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy"))});let i=r=>{r?.kind==="code"&&this.#j(r.text??"")};B(this.#t,"msg:custom",i,t)}#E(t,e){this.#t.set(t,e),this.#t.save_changes()}async#A(t,e={}){this.#i.draw(this.#t.get("_screen").text,!0);try{await this.#n(t,e)}catch(i){this.#i.problem(i instanceof Error?i.message:String(i))}finally{this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy"))}}#T(t){let e=this.#t.get("_selected"),i={...e,...t};JSON.stringify(i)!==JSON.stringify(e)&&this.#E("_selected",i)}#L(t){t!==this.#t.get("level")&&(this.#E("level",t),this.#e.announce(`Open: ${t}.`))}#D({step:t,row:e,cell:i}){let r=this.#x?.strips.get(t),o=r?r.place(e,i):i,s=this.#x?.matrices.has(t)?this.#x.head.head:null;this.#e.ask("open",{step:t,position:e,dimension:o,head:r?r.head:s})}#N(){this.#E("place",{}),this.#o.pad.element.focus({preventScroll:!0})}#F(){let t=this.#t.get("place");return ye(t)?this.#x?.matrices.has(t.step)?{...t,key:t.dimension}:t:{}}#K({step:t}){let e=this.#P,i=this.#x?.columns.get(t)?.component,r=e?.edits.findLastIndex(({text:o})=>i&&o.includes(i))??-1;r>=0?this.#e.ask("remove",{number:r}):this.#e.announce("Nothing is changed there.")}#I(){this.#y.hidden=!this.#y.hidden,b(this.#w,"aria-expanded",String(!this.#y.hidden)),this.#_()}#G(t){if(!(!T(t,"Escape")||t.defaultPrevented)){if(ye(this.#t.get("place")))this.#N();else if(this.#t.get("level")!=="overview")this.#L("overview");else return;t.preventDefault(),t.stopPropagation()}}async#j(t){await zt(t)?this.#e.announce("Python copied to the clipboard."):this.#e.notice("The browser did not let us copy; in Python it is print(view.code).")}get#P(){let t=this.#t.get("_screen");return t.empty?null:t}#B(t){try{t()}catch(e){this.#e.fail(e)}}#C=!1;#U(){this.#C||(this.#C=!0,queueMicrotask(()=>{this.#C=!1,this.#B(()=>this.#$())}))}#V(){let t=this.#x?.tokens??[];this.#$();let e=this.#x?.tokens??[],i=e.length===t.length+1&&t.every((r,o)=>r===e[o]);this.#o.sweep(i?t.length:0)}#Q(t){let{layer:e,head:i}=this.#t.get("_selected"),[r,o]=[this.#t.get("_block"),this.#t.get("_head")],s=this.#t.get("_kept");if(s!==void 0){let l=e??r.layer;r=s.blocks[l]??r,o=s.heads[`${l}.${i??0}`]??s.heads[`${l}.0`]??o}let a=[t,r,o];return(this.#x===null||a.some((l,h)=>l!==this.#R[h]))&&(this.#x=new xe(t.tokens,t.layers,t.ends,r,o),this.#R=a),this.#x}#$(){let t=this.#P;this.#i.draw(this.#t.get("_screen").text,this.#t.get("busy")),this.#k.hidden=t===null,this.#v.hidden=t!==null;let e=this.#t.get("_screen");if(this.#v.textContent=e.empty?e.why:"",this.#O(),t===null)return;let i=this.#Q(t),r=this.#t.get("place"),o=ye(r)&&(i.has(r.step)||r.step==="logits")?r:null,s=this.#t.get("level");this.#f.textContent=`${R(i.tokens.length,"token")} · ${R(i.layers,"block")} · ${R(i.head.heads,"head")}`,this.#o.draw({scene:i,level:s,next:this.#H(),quantity:Yn(this.#t.get("_ribbons")),position:this.#Z(i),chosen:o===null?null:Xn(i,o),palette:this.#M,width:Math.max(640,this.#b.clientWidth||960)}),this.#o.layout&&this.#s.draw(this.#o.layout),this.#l.draw(i,s,o),this.#J(i),this.#g.replaceChildren(...Zn(this.#H())),this.#_(),this.#h.draw(this.#M,this.#t.get("ribbon"),this.#t.get("_ribbons"),i);let{words:a=[]}=this.#t.get("_number");this.#d.draw(i,o,t.other,a),this.#Y(o!==null);let l=this.#t.get("_number");this.#u.element.hidden=o===null,this.#u.draw(o!==null&&"step"in l?l:null,this.#M),this.#q(),this.#p.drawEdits(t)}#O(){this.#p.draw(this.#P,this.#t.get("show"),this.#t.get("ribbon"))}#J(t){this.#r.draw({layers:Array.from({length:t.layers},(e,i)=>i),heads:t.head.heads,...We(t,this.#t.get("_selected")),kv_heads:t.head.kv_heads}),this.#w.hidden=!("layers"in this.#t.get("_heads"))}#_(){let t=this.#t.get("_heads");if(this.#y.hidden||this.#x===null)return;let e=We(this.#x,this.#t.get("_selected")),i=this.#y.clientWidth||640;this.#a.draw("layers"in t?t:null,e,this.#M,i)}#Y(t){t&&this.#S===!1&&this.#d.element.scrollIntoView?.({block:"nearest",behavior:be()?"auto":"smooth"}),this.#S=t}#q(){let t=this.#t.get("level")==="output";this.#m.element.hidden=!t,t&&this.#m.draw()}#X(t,e,i){this.#x!==null&&this.#c.draw({scene:this.#x,next:this.#H()},t,e,i,this.#o.layout?.width??640)}#H(){let t=this.#t.get("_kept")?.next[this.#t.get("_selected").position??-1];return Jn(t??this.#t.get("_next"))}#Z(t){let e=t.tokens.length-1;return Math.min(e,this.#t.get("_selected").position??e)}};var Ii=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function ji(n){let t=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),e=t.map(s=>s.getBoundingClientRect()),i=t.map(s=>s.getAttribute("style"));for(let s of t)Vi(s);let r=t.map(s=>s.getBoundingClientRect());t.forEach((s,a)=>{let l=i[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(t.map((s,a)=>[s,Gi(r[a],e[a])]));return new Map([...o].map(([s,a])=>[s,Gi(ea(s,o),a)]))}function Ui(n,t,e){/auto|scroll/.test(getComputedStyle(n).overflow)&&ta(n,t);let i=e.get(n);i!==void 0&&Vi(t);let r=n.parentElement,[o,s]=[(i?.x??0)-(r?.scrollLeft??0),(i?.y??0)-(r?.scrollTop??0)];(o!==0||s!==0)&&(t.style.translate=`${o}px ${s}px`)}function Vi(n){n.style.position="relative",n.style.inset="auto"}function ta(n,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${n.getBoundingClientRect().height}px`,t.style.maxHeight="none";let e=getComputedStyle(n),i=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(e.getPropertyValue(l))||0),0),[r,o]=[n.offsetWidth-n.clientWidth-i("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-i("border-top-width","border-bottom-width")];r>=1&&(t.style.paddingRight=`${i("padding-right")+r}px`),o>=1&&(t.style.paddingBottom=`${i("padding-bottom")+o}px`)}function Gi(n={x:0,y:0},t=n){return{x:t.x-n.x,y:t.y-n.y}}function ea(n,t){let e=n.parentElement;for(;e!==null&&!t.has(e);)e=e.parentElement;return e===null?void 0:t.get(e)}var Qi="http://www.w3.org/1999/xhtml",Ze=12,na=2,ia=16e3,ra=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Yi(n){let t=n.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:e,height:i}=oa(n),r=document.createElementNS(Qi,"style");r.textContent=sa(t);let o=document.createElementNS(Qi,"div");for(let{name:a,value:l}of n.attributes)a!=="style"&&o.setAttribute(a,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",aa(n,r.textContent,e,i)),o.append(r,...ca(t));let s={width:e+2*Ze,height:i+2*Ze};return{...s,svg:ua(o,s.width,s.height)}}async function Xi({svg:n,width:t,height:e}){let i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await i.decode();let r=Math.min(na,ia/Math.max(t,e)),o=document.createElement("canvas");o.width=Math.round(t*r),o.height=Math.round(e*r);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(i,0,0,o.width,o.height),new Promise((a,l)=>{let h=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(d=>d===null?h():a(d),"image/png")})}function oa(n){let t=n.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function sa(n){let t=[...n.querySelectorAll("style")].map(r=>r.textContent),e=[...n.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(o=>o.cssText).join(`
`)),i=[...t,...e].join(`
`);return ra+i.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function aa(n,t,e,i){let r=getComputedStyle(n);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,r.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,h])=>`${l}: ${h}`),`color-scheme: ${la(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${e}px`,`height: ${i}px`,`padding: ${Ze}px`,"overflow: hidden"].join("; ")}function la(n){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(t);let e=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),e}function ca(n){let t=[...n.children].filter(i=>i.tagName!=="STYLE"&&!Ji(i)),e=ji(n);return t.map(i=>{let r=i.cloneNode(!0),o=[r,...r.querySelectorAll("*")];[i,...i.querySelectorAll("*")].forEach((s,a)=>{let l=o[a];l!==void 0&&(ha(s,l),Ui(s,l,e))});for(let s of o)Ji(s)&&s.remove();return r})}function Ji(n){return n.hasAttribute("data-unexported")}function ha(n,t){n instanceof HTMLCanvasElement?da(n,t):n instanceof HTMLInputElement?(t.setAttribute("value",n.value),t.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?t.textContent=n.value:n instanceof HTMLOptionElement&&t.toggleAttribute("selected",n.selected)}function da(n,t){n.width===0||n.height===0||(t.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function ua(n,t,e){let i=new XMLSerializer().serializeToString(n),r=`all: initial; display: block; width: ${t}px; height: ${e}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${e}" viewBox="0 0 ${t} ${e}" style="${r}"><foreignObject x="0" y="0" width="${t}" height="${e}">${i}</foreignObject></svg>`;return pa(o)}function pa(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var ma="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Zi(n,t,e,i){let r=h=>async()=>{try{await h()}catch(d){e(ut(dt(d),i))}},s=fa(n,()=>e(c("p",{class:"notice",role:"status"},ma)),i),a=h=>`${ga(t)}.${h}`,l=()=>Yi(t);return ba([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>tn(await Xi(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>tn(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(s)}],i)}function fa(n,t,e){let i=Y(n,t,e),r=new Set;return B(n,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!r.delete(s.ticket??""))return;let h=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);tn(new Blob([h],{type:"text/html"}),s.name??"view.html")},e),async()=>{let s=Math.random().toString(36).slice(2);r.add(s),await i("page",{ticket:s})}}function tn(n,t){let e=URL.createObjectURL(n);c("a",{href:e,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(e),1e4)}function ga(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ba(n,t){let e=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});e.append("⋯");let i=n.map(({name:l,title:h})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:h},l)),r=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...i),o=c("div",{class:"save-menu","data-unexported":!0},e,r),s=l=>{r.hidden=!1,e.setAttribute("aria-expanded","true"),i[l]?.focus()},a=l=>{r.hidden||(r.hidden=!0,e.setAttribute("aria-expanded","false"),l&&e.focus())};return e.addEventListener("click",()=>r.hidden?s(0):a(!0),{signal:t}),i.forEach((l,h)=>{let d=()=>{a(!0),n[h]?.act()};l.addEventListener("click",d,{signal:t})}),o.addEventListener("keydown",l=>xa(l,i,r.hidden,s,a),{signal:t}),o.addEventListener("focusout",l=>ya(l,o,a),{signal:t}),o}function xa(n,t,e,i,r){let o=t.length-1,s=t.indexOf(n.target),a=e?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];a!==void 0&&T(n,n.key)?(n.preventDefault(),n.stopPropagation(),i(a)):n.key==="Escape"&&!e&&(n.stopPropagation(),r(!0))}function ya(n,t,e){n.relatedTarget instanceof Node&&t.contains(n.relatedTarget)||e(!1)}var wa=4;function tr(n,t){let e=c("progress",{max:1,value:0,"aria-label":"Progress"}),i=c("span",{class:"quiet"}),r=c("button",{type:"button"},"Cancel"),o=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},e,i,r),s=c("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=c("div",{},o,s);r.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:t});let l=va(r,t),h=-1,d=(p,f)=>{let m=Math.floor(p*wa);m!==h&&(s.textContent=`Running: ${f||`${Math.round(p*100)} %`}`),h=m},u=()=>{let{done:p=0,total:f=0,text:m=""}=n.get("_progress")??{};f===0?(l(),h>=0&&(s.textContent="No longer running"),h=-1):d(p/f,m),o.hidden=f===0,e.value=f>0?p/f:0,i.textContent=m};return B(n,"change:_progress",u,t),u(),a}function va(n,t){let e=null,i=({relatedTarget:r})=>{e=r instanceof HTMLElement?r:null};return n.addEventListener("focus",i,{signal:t}),()=>{let r=n.getRootNode();if(r.activeElement!==n)return;let o=e?.isConnected&&e.getRootNode()===r,s=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?e:s)?.focus()}}function ka(n){let t=n.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function er(n,t){let e=()=>{n.style.colorScheme=ka(document.body)??""};e();let i=new MutationObserver(e);i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>i.disconnect())}function nr(n,t){function e({model:i,el:r,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=c("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(c("style",{},Ii,...n),tr(i,s.signal)),r.append(a),er(a,s.signal),wn(a,s.signal),Ln(l,()=>l.append(t(i,s.signal,a).element),s.signal);let h=l.lastElementChild;return l.append(Zi(i,a,d=>h?.before(d),s.signal)),()=>s.abort()}return{render:e}}var zp=nr([...mn,on,sn,an,cn,fn,ln],(n,t,e)=>new Ae(n,e,t));export{zp as default};
