/** A text as the model writes it: the probability of each token, its alternatives, and the branches. */

import panel from "./generation/panel.css";
import type { Traits } from "./generation/state.ts";
import text from "./generation/text.css";
import { View } from "./generation/view.ts";
import { widget } from "./lib/mount.ts";

export default widget<Traits>([text, panel], (model, signal) => new View(model, signal));
