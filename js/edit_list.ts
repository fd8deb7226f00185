/** The changes of a workspace: switch, rename, remove, undo, keep; and their effect in one line. */

import style from "./edit_list/list.css";
import type { Traits } from "./edit_list/state.ts";
import { View } from "./edit_list/view.ts";
import { widget } from "./lib/mount.ts";

export default widget<Traits>([style], (model, signal) => new View(model, signal));
