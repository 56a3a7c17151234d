/** Reports as HTML pages, which can be opened from a file without a network. */
package io.lossparity.render.html;
