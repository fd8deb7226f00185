/** From text to the next token: every vector, every head, the arithmetic of each number. */

import arithmetic from "./flow/arithmetic/arithmetic.css";
import curves from "./flow/arithmetic/curves.css";
import product from "./flow/arithmetic/product.css";
import frame from "./flow/frame.css";
import heads from "./flow/heads/heads.css";
import { styles as outcome } from "./flow/outcome/styles.ts";
import type { Traits } from "./flow/state.ts";
import text from "./flow/text/text.css";
import { View } from "./flow/view.ts";
import { widget } from "./lib/mount.ts";

export default widget<Traits>(
  [...outcome, arithmetic, curves, product, heads, text, frame],
  (model, signal, host) => new View(model, host, signal),
);
