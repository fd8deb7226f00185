/** The logit lens: what the model would say after each layer, and what it says when a cell is patched. */

import { widget } from "./lib/mount.ts";
import frame from "./logit_lens/frame.css";
import grid from "./logit_lens/grid.css";
import type { Traits } from "./logit_lens/lens.ts";
import pins from "./logit_lens/pins.css";
import values from "./logit_lens/values.css";
import { View } from "./logit_lens/view.ts";

export default widget<Traits>(
  [frame, grid, pins, values],
  (model, signal, host) => new View(model, signal, host),
);
