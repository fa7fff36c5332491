/** Java as the processor sees it: types, annotations, and how values are written in its sources. */
package dev.trestle.processor.lang;
