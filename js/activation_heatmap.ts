/** Activations as a picture: pan and zoom through a matrix of any size, read any number exactly, change cells. */

import facts from "./activation_heatmap/facts.css";
import type { Traits } from "./activation_heatmap/screen.ts";
import style from "./activation_heatmap/view.css";
import { View } from "./activation_heatmap/view.ts";
import { widget } from "./lib/mount.ts";
import point from "./lib/point.css";

export default widget<Traits>([facts, style, point], (model, signal, host) => new View(model, host, signal));
