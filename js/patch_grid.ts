/** A sweep of patches as a grid that fills in while it runs; a cell becomes a change of the workspace. */

import { widget } from "./lib/mount.ts";
import frame from "./patch_grid/frame.css";
import type { Traits } from "./patch_grid/state.ts";
import { View } from "./patch_grid/view.ts";

export default widget<Traits>([frame], (model, signal, host) => new View(model, host, signal));
