/** The tokens of the prompts: select one, colour them, type others, see what comes next. */

import { widget } from "./lib/mount.ts";
import style from "./token_bar/bar.css";
import next from "./token_bar/next.css";
import type { Traits } from "./token_bar/state.ts";
import { View } from "./token_bar/view.ts";

export default widget<Traits>([style, next], (model, signal) => new View(model, signal));
