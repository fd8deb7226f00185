/** The looks of the end, opened: those of the view of its own, kept to this part of the flow. */

import card from "../../sampling/card.css";
import frame from "../../sampling/frame.css";
import rows from "../../sampling/rows.css";
import own from "./outcome.css";

export const styles = [...[frame, rows, card].map((css) => `.flow-outcome {\n${css}\n}`), own];
