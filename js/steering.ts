/** Sliders on heads, neurons and directions; next tokens that follow them, and a text with and without. */

import { widget } from "./lib/mount.ts";
import answers from "./steering/answers.css";
import chooser from "./steering/chooser.css";
import frame from "./steering/frame.css";
import type { Traits } from "./steering/state.ts";
import { View } from "./steering/view.ts";

export default widget<Traits>(
  [frame, chooser, answers],
  (model, signal, host) => new View(model, host, signal),
);
