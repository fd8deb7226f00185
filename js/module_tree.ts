/** The module tree: what a model is made of, and what every part gave in a run. */

import { widget } from "./lib/mount.ts";
import type { Traits } from "./module_tree/data.ts";
import frame from "./module_tree/frame.css";
import rows from "./module_tree/rows.css";
import { View } from "./module_tree/view.ts";

export default widget<Traits>([frame, rows], (model, signal) => new View(model, signal));
