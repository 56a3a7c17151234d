/** Reports as HTML pages that open from a file, without a network. */
package io.lossparity.render.html;
