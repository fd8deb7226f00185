/** A lesson's text, page by page, with what it asks. */

import style from "./lesson/lesson.css";
import type { Traits } from "./lesson/state.ts";
import { View } from "./lesson/view.ts";
import { widget } from "./lib/mount.ts";

export default widget<Traits>([style], (model, signal) => new View(model, signal));
