/** The edits of a workspace as one intervention graph beside the model's modules. */

import style from "./graph_view/graph.css";
import type { Traits } from "./graph_view/state.ts";
import { View } from "./graph_view/view.ts";
import { widget } from "./lib/mount.ts";

export default widget<Traits>([style], (model, signal) => new View(model, signal));
