/** The patch board: cells of one prompt put into another, and what the model says then. */

import { widget } from "./lib/mount.ts";
import frame from "./logit_lens/frame.css";
import grid from "./logit_lens/grid.css";
import style from "./patch_board/board.css";
import type { Traits } from "./patch_board/board.ts";
import { View } from "./patch_board/view.ts";

export default widget<Traits>([frame, grid, style], (model, signal, host) => new View(model, signal, host));
