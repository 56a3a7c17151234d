/** The templates of everything that is text rather than HTML, and how Markdown is escaped. */
package io.lossparity.render.text;
