/** The templates of plain text and Markdown, and the escaping of Markdown. */
package io.lossparity.render.text;
