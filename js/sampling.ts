/** The next token: temperature, cuts, the probabilities of the whole vocabulary, and a draw with a seed. */

import { widget } from "./lib/mount.ts";
import card from "./sampling/card.css";
import frame from "./sampling/frame.css";
import rows from "./sampling/rows.css";
import type { Traits } from "./sampling/state.ts";
import { View } from "./sampling/view.ts";

export default widget<Traits>([frame, rows, card], (model, signal) => new View(model, signal));
