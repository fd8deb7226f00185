/** Attention: every head at a glance, one head in numbers, and what becomes of it when it is changed. */

import type { Traits } from "./attention_view/attention.ts";
import frame from "./attention_view/frame.css";
import head from "./attention_view/head.css";
import { View } from "./attention_view/view.ts";
import { widget } from "./lib/mount.ts";
import point from "./lib/point.css";

export default widget<Traits>([frame, head, point], (model, signal, host) => new View(model, host, signal));
